"""What is known of one criterion on a day: yes, no, or not known.

The latest answer counts until it expires. Two sources that contradict each other on one day
leave it not known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from caresight.maturity.definition import Criterion, Maturity, same_day
from caresight.maturity.toolkit import Listed, days_of_change, lapses_on, standing

State = Literal["yes", "no", "not_known"]
TOOLKIT_SOURCE = "dspt"
_PER_CENT = 100


@dataclass(frozen=True)
class Answer:
    """What a source said of a criterion, or of what it is counted from."""

    criterion: str
    on: date
    """The day that it is about."""
    source: str
    yes: bool | None = None
    """None where the source says that it is not known, or counts instead."""
    number: float | None = None
    out_of: float | None = None


@dataclass(frozen=True)
class Known:
    """Everything that sources said of one home."""

    answers: Sequence[Answer] = ()
    listed: Sequence[Listed] = ()

    def __bool__(self) -> bool:
        return bool(self.answers or self.listed)


@dataclass(frozen=True)
class Finding:
    """A criterion on a day."""

    code: str
    state: State
    on: date | None = None
    """Day of the answer that counts, or of the last that counts no longer."""
    until: date | None = None
    """The first day on which it counts no longer."""
    source: str = ""
    share: float | None = None
    """What was counted, in the criterion's unit."""
    note: str = ""

    @property
    def is_expired(self) -> bool:
        """Whether it was known once."""
        return self.state == "not_known" and self.until is not None


def findings(definition: Maturity, known: Known, day: date) -> dict[str, Finding]:
    """Every criterion on a day, by its code."""
    by_code: dict[str, list[Answer]] = {}
    for answer in known.answers:
        if answer.on <= day:
            by_code.setdefault(answer.criterion, []).append(answer)
    status = _toolkit(definition, known.listed, day)
    return {
        one.code: status[one.code]
        if one.status_at_least
        else _answered(one, by_code.get(one.code, ()), day)
        for one in definition.criteria
    }


def all_days_of_change(definition: Maturity, known: Known) -> set[date]:
    """Every day on which a finding can change."""
    found = days_of_change(known.listed, definition.toolkit)
    for answer in known.answers:
        criterion = definition.by_code.get(answer.criterion)
        if criterion and criterion.lasts:
            found |= {answer.on, criterion.lasts.after(answer.on)}
    return found


def share_of(criterion: Criterion, answer: Answer) -> float | None:
    """A count in the criterion's unit; None where it is not known of how many.

    More than all of them is a slip of the pen, and says nothing of how many there are.
    """
    if criterion.at_least is None or answer.number is None or not answer.out_of:
        return None
    if criterion.at_least.per == _PER_CENT and answer.number > answer.out_of:
        return None
    return answer.number / answer.out_of * criterion.at_least.per


def _answered(criterion: Criterion, answers: Sequence[Answer], day: date) -> Finding:
    if not answers or criterion.lasts is None:
        return Finding(criterion.code, "not_known")
    newest = max(answer.on for answer in answers)
    last = [answer for answer in answers if answer.on == newest]
    until = criterion.lasts.after(newest)
    sources = ", ".join(sorted({answer.source for answer in last}))
    share = share_of(criterion, last[-1])
    said = {_says(criterion, answer) for answer in last}
    if day >= until:
        return Finding(criterion.code, "not_known", newest, until, sources, share, "Expired")
    if len(said) > 1:
        note = "Sources contradict each other"
        return Finding(criterion.code, "not_known", newest, None, sources, None, note)
    yes = said.pop()
    if yes is None:
        return Finding(criterion.code, "not_known", newest, None, sources, None, "Said: not known")
    return Finding(criterion.code, "yes" if yes else "no", newest, until, sources, share)


def _says(criterion: Criterion, answer: Answer) -> bool | None:
    if criterion.at_least is None:
        return answer.yes
    share = share_of(criterion, answer)
    return None if share is None else share >= criterion.at_least.value


def _toolkit(definition: Maturity, listed: Iterable[Listed], day: date) -> Mapping[str, Finding]:
    toolkit, lines = definition.toolkit, list(listed)
    now = standing(lines, day, toolkit)
    asking = [one for one in definition.criteria if one.status_at_least]
    if now is None:
        return {one.code: _lapsed(one.code, lines, day, definition) for one in asking}
    words = _status_in_words(now.status, now.year, definition)
    if now.by_head_office:
        words += ", published by the head office"
    if now.used_before:
        words += "; it may be used in one year only"
    rank = -1 if now.used_before else toolkit.rank(now.status)
    return {
        one.code: Finding(
            one.code,
            "yes" if rank >= toolkit.rank(one.status_at_least) else "no",
            now.on,
            now.until,
            TOOLKIT_SOURCE,
            note=words,
        )
        for one in asking
    }


def _status_in_words(status: str, year: int | None, definition: Maturity) -> str:
    label = definition.toolkit.label(status)
    return label if year is None else f"{label}, {year}-{(year + 1) % 100:02d}"


def _lapsed(code: str, lines: Sequence[Listed], day: date, definition: Maturity) -> Finding:
    """Not known now, with the last that was known and the day on which it lapsed, if any."""
    past = [line for line in lines if (line.published_on or line.listed_on) <= day]
    dated = [line for line in past if line.year is not None]
    own = [line for line in past if not line.by_head_office]
    if dated:
        last = max(dated, key=lambda line: (line.year or 0, line.published_on or line.listed_on))
        ended = lapses_on(last.year or 0, definition.toolkit)
        note = f"{_status_in_words(last.status, last.year, definition)}: it has lapsed"
    elif own:
        last = max(own, key=lambda line: line.listed_on)
        ended = same_day(last.listed_on, definition.toolkit.listed_counts_months)
        note = "Not published, by a list that is too old to count"
    else:
        note = (
            "The head office has published nothing, which says nothing of the home" if past else ""
        )
        return Finding(code, "not_known", note=note)
    on = last.published_on or last.listed_on
    return Finding(code, "not_known", on, ended, TOOLKIT_SOURCE, note=note)
