"""Events by home and period: how many, how much, and which was the last."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caresight.checks.coverage import Areas, Receipt, receipts_of, speaking_receipt
from caresight.checks.population import Floats, Ints, Population
from caresight.checks.reading_population import Evidence
from caresight.checks.time_axis import bounds
from caresight.indicators.definition import Counted
from caresight.vocabulary.periods import Period
from caresight.vocabulary.ratings import rating_score

_DAYS = 10_000_000
"""Larger than any day number, so that home and day fit into one ordered number."""


class _Rows(NamedTuple):
    homes: Ints
    ranks: Ints
    on: Ints
    amounts: Floats


class Happenings:
    """The events of one register's homes, each kind read once."""

    def __init__(self, evidence: Evidence, population: Population, register: str) -> None:
        self._evidence = evidence
        self._areas = population.area_codes
        self._homes = len(population)
        here = population.location_registers == register
        self._places = pa.array(population.location_ids[here], pa.string())
        self._place_homes = population.location_homes[here]
        self.receipts = cache(self._read_receipts)
        self.dated = cache(self._read_dated)

    def counts(self, spec: Counted, rows: Ints, periods: Sequence[Period]) -> Floats:
        """Events of a home in a period, shape (n, m); nan where no receipt covers it."""
        receipts = self.receipts(spec.covered_by, spec.areas)
        found = self._read(spec, receipts)
        speaking = speaking_receipt(
            receipts,
            self._areas,
            periods,
            areas=spec.areas,
            areas_with_events=self._areas_with_events(spec, receipts),
        )
        starts, ends = bounds(periods)
        counts = np.zeros(speaking.shape)
        if len(periods):
            column = np.searchsorted(starts, found.on, side="right") - 1
            inside = (column >= 0) & (found.on < ends[column])
            heard = inside & (speaking[found.homes, column] == found.ranks)
            np.add.at(counts, (found.homes[heard], column[heard]), found.amounts[heard])
        return np.where(speaking >= 0, counts, np.nan)[rows]

    def last_rating(self, topic: str, rows: Ints, periods: Sequence[Period]) -> Floats:
        """Score of the rating in force at the end of each period, shape (n, m)."""
        homes, on, details, topics = self.dated("rating")
        scores = np.array([rating_score(detail) or np.nan for detail in details], dtype=float)
        chosen = (topics == topic) & ~np.isnan(scores)
        # Of two ratings on one day the worse is taken: the last of equals is found.
        order = np.lexsort((-scores[chosen], on[chosen], homes[chosen]))
        keys = (homes[chosen] * _DAYS + on[chosen])[order]
        place = _latest(keys, rows, periods)
        return np.where(place >= 0, np.append(scores[chosen][order], np.nan)[place], np.nan)

    def days_since(self, kind: str, rows: Ints, periods: Sequence[Period]) -> Floats:
        """Days from the last event of a kind to the end of each period, shape (n, m)."""
        homes, on, _, _ = self.dated(kind)
        keys = np.sort(homes * _DAYS + on)
        place = _latest(keys, rows, periods)
        day = np.where(place >= 0, np.append(keys, 0)[place] - rows[:, None] * _DAYS, 0)
        return np.where(place >= 0, bounds(periods)[1] - day, np.nan)

    def _read_receipts(self, source: str, areas: Areas) -> tuple[Receipt, ...]:
        return receipts_of(self._evidence, source, areas=areas)

    def _read(self, spec: Counted, receipts: Sequence[Receipt]) -> _Rows:
        events = self._evidence.table("events")
        chosen = events.filter(
            events.kind == spec.kind,
            events.source == spec.covered_by,
            events.entity_type == "location",
        )
        for column, wanted in (
            ("detail", spec.details), ("topic", spec.topics), ("outcome", spec.outcomes),
        ):  # fmt: skip
            if wanted:
                chosen = chosen.filter(chosen[column].isin(list(wanted)))
        amount: Any = chosen.count() if spec.take == "count" else chosen.amount.sum()
        grouped = chosen.group_by("entity_id", "receipt_id", "on").agg(amount=amount)
        table = self._evidence.arrow(grouped)
        ranks = pa.array([receipt.receipt_id for receipt in receipts], pa.string())
        homes = self._home_rows(table["entity_id"])
        rank = _index(table["receipt_id"], ranks)
        known = (homes >= 0) & (rank >= 0)
        amounts = np.asarray(table["amount"].to_numpy(), dtype=float)
        return _Rows(homes[known], rank[known], _on(table)[known], np.nan_to_num(amounts[known]))

    def _areas_with_events(
        self, spec: Counted, receipts: Sequence[Receipt]
    ) -> dict[str, frozenset[str]]:
        if spec.areas != "with_events":
            return {}
        events = self._evidence.table("events")
        pairs = self._evidence.arrow(
            events.filter(events.source == spec.covered_by)
            .select("receipt_id", "entity_id")
            .distinct()
        )
        homes = self._home_rows(pairs["entity_id"])
        ids = np.asarray(pairs["receipt_id"].to_numpy(), dtype=object)
        return {
            receipt.receipt_id: frozenset(
                self._areas[homes[(ids == receipt.receipt_id) & (homes >= 0)]]
            )
            for receipt in receipts
        }

    def _read_dated(self, kind: str) -> tuple[Ints, Ints, Any, Any]:
        events = self._evidence.table("events")
        chosen = events.filter(events.kind == kind, events.entity_type == "location")
        table = self._evidence.arrow(chosen.select("entity_id", "on", "detail", "topic").distinct())
        homes = self._home_rows(table["entity_id"])
        known = homes >= 0
        details = np.asarray(table["detail"].to_numpy(), dtype=object)
        topics = np.asarray(table["topic"].to_numpy(), dtype=object)
        return homes[known], _on(table)[known], details[known], topics[known]

    def _home_rows(self, entity_ids: pa.ChunkedArray) -> Ints:
        place = _index(entity_ids, self._places)
        return np.where(place >= 0, np.append(self._place_homes, -1)[place], -1)


def _latest(keys: Ints, rows: Ints, periods: Sequence[Period]) -> Ints:
    """Position of the last key of each home before each period's end; -1 for none."""
    _, ends = bounds(periods)
    place = np.searchsorted(keys, rows[:, None] * _DAYS + ends, side="left") - 1
    same_home = np.append(keys, -1)[place] // _DAYS == rows[:, None]
    return np.where((place >= 0) & same_home, place, -1)


def _index(values: pa.ChunkedArray, among: pa.Array) -> Ints:
    found = pc.fill_null(pc.index_in(values, value_set=among), -1)
    return np.asarray(found.to_numpy(), dtype=np.int64)


def _on(table: pa.Table) -> Ints:
    days = table["on"].cast(pa.date32()).cast(pa.int32())
    return np.asarray(days.to_numpy(), dtype=np.int64)
