"""How a home's page is kept in the index: small, and quick to write fifteen thousand times.

What is the same for every home of an indicator is kept once; the small lines of the icon
table are kept as numbers in bytes, not as text. A reader gets back the whole document.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from caresight.pipeline.release_index.documents import (
    FunnelPoint,
    HomeDocument,
    HomeRow,
    IndicatorRow,
)

CONSTANT = ("title", "domain", "agency", "unit", "polarity", "standard")
"""Columns of the icon table that are the same for every home."""
LINES = ("spark", "spark_marks")
VARYING = tuple(n for n in IndicatorRow.__annotations__ if n not in (*CONSTANT, *LINES))
_FIGURES = 6


@dataclass(frozen=True)
class PackedHome:
    """One home's page, taken apart."""

    row: HomeRow
    document: Mapping[str, Any]
    """All but the icon table."""
    rows: Sequence[Sequence[Any]]
    """Of each line of the icon table, the columns of VARYING."""
    facts: Mapping[str, Mapping[str, Any]]
    """Indicator to the columns of CONSTANT; of those not yet written, at least."""
    lengths: Sequence[int]
    """How many points each small line has."""
    sparks: NDArray[np.float32]
    """All small lines one after another."""
    marks: NDArray[np.uint8]


def taken_apart(document: HomeDocument) -> PackedHome:
    """A whole document, taken apart."""
    lines = [cast("dict[str, Any]", line) for line in document["indicators"]]
    sparks = [np.nan if v is None else v for line in lines for v in line["spark"]]
    return PackedHome(
        row=document["row"],
        document={name: value for name, value in document.items() if name != "indicators"},
        rows=[[line[name] for name in VARYING] for line in lines],
        facts={line["indicator"]: {name: line[name] for name in CONSTANT} for line in lines},
        lengths=[len(line["spark"]) for line in lines],
        sparks=np.array(sparks, dtype=np.float32),
        marks=np.array([m for line in lines for m in line["spark_marks"]], dtype=np.uint8),
    )


def put_together(
    packed: bytes, lines: bytes, facts: Mapping[str, Mapping[str, Any]]
) -> HomeDocument:
    """The document that was taken apart."""
    whole = unpack(packed)
    rows, lengths = whole.pop("indicators"), whole.pop("lengths")
    count = sum(lengths)
    raw = zlib.decompress(lines)
    sparks = _plain(np.frombuffer(raw, dtype="<f4", count=count))
    marks = np.frombuffer(raw, dtype=np.uint8, offset=4 * count).tolist()
    whole["indicators"], start = [], 0
    for values, length in zip(rows, lengths, strict=True):
        line = dict(zip(VARYING, values, strict=True))
        line.update(facts[line["indicator"]])
        line["spark"], line["spark_marks"] = (
            sparks[start : start + length],
            marks[start : start + length],
        )
        start += length
        whole["indicators"].append(line)
    return cast(HomeDocument, whole)


def packed_bytes(home: PackedHome) -> tuple[bytes, bytes]:
    """The document, and its small lines, as bytes."""
    whole = {**home.document, "indicators": home.rows, "lengths": home.lengths}
    lines = home.sparks.astype("<f4").tobytes() + home.marks.tobytes()
    return pack(whole), zlib.compress(lines, level=1)


def pack(document: Mapping[str, Any]) -> bytes:
    """A document as compressed JSON."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode(), level=1)


def unpack(packed: bytes) -> Any:
    """The document that `pack` compressed."""
    return json.loads(zlib.decompress(packed))


def pack_points(points: list[FunnelPoint]) -> bytes:
    """The points of an indicator by column: a third of the size, as names come once."""
    rows = cast("list[dict[str, Any]]", points)
    return pack({name: [point[name] for point in rows] for name in FunnelPoint.__annotations__})


def unpack_points(packed: bytes) -> list[FunnelPoint]:
    """The points that `pack_points` packed."""
    columns = unpack(packed)
    return [
        cast(FunnelPoint, dict(zip(columns, values, strict=True)))
        for values in zip(*columns.values(), strict=True)
    ]


def significant(values: NDArray[np.float64], figures: int = _FIGURES) -> NDArray[np.float64]:
    """Values with as many figures as a page may need; documents stay a third of the size."""
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.floor(np.log10(np.abs(values)))
        scale = 10.0 ** (figures - 1 - np.where(np.isfinite(size), size, 0))
        return np.asarray(np.rint(values * scale) / scale)


def _plain(values: NDArray[np.float32]) -> list[float | None]:
    rounded = significant(values.astype(np.float64)).tolist()
    return [None if value != value else value for value in rounded]  # noqa: PLR0124 - nan
