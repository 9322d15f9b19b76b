"""Which months a build is about: for each register, those up to its latest evidence.

A register loaded for an old study ends years ago; its homes are watched as of then, and
the pages say so. No register runs beyond the last whole month before the as-at date.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import ibis

from caresight.lake.as_at import Evidence
from caresight.vocabulary.periods import Period, month_of, months_after, months_between

MOST_MONTHS = 60
FEWEST_MONTHS = 25
"""A profile's history needs as many, known or not."""


@dataclass(frozen=True)
class Span:
    """The months of one register."""

    register: str
    months: tuple[Period, ...]

    @property
    def latest(self) -> Period:
        """The latest month."""
        return self.months[-1]


def spans(evidence: Evidence, as_at: date, *, without: Collection[str] = ()) -> Mapping[str, Span]:
    """The months of every register that a receipt names; some sources say nothing of homes."""
    receipts = evidence.table("receipts")
    if without:
        receipts = receipts.filter(receipts.source.notin(sorted(without)))
    known_until = ibis.coalesce(receipts.period_end, receipts.published_on)
    rows = evidence.arrow(
        receipts.group_by("register").aggregate(
            until=known_until.max(),
            since=receipts.period_start.min(),
            received=receipts.received_at.max(),
        )
    ).to_pylist()
    last_whole = months_after(as_at.replace(day=1), -1)
    found = {}
    for row in sorted(rows, key=lambda row: row["register"] or ""):
        if row["register"]:
            until = row["until"] or row["received"].date()
            latest = min(month_of(until - timedelta(days=1)).start, last_whole)
            found[row["register"]] = Span(row["register"], _months(row["since"], latest))
    return found


def _months(since: date | None, latest: date) -> tuple[Period, ...]:
    known = FEWEST_MONTHS if since is None else months_between(since, latest) + 1
    count = min(MOST_MONTHS, max(FEWEST_MONTHS, known))
    return tuple(month_of(months_after(latest, back)) for back in range(1 - count, 1))
