"""Evidence and judgement on one line of time, for one reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from caresight.vocabulary.agencies import Agency
from caresight.vocabulary.lists import joined
from caresight.web.actions.states import State
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Direction
from caresight.web.joint.queries import Known
from caresight.web.ui.words import short_day

AGENCY = {agency.value: agency.label for agency in Agency}
_SAID = {
    Direction.WORRYING: "Worry reported",
    Direction.GOOD: "Good news reported",
    Direction.NEUTRAL: "Reported",
}


@dataclass(frozen=True)
class Line:
    """One line: when, what, by whom, and where it is found again."""

    day: date
    on: str
    sentence: str
    who: str
    kind: str
    is_judgement: bool
    page: str = ""
    pk: int = 0


def timeline(known: Known) -> list[Line]:
    """Every line, the latest first; judgement above evidence of the same day."""
    lines = [*_evidence(known), *_items(known), *_meetings(known), *_levels(known)]
    lines += _actions(known)
    return sorted(lines, key=lambda one: (one.day, one.is_judgement, one.sentence), reverse=True)


def _evidence(known: Known) -> Iterator[Line]:
    for happening in known.home["timeline"]:
        yield Line(
            day=date.fromisoformat(happening["on"]),
            on=short_day(happening["on"]),
            sentence=happening["sentence"],
            who=AGENCY.get(happening["agency"], ""),
            kind=happening["kind"],
            is_judgement=False,
        )


def _items(known: Known) -> Iterator[Line]:
    words = coding()
    for item in known.items:
        about = joined([words.label(theme.code) for theme in item.themes.all()])
        yield _line(
            item.observed_on,
            f"{_SAID[Direction(item.direction)]}: {about[:1].lower()}{about[1:]} ({item.ref}).",
            str(item.reporter_agency or ""),
            "item",
            "item",
            item.pk,
        )


def _meetings(known: Known) -> Iterator[Line]:
    for one in known.discussed:
        yield _line(
            one.on, f"Discussed: {one.title}.", one.group, "meeting", "meeting", one.meeting_id
        )


def _levels(known: Known) -> Iterator[Line]:
    for one in known.levels:
        yield _line(
            one.agreed_on,
            f"Level agreed: {one.level_label}.",
            one.group.name,
            "level",
            "meeting" if one.meeting_id else "",
            one.meeting_id or 0,
        )


def _actions(known: Known) -> Iterator[Line]:
    for one in known.actions:
        owner = str(one.owner_agency)
        opened = timezone.localdate(one.opened_at)
        yield _line(opened, f"Action opened: {one.title}.", owner, "action", "action", one.pk)
        ended = one.done_on or (timezone.localdate(one.closed_at) if one.closed_at else None)
        if ended and one.state in (State.CLOSED, State.EFFECT_AWAITED):
            yield _line(ended, f"Action done: {one.title}.", owner, "action", "action", one.pk)


def _line(day: date, sentence: str, who: str, kind: str, page: str, pk: int) -> Line:
    on = short_day(day.isoformat())
    return Line(day, on, sentence, who, kind, is_judgement=True, page=page, pk=pk)
