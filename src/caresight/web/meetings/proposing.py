"""Which homes a meeting should look at, from plain rows: flags, news, lateness, and a rota.

Pure. The rota keeps places for homes that nobody has looked at for long and for homes drawn
by lot, so that a group sees what its flags miss. The lot of a home follows from the seed and
its id alone: the same meeting draws the same homes, whoever asks and however often.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from caresight.web.meetings.definitions import AgendaRules
from caresight.web.meetings.states import Why
from caresight.web.ui.words import count
from caresight.web.ui.words import day as in_words

NEVER = date.min


@dataclass(frozen=True)
class HomeFacts:
    """What is known of one home that bears on whether to discuss it."""

    home_id: str
    home_name: str
    area_code: str
    is_open: bool = True
    """Whether the newest register still has it; a home that left is never drawn."""
    suggested_level: str = ""
    suggested_label: str = ""
    suggested_step: int | None = None
    points: float = 0
    carried_over: bool = False
    review_on: date | None = None
    overdue_actions: int = 0
    new_items: int = 0
    gravest: int = 0
    """The severity of the gravest new item, 1 to 5; 0 where there is none."""
    last_discussed_on: date | None = None


@dataclass(frozen=True)
class Reason:
    """One reason why a home is proposed."""

    why: Why
    words: str


@dataclass(frozen=True)
class Placed:
    """A home that is proposed, and every reason for it, the first being the one that counted."""

    home: HomeFacts
    reasons: tuple[Reason, ...]

    @property
    def why(self) -> Why:
        """The reason by which it came onto the agenda."""
        return self.reasons[0].why


@dataclass(frozen=True)
class Proposal:
    """An agenda as the rules propose it."""

    placed: tuple[Placed, ...]
    left_out: tuple[Placed, ...]
    """Homes that had a reason, and for which there was no place."""


@dataclass
class _Making:
    """The agenda while it is made."""

    rules: AgendaRules
    reasons: dict[str, tuple[Reason, ...]]
    free: int
    brought: dict[Why, int] = field(default_factory=dict)
    placed: dict[str, Placed] = field(default_factory=dict)

    def fill(self, homes: Sequence[HomeFacts], places: int) -> None:
        """Place homes by the rules' reasons in their order, each within its limit."""
        self.free = places
        for why in self.rules.order:
            wanting = [home for home in homes if _has(self.reasons[home.home_id], why)]
            for home in _by_urgency(wanting, why):
                if home.home_id in self.placed:
                    continue
                if not self.free or self.brought.get(why, 0) >= self.rules.at_most[why]:
                    break
                self.brought[why] = self.brought.get(why, 0) + 1
                self.put(home, why)

    def put(self, home: HomeFacts, why: Why, words: str = "") -> None:
        """Give a home its place; the reason that brought it comes first."""
        own = self.reasons[home.home_id]
        first = [one for one in own if one.why == why] or [Reason(why, words or why.label)]
        rest = [one for one in own if one.why != why]
        self.placed[home.home_id] = Placed(home, (*first, *rest))
        self.free -= 1


def propose(
    homes: Iterable[HomeFacts], rules: AgendaRules, *, seed: str, day: date, budget: int
) -> Proposal:
    """The agenda of a meeting on a day, at most `budget` homes long.

    What cannot be filled by reasons goes to homes that nobody has looked at for long; what
    the rota cannot use goes back to the homes that had a reason and no place.
    """
    known = sorted(homes, key=lambda home: home.home_id)
    reasons = {home.home_id: reasons_of(home, rules, day) for home in known}
    making = _Making(rules, reasons, 0)
    long_places, random_places = rota_places(rules, budget)
    making.fill(known, budget - long_places - random_places)
    unused = making.free
    ordinary = [home for home in known if home.is_open and not reasons[home.home_id]]
    unseen = sorted(
        (home for home in ordinary if is_long_unseen(home, rules, day)),
        key=lambda home: (home.last_discussed_on or NEVER, lot(seed, home.home_id)),
    )
    for home in unseen[: long_places + unused]:
        making.put(home, Why.LONG_UNSEEN, _unseen_words(home, day))
    left = [home for home in ordinary if home.home_id not in making.placed]
    for home in sorted(left, key=lambda home: lot(seed, home.home_id))[:random_places]:
        making.put(home, Why.RANDOM)
    making.fill(known, budget - len(making.placed))
    return Proposal(tuple(making.placed.values()), tuple(_left_out(known, making)))


def rota_places(rules: AgendaRules, budget: int) -> tuple[int, int]:
    """Places kept for long unseen homes and for homes drawn by lot: half the budget at most."""
    rota = min(rules.long_unseen + rules.random, budget // 2)
    drawn = min(rules.random, (rota + 1) // 2)
    return min(rules.long_unseen, rota - drawn), drawn


def lot(seed: str, home_id: str) -> str:
    """The lot of a home: homes with the smallest are drawn."""
    return sha256(f"{seed}:{home_id}".encode()).hexdigest()


def digest(home_ids: Iterable[str]) -> str:
    """A fingerprint of the homes that could be drawn, so that a draw can be checked later."""
    return sha256("\n".join(sorted(home_ids)).encode()).hexdigest()


def is_long_unseen(home: HomeFacts, rules: AgendaRules, day: date) -> bool:
    """Whether nobody has discussed a home for as long as the rules allow."""
    last = home.last_discussed_on
    return last is None or months_between(last, day) >= rules.long_unseen_months


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another."""
    months = 12 * (later.year - earlier.year) + later.month - earlier.month
    return months - (later.day < earlier.day)


def reasons_of(home: HomeFacts, rules: AgendaRules, day: date) -> tuple[Reason, ...]:
    """The reasons that the rules see in a home, in the rules' order."""
    words = {
        Why.CARRIED_OVER: "carried over from the last meeting" if home.carried_over else "",
        Why.REVIEW_DUE: _review_words(home, rules, day),
        Why.OVERDUE_ACTION: count(home.overdue_actions, "overdue action")
        if home.overdue_actions
        else "",
        Why.FLAGGED: _flag_words(home, rules),
        Why.NEW_INTELLIGENCE: _news_words(home),
    }
    return tuple(Reason(why, words[why]) for why in rules.order if words[why])


def _review_words(home: HomeFacts, rules: AgendaRules, day: date) -> str:
    if home.review_on is None or (home.review_on - day).days > rules.review_due_within_days:
        return ""
    return f"review of its level due on {in_words(home.review_on.isoformat())}"


def _flag_words(home: HomeFacts, rules: AgendaRules) -> str:
    step = home.suggested_step
    if not home.is_open or step is None or step < rules.flagged_from_step:
        return ""
    return f"flagged: {home.suggested_label} suggested"


def _news_words(home: HomeFacts) -> str:
    if not home.new_items:
        return ""
    return count(home.new_items, "new piece of intelligence", "new pieces of intelligence")


def _unseen_words(home: HomeFacts, day: date) -> str:
    if home.last_discussed_on is None:
        return "never discussed"
    return f"not discussed for {count(months_between(home.last_discussed_on, day), 'month')}"


def _has(reasons: tuple[Reason, ...], why: Why) -> bool:
    return any(one.why == why for one in reasons)


def _by_urgency(homes: Sequence[HomeFacts], why: Why) -> list[HomeFacts]:
    return sorted(homes, key=lambda home: _urgency(home, why))


def _urgency(home: HomeFacts, why: Why) -> tuple[float | date | str, ...]:
    """The smaller, the sooner a home gets one of the places that a reason may fill."""
    match why:
        case Why.REVIEW_DUE:
            return (home.review_on or NEVER, home.home_id)
        case Why.OVERDUE_ACTION:
            return (-home.overdue_actions, home.home_id)
        case Why.NEW_INTELLIGENCE:
            return (-home.gravest, -home.new_items, home.home_id)
        case _:
            return (-(home.suggested_step or 0), -home.points, home.home_id)


def _left_out(homes: Sequence[HomeFacts], making: _Making) -> list[Placed]:
    return [
        Placed(home, making.reasons[home.home_id])
        for why in making.rules.order
        for home in _by_urgency(homes, why)
        if home.home_id not in making.placed
        and [one.why for one in making.reasons[home.home_id]][:1] == [why]
    ]
