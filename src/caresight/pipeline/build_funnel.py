"""The latest figures of an indicator for its own page, and the limits of its funnel.

Where one month of one home says little, the definition names how many months to read
together; the page then shows these.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.measured import ESTIMATED, QUALITIES, Measured
from caresight.pipeline.build_chart_parts import listed
from caresight.pipeline.release_index.documents import FunnelLimit
from caresight.pipeline.release_index.packing import significant
from caresight.statistics.peer_limits import peer_limits
from caresight.statistics.peers import PeerScores, peer_scores
from caresight.surveillance.numbers_in_words import capital, figure, over, period_name

SIZES = 40
"""Sizes for which limits are worked out: a page draws a line through them."""

_COLUMNS = {
    "value": "values",
    "lower": "lower",
    "upper": "upper",
    "numerator": "numerators",
    "denominator": "denominators",
    "expected": "expected",
    "z": "z",
}


@dataclass(frozen=True)
class Latest:
    """One indicator's latest figures, over its n homes."""

    period: str
    """In words; empty where nothing is known."""
    numbers: dict[str, list[float | None]]
    quality: list[str]
    centre: float | None
    """All homes together, in the indicator's unit; None where there is no funnel."""
    between_variance: float | None
    limits: list[FunnelLimit]
    limits_sentence: str


def latest_of(measured: Measured, windows: Measured | None) -> Latest:
    """The latest figures: of one period, or of several read together where there are any."""
    figures = measured if windows is None else windows
    known = np.flatnonzero((~np.isnan(figures.values)).any(axis=0))
    if not len(known):
        nothing: list[float | None] = [None] * len(figures.rows)
        return Latest(
            "", dict.fromkeys(_COLUMNS, nothing), ["missing"] * len(nothing), None, None, [], ""
        )
    column = int(known[-1])
    period = figures.periods[column]
    numbers = {
        name: listed(significant(getattr(figures, held)[:, column]))
        for name, held in _COLUMNS.items()
    }
    centre, variance, limits = _funnel(figures, column)
    return Latest(
        period=period_name(period)
        if windows is None
        else f"{capital(over(period).removeprefix('in the '))}, read together",
        numbers=numbers,
        quality=[QUALITIES[code] for code in figures.quality[:, column]],
        centre=centre,
        between_variance=variance,
        limits=limits,
        limits_sentence=_in_words(figures, centre, variance)
        if limits and centre is not None
        else "",
    )


def _funnel(figures: Measured, column: int) -> tuple[float | None, float | None, list[FunnelLimit]]:
    """Centre, variance between homes, and limits, of all homes as one group."""
    kind = figures.indicator.kind
    if kind not in ("rate", "share"):
        return None, None, []
    usable = figures.quality[:, column] <= ESTIMATED
    top = np.where(usable, figures.numerators[:, column], np.nan)
    bottom = np.where(usable, figures.denominators[:, column], np.nan)
    scores = peer_scores(
        kind="rate" if kind == "rate" else "share",
        groups=np.zeros(len(top), dtype=np.int64),
        numerators=top,
        denominators=bottom,
    )
    sizes = bottom[scores.usable & (bottom > 0)]
    if not len(sizes):
        return None, None, []
    expected = float(scores.expected[scores.usable][0])
    variance = float(scores.between_variance[0])
    limits = _limits(scores, _sizes(sizes, whole=kind == "share"), expected, figures.indicator.per)
    return expected * figures.indicator.per, variance, limits


def _sizes(sizes: NDArray[np.float64], *, whole: bool) -> NDArray[np.float64]:
    """From the smallest home to the largest, closer together where limits bend."""
    steps = np.geomspace(sizes.min(), sizes.max(), SIZES)
    return np.unique(np.rint(steps) if whole else steps)


def _limits(
    scores: PeerScores, sizes: NDArray[np.float64], expected: float, per: float
) -> list[FunnelLimit]:
    weights = 4 * sizes * (expected if scores.kind == "rate" else 1.0)
    lines = replace(
        scores,
        value=np.full(len(sizes), expected),
        expected=np.full(len(sizes), expected),
        widening=np.sqrt(1 + weights * scores.between_variance[0]),
        size=sizes,
    )
    inner, outer = peer_limits(lines, confidence=0.95), peer_limits(lines, confidence=0.998)
    columns = (sizes, *(per * end for end in (*inner, *outer)))
    return [
        FunnelLimit(size=size, lower95=low, upper95=high, lower998=lowest, upper998=highest)
        for size, low, high, lowest, highest in zip(
            *(significant(np.asarray(column)).tolist() for column in columns), strict=True
        )
    ]


def _in_words(figures: Measured, centre: float, variance: float | None) -> str:
    indicator = figures.indicator
    spread = " and for the spread that such homes always have" if variance else ""
    sentence = (
        f"The limits are around all homes together ({figure(centre, indicator)}). They allow "
        f"for chance in a home of that size{spread}: of ordinary homes, 95 in 100 lie within "
        "the inner and 998 in 1,000 within the outer ones."
    )
    if indicator.stratify_by:
        sentence += " A home's own expectation is that of homes of its kind."
    return sentence
