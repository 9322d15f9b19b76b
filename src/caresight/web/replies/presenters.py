"""Replies and what providers were told, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from caresight.web.directory.citations import Citation, from_json
from caresight.web.intelligence.models import Release
from caresight.web.replies.models import Reply, Told
from caresight.web.replies.states import Means, Purpose, ReplyState, Subject
from caresight.web.ui.words import day, day_of

TOLD_COLUMNS = (
    "reference told_on home provider what_about words how told_by agency opened_on taken_back_on"
).split()
_LOOKS = {
    ReplyState.DRAFT: "",
    ReplyState.SENT: "open",
    ReplyState.ACKNOWLEDGED: "open",
    ReplyState.ACCEPTED: "good",
    ReplyState.NOT_ACCEPTED: "closed",
}


@dataclass(frozen=True)
class ReplyLine:
    """One reply of a list: about what, by whom, where it stands; not its words."""

    pk: int
    ref: str
    home_id: str
    home_name: str
    agency: str
    about: str
    purpose: str
    state: str
    look: str
    moved: str
    is_draft: bool


@dataclass(frozen=True)
class ReplyPage:
    """One reply whole."""

    line: ReplyLine
    about_words: str
    words: str
    steps: list[str]
    answer: str
    told_pk: int | None


@dataclass(frozen=True)
class ToldLine:
    """One line of the log of what providers were told."""

    pk: int
    ref: str
    home_id: str
    home_name: str
    provider: str
    title: str
    how: str
    told: str
    by: str
    opened: str
    is_unread: bool


@dataclass(frozen=True)
class ToldPage:
    """One thing that a provider was told, whole."""

    line: ToldLine
    words: str
    cites: tuple[Citation, ...]


def reply_line(written: Reply) -> ReplyLine:
    """One reply of a list."""
    state = ReplyState(written.state)
    moved = written.answered_at or written.acknowledged_at or written.sent_at or written.written_at
    return ReplyLine(
        pk=written.pk,
        ref=written.ref,
        home_id=written.home_id,
        home_name=written.home_name,
        agency=str(written.agency),
        about=Subject(written.about).label,
        purpose=Purpose(written.purpose).label,
        state=state.label,
        look=_LOOKS[state],
        moved=_on(moved),
        is_draft=state == ReplyState.DRAFT,
    )


def reply_page(written: Reply) -> ReplyPage:
    """One reply with what became of it."""
    return ReplyPage(
        line=reply_line(written),
        about_words=written.about_words,
        words=written.words,
        steps=list(_steps(written)),
        answer=written.answer,
        told_pk=written.told_id,
    )


def _steps(written: Reply) -> Iterable[str]:
    yield f"Written by {written.written_by} on {_on(written.written_at)}."
    if written.sent_at:
        checked = (
            " They confirmed that it identifies no resident." if written.names_confirmed else ""
        )
        yield f"Sent by {written.sent_by} on {_on(written.sent_at)}.{checked}"
    if written.acknowledged_at:
        yield f"Acknowledged by the group on {_on(written.acknowledged_at)}."
    if written.answered_at:
        yield f"{ReplyState(written.state).label} on {_on(written.answered_at)}."


def told_line(told: Told) -> ToldLine:
    """One line of the log."""
    by = told.group.name if told.group else str(told.told_by.agency or told.told_by)
    return ToldLine(
        pk=told.pk,
        ref=told.ref,
        home_id=told.home_id,
        home_name=told.home_name,
        provider=str(told.agency) if told.agency else told.provider_name,
        title=told.title,
        how=Means(told.means).label,
        told=day(told.told_on.isoformat()),
        by=by,
        opened=_on(told.opened_at) if told.opened_at else "",
        is_unread=told.opened_at is None,
    )


def told_page(told: Told) -> ToldPage:
    """One thing that a provider was told."""
    return ToldPage(told_line(told), told.words, from_json(told.cites))


@dataclass(frozen=True)
class PassedOn:
    """One item that was passed on to a provider; its words stay where access is asked."""

    pk: int
    ref: str
    home_id: str
    home_name: str
    provider: str
    on: str
    by: str
    taken_back: str


def passed_on(release: Release) -> PassedOn:
    """One line of what was passed on."""
    return PassedOn(
        pk=release.item.pk,
        ref=release.item.ref,
        home_id=release.home_id,
        home_name=release.item.home_name,
        provider=str(release.agency) if release.agency else "the provider then",
        on=_on(release.at),
        by=str(release.by.agency or release.by),
        taken_back=_on(release.taken_back_at),
    )


def told_rows(log: Sequence[Told]) -> list[list[object]]:
    """The log as rows of a file."""
    return [
        [
            told.ref, told.told_on.isoformat(), told.home_name, told_line(told).provider,
            told.title, told.words, Means(told.means).label, str(told.told_by),
            str(told.told_by.agency or ""),
            day_of(told.opened_at).isoformat() if told.opened_at else "", "",
        ]
        for told in log
    ]  # fmt: skip


def passed_on_rows(releases: Sequence[Release]) -> list[list[object]]:
    """Items that were passed on, as rows of the same file."""
    return [
        [
            release.item.ref, day_of(release.at).isoformat(), release.item.home_name,
            passed_on(release).provider, "Intelligence passed on", release.words_for_provider,
            "Shown in Caresight", str(release.by), str(release.by.agency or ""), "",
            day_of(release.taken_back_at).isoformat() if release.taken_back_at else "",
        ]
        for release in releases
    ]  # fmt: skip


def _on(moment: datetime | None) -> str:
    return day(moment.isoformat()) if moment else ""
