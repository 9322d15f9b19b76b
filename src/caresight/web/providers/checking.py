"""What is asked beside each field of a return: what cannot be, and what is worth a second look.

What cannot be (hard) keeps a return from being submitted, never from being saved. A question
(soft) keeps nothing back: whoever submits says that they looked. Blank is not known and is
never compared, and never counts as none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caresight.vocabulary.periods import month_of
from caresight.web.providers.return_definition import (
    Copied,
    Jump,
    Relation,
    ReturnForm,
    Shift,
    SuddenZero,
    Values,
)
from caresight.web.ui.words import number


@dataclass(frozen=True)
class Remark:
    """One thing said beside a field; `column` is empty for what is about the whole return."""

    column: str
    sentence: str
    is_hard: bool


@dataclass(frozen=True)
class Known:
    """What the figures are held against."""

    month: date
    beds: int | None
    before: Values
    """The month before, where it is known."""


def remarks(form: ReturnForm, values: Values, known: Known) -> list[Remark]:
    """Everything to say of these figures, what cannot be first."""
    hard = [
        *(remark for relation in form.relations for remark in exceeding(relation, form, values)),
        *_beyond_beds(form, values, known),
    ]
    return [*hard, *_questions(form, values, known)]


def exceeding(relation: Relation, form: ReturnForm, values: Values) -> Iterator[Remark]:
    """What to say where a part is more than its whole."""
    part, whole = figure(values, relation.part), figure(values, relation.whole)
    if part is None or whole is None or part <= whole * (1 + relation.tolerance):
        return
    yield Remark(
        relation.part,
        f"This cannot be more than “{form.label(relation.whole)}”, which is {number(whole)}. "
        "One of the two is wrong.",
        is_hard=True,
    )


def figure(values: Values, column: str) -> float | None:
    """The number of a column; None where it is not known, or is none."""
    value = values.get(column)
    return None if isinstance(value, str) else value


def _beyond_beds(form: ReturnForm, values: Values, known: Known) -> Iterator[Remark]:
    """Bed days against the register's beds: the one whole that the return does not hold."""
    days = (month_of(known.month).end - month_of(known.month).start).days
    for relation in form.relations:
        part = figure(values, relation.part)
        if relation.whole != "bed_days" or part is None or not known.beds:
            continue
        most = known.beds * days
        if part > most * (1 + relation.tolerance):
            yield Remark(
                relation.part,
                f"{known.beds} registered beds on {days} days are {most:,} nights, so "
                f"{number(part)} cannot be. If the home has more beds now, the register is out "
                "of date: leave this blank and reply to the figure to say so.",
                is_hard=True,
            )


def _questions(form: ReturnForm, values: Values, known: Known) -> Iterator[Remark]:
    for question in form.definition.questions:
        if isinstance(question, Copied):
            yield from _copied(question, values, known)
            continue
        for column in question.columns:
            now, before = figure(values, column), figure(known.before, column)
            if now is None or before is None:
                continue
            sentence = _asked(question, now, before)
            if sentence:
                yield Remark(column, f"{sentence} Is this right?", is_hard=False)


def _asked(question: Jump | SuddenZero | Shift, now: float, before: float) -> str:
    """The question of one figure against the month before; empty where there is none."""
    was = f"Last month it was {number(before)}." if before else "Last month there were none."
    if isinstance(question, SuddenZero):
        return f"None at all. {was}" if now == 0 and before >= question.at_least else ""
    if now == 0 or abs(now - before) < question.at_least:
        return ""
    if isinstance(question, Jump):
        how = _jumped(question, now, before)
        return f"{was} {how}".strip() if how or not before else ""
    far = abs(now - before) > question.share * before
    return f"{was} That is a large change in one month." if far else ""


def _jumped(question: Jump, now: float, before: float) -> str:
    """By how much a figure grew or fell; empty where it did neither, or there was none before."""
    if not before or (before < now * question.times and now < before * question.times):
        return ""
    grew = now > before
    if question.times == 2:
        return f"It has at least {'doubled' if grew else 'halved'}."
    times = number(question.times)
    return f"It has {'grown' if grew else 'fallen'} {times} times or more."


def _copied(question: Copied, values: Values, known: Known) -> Iterator[Remark]:
    both = [
        (value, known.before[column])
        for column, value in values.items()
        if value is not None and known.before.get(column) is not None
    ]
    if len(both) < question.at_least or any(now != before for now, before in both):
        return
    if sum(now != 0 for now, _ in both) >= question.not_zero:
        yield Remark(
            "",
            "Every figure is the same as last month. Was this month counted anew?",
            is_hard=False,
        )
