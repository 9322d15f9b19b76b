"""How often people agreed with the suggestions: counts with intervals, pure arithmetic.

Only homes drawn at random show what flags miss: something, or somebody, put all others on the
agenda, be it that nobody had spoken of them for long.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caresight.statistics.intervals import wilson_interval
from caresight.web.meetings.queries.log import Judged
from caresight.web.meetings.states import Why


@dataclass(frozen=True)
class Share:
    """So many of so many, with the interval in which the true share plausibly lies."""

    events: int
    trials: int
    share: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Comparison:
    """Suggestions and decisions of one set of homes."""

    homes: int
    same: Share
    higher: int
    """People agreed a higher level than was suggested."""
    lower: int


@dataclass(frozen=True)
class Verdict:
    """What a group's decisions say of its flags."""

    everything: Comparison
    by_reason: dict[str, Comparison]
    confirmed: Share
    """Of homes above the lowest level by suggestion, those that people put above it too."""
    missed: Share
    """Of homes drawn at random with nothing suggested, those that people put above the lowest."""
    table: dict[tuple[int, int], int]
    """Homes by the step suggested and the step agreed."""


def verdict(rows: Sequence[Judged]) -> Verdict:
    """Compare suggestions with decisions."""
    flagged = [row for row in rows if row.suggested > 0]
    drawn = [row for row in rows if row.why == Why.RANDOM and row.suggested == 0]
    table: Counter[tuple[int, int]] = Counter()
    for row in rows:
        table[row.suggested, row.agreed] += row.homes
    reasons = [why.value for why in Why if any(row.why == why for row in rows)]
    return Verdict(
        everything=_compared(rows),
        by_reason={why: _compared([row for row in rows if row.why == why]) for why in reasons},
        confirmed=share(_homes(row for row in flagged if row.agreed > 0), _homes(flagged)),
        missed=share(_homes(row for row in drawn if row.agreed > 0), _homes(drawn)),
        table=dict(table),
    )


def _homes(rows: Iterable[Judged]) -> int:
    return sum(row.homes for row in rows)


def share(events: int, trials: int) -> Share:
    """A share with Wilson's interval; nothing observed is no share at all, and never zero."""
    if not trials:
        return Share(events, trials, None, None, None)
    lower, upper = wilson_interval(events, trials)
    return Share(events, trials, events / trials, float(lower), float(upper))


def _compared(rows: Sequence[Judged]) -> Comparison:
    total = _homes(rows)
    return Comparison(
        homes=total,
        same=share(_homes(row for row in rows if row.agreed == row.suggested), total),
        higher=_homes(row for row in rows if row.agreed > row.suggested),
        lower=_homes(row for row in rows if row.agreed < row.suggested),
    )
