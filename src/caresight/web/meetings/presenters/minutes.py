"""The minutes of a meeting in words, for the page, for members and for packs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.directory.citations import from_json
from caresight.web.groups.access import Access
from caresight.web.groups.models import Membership
from caresight.web.groups.policies import is_quorate
from caresight.web.groups.queries import quorum_at
from caresight.web.intelligence.models import Item
from caresight.web.meetings.models import (
    Addendum,
    AgendaItem,
    AgreedLevel,
    Attendance,
    Correction,
    HomeMinute,
    Meeting,
)
from caresight.web.meetings.presenters.cited import CiteLine, cite_line, items_of
from caresight.web.meetings.presenters.meeting import AgendaLine, agenda_line
from caresight.web.meetings.queries.attendance import attending
from caresight.web.meetings.states import CorrectionState, Outcome, Presence
from caresight.web.ui.words import day as in_words


@dataclass(frozen=True)
class AttendanceWords:
    """Who was there, in the order of a minute."""

    present: list[str]
    apologies: list[str]
    guests: list[tuple[int, str]]
    """The key of each guest's entry, and the guest."""
    quorum: str
    is_quorate: bool


def attendance_words(meeting: Meeting, people: Iterable[Attendance]) -> AttendanceWords:
    """Members, those who stood in for them, apologies, guests, and whether they can decide."""
    by_way: dict[str, list[Attendance]] = {}
    for one in people:
        by_way.setdefault(one.presence, []).append(one)
    there = [*by_way.get(Presence.PRESENT, []), *by_way.get(Presence.DEPUTY, [])]
    enough, sentence = is_quorate(
        meeting.group, attending(meeting), quorum_at(meeting.group, meeting.starts_at)
    )
    return AttendanceWords(
        present=[_person(one) for one in there],
        apologies=[_person(one) for one in by_way.get(Presence.APOLOGIES, [])],
        guests=[(one.pk, _person(one)) for one in by_way.get(Presence.GUEST, [])],
        quorum=sentence,
        is_quorate=enough,
    )


def member_words(person: Person) -> str:
    """A member as the form of attendance names them; it says who can no longer sign in."""
    agency = f", {person.agency}" if person.agency else ""
    return f"{person}{agency}{'' if person.is_active else ' (can no longer sign in)'}"


def stood_in_for(place: Membership) -> str:
    """Whom a deputy stands in for; empty for a member."""
    return str(place.deputises_for.person) if place.deputises_for else ""


def _person(one: Attendance) -> str:
    agency = f", {one.agency_name}" if one.agency_name else ""
    principal = f" (for {one.stands_in_for})" if one.stands_in_for else ""
    return f"{one.name}{agency}{principal}"


@dataclass(frozen=True)
class MinuteLine:
    """One home in the minutes."""

    agenda: AgendaLine
    anchor: str
    outcome: Outcome
    discussed: str
    cites: list[CiteLine]
    disagreements: list[tuple[str, str]]
    """Agency, and its words."""
    level: AgreedLevel | None
    differs: bool
    review_on: str
    written: str
    notes: list["NoteLine"]


def minute_lines(
    access: Access, places: Iterable[AgendaItem], notes: Iterable[Addendum] = ()
) -> list[MinuteLine]:
    """The homes of a meeting in their order, each with what was minuted."""
    by_place: dict[int, list[NoteLine]] = {}
    for note in notes:
        if note.place_id is not None:
            by_place.setdefault(note.place_id, []).append(note_line(note))
    rows = list(places)
    seen = items_of(access, rows)
    return [minute_line(place, seen, by_place.get(place.pk, [])) for place in rows]


@dataclass(frozen=True)
class MinutedHomes:
    """The homes of a meeting by what became of them."""

    discussed: list[MinuteLine]
    open: list[MinuteLine]
    carried_over: list[MinuteLine]
    is_empty: bool


def minuted_homes(lines: list[MinuteLine]) -> MinutedHomes:
    """Homes that were discussed, that are still to come, and that were not reached."""
    by_outcome: dict[Outcome, list[MinuteLine]] = {}
    for line in lines:
        by_outcome.setdefault(line.outcome, []).append(line)
    return MinutedHomes(
        discussed=by_outcome.get(Outcome.DISCUSSED, []),
        open=by_outcome.get(Outcome.OPEN, []),
        carried_over=by_outcome.get(Outcome.CARRIED_OVER, []),
        is_empty=not lines,
    )


def minute_line(
    place: AgendaItem, seen: Mapping[int, Item], notes: Sequence["NoteLine"] = ()
) -> MinuteLine:
    """One home, with the items `seen` that its reader may see; what is not minuted is empty."""
    minute: HomeMinute | None = getattr(place, "minute", None)
    level: AgreedLevel | None = getattr(minute, "level", None) if minute else None
    return MinuteLine(
        agenda=agenda_line(place),
        anchor=f"home-{place.pk}",
        outcome=Outcome(minute.outcome) if minute else Outcome.OPEN,
        discussed=minute.discussed if minute else "",
        cites=[cite_line(one, seen) for one in from_json(minute.cites)] if minute else [],
        disagreements=[(str(one.agency), one.words) for one in minute.disagreements.all()]
        if minute
        else [],
        level=level,
        differs=bool(
            level and level.suggested_step is not None and level.step != level.suggested_step
        ),
        review_on=in_words(level.review_on.isoformat()) if level and level.review_on else "",
        written=_written(minute) if minute else "",
        notes=list(notes),
    )


def line_for(access: Access, place: AgendaItem) -> MinuteLine:
    """One home alone, as this person may read it."""
    return minute_line(place, items_of(access, [place]))


def _written(minute: HomeMinute) -> str:
    at = timezone.localtime(minute.written_at)
    return f"Saved by {minute.written_by} on {in_words(at.date().isoformat())} at {at:%H:%M}"


@dataclass(frozen=True)
class NoteLine:
    """A dated note under signed minutes."""

    about: str
    words: str
    said: str


def note_line(note: Addendum) -> NoteLine:
    """One note."""
    on = in_words(timezone.localdate(note.at).isoformat())
    about = note.place.home_name if note.place else "The minutes as a whole"
    return NoteLine(about, note.words, f"{note.by}, {on}")


@dataclass(frozen=True)
class CorrectionLine:
    """What a member wants corrected, and what became of it."""

    pk: int
    about: str
    words: str
    said: str
    state: str
    tone: str
    answer: str
    is_waiting: bool


def correction_line(one: Correction) -> CorrectionLine:
    """One correction."""
    on = in_words(timezone.localdate(one.at).isoformat())
    agency = f", {one.by.agency}" if one.by.agency else ""
    state = CorrectionState(one.state)
    tones = {CorrectionState.ACCEPTED: "good", CorrectionState.WAITING: "open"}
    return CorrectionLine(
        pk=one.pk,
        about=one.place.home_name if one.place else "The minutes as a whole",
        words=one.words,
        said=f"{one.by}{agency}, {on}",
        state=state.label,
        tone=tones.get(state, "closed"),
        answer=f"{one.answered_by}: {one.answer}" if one.answered_by else "",
        is_waiting=state is CorrectionState.WAITING,
    )
