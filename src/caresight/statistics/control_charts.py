"""Control charts of many series, each by the method that suits its data.

The front door of this package for charts over time: it chooses the method, draws the
limits, marks the points by a named rule set, and adds the strict signals.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.chart_drawing import Series, draw_phase
from caresight.statistics.chart_kernel import checked_phases, for_each_block, phase_patterns
from caresight.statistics.chart_marks import HIGH_MARKS, LOW_MARKS, Mark
from caresight.statistics.choosing import ASKED_FOR, METHODS, REASONS, Kind, choose_methods
from caresight.statistics.rule_sets import DISPLAY_RULES, RULE_SETS, RuleSet, named_rule_set
from caresight.statistics.signalling import strict_signals

__all__ = [
    "DISPLAY_RULES", "HIGH_MARKS", "LOW_MARKS", "METHODS", "RULE_SETS",
    "Charts", "Kind", "Mark", "RuleSet", "control_charts",
]  # fmt: skip

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Charts:
    """Charts of n series over m periods, in the charts' unit.

    Attributes
    ----------
    method : ndarray of str, shape (n,)
        xmr, u_prime, p_prime, exact, run or none.
    reason : tuple of str, length n
        Why this method, in plain English; few distinct sentences.
    value, centre, lower_limit, upper_limit : ndarray, shape (n, m)
        nan where nothing is known, or no line is drawn.
    marks : ndarray of uint8, shape (n, m)
        Bits of `Mark`, by the rules of `rule_set`.
    signalled : ndarray of int8, shape (n, m)
        1 high, -1 low, 0 none, by the strict rules (see `signalling`), in each period by
        what was known then.
    p_value : ndarray, shape (n,)
        Of the last period's signal statistic; nan where it could not be judged.
    judged : ndarray of bool, shape (n,)
        Whether the latest phase has as many known points as the rule set asks for.
    rule_set : str
        Name of the rule set.
    """

    method: NDArray[np.str_]
    reason: tuple[str, ...]
    value: Floats
    centre: Floats
    lower_limit: Floats
    upper_limit: Floats
    marks: NDArray[np.uint8]
    signalled: NDArray[np.int8]
    p_value: Floats
    judged: NDArray[np.bool_]
    rule_set: str


def control_charts(  # noqa: PLR0913 - one named argument for each choice a reader may make
    *,
    values: ArrayLike | None = None,
    numerators: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    kind: Kind,
    per: float = 1.0,
    method: str | ArrayLike = "auto",
    rule_set: str | RuleSet = DISPLAY_RULES,
    phases: ArrayLike | None = None,
    baseline_points: int | None = None,
    signals: bool = True,
) -> Charts:
    """Charts of every series, by the method asked for or the one the data choose.

    Parameters
    ----------
    values : array_like, shape (n, m), for kind "value"
        Measured values; nan (or an infinity) is a gap, and a gap ends a run.
    numerators, denominators : array_like, shape (n, m), for the other kinds
        Events, and exposure ("rate") or trials ("share"); for "count" the denominators
        may be left out. A missing or zero denominator is a gap.
    kind : {"value", "rate", "share", "count"}
        What is measured.
    per : float
        Base of the unit: 1000 for a rate per 1,000 bed days, 100 for per cent.
    method : str or array_like of str, shape (n,)
        "auto", or one of `METHODS` for all series or for each.
    rule_set : str or RuleSet
        Rules for the marks; by default the display rules.
    phases : array_like of int, shape (m,) or (n, m), optional
        Phase of each period, never falling: limits and marks are made in each alone.
    baseline_points : int, optional
        Only the first so many periods of a phase set its limits (not for "exact").
    signals : bool
        False leaves the strict signals out (all 0, p-values nan) and saves their time.

    Returns
    -------
    Charts
        Never raises on nan.

    Raises
    ------
    ValueError
        If the arrays that the kind needs are missing or differ in shape, or a method or
        rule set is unknown.

    References
    ----------
    Wheeler D.J. (2000), Understanding Variation; Laney D.B. (2002), Quality Engineering
    14:531-537. Checked against: NHSRplotthedots 0.2.2, qicharts2 0.8.1 and plain loops.
    """
    rules = rule_set if isinstance(rule_set, RuleSet) else named_rule_set(rule_set)
    series = Series.checked(
        values=values, numerators=numerators, denominators=denominators, kind=kind
    )
    methods = _methods(series, method)
    charts = _blank(series, methods, rules, asked=not isinstance(method, str) or method != "auto")
    steps = np.zeros(series.shape[1], int) if phases is None else phases
    numbers = checked_phases(steps, series.shape)
    for word in np.unique(methods):
        rows = np.flatnonzero(methods == word)
        if word != "none":
            _draw(charts, series, str(word), rules, rows, numbers, baseline_points)
    for array in (charts.value, charts.centre, charts.lower_limit, charts.upper_limit):
        np.multiply(array, per, out=array)
    if not signals:
        return charts
    found = strict_signals(
        values=series.values,
        numerators=series.numerators,
        denominators=series.denominators,
        kind=kind,
    )
    return replace(charts, signalled=found.signalled, p_value=found.p_value)


def _methods(series: Series, method: str | ArrayLike) -> NDArray[np.str_]:
    if isinstance(method, str) and method == "auto":
        return choose_methods(series.values, series.numerators, series.denominators, series.kind)
    words = np.broadcast_to(np.asarray(method, dtype=np.str_), series.shape[:1])
    unknown = set(np.unique(words).tolist()) - set(METHODS)
    if unknown:
        raise ValueError(f"no chart method {sorted(unknown)}; known: auto, {', '.join(METHODS)}")
    counts_needed = {"u_prime", "p_prime", "exact"} & set(np.unique(words).tolist())
    if series.kind == "value" and counts_needed:
        raise ValueError(f"{sorted(counts_needed)} needs counts, and the kind is 'value'")
    return words


def _blank(series: Series, methods: NDArray[np.str_], rules: RuleSet, *, asked: bool) -> Charts:
    count, periods = series.shape
    value, centre, lower, upper = (np.full((count, periods), np.nan) for _ in range(4))
    return Charts(
        method=methods,
        reason=tuple(ASKED_FOR if asked else REASONS[word] for word in methods.tolist()),
        value=value,
        centre=centre,
        lower_limit=lower,
        upper_limit=upper,
        marks=np.zeros((count, periods), dtype=np.uint8),
        signalled=np.zeros((count, periods), dtype=np.int8),
        p_value=np.full(count, np.nan),
        judged=np.zeros(count, dtype=bool),
        rule_set=rules.name,
    )


def _draw(
    charts: Charts,
    series: Series,
    method: str,
    rules: RuleSet,
    rows: NDArray[np.intp],
    phases: NDArray[np.int64],
    baseline_points: int | None,
) -> None:
    """Fill in the rows that use one method, a block at a time."""
    own = phases if len(phases) == 1 else phases[rows]
    for members, stretches in phase_patterns(own):
        selected = rows[members]

        def one_block(
            part: slice,
            selected: NDArray[np.intp] = selected,
            stretches: list[slice] = stretches,
        ) -> None:
            chosen = selected[part]
            for periods in stretches:
                limits, marks, judged = draw_phase(
                    series.part(chosen, periods), method, rules, baseline_points
                )
                where = np.ix_(chosen, np.arange(periods.start, periods.stop))
                for array, lines in zip(
                    (charts.value, charts.centre, charts.lower_limit, charts.upper_limit),
                    limits,
                    strict=False,
                ):
                    array[where] = np.broadcast_to(lines, marks.shape).T
                charts.marks[where] = marks.T
                charts.judged[chosen] = judged  # the latest phase comes last

        for_each_block(len(selected), one_block)
