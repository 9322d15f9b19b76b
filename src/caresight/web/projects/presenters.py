"""Digital projects in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from caresight.vocabulary.lists import joined
from caresight.web.directory.releases import newest
from caresight.web.projects.definitions import indicator_title, kind_label
from caresight.web.projects.impact_chart import impact_chart
from caresight.web.projects.models import Found, Project
from caresight.web.projects.states import ChosenBy
from caresight.web.ui.values import figure, unit_words
from caresight.web.ui.words import count, day, month

WAITING = "It is being worked out. Open the page again in a minute."
SIDES = {
    "earlier": "Earlier, not looked at",
    "before": "Before",
    "left_out": "Left out",
    "start": "Month of the start",
    "after": "After",
}


@dataclass(frozen=True)
class ProjectLine:
    """One project of the list."""

    project: Project
    kind: str
    measure: str
    homes: str
    said: str


@dataclass(frozen=True)
class MonthRow:
    """One month of the table."""

    period: str
    side: str
    own: str
    own_events: str
    others: str
    expected: str


@dataclass(frozen=True)
class ImpactPage:
    """What a project's page says of its impact."""

    sentence: str
    obstacles: list[str]
    checks: list[dict[str, Any]]
    cautions: list[str]
    levels: list[tuple[str, str, str]]
    chart: SafeString | None
    months: list[MonthRow]
    title: str
    unit: str
    about: str
    """Release, day and sources, as every figure carries them."""
    is_older: bool
    """Whether a newer release has not been asked yet."""


def project_lines(projects: Sequence[Project], found: Mapping[int, Found]) -> list[ProjectLine]:
    """The list, each with the one sentence that was found."""
    return [
        ProjectLine(
            project=one,
            kind=kind_label(one.kind),
            measure=indicator_title(one.indicator),
            homes=count(getattr(one, "home_count", 0), "home"),
            said=_in_short(found.get(one.pk)),
        )
        for one in projects
    ]


def how_chosen(project: Project) -> str:
    """How the homes were chosen, with the months where they are named."""
    if project.chosen_by == ChosenBy.FIGURES and project.chosen_from and project.chosen_to:
        first, last = (month(one.isoformat()) for one in (project.chosen_from, project.chosen_to))
        return f"For their figures from {first} to {last}; these months are left out"
    if project.chosen_by == ChosenBy.OTHERWISE:
        return "Not for their figures"
    return "Not known: the year before the start is left out"


def impact_page(found: Found | None) -> ImpactPage:
    """The page; before anything is worked out, or where nothing could be, only its sentence."""
    if found is None or found.document is None:
        sentence = found.problem if found else WAITING
        return ImpactPage(sentence, [], [], [], [], None, [], "", "", "", is_older=False)
    told, release = found.document, newest()
    unit = told["unit"]
    return ImpactPage(
        sentence=told["sentence"],
        obstacles=told["obstacles"],
        checks=told["checks"],
        cautions=told["cautions"],
        levels=_levels(told),
        chart=impact_chart(
            told["months"], unit=unit,
            title=f"{told['title']} before and after the start",
            description=" ".join([told["sentence"], *told["obstacles"]]),
        ),
        months=[_month_row(row, unit) for row in reversed(told["months"])],
        title=told["title"],
        unit="" if told["title"].endswith(unit) else unit_words(unit),
        about=(
            f"Release {told['release_id']}, as at {day(told['as_at'])}. "
            f"Source: {joined([one.replace('_', ' ') for one in told['sources']])}."
        ),
        is_older=release is not None and release.release_id != found.release_id,
    )  # fmt: skip


def _levels(told: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (
            f"{label} ({told[homes]:,})",
            figure(told["before"][name], told["unit"]),
            figure(told["after"][name], told["unit"]),
        )
        for name, label, homes in (
            ("project", "Project homes", "project_homes"),
            ("comparison", "Homes like them", "comparison_homes"),
        )
    ]


def _month_row(row: Mapping[str, Any], unit: str) -> MonthRow:
    events = row["project_events"]
    return MonthRow(
        period=month(row["period"]),
        side=SIDES[row["side"]],
        own=figure(row["project_rate"], unit),
        own_events="not known" if events is None else f"{events:,.0f}",
        others=figure(row["comparison_rate"], unit),
        expected=figure(row["expected_rate"], unit) if row["side"] == "after" else "",
    )


def _in_short(found: Found | None) -> str:
    """The list's word: the claim, that there is none, or that it is being worked out."""
    if found is None:
        return "being worked out"
    if found.document is None or not found.document["can_say"]:
        return "nothing can be said"
    effect = found.document["effect"]
    if effect["lower"] <= 1 <= effect["upper"]:
        return "no effect can be told from chance"
    share = round(100 * abs(effect["ratio"] - 1))
    return f"{share}% {'lower' if effect['ratio'] < 1 else 'higher'} than in homes like them"
