"""What somebody sent: “You said – what happened”, without what others said of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from caresight.vocabulary.lists import joined
from caresight.web.intelligence.kinds import State, Step
from caresight.web.intelligence.models import Item
from caresight.web.ui.words import day


@dataclass(frozen=True)
class Happened:
    """One thing that happened."""

    on: str
    words: str
    is_answer: bool = False
    """Whether it is what a lead wrote to the sender."""


@dataclass(frozen=True)
class SentLine:
    """One item, as who sent it reads of it."""

    pk: int
    ref: str
    home_name: str
    seen_on: str
    words: str
    state: str
    state_tone: str
    happened: tuple[Happened, ...]


def sent_line(item: Item) -> SentLine:
    """One item with what happened since."""
    state = State(item.state)
    return SentLine(
        pk=item.pk,
        ref=item.ref,
        home_name=item.home_name,
        seen_on=day(item.observed_on.isoformat()),
        words=item.words,
        state="Taken back" if item.withdrawn_at else state.label,
        state_tone="closed" if item.withdrawn_at else state.tone,
        happened=happened_to(item),
    )


def happened_to(item: Item) -> tuple[Happened, ...]:
    """What happened to an item, the newest last."""
    dated = [(_day_of(item.recorded_at), 0, _received(item))]
    # Three actions agreed at one meeting are one thing to whoever sent the item.
    steps = dict.fromkeys((step.on, Step(step.kind)) for step in item.steps.all())
    dated += [(on, 1, _happened(on, step.sentence)) for on, step in steps]
    for told in reversed(item.dispositions.all()):
        on = _day_of(told.at)
        dated.append((on, 2, _happened(on, State(told.state).sentence)))
        if told.feedback:
            dated.append((on, 2, Happened(day(on.isoformat()), told.feedback, is_answer=True)))
    if item.withdrawn_at:
        on = _day_of(item.withdrawn_at)
        dated.append((on, 3, _happened(on, "It was taken back by who sent it.")))
    return tuple(one for _, _, one in sorted(dated, key=lambda entry: entry[:2]))


def _received(item: Item) -> Happened:
    names = [group.name for group in item.groups.all()]
    words = f"Received by the group{'s' if len(names) > 1 else ''} {joined(names)}."
    if not names:
        words = "Received. No group covers this home yet; it is given to the first that does."
    return _happened(_day_of(item.recorded_at), words)


def _happened(on: date, words: str) -> Happened:
    return Happened(day(on.isoformat()), words)


def _day_of(at: datetime) -> date:
    return timezone.localtime(at).date()
