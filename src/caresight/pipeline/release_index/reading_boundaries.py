"""Reads the outlines of areas."""

from functools import cached_property
from typing import cast

from caresight.pipeline.release_index.boundaries import COLUMNS, Boundary, quoted
from caresight.pipeline.release_index.reading_places import PlacePages


class BoundaryPages(PlacePages):
    """What a release says of areas, and their outlines; an older release has none."""

    def boundaries(self) -> dict[str, Boundary]:
        """Every outline by the code of its area."""
        return self._boundaries

    @cached_property
    def _boundaries(self) -> dict[str, Boundary]:
        if not self._all("SELECT 1 FROM sqlite_master WHERE name = 'boundaries'"):
            return {}
        columns = ", ".join(map(quoted, COLUMNS))
        rows = self._all(f"SELECT {columns} FROM boundaries")  # noqa: S608 - our own words only
        found = [cast(Boundary, dict(zip(COLUMNS, row, strict=True))) for row in rows]
        return {one["area_code"]: one for one in found}
