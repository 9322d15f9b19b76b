"""A project's impact as a document that a page keeps, and as rows for other people's programs."""

from collections.abc import Iterator
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from caresight.evaluation.project_impact import Impact
from caresight.pipeline import impact_words
from caresight.pipeline.impact import Found

SIDES = ("before", "left_out", "after")


class Check(TypedDict):
    """One check, and what came of it."""

    name: str
    sentence: str
    passed: bool


class Effect(TypedDict):
    """The numbers that are claimed."""

    ratio: float
    lower: float
    upper: float
    spared: float
    spared_lower: float
    spared_upper: float


class ImpactDocument(TypedDict):
    """Everything that a page shows of a project's impact."""

    release_id: str
    as_at: str
    indicator: str
    title: str
    unit: str
    sources: list[str]
    sentence: str
    can_say: bool
    effect: Effect | None
    obstacles: list[str]
    checks: list[Check]
    cautions: list[str]
    project_homes: int
    comparison_homes: int
    before: dict[str, float | None]
    after: dict[str, float | None]
    months: list[dict[str, Any]]
    """Rows with COLUMNS."""


def document(found: Found) -> ImpactDocument:
    """Plain values only, so that it can be kept as JSON."""
    impact = found.impact
    return {
        "release_id": found.release.release_id,
        "as_at": found.release.known_at.isoformat(),
        "indicator": found.indicator.code,
        "title": found.indicator.title,
        "unit": found.indicator.unit,
        "sources": list(found.indicator.sources),
        "sentence": impact_words.sentence(found),
        "can_say": impact.can_say,
        "effect": _effect(impact),
        "obstacles": impact_words.obstacles(found),
        "checks": [
            {"name": name, "sentence": said, "passed": passed}
            for name, said, passed in impact_words.checks(found)
        ],
        "cautions": impact_words.cautions(found),
        "project_homes": impact.project_homes,
        "comparison_homes": impact.comparison_homes,
        "before": {
            "project": _known(impact.project.before),
            "comparison": _known(impact.comparison.before),
        },
        "after": {
            "project": _known(impact.project.after),
            "comparison": _known(impact.comparison.after),
        },
        "months": list(month_rows(found)),
    }


def month_rows(found: Found) -> Iterator[dict[str, Any]]:
    """One row a month, with COLUMNS; nothing known is None."""
    panel, impact = found.panel, found.impact
    told = {
        name: _sums(panel.numerators, panel.denominators, group)
        for name, group in (("project", panel.is_project), ("comparison", ~panel.is_project))
    }
    for place, start in enumerate(panel.starts):
        yield {
            "period": start.isoformat(),
            "side": _side(impact, place),
            "project_events": _known(told["project"][0][place]),
            "project_denominator": _known(told["project"][1][place]),
            "project_rate": _known(impact.project_rates[place]),
            "comparison_events": _known(told["comparison"][0][place]),
            "comparison_denominator": _known(told["comparison"][1][place]),
            "comparison_rate": _known(impact.comparison_rates[place]),
            "expected_rate": _known(impact.expected_rates[place]),
        }


def _effect(impact: Impact) -> Effect | None:
    """Only where it may be claimed: a number that is kept is a number that is quoted."""
    if not impact.can_say or impact.difference is None or impact.spared is None:
        return None
    middle, low, high = impact.spared
    return {
        "ratio": impact.difference.ratio,
        "lower": impact.difference.lower,
        "upper": impact.difference.upper,
        "spared": middle,
        "spared_lower": low,
        "spared_upper": high,
    }


def _side(impact: Impact, place: int) -> str:
    """Earlier than anything that is looked at, a side, or the month of the start itself."""
    for name in SIDES:
        if getattr(impact.months, name)[place]:
            return name
    return "start" if impact.months.window[:place].any() else "earlier"


def _sums(
    numerators: NDArray[np.float64], denominators: NDArray[np.float64], group: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sums over the homes of which both are known; nan where none is."""
    top, bottom = numerators[group], denominators[group]
    known = np.isfinite(top) & np.isfinite(bottom)
    some = known.any(axis=0)
    return (
        np.where(some, np.where(known, top, 0.0).sum(axis=0), np.nan),
        np.where(some, np.where(known, bottom, 0.0).sum(axis=0), np.nan),
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
