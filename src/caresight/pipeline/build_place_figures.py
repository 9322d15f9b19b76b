"""Everything that a release's pages of areas are made from: figures, neighbours, comparisons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.area_figures import QUALITIES, AreaFigures
from caresight.indicators.area_told import Told, day_of
from caresight.pipeline.release_index.places import Against, Figure, FigureQuality
from caresight.statistics.differing import differing
from caresight.statistics.rank_intervals import Ranks, rank_intervals
from caresight.surveillance.numbers_in_words import period_name
from caresight.vocabulary.areas_over_time import ENGLAND, kind_of
from caresight.vocabulary.polarity import Polarity

Floats = NDArray[np.float64]
_WORDS: Mapping[float, Against] = {1.0: "higher", -1.0: "lower", 0.0: "similar"}
_DIGITS = 6


@dataclass(frozen=True)
class Compared:
    """One measure in its newest period: every array holds one value an area."""

    figures: AreaFigures
    column: int
    ranks: Ranks
    ranked: int
    region: Floats
    neighbours_median: Floats
    against_england: Floats
    against_region: Floats
    against_neighbours: Floats
    best_neighbour: NDArray[np.int64]
    """Place of the area; -1 where no neighbour has a figure."""

    @property
    def values(self) -> Floats:
        """The figures that are compared."""
        return np.asarray(self.figures.values[:, self.column])

    @property
    def england(self) -> float:
        """England's figure; nan where there is none."""
        areas = self.figures.areas
        return float(self.values[areas.index(ENGLAND)]) if ENGLAND in areas else float("nan")


def compared(
    figures: AreaFigures,
    neighbours: Mapping[str, Sequence[str]],
    told: Told,
    *,
    draws: int,
    seed: int,
) -> Compared | None:
    """The newest figures beside each other; None where no area has any."""
    column = figures.newest
    if column is None:
        return None
    value, lower, upper = (one[:, column] for one in (figures.values, figures.lower, figures.upper))
    place = {code: row for row, code in enumerate(figures.areas)}
    is_council = np.array([kind_of(code) == "council" for code in figures.areas])
    alone = np.where(is_council, value, np.nan)
    lowest_first = figures.measure.polarity != Polarity.HIGHER_IS_BETTER
    ranks = rank_intervals(alone, lower, upper, lowest_first=lowest_first, draws=draws, seed=seed)
    england = np.full(len(value), place.get(ENGLAND, -1))
    region = np.array([place.get(told.region_of(code)[0], -1) for code in figures.areas])
    like = [[place[n] for n in neighbours.get(c, ()) if n in place] for c in figures.areas]
    median, best = _of_neighbours(alone, like, lowest_first=lowest_first)
    nothing = np.full(len(value), np.nan)
    both = value, lower, upper

    def against(rows: NDArray[np.int64]) -> Floats:
        known = rows >= 0
        others = (np.where(known, one[rows], np.nan) for one in both)
        found = differing(*both, *others)
        return np.where(rows == np.arange(len(rows)), np.nan, found)

    return Compared(
        figures=figures,
        column=column,
        ranks=ranks,
        ranked=int((~np.isnan(alone)).sum()),
        region=np.where(region >= 0, value[region], np.nan),
        neighbours_median=median,
        against_england=against(england),
        against_region=against(region),
        against_neighbours=differing(*both, median, nothing, nothing),
        best_neighbour=best,
    )


def _of_neighbours(
    values: Floats, like: Sequence[Sequence[int]], *, lowest_first: bool
) -> tuple[Floats, NDArray[np.int64]]:
    """Of each area, the median of its neighbours and which of them does best."""
    median = np.full(len(values), np.nan)
    best = np.full(len(values), -1)
    for row, places in enumerate(like):
        known = [place for place in places if not np.isnan(values[place])]
        if known:
            median[row] = np.median(values[known])
            signed = values[known] if lowest_first else -values[known]
            best[row] = known[int(np.argmin(signed))]
    return median, best


def against_words(found: float) -> Against:
    """“higher”, “lower”, “similar” or “not known”."""
    return _WORDS.get(found, "not known")


def is_good(found: float, polarity: str) -> bool | None:
    """Whether a difference is for the better; None where there is none, or nobody can say."""
    if np.isnan(found) or found == 0 or polarity == Polarity.NEUTRAL:
        return None
    return bool((found > 0) == (polarity == Polarity.HIGHER_IS_BETTER))


def figure_of(
    figures: AreaFigures, row: int, column: int, told: Told, titles: Mapping[str, str]
) -> Figure:
    """One figure, with its period, its source and why it is missing."""
    period = figures.periods[column]
    quality: FigureQuality = QUALITIES[figures.quality[row, column]]
    return Figure(
        value=number(figures.values[row, column]),
        lower=number(figures.lower[row, column]),
        upper=number(figures.upper[row, column]),
        numerator=number(figures.numerators[row, column]),
        denominator=number(figures.denominators[row, column]),
        period=period.start.isoformat(),
        period_words=period_name(period),
        quality=quality,
        source=source_words(figures, row, column, told, titles) if quality != "missing" else "",
        as_at=as_at_of(figures, row, column),
        why=figures.reasons[figures.why[row, column]],
    )


def source_words(
    figures: AreaFigures, row: int, column: int, told: Told, titles: Mapping[str, str]
) -> str:
    """The title of the source, and whether the figure was added up."""
    source = int(figures.source[row, column])
    if source < 0:
        return ""
    title = titles.get(told.sources[source], told.sources[source])
    councils = int(figures.added_up[row, column])
    if not councils:
        return title
    return f"{title}; added up from its {councils} council{'s' if councils > 1 else ''}"


def as_at_of(figures: AreaFigures, row: int, column: int) -> str:
    """The day on which the newest part was published; empty where nothing was told."""
    day = int(figures.as_at[row, column])
    return day_of(day).isoformat() if day >= 0 else ""


def number(value: float) -> float | None:
    """A number as documents hold it; None where not known."""
    return None if np.isnan(value) else round(float(value), _DIGITS)


def numbers(values: Floats) -> list[float | None]:
    """A series as documents hold it."""
    return [number(value) for value in values.tolist()]


def whole(value: float) -> int | None:
    """A place in a ranking; None where there is none."""
    return None if np.isnan(value) else int(value)
