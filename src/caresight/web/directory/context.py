"""The bar that every page carries: which release, known when, and by which clock."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.queries import person_of
from caresight.web.directory.releases import Shown, shown
from caresight.web.ui.words import count, day

KNOWN_BY = {
    "received": "received here by then",
    "published": "published by then",
}


_ATTRIBUTIONS = {
    "cqc": "Contains CQC data, licensed under the Open Government Licence v3.0.",
    "cms": "Contains data from the US Centers for Medicare & Medicaid Services.",
}
"""What each register's licence asks to be said on every page."""


@dataclass(frozen=True)
class Bar:
    """The bar in words."""

    place: str
    as_at: str
    known_by: str
    release_id: str
    is_newest: bool
    invented: bool
    register_note: str


def release_bar(request: HttpRequest) -> dict[str, object]:
    """The bar of the release shown; nothing for who is not signed in."""
    if person_of(request) is None:
        return {"bar": None}
    try:
        release = shown(request)
    except (Http404, Refusal):  # the page that says so still needs its frame
        return {"bar": None}
    return {"bar": _bar(release) if release else None}


def _bar(release: Shown) -> Bar:
    summary = release.summary
    return Bar(
        place=_place(release),
        as_at=day(summary["as_at"]),
        known_by=KNOWN_BY.get(summary["known_by"], summary["known_by"]),
        release_id=release.release_id,
        is_newest=release.is_newest,
        invented=summary["invented"],
        register_note=_register_note(summary["registers"], invented=summary["invented"]),
    )


def _place(release: Shown) -> str:
    """Where the homes lie that the person reads, and how many they are; empty for none."""
    if release.scope.is_nothing:
        return ""
    place = release.summary["place"]
    # The few homes of a provider are told by their number alone.
    return (
        place
        if place.endswith(" homes")
        else f"{place} · {count(release.summary['homes'], 'home')}"
    )


def _register_note(registers: list[str], *, invented: bool) -> str:
    if invented:
        return "All homes, people and events shown are invented."
    return " ".join(_ATTRIBUTIONS[register] for register in registers if register in _ATTRIBUTIONS)
