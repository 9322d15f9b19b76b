"""Boundaries of invented areas: a grid of crooked cells in the sea, as TopoJSON."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from caresight.vocabulary.areas import Council
from caresight.worlds.homes import ACROSS, centre_of
from caresight.worlds.months import Floats
from caresight.worlds.publication import WorldFile

PUBLISHED = date(2020, 1, 6)
_SIDE = 0.13
_STEPS = 5
"""Places on the side of a cell: straight lines would look like no land."""
_SCALE = 1e-5


def write_outlines(folder: Path, councils: Sequence[Council], *, seed: int) -> WorldFile:
    """One file with the outline of every council."""
    path = folder / f"boundaries_invented_published_{PUBLISHED}.json"
    topology = _topology(councils, np.random.default_rng([seed, 0x0B0D]))
    path.write_text(json.dumps(topology, separators=(", ", ": ")), encoding="utf-8")
    return WorldFile(path, "boundaries", PUBLISHED)


def _topology(councils: Sequence[Council], rng: np.random.Generator) -> dict[str, Any]:
    """Cells share their sides, so that no gap lies between them."""
    rows = -(-len(councils) // ACROSS)
    corners = rng.uniform(-0.028, 0.028, (rows + 1, ACROSS + 1, 2))
    arcs: list[list[list[int]]] = []
    level = [[_side(arcs, rng, corners, (r, c), (r, c + 1)) for c in range(ACROSS)]
             for r in range(rows + 1)]  # fmt: skip
    upright = [[_side(arcs, rng, corners, (r, c), (r + 1, c)) for c in range(ACROSS + 1)]
               for r in range(rows)]  # fmt: skip
    cells = []
    for place, council in enumerate(councils):
        r, c = divmod(place, ACROSS)
        ring = [level[r][c], upright[r][c + 1], ~level[r + 1][c], ~upright[r][c]]
        named = {"areacd": council.code, "areanm": council.name}
        cells.append({"type": "Polygon", "arcs": [ring], "properties": named})
    return {
        "type": "Topology",
        "data_note": "invented",
        "transform": {"scale": [_SCALE, _SCALE], "translate": [0.0, 54.0]},
        "objects": {"utla": {"type": "GeometryCollection", "geometries": cells}},
        "arcs": arcs,
    }


def _side(
    arcs: list[list[list[int]]],
    rng: np.random.Generator,
    corners: Floats,
    start: tuple[int, int],
    end: tuple[int, int],
) -> int:
    """Add the crooked line between two corners; its number."""
    first, last = _corner(corners, start), _corner(corners, end)
    shares = np.linspace(0, 1, _STEPS)[:, None]
    line = first + shares * (last - first)
    line[1:-1] += rng.uniform(-0.012, 0.012, (_STEPS - 2, 2))
    whole = np.rint((line - np.array([0.0, 54.0])) / _SCALE).astype(int)
    steps = np.vstack([whole[:1], np.diff(whole, axis=0)])
    arcs.append(steps.tolist())
    return len(arcs) - 1


def _corner(corners: Floats, place: tuple[int, int]) -> Floats:
    """Half a cell before the middle of the council there, and a little off."""
    row, column = place
    longitude, latitude = centre_of(0)
    grid = np.array([longitude + _SIDE * (column - 0.5), latitude + _SIDE * (row - 0.5)])
    return np.asarray(grid + corners[row, column])
