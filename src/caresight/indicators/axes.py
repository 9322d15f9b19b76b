"""The periods that indicators are measured over, by the kind of period that they name."""

from collections.abc import Sequence

from caresight.checks.reading_population import Evidence
from caresight.indicators.definition import PeriodKind
from caresight.vocabulary.periods import Period, months_after

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def calendar_periods(kind: PeriodKind, months: Sequence[Period]) -> tuple[Period, ...]:
    """Whole months, quarters or years between the first and the last month."""
    length = _MONTHS[kind]
    if not months:
        return ()
    first, end = months[0].start, months[-1].end
    start = months_after(first, -((first.month - 1) % length))
    if start < first:
        start = months_after(start, length)
    found = []
    while (after := months_after(start, length)) <= end:
        found.append(Period(start, after))
        start = after
    return tuple(found)


def edition_periods(evidence: Evidence, components: Sequence[str]) -> tuple[Period, ...]:
    """The periods that the register's own editions of these components are about."""
    observations = evidence.table("observations")
    stated = observations.filter(observations.component.isin(list(components)))
    rows = evidence.arrow(stated.select("period_start", "period_end").distinct()).to_pylist()
    return tuple(sorted(Period(row["period_start"], row["period_end"]) for row in rows))
