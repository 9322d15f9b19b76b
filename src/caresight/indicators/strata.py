"""Kinds of home that are compared with each other.

A kind is split further only where every part of it keeps enough homes to be peers.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from caresight.checks.population import Ints, Population
from caresight.indicators.definition import Indicator

FEWEST_HOMES = 10
"""Below ten peers the variance between homes cannot be told from chance."""

ALL = "all homes"


def measured_rows(indicator: Indicator, population: Population) -> Ints:
    """Rows of the population that the indicator is about."""
    chosen = population.register == indicator.population.register_name
    match indicator.population.kinds:
        case "nursing":
            chosen &= population.has_nursing
        case "residential":
            chosen &= ~population.has_nursing
        case "dementia":
            chosen &= population.has_dementia
    return np.flatnonzero(chosen)


def strata_of(
    indicator: Indicator, population: Population, rows: Ints
) -> tuple[Ints, tuple[str, ...]]:
    """Index of each home's kind, shape (n,), and the kinds' names."""
    names = np.full(len(rows), ALL, dtype=object)
    for stratifier in indicator.stratify_by:
        parts = _LABELS[stratifier](indicator, population, rows)
        for kind in np.unique(names.astype(str)):
            inside = names == kind
            labels, counts = np.unique(parts[inside].astype(str), return_counts=True)
            if len(labels) > 1 and counts.min() >= FEWEST_HOMES:
                stem = "" if kind == ALL else f"{kind}, "
                names[inside] = [stem + label for label in parts[inside]]
    kinds, index = np.unique(names.astype(str), return_inverse=True)
    return index.astype(np.int64), tuple(str(kind) for kind in kinds) or (ALL,)


def _nursing(_: Indicator, population: Population, rows: Ints) -> NDArray[np.object_]:
    nursing = population.has_nursing[rows]
    return np.where(nursing, "nursing homes", "residential homes").astype(object)


def _dementia(_: Indicator, population: Population, rows: Ints) -> NDArray[np.object_]:
    dementia = population.has_dementia[rows]
    return np.where(dementia, "with dementia care", "without dementia care").astype(object)


def _size(indicator: Indicator, population: Population, rows: Ints) -> NDArray[np.object_]:
    beds, breaks = population.beds[rows], indicator.size_breaks
    lowest = [1, *(edge + 1 for edge in breaks)]
    labels = [
        *(f"{low} to {high} beds" for low, high in zip(lowest, breaks, strict=False)),
        f"{lowest[-1]} beds or more",
        "beds unknown",
    ]
    place = np.searchsorted(np.array(breaks), np.nan_to_num(beds), side="left")
    return np.array(labels, dtype=object)[np.where(np.isnan(beds), len(labels) - 1, place)]


_LABELS: dict[str, Callable[[Indicator, Population, Ints], NDArray[np.object_]]] = {
    "nursing": _nursing,
    "dementia": _dementia,
    "size": _size,
}
