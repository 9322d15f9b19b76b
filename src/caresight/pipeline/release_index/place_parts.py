"""All that a build writes of areas: pages of measures and of areas, and the columns of files."""

from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from caresight.pipeline.release_index.places import AreaDocument, MeasureDocument


@dataclass(frozen=True)
class FigureTable:
    """Every figure of one measure, for files: one row an area and period that is known."""

    code: str
    title: str
    measure_set: str
    unit: str
    per_words: str
    areas: list[str]
    periods: list[tuple[str, str]]
    """First day, and the day after the last."""
    qualities: list[str]
    sources: list[str]
    """Titles."""
    columns: dict[str, NDArray[Any]]
    """By the names of FIGURE_COLUMNS, one value a row."""
    names: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    """Of each area; empty in older releases."""


FIGURE_COLUMNS = {
    "area": "<i2",
    "period": "<i2",
    "value": "<f8",
    "lower": "<f8",
    "upper": "<f8",
    "numerator": "<f8",
    "denominator": "<f8",
    "quality": "<i2",
    "source": "<i2",
    "added_up": "<i2",
    "as_at": "<i4",
}
"""How each column is kept; `area`, `period`, `quality` and `source` are places in the lists."""


@dataclass(frozen=True)
class PlaceParts:
    """All that is written of areas; empty where a release has no figures of areas."""

    measures: list[MeasureDocument] = field(default_factory=list)
    areas: list[AreaDocument] = field(default_factory=list)
    tables: list[FigureTable] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.areas)
