"""Does the state of an item allow it? `check_can_x` refuses with the reason; `can_x` is a bool."""

from collections.abc import Collection, Sequence
from datetime import date

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Direction, Handling, Kind, State, Voice
from caresight.web.intelligence.models import Item

LONGEST_WORDS, LONGEST_SHORT, LONGEST_REASON = 5_000, 300, 1_000
OLDEST_DAYS = 3_660
"""Ten years: an observation before that is a mistyped year."""
MOST_THEMES = 12


def check_words(words: str, *, longest: int = LONGEST_WORDS, what: str = "What was seen") -> str:
    """The words without blanks around them; refuses none and too many."""
    words = words.replace("\x00", "").strip()
    if not words or not any(letter.isalnum() for letter in words):
        raise Refusal(f"{what} is empty.", expected=f"1 to {longest:,} characters")
    if len(words) > longest:
        raise Refusal(
            f"{what} is too long.",
            expected=f"not more than {longest:,} characters",
            came=f"{len(words):,}",
            what_to_do="Shorten it, or send it as two items.",
        )
    return words


def check_days(observed_on: date, received_on: date, today: date) -> None:
    """Refuses days that cannot be."""
    if observed_on > today or received_on > today:
        later = max(observed_on, received_on)
        raise Refusal(
            "The day lies in the future.",
            expected=f"not later than {today.isoformat()}",
            came=later.isoformat(),
        )
    if received_on < observed_on:
        raise Refusal(
            "It cannot have been received before it was seen.",
            expected=f"not before {observed_on.isoformat()}",
            came=received_on.isoformat(),
        )
    if (today - observed_on).days > OLDEST_DAYS:
        raise Refusal(
            "The day lies more than ten years back.",
            came=observed_on.isoformat(),
            what_to_do="Check the year.",
        )


def check_codes(
    *,
    kind: str,
    direction: str,
    severity: int,
    grade: str,
    reliability: str,
    credibility: str,
    handling: str,
    voice: str,
) -> None:
    """Refuses a code that the definitions do not know."""
    scales = coding().scales
    for what, came, known in (
        ("kind", kind, list(Kind)),
        ("direction", direction, list(Direction)),
        ("severity", str(severity), scales.codes("severity")),
        ("grade", grade, scales.codes("grade")),
        ("reliability", reliability, scales.codes("reliability")),
        ("credibility", credibility, scales.codes("credibility")),
        ("handling code", handling, list(Handling)),
        ("voice", voice, list(Voice)),
    ):
        if came not in known:
            raise Refusal(f"There is no such {what}.", expected=", ".join(known), came=came)


def check_themes(themes: Collection[str], *, besides: Collection[str] = ()) -> None:
    """Refuses none, too many, and those that the definitions do not know (or no longer)."""
    unknown = sorted(set(themes) - coding().codes_in_use - set(besides))
    if unknown:
        raise Refusal("There is no such theme.", came=", ".join(unknown)[:200])
    if not 0 < len(set(themes)) <= MOST_THEMES:
        raise Refusal(
            "Say what it is about.", expected=f"1 to {MOST_THEMES} themes", came=str(len(themes))
        )


def check_named_agencies(handling: str, named: Sequence[Agency]) -> None:
    """Agencies are named where, and only where, the handling code asks for them."""
    if handling == Handling.NAMED_AGENCIES and not named:
        raise Refusal("Name the agencies that may read it.", expected="at least one agency")


_NARROWER = {Handling.PROVIDER_MAY_SEE, Handling.PUBLIC_THEME_ONLY}


def check_handling_change(before: str, after: str, *, is_sender: bool) -> None:
    """Who sent an item says who reads it; anybody else can only make it narrower."""
    if before == after or is_sender:
        return
    if not (before in _NARROWER and after == Handling.GROUP_ONLY):
        raise Refusal(
            "Only who sent an item can let more people, or other people, read it.",
            what_to_do="Leave the handling code as it was, or ask them to change it.",
        )


def check_only_sender(unchanged: bool, what: str) -> None:  # noqa: FBT001 - it reads as a sentence
    """Refuses a change that only who sent the item can make."""
    if not unchanged:
        raise Refusal(f"Only who sent an item can change {what}.")


def check_can_change(item: Item) -> None:
    """Refuses changes of what was taken back or deleted."""
    if item.withdrawn_at is not None:
        raise Refusal(f"{item.ref} was taken back by who sent it, and cannot be changed.")
    if item.forgotten_at is not None:
        raise Refusal(f"{item.ref} was erased.")


def can_change(item: Item) -> bool:
    """Whether the item can still be changed."""
    return item.withdrawn_at is None and item.forgotten_at is None


def check_can_release(item: Item) -> None:
    """Refuses passing on what is not meant for the provider."""
    check_can_change(item)
    if item.handling != Handling.PROVIDER_MAY_SEE:
        raise Refusal(
            f"{item.ref} was given for other eyes than the provider's.",
            expected="the handling code “The provider may be told”",
            what_to_do="Ask who sent it whether its handling can be changed.",
        )


def can_release(item: Item) -> bool:
    """Whether the item may be passed on to the provider."""
    return can_change(item) and item.handling == Handling.PROVIDER_MAY_SEE


def is_due(item: Item, day: date) -> bool:
    """Whether a lead should look at the item again."""
    return can_change(item) and item.review_by is not None and item.review_by <= day


def is_new(item: Item) -> bool:
    """Whether nobody has yet said what becomes of it."""
    return item.state == State.NEW and can_change(item)
