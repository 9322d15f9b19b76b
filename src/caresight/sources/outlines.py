"""Outlines of areas as lines on a plane: joined from shared arcs, thinned, written as a path.

An arc that two areas share is thinned once, so that no gap opens between them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

Point = tuple[float, float]
Ring = list[tuple[int, int]]

TOLERANCE = 5.0
"""Thousandths of a degree by which a thinned line may leave the original: about 500 metres,
less than a pixel where a map of England is 700 pixels high."""
SMALLEST = 12.0
"""Square thousandths of a degree below which an island is left out, where another part is kept."""
NARROWED = cos(radians(53.0))
"""A degree of longitude is so much shorter than one of latitude, in the middle of England."""


@dataclass(frozen=True)
class Outline:
    """One area, ready to be drawn."""

    path: str
    left: int
    top: int
    right: int
    bottom: int
    middle: tuple[int, int]


class OutOfDegrees(ValueError):  # noqa: N818 - a place, told to whoever asks for a map
    """A place that is no longitude and latitude."""


def arcs_of(topology: dict[str, Any]) -> list[Ring]:
    """Every arc on the plane, thinned.

    Raises
    ------
    OutOfDegrees
        If a place is no longitude and latitude.
    """
    return [
        _on_plane(thinned(_degrees(arc, topology.get("transform")))) for arc in topology["arcs"]
    ]


def _degrees(arc: Sequence[Sequence[float]], transform: dict[str, Any] | None) -> list[Point]:
    """Places as degrees: a topology with a transform gives steps between whole numbers."""
    if transform is None:
        points = [(float(place[0]), float(place[1])) for place in arc]
    else:
        (wide, high), (left, low) = transform["scale"], transform["translate"]
        points, x, y = [], 0.0, 0.0
        for place in arc:
            x, y = x + place[0], y + place[1]
            points.append((x * wide + left, y * high + low))
    for x, y in points:
        if not (-180 <= x <= 180 and -90 <= y <= 90):
            raise OutOfDegrees(f"{x:.0f}, {y:.0f}")
    return points


def thinned(points: list[Point]) -> list[Point]:
    """The line without what lies within the tolerance of it (Douglas and Peucker, 1973)."""
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, where = 0.0, 0
        for place in range(first + 1, last):
            off = _distance(points[place], points[first], points[last])
            if off > far:
                far, where = off, place
        if far * 1000 > TOLERANCE:
            kept.add(where)
            waiting += [(first, where), (where, last)]
    return [points[place] for place in sorted(kept)]


def _distance(point: Point, first: Point, last: Point) -> float:
    """From a point to a stretch, in degrees of latitude."""
    x, y = (point[0] - first[0]) * NARROWED, point[1] - first[1]
    along_x, along_y = (last[0] - first[0]) * NARROWED, last[1] - first[1]
    length = along_x**2 + along_y**2
    share = 0.0 if length == 0 else max(0.0, min(1.0, (x * along_x + y * along_y) / length))
    return float(((x - share * along_x) ** 2 + (y - share * along_y) ** 2) ** 0.5)


def _on_plane(points: Iterable[Point]) -> Ring:
    return [(round(x * 1000 * NARROWED), round(-y * 1000)) for x, y in points]


def outline_of(rings: Iterable[Sequence[int]], arcs: Sequence[Ring]) -> Outline | None:
    """The outline of an area from its rings of arcs; None where nothing is left to draw.

    Raises
    ------
    IndexError
        If a ring names an arc that is not there.
    """
    drawn = [ring for ring in (_joined(ring, arcs) for ring in rings) if len(ring) > 3]
    if not drawn:
        return None
    largest = max(drawn, key=lambda ring: abs(_area(ring)))
    kept = [ring for ring in drawn if ring is largest or abs(_area(ring)) >= SMALLEST]
    xs, ys = [x for ring in kept for x, _ in ring], [y for ring in kept for _, y in ring]
    return Outline(
        path="".join(map(_path, kept)),
        left=min(xs), top=min(ys), right=max(xs), bottom=max(ys),
        middle=_middle(largest),
    )  # fmt: skip


def _joined(ring: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """One closed line; an arc that is named by its complement runs backwards."""
    line: Ring = []
    for arc in ring:
        points = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        for point in points:
            if not line or point != line[-1]:
                line.append(point)
    return line


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _middle(ring: Ring) -> tuple[int, int]:
    """The centre of mass; of a line without an area, the middle of its places."""
    area = _area(ring)
    if not area:
        return round(sum(x for x, _ in ring) / len(ring)), round(
            sum(y for _, y in ring) / len(ring)
        )
    x0, y0 = ring[0]
    across = down = 0.0
    for (x1, y1), (x2, y2) in pairwise([(x - x0, y - y0) for x, y in ring]):
        turn = x1 * y2 - x2 * y1
        across, down = across + (x1 + x2) * turn, down + (y1 + y2) * turn
    return round(x0 + across / (6 * area)), round(y0 + down / (6 * area))


def _path(ring: Ring) -> str:
    """The ring as a path: its first place, then steps."""
    steps = (f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(ring[:-1]))
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z"
