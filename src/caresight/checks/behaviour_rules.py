"""Checks on how a home's figures behave, each with its sentence."""

from collections.abc import Iterator

import numpy as np

from caresight.checks.behaviours import copied_months, digit_heaping, sudden_zeros
from caresight.checks.definition import Check, CopiedMonths, DigitHeaping, SuddenZeros
from caresight.checks.findings import DOUBTFUL, POOR, Finding
from caresight.checks.population import Flags, Floats
from caresight.checks.reported_rules import Returns


def zeros_found(check: Check, rule: SuddenZeros, returns: Returns) -> Iterator[Finding]:
    """Months without an event where the home's own history makes that improbable."""
    counts = _together(returns, rule.components)
    if counts is None:
        return
    zeros = sudden_zeros(counts, months_before=rule.months_before)
    long_enough = zeros.run >= rule.months_at_least
    for row, column in _places((zeros.probability < rule.probability) & long_enough):
        chance, run = zeros.probability[row, column], int(zeros.run[row, column])
        often = (
            f"once in {1 / chance:,.0f} times" if chance > 1e-6 else "less than once in a million"
        )
        yield _finding(
            check,
            returns,
            (row, column),
            poor=bool(chance < rule.poor_probability),
            sentence=f"Nothing at all was reported for {run} {_months(run)}, after "
            f"{zeros.before[row, column]:.1f} events a month before; "
            f"by chance that happens {often}.",
        )


def copies_found(check: Check, rule: CopiedMonths, returns: Returns) -> Iterator[Finding]:
    """Months whose figures are the same as those of an earlier month."""
    components = _each(returns, rule.components)
    if not components:
        return
    back = copied_months(
        components, at_least=rule.at_least, not_zero=rule.not_zero, look_back=rule.look_back
    )
    periods = returns.reported.periods
    for row, column in _places(back > 0):
        earlier = periods[column - int(back[row, column])]
        yield _finding(
            check,
            returns,
            (row, column),
            poor=True,
            sentence=f"The figures for {periods[column]} are the same as for {earlier}.",
        )


def heaping_found(check: Check, rule: DigitHeaping, returns: Returns) -> Iterator[Finding]:
    """Windows of months in which too many figures end in 0 or 5."""
    components = _each(returns, rule.components)
    if not components:
        return
    heaps = digit_heaping(components, months=rule.months, at_least=rule.at_least)
    for row, column in _places(heaps.probability < rule.probability):
        yield _finding(
            check,
            returns,
            (row, column),
            poor=bool(heaps.probability[row, column] < rule.poor_probability),
            sentence=f"{heaps.round_ones[row, column]:.0f} of {heaps.figures[row, column]:.0f} "
            f"figures in {rule.months} months end in 0 or 5; a fifth would by chance.",
        )


def _each(returns: Returns, components: tuple[str, ...]) -> list[Floats]:
    return [returns.figures(name) for name in components if returns.reported.has(name)]


def _together(returns: Returns, components: tuple[str, ...]) -> Floats | None:
    """Sum of the components that a home gave; nan where it gave none of them."""
    found = _each(returns, components)
    if not found:
        return None
    nothing = np.all([np.isnan(values) for values in found], axis=0)
    total = np.sum([np.nan_to_num(values) for values in found], axis=0)
    return np.where(nothing, np.nan, total)


def _finding(
    check: Check, returns: Returns, place: tuple[int, int], *, poor: bool, sentence: str
) -> Finding:
    reported = returns.reported
    given = [c for c in check.components if reported.has(c)]
    sources = [s for c in given for s in reported.sources[c] if check.applies_to(s)]
    return Finding(
        source=sources[0] if sources else "",
        period=reported.periods[place[1]],
        check=check,
        tested=1,
        failed=1,
        verdict=POOR if poor else DOUBTFUL,
        sentence=sentence,
        entity_id=str(reported.population.home_ids[reported.rows[place[0]]]),
    )


def _places(flags: Flags) -> Iterator[tuple[int, int]]:
    for row, column in zip(*np.nonzero(flags), strict=True):
        yield int(row), int(column)


def _months(count: int) -> str:
    return "month" if count == 1 else "months running"
