"""Figures of areas as files told them: of two that tell one figure, the later known counts.

Both stay in the lake; where they differ, the difference is listed. Nothing is added twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from caresight.indicators.area_boards import Boards
from caresight.lake.as_at import Evidence
from caresight.vocabulary.areas_over_time import kind_of, name_of, region_of
from caresight.vocabulary.periods import Period

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
NOTHING, REPORTED, SUPPRESSED, NOT_APPLICABLE = range(4)
_STATUS = {"reported": REPORTED, "suppressed": SUPPRESSED, "not_applicable": NOT_APPLICABLE}
_FIRST_DAY = date(1970, 1, 1)
_KINDS = ("england", "region", "board", "council")
_COLUMNS = (
    "entity_id", "component", "period_start", "period_end", "value", "status", "source",
    "published_on", "known_from",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One figure that two files tell differently; the first counts."""

    area: str
    component: str
    period: Period
    first: float
    first_source: str
    second: float
    second_source: str
    first_on: date | None = None
    """Day of publication: two editions of one source bear the same name."""
    second_on: date | None = None


@dataclass(frozen=True)
class Component:
    """One component: every array is areas x periods."""

    periods: tuple[Period, ...]
    values: Floats
    status: Integers
    source: Integers
    """Place among the sources; -1 where nothing was told."""
    as_at: Integers
    """Day of publication, as days since 1970; -1 where nothing was told."""


@dataclass(frozen=True)
class Told:
    """All figures of areas that were asked for, by component."""

    areas: tuple[str, ...]
    """England, then regions, then boards, then councils, each by name."""
    sources: tuple[str, ...]
    components: dict[str, Component]
    differences: tuple[Difference, ...]
    boards: Boards = field(default_factory=Boards)

    def name_of(self, code: str) -> str:
        """What an area is called; boards are called what the files call them."""
        return self.boards.names.get(code) or name_of(code)

    def region_of(self, code: str) -> tuple[str, str]:
        """Code and name of the region that an area lies in; a board may lie in several: none."""
        if kind_of(code) != "board":
            return region_of(code)
        found = {region_of(council) for council in self.boards.councils(code)}
        return found.pop() if len(found) == 1 else ("", "")


def told_of_areas(
    evidence: Evidence,
    components: Iterable[str],
    sources: Iterable[str],
    boards: Boards | None = None,
) -> Told:
    """The figures of some components from some sources, as known; boards have a place of theirs."""
    table = evidence.table("observations")
    rows = evidence.arrow(
        table.filter(
            table.entity_type == "area",
            table.source.isin(sorted(sources)),
            table.component.isin(sorted(components)),
        ).select(*_COLUMNS)
    )
    return told_from(rows, boards or Boards())


def told_from(rows: pa.Table, boards: Boards | None = None) -> Told:
    """Observations of areas, put in order: areas x periods for each component."""
    boards = boards or Boards()
    if not rows.num_rows:
        return Told((), (), {}, ())
    area, codes = _coded(rows["entity_id"])
    component, names = _coded(rows["component"])
    source, sources = _coded(rows["source"])
    start, end = (_days(rows[name]) for name in ("period_start", "period_end"))
    published = _days(rows["published_on"])
    known = rows["known_from"].cast(pa.timestamp("us", "UTC")).cast(pa.int64()).to_numpy()
    values = rows["value"].to_numpy().astype(np.float64)
    status = np.array([_STATUS.get(one or "", REPORTED) for one in rows["status"].to_pylist()])
    by_source = np.argsort(np.argsort(np.array(sources)))[source]
    order = np.lexsort((by_source, known, published, end, start, area, component))
    key = np.stack([component, area, start, end])[:, order]
    last = np.append((key[:, 1:] != key[:, :-1]).any(axis=0), True)
    counts = order[last]
    areas = _in_order({*codes, *boards.near(codes)}, boards)
    place = np.array([areas.index(code) for code in codes])
    found = {}
    for number, name in enumerate(names):
        of = counts[component[counts] == number]
        spans, column = np.unique(np.stack([start[of], end[of]]), axis=1, return_inverse=True)
        periods = tuple(Period(_day(a), _day(b)) for a, b in spans.T.tolist())
        shape = (len(areas), len(periods))
        one = Component(periods, np.full(shape, np.nan), np.zeros(shape, dtype=np.int64),
                        np.full(shape, -1), np.full(shape, -1))  # fmt: skip
        at = place[area[of]], column.ravel()
        one.values[at], one.status[at] = values[of], status[of]
        one.source[at], one.as_at[at] = source[of], published[of]
        found[name] = one
    group = np.cumsum(last) - last
    pairs = zip(order[~last].tolist(), counts[group[~last]].tolist(), strict=True)
    differ = [(b, a) for b, a in pairs if _differ(values, status, a, b)]
    lines = _differences(
        differ, codes, names, sources, (area, component, source, start, end, published), values
    )
    return Told(areas, tuple(sources), found, tuple(lines), boards)


def _in_order(codes: Iterable[str], boards: Boards) -> tuple[str, ...]:
    def key(code: str) -> tuple[int, str]:
        return _KINDS.index(kind_of(code)), boards.names.get(code) or name_of(code)

    return tuple(sorted(codes, key=key))


def _differ(values: Floats, status: Integers, first: int, second: int) -> bool:
    both = values[[first, second]]
    same = both[0] == both[1] or bool(np.isnan(both).all())
    return not (same and status[first] == status[second])


def _differences(
    pairs: list[tuple[int, int]],
    codes: list[str],
    names: list[str],
    sources: list[str],
    of: tuple[Integers, ...],
    values: Floats,
) -> Iterator[Difference]:
    area, component, source, start, end, published = of
    for second, first in pairs:
        yield Difference(
            area=codes[area[first]],
            component=names[component[first]],
            period=Period(_day(int(start[first])), _day(int(end[first]))),
            first=float(values[first]),
            first_source=sources[source[first]],
            second=float(values[second]),
            second_source=sources[source[second]],
            first_on=_day(int(published[first])),
            second_on=_day(int(published[second])),
        )


def _coded(column: pa.ChunkedArray) -> tuple[Integers, list[str]]:
    encoded: Any = pc.dictionary_encode(column.combine_chunks())
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    return encoded.indices.to_numpy().astype(np.int64), encoded.dictionary.to_pylist()


def _days(column: pa.ChunkedArray) -> Integers:
    days = pc.fill_null(column.cast(pa.date32()).cast(pa.int32()), -1)
    return np.asarray(days.to_numpy(), dtype=np.int64)


def _day(number: int) -> date:
    return _FIRST_DAY + timedelta(days=number)


def day_of(number: int) -> date:
    """The day that a number in `Component.as_at` stands for."""
    return _day(number)
