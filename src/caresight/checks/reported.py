"""Reported numbers as dense arrays: component × location × period, read in one pass.

Where two receipts state the same number the later publication wins; where a home holds
several registrations at once its numbers are added. A blank is nan, never 0, and a
suppressed number makes the home's figure suppressed, since part of it is hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import ibis
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from caresight.checks.population import Flags, Floats, Ints, Population
from caresight.checks.reading_population import Evidence
from caresight.checks.time_axis import bounds
from caresight.vocabulary.periods import Period

NOT_STATED, REPORTED, HIDDEN, DOES_NOT_APPLY = range(4)
"""States of a cell, as small integers."""

_ROWS_AT_ONCE = 1_000_000


class Figures(NamedTuple):
    """One component, by home and period."""

    values: Floats
    suppressed: Flags


@dataclass(frozen=True)
class Reported:
    """What was reported for the homes of one register, over one axis of periods."""

    population: Population
    rows: Ints
    """Shape (n,): rows of the population that the axis covers."""
    periods: tuple[Period, ...]
    components: Mapping[str, int]
    locations: Ints
    """Shape (l,): positions in population.location_ids."""
    cells: Floats
    """Shape (c, l, m)."""
    states: NDArray[np.int8]
    sources: Mapping[str, tuple[str, ...]]
    """Component to the sources that gave it."""
    repeated: Mapping[str, Floats]
    """Source to the rows that one receipt gave twice, by period, shape (m,)."""

    @cached_property
    def location_rows(self) -> Ints:
        """Shape (l,): row of each location's home among `rows`."""
        place = np.full(len(self.population), -1)
        place[self.rows] = np.arange(len(self.rows))
        return place[self.population.location_homes[self.locations]]

    def has(self, component: str) -> bool:
        """Whether anybody has ever reported the component."""
        return bool(self.sources.get(component))

    def figures(self, component: str, *, mean: bool = False) -> Figures:
        """One component by home, shape (n, m): summed, or averaged, over registrations."""
        shape = (len(self.rows), len(self.periods))
        if component not in self.components or not len(self.rows):
            return Figures(np.full(shape, np.nan), np.zeros(shape, dtype=bool))
        place = self.components[component]
        states = self.states[place][self._by_home]
        stated = states == REPORTED
        cells = np.where(stated, self.cells[place][self._by_home], 0.0)
        totals = np.add.reduceat(cells, self._first, axis=0)
        counts = np.add.reduceat(stated, self._first, axis=0, dtype=np.int64)
        hidden = np.logical_or.reduceat(states == HIDDEN, self._first, axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            values = totals / counts if mean else totals
        return Figures(np.where((counts > 0) & ~hidden, values, np.nan), hidden)

    @cached_property
    def _by_home(self) -> Ints:
        """Positions of the locations, those of one home together."""
        return np.argsort(self.location_rows, kind="stable")

    @cached_property
    def _first(self) -> Ints:
        """Where each home's locations begin; every home has at least one."""
        return np.searchsorted(self.location_rows[self._by_home], np.arange(len(self.rows)))


def read_reported(
    *,
    evidence: Evidence,
    population: Population,
    register: str,
    components: Sequence[str],
    periods: Sequence[Period],
) -> Reported:
    """Read the components once, for the homes of a register and exactly these periods."""
    names = tuple(dict.fromkeys(components))
    rows = np.flatnonzero(population.register == register)
    locations = np.flatnonzero(population.location_registers == register)
    receipts, ranks = _receipts(evidence)
    scatter = _Scatter(len(names), len(locations), len(periods), receipts["source"])
    if names and len(locations) and periods:
        asked = _asked(evidence, population.location_ids[locations], names, periods, ranks)
        for batch in asked.to_pyarrow_batches(chunk_size=_ROWS_AT_ONCE):
            scatter.take(batch)
    return Reported(
        population=population,
        rows=rows,
        periods=tuple(periods),
        components={name: place for place, name in enumerate(names)},
        locations=locations,
        cells=scatter.cells,
        states=scatter.states,
        sources=scatter.sources(names),
        repeated=scatter.repeated(),
    )


def _receipts(evidence: Evidence) -> tuple[dict[str, list[str]], pa.Table]:
    """Receipts in the order in which a later one outranks an earlier one."""
    observations = evidence.table("observations")
    columns = ["receipt_id", "source", "published_on", "known_from"]
    stated = evidence.arrow(observations.select(*columns).distinct()).to_pylist()
    stated.sort(key=lambda r: (str(r["published_on"] or ""), str(r["known_from"]), r["receipt_id"]))
    ids = [receipt["receipt_id"] for receipt in stated]
    ranks = pa.table({"receipt_id": pa.array(ids, pa.string()), "rank": _counting(len(ids))})
    return {"source": [receipt["source"] for receipt in stated]}, ranks


def _asked(
    evidence: Evidence,
    location_ids: NDArray[np.object_],
    names: tuple[str, ...],
    periods: Sequence[Period],
    ranks: pa.Table,
) -> Any:
    starts, ends = bounds(periods)
    places = pa.table(
        {"entity_id": pa.array(location_ids, pa.string()), "place": _counting(len(location_ids))}
    )
    kinds = pa.table({"component": pa.array(names, pa.string()), "kind": _counting(len(names))})
    columns = pa.table(
        {
            "period_start": pa.array(starts, pa.int32()).cast(pa.date32()),
            "period_end": pa.array(ends, pa.int32()).cast(pa.date32()),
            "column": _counting(len(starts)),
        }
    )
    observations = evidence.table("observations")
    rows = observations.filter(observations.entity_type == "location")
    for lookup, keys in (
        (kinds, "component"),
        (columns, ("period_start", "period_end")),
        (places, "entity_id"),
        (ranks, "receipt_id"),
    ):
        rows = rows.inner_join(ibis.memtable(lookup), keys)
    state = ibis.cases(
        (rows.status == "suppressed", HIDDEN),
        (rows.value.notnull(), REPORTED),
        else_=DOES_NOT_APPLY,
    ).cast("int8")
    return rows.select("kind", "place", "column", "rank", "value", state=state)


class _Scatter:
    """Places batches of rows into the dense arrays, in whatever order they come."""

    def __init__(self, kinds: int, places: int, columns: int, sources: list[str]) -> None:
        self.cells: Floats = np.full((kinds, places, columns), np.nan)
        self.states = np.zeros((kinds, places, columns), dtype=np.int8)
        self._best = np.full(kinds * places * columns, -1, dtype=np.int32)
        self._seen = np.zeros((kinds, len(sources)), dtype=bool)
        self._sources = np.array(sources, dtype=object)
        self._twice = np.zeros((len(sources), columns))

    def take(self, batch: pa.RecordBatch) -> None:
        """Place one batch; a cell that a later publication holds already is left alone."""
        kind, place, column, rank = (
            np.asarray(batch[name], dtype=np.int64) for name in ("kind", "place", "column", "rank")
        )
        value = np.asarray(batch["value"].to_numpy(zero_copy_only=False), dtype=float)
        state = np.asarray(batch["state"], dtype=np.int8)
        cell = (kind * self.cells.shape[1] + place) * self.cells.shape[2] + column
        self._seen[kind, rank] = True
        self._note_repeats(kind, column, rank, cell)
        fresh = rank >= self._best[cell]
        # Of several rows for one cell in a batch NumPy keeps the last: let it be the latest.
        order = np.flatnonzero(fresh)[np.argsort(rank[fresh], kind="stable")]
        self._best[cell[order]] = rank[order]
        self.cells.reshape(-1)[cell[order]] = value[order]
        self.states.reshape(-1)[cell[order]] = state[order]

    def _note_repeats(self, kind: Ints, column: Ints, rank: Ints, cell: Ints) -> None:
        # A row given twice repeats every component: its first component is enough to see it.
        probes = np.argmax(self._seen, axis=0)
        probed = np.flatnonzero(kind == probes[rank])
        earlier = self._best[cell[probed]] == rank[probed]
        keys = cell[probed] * len(self._sources) + rank[probed]
        _, first = np.unique(keys, return_index=True)
        again = np.ones(len(probed), dtype=bool)
        again[first] = False
        repeats = probed[again | earlier]
        np.add.at(self._twice, (rank[repeats], column[repeats]), 1)

    def sources(self, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """The sources that gave each component."""
        return {
            name: tuple(sorted(set(self._sources[self._seen[place]])))
            for place, name in enumerate(names)
        }

    def repeated(self) -> dict[str, Floats]:
        """Rows given twice within a receipt, by source and period."""
        return {
            source: self._twice[self._sources == source].sum(axis=0)
            for source in sorted(set(self._sources))
        }


def _counting(count: int) -> pa.Array:
    return pa.array(np.arange(count), pa.int32())
