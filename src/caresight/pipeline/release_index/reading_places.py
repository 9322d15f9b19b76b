"""Reads measures of areas; a release that has none answers with nothing, also an older one."""

import json
import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

import numpy as np

from caresight.pipeline.release_index.index_file import IndexFile
from caresight.pipeline.release_index.packing import unpack
from caresight.pipeline.release_index.place_parts import FIGURE_COLUMNS, FigureTable
from caresight.pipeline.release_index.places import (
    AreaDocument,
    MeasureDocument,
    MeasureRow,
    PlaceRow,
)


class PlacePages(IndexFile):
    """What a release says of areas."""

    def measures(self) -> list[MeasureRow]:
        """Every measure of areas, in the order of the definitions."""
        return list(self._measure_rows.values())

    def measure(self, code: str) -> MeasureDocument | None:
        """The page of one measure."""
        if code not in self._measure_rows:
            return None
        found = self._all("SELECT document FROM area_measures WHERE code = ?", code)
        document = unpack(found[0][0])
        return cast(MeasureDocument, {**document, "row": self._measure_rows[code]})

    def places(self) -> list[PlaceRow]:
        """England, its regions and its councils."""
        if not self._has_places:
            return []
        rows = self._all("SELECT listed FROM places ORDER BY place")
        return [cast(PlaceRow, json.loads(text)) for (text,) in rows]

    def place(self, area_code: str) -> AreaDocument | None:
        """The page of one area."""
        if not self._has_places:
            return None
        found = self._all("SELECT document FROM places WHERE area_code = ?", area_code)
        if not found:
            return None
        document = unpack(found[0][0])
        for one in document["measures"]:
            one["row"] = self._measure_rows[one["row"]]
        return cast(AreaDocument, document)

    def figure_tables(self) -> Iterator[FigureTable]:
        """Every figure of every measure, one measure after another."""
        if self._has_places:
            for about, packed in self._all("SELECT about, rows FROM area_figures ORDER BY place"):
                yield _table(json.loads(about), zlib.decompress(packed))

    @cached_property
    def _has_places(self) -> bool:
        return bool(self._all("SELECT 1 FROM sqlite_master WHERE name = 'places'"))

    @cached_property
    def _measure_rows(self) -> dict[str, MeasureRow]:
        if not self._has_places:
            return {}
        rows = self._all("SELECT code, listed FROM area_measures ORDER BY place")
        return {code: cast(MeasureRow, json.loads(text)) for code, text in rows}


def _table(about: dict[str, Any], packed: bytes) -> FigureTable:
    columns, start, rows = {}, 0, about.pop("rows")
    for name, kind in FIGURE_COLUMNS.items():
        columns[name] = np.frombuffer(packed, dtype=kind, count=rows, offset=start)
        start += columns[name].nbytes
    return FigureTable(**about, columns=columns)
