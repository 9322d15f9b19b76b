"""Builds the population from identity's tables and the register's editions."""

from datetime import date
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from caresight.checks.population import Editions, Flags, Floats, Ints, Population
from caresight.checks.time_axis import ALWAYS, NEVER, day_number

_COLUMNS = (
    "register", "location_id", "published_on", "name", "area_code", "beds",
    "is_care_home", "has_nursing", "has_dementia", "manager_in_post",
)  # fmt: skip


class Evidence(Protocol):
    """What was known at a date: tables as expressions, and their rows."""

    def table(self, name: str) -> Any:
        """An evidence table as an Ibis expression."""

    def arrow(self, expression: Any) -> pa.Table:
        """The rows of an expression or table."""


def read_population(*, evidence: Evidence, homes: pa.Table, home_events: pa.Table) -> Population:
    """The homes of all registers; places that a register says are no care homes are left out."""
    locations = evidence.arrow(evidence.table("locations").select(*_COLUMNS))
    return build_population(locations=locations, homes=homes, home_events=home_events)


def build_population(*, locations: pa.Table, homes: pa.Table, home_events: pa.Table) -> Population:
    """The same from tables in memory."""
    homes = homes.filter(pc.is_valid(homes["home_id"]))
    home_ids, linked = np.unique(_texts(homes, "home_id"), return_inverse=True)
    keys = _keys(homes)
    positions = _positions(locations, keys)
    spoken = _Spoken(locations, positions, linked, _flags(homes, "is_current"), len(home_ids))
    keep = spoken.latest_flag("is_care_home", unknown=True)
    kept = np.flatnonzero(keep)
    renumbered = np.full(len(home_ids), -1)
    renumbered[kept] = np.arange(len(kept))
    opened, closed = _life(homes, linked, len(home_ids))
    inside = keep[linked]
    registers = np.empty(len(home_ids), dtype=object)
    registers[linked] = _texts(homes, "register")
    return Population(
        home_ids=home_ids[kept],
        register=registers[kept],
        names=spoken.latest_text("name")[kept],
        area_codes=spoken.latest_text("area_code")[kept],
        has_nursing=spoken.latest_flag("has_nursing", unknown=False)[kept],
        has_dementia=spoken.latest_flag("has_dementia", unknown=False)[kept],
        beds=spoken.latest_number("beds")[kept],
        opened=opened[kept],
        closed=closed[kept],
        location_ids=_texts(homes, "location_id")[inside],
        location_homes=renumbered[linked[inside]],
        location_registers=_texts(homes, "register")[inside],
        editions=spoken.editions(renumbered),
        dormant=_dormancies(home_events, home_ids, renumbered),
    )


class _Spoken:
    """Editions in the order in which a later one outranks an earlier one."""

    def __init__(
        self, locations: pa.Table, positions: Ints, linked: Ints, current: Flags, homes: int
    ) -> None:
        known = np.flatnonzero(positions >= 0)
        on = _days(locations, "published_on", ALWAYS)[known]
        place = positions[known]
        # The location that speaks for the home now outranks one of its past.
        order = np.lexsort((on, current[place]))
        self._rows = locations.take(pa.array(known[order]))
        self._homes: Ints = linked[place][order]
        self._on: Ints = on[order]
        self._count = homes

    def latest_text(self, column: str) -> NDArray[np.object_]:
        """The last that was said, per home; empty where nothing was."""
        found = np.full(self._count, "", dtype=object)
        stated = self._rows[column].is_valid().to_numpy()
        found[self._homes[stated]] = _texts(self._rows, column)[stated]
        return found

    def latest_number(self, column: str) -> Floats:
        """The last that was said, per home; nan where nothing was."""
        found = np.full(self._count, np.nan)
        values = _numbers(self._rows, column)
        stated = ~np.isnan(values)
        found[self._homes[stated]] = values[stated]
        return found

    def latest_flag(self, column: str, *, unknown: bool) -> Flags:
        """The last that was said, per home."""
        values = self.latest_number(column)
        return np.where(np.isnan(values), unknown, values > 0.5)

    def editions(self, renumbered: Ints) -> Editions:
        """What changes over time, by home and then by day."""
        beds = _numbers(self._rows, "beds")
        manager = _numbers(self._rows, "manager_in_post")
        homes = renumbered[self._homes]
        useful = (homes >= 0) & ~(np.isnan(beds) & np.isnan(manager))
        order = np.lexsort((self._on[useful], homes[useful]))
        chosen = np.flatnonzero(useful)[order]
        return Editions(homes[chosen], self._on[chosen], beds[chosen], manager[chosen])


def _positions(locations: pa.Table, keys: pa.Array) -> Ints:
    found = pc.index_in(_keys(locations), value_set=keys)
    return np.asarray(pc.fill_null(found, -1).to_numpy(zero_copy_only=False), dtype=np.int64)


def _keys(table: pa.Table) -> pa.Array:
    joined = pc.binary_join_element_wise(
        table["register"].cast(pa.string()), table["location_id"].cast(pa.string()), "\x1f"
    )
    return joined.combine_chunks()


def _life(homes: pa.Table, linked: Ints, count: int) -> tuple[Ints, Ints]:
    opened = np.full(count, NEVER, dtype=np.int64)
    closed = np.full(count, ALWAYS, dtype=np.int64)
    np.minimum.at(opened, linked, _days(homes, "from_on", ALWAYS))
    np.maximum.at(closed, linked, _days(homes, "to_on", NEVER))
    return opened, closed


def _dormancies(
    home_events: pa.Table, home_ids: NDArray[np.object_], renumbered: Ints
) -> tuple[tuple[int, int, int], ...]:
    rows = {home: int(row) for home, row in zip(home_ids, renumbered, strict=True)}
    mask = pc.is_in(home_events["kind"], value_set=pa.array(["dormant", "reopened"]))
    changes = home_events.filter(pc.and_(mask, pc.is_valid(home_events["on"])))
    asleep: dict[str, date] = {}
    found: list[tuple[int, int, int]] = []
    chosen = changes.select(["home_id", "on", "kind"]).to_pylist()
    for change in sorted(chosen, key=lambda change: (change["home_id"], change["on"])):
        home = change["home_id"]
        if change["kind"] == "dormant":
            asleep.setdefault(home, change["on"])
        elif home in asleep:
            found.append(
                (rows.get(home, -1), day_number(asleep.pop(home)), day_number(change["on"]))
            )
    found += [(rows.get(home, -1), day_number(on), NEVER) for home, on in asleep.items()]
    return tuple(stretch for stretch in found if stretch[0] >= 0)


def _texts(table: pa.Table, column: str) -> NDArray[np.object_]:
    filled = pc.fill_null(table[column].cast(pa.string()), "")
    return np.asarray(filled.to_numpy(), dtype=object)


def _numbers(table: pa.Table, column: str) -> Floats:
    held = table[column]
    if pa.types.is_boolean(held.type):
        held = held.cast(pa.int8())
    return np.asarray(held.cast(pa.float64()).to_numpy(), dtype=float)


def _flags(table: pa.Table, column: str) -> Flags:
    return np.asarray(_numbers(table, column) == 1)


def _days(table: pa.Table, column: str, unknown: int) -> Ints:
    days = table[column].cast(pa.date32()).cast(pa.int32()).cast(pa.int64())
    return np.asarray(pc.fill_null(days, unknown).to_numpy(), dtype=np.int64)
