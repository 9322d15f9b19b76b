"""A form of answers: what cannot be in it, and its answers as rows of the spreadsheet.

Blank is not answered, and never a no. "We do not know" is an answer: it takes back what was
said before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caresight.vocabulary.periods import months_between
from caresight.web.providers.answer_columns import (
    ANSWERED_ON,
    COUNTED,
    NUMBER,
    ON,
    OUT_OF,
    YES,
)
from caresight.web.providers.checking import Remark, exceeding
from caresight.web.providers.return_definition import ReturnForm, Value, Values

OLDEST_MONTHS = 36
"""Months back that an answer may be about: none counts for as long."""


@dataclass(frozen=True)
class Answered:
    """One answer: a row of the spreadsheet."""

    criterion: str
    answer: str
    number: Value
    out_of: Value
    on: str
    """The day that it is about; empty where none was given."""


def answers_in(values: Values) -> list[Answered]:
    """The answers among the values, by the codes of their criteria.

    Read from the values alone, so that what was answered stays what it was when the index asks
    for something else.
    """
    found = []
    for code in sorted(_criteria(values)):
        number, answer = values.get(code + NUMBER), values.get(code)
        said = str(answer) if number is None and answer is not None else COUNTED
        if number is None and answer is None:
            continue
        own = values.get(code + ON) if said == YES else None
        on = str(own or values.get(ANSWERED_ON) or "")
        counted = said == COUNTED
        out_of = values.get(code + OUT_OF) if counted else None
        found.append(Answered(code, said, number if counted else None, out_of, on))
    return found


def remarks_on_answers(form: ReturnForm, values: Values, today: date) -> list[Remark]:
    """What cannot be, in the order of the form."""
    found = [
        *(Remark(column, words, is_hard=True) for column, words in _problems(values, today)),
        *(one for relation in form.relations for one in exceeding(relation, form, values)),
    ]
    order = {name: place for place, name in enumerate(form.columns())}
    return sorted(found, key=lambda one: order.get(one.column, len(order)))


# Each is read after the words "Cannot be:".
def _problems(values: Values, today: date) -> Iterator[tuple[str, str]]:
    answers = answers_in(values)
    if any(not one.on for one in answers):
        yield ANSWERED_ON, "answers without the day that they are about."
    for column in (ANSWERED_ON, *(code + ON for code in _criteria(values))):
        if column in values:
            yield from _impossible_day(column, values[column], today)
    for code in _criteria(values):
        yield from _half_counted(code, values)
        if code + ON in values:
            yield from _half_dated(code, values)


def _impossible_day(column: str, value: Value, today: date) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    on = date.fromisoformat(str(value))
    if on > today:
        yield column, "a day that is yet to come."
    elif months_between(on, today) >= OLDEST_MONTHS:
        yield column, f"{OLDEST_MONTHS} months ago or more: it would count for nothing."


def _half_counted(code: str, values: Values) -> Iterator[tuple[str, str]]:
    number, out_of = values.get(code + NUMBER), values.get(code + OUT_OF)
    if number is not None and out_of is None:
        yield code + OUT_OF, "one number without the other."
    if out_of is not None and number is None:
        yield code + NUMBER, "one number without the other."
    if values.get(code) is not None and (number is not None or out_of is not None):
        yield code, "numbers, and that you do not know them."


def _half_dated(code: str, values: Values) -> Iterator[tuple[str, str]]:
    own, day = values[code + ON], values.get(ANSWERED_ON)
    if values.get(code) == YES and own is None:
        yield code + ON, "a yes without its day."
    elif own is not None and values.get(code) != YES:
        yield code + ON, "this day without the answer yes."
    elif own is not None and day is not None and str(own) > str(day):
        yield code + ON, "a day after the one that your answers are about."


def _criteria(values: Values) -> list[str]:
    """The codes among the columns: neither a day nor a part of a count."""
    parts = {code + end for code in values for end in (NUMBER, OUT_OF, ON)}
    return [name for name in values if name != ANSWERED_ON and name not in parts]
