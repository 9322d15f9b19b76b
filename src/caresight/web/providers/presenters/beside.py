"""What stands beside a question: the month before, or what is known already and from where."""

from collections.abc import Iterator

from caresight.web.directory.criteria import STATE_WORDS, evidence_words, until_words
from caresight.web.providers.answer_columns import COUNTED, NUMBER
from caresight.web.providers.answering import Answered
from caresight.web.providers.evidence import Criterion
from caresight.web.providers.fields import ANSWER_WORDS
from caresight.web.providers.filling import Filling
from caresight.web.providers.return_definition import ReturnForm, Value
from caresight.web.ui.words import day, number

_UNKNOWN, _UNANSWERED = "not known", "not answered"


def said(asked: ReturnForm, column: str, value: Value) -> str:
    """A figure or an answer of a return in words."""
    if value is None:
        return _UNKNOWN if asked.is_monthly else _UNANSWERED
    if isinstance(value, str):
        return ANSWER_WORDS[value].lower() if value in ANSWER_WORDS else day(value)
    if column in asked.columns() and asked.columns()[column].type == "flag":
        return "yes" if value else "no"
    return number(value)


def beside(filling: Filling, month_before: str) -> dict[str, str]:
    """Column to what stands beside it; nothing where there is nothing to say."""
    if filling.month is not None:
        return {
            name: f"{month_before}: {said(filling.asked, name, value)}"
            for name, value in filling.before.items()
            if value is not None
        }
    return dict(_known(filling))


def _known(filling: Filling) -> Iterator[tuple[str, str]]:
    for code, defined in filling.asked.criteria.items():
        known, waiting = filling.criteria.get(code), filling.waiting.get(code)
        # A count is asked for by its first number.
        column = code + NUMBER if defined.at_least else code
        if waiting:
            yield column, _waiting_words(waiting)
        elif known is None or not known.facts["on"]:
            yield column, "Nothing is known yet."
        else:
            yield column, known_words(known)


def _waiting_words(answer: Answered) -> str:
    if answer.answer == COUNTED:
        words = f"{number(_figure(answer.number))} of {number(_figure(answer.out_of))}"
    else:
        words = ANSWER_WORDS.get(answer.answer, answer.answer).lower()
    return f"You answered: {words}, {day(answer.on)}. It counts from the next release on."


def _figure(value: Value) -> float | None:
    return None if isinstance(value, str) else value


def known_words(known: Criterion) -> str:
    """What the newest release says of a criterion, from where, and until when it counts."""
    until = until_words(known.facts)
    state = STATE_WORDS[known.facts["state"]].lower()
    shown = evidence_words(known.facts, known.defined)
    return f"So far: {state}. {shown}{f'; {until}' if until else ''}."


def elsewhere_lines(filling: Filling) -> list[str]:
    """What another source shows, and is not asked for: each criterion with what is known of it."""
    asked = set(filling.asked.criteria) - filling.elsewhere
    return [
        f"{one.defined['label']}. {known_words(one)}"
        for code, one in filling.criteria.items()
        if code not in asked and one.facts["on"]
    ]
