"""Reads how digital homes are; a release that says nothing of it answers with nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from caresight.pipeline.release_index.digital import (
    DigitalArea,
    DigitalHome,
    DigitalRow,
    DigitalSummary,
)
from caresight.pipeline.release_index.packing import unpack
from caresight.pipeline.release_index.reading_boards import BoardPages
from caresight.vocabulary.refusal import Refusal

DIGITAL_ORDERS = {
    "band": "d.band DESC, d.score DESC, h.sort_name",
    "lowest": "d.band, d.score, h.sort_name",
    "name": "h.sort_name, d.score DESC",
    "falls": "d.falls_on, d.band DESC, h.sort_name",
    "beds": "h.beds DESC, h.sort_name",
}
"""Ways to order homes, by the name that a page may ask for."""
_COLUMNS = (
    "h.home_id, h.name, h.area_code, h.area_name, h.provider_name, h.beds, d.band, "
    "d.band_possible, d.score, d.score_possible, d.falls_on, d.held_back_by, d.states, d.tablets"
)
_FROM = "FROM digital_homes d CROSS JOIN homes h USING (home_id)"
"""Rows of `homes` are wide: the narrow table is gone through first, which CROSS JOIN says."""


@dataclass(frozen=True)
class DigitalWish:
    """Which homes somebody looks for."""

    area: str = ""
    band_from: int = 0
    """At least this step is shown to be reached."""
    possible_from: int = 0
    """At least this step is possible."""
    states: Mapping[str, str] = field(default_factory=dict)
    """Criterion and the state asked for: yes, no, not_known or not_no."""
    tablets_from: float | None = None
    only_falling: bool = False
    held_back_by: tuple[str, ...] = ()
    """Criteria of which the next step waits for at least one."""
    order: str = "band"


class DigitalPages(BoardPages):
    """What a release says of how digital homes are."""

    @cached_property
    def digital_summary(self) -> DigitalSummary | None:
        """What all pages share; None where no such evidence has been landed."""
        if not self._all("SELECT 1 FROM sqlite_master WHERE name = 'digital_summary'"):
            return None
        return cast(
            DigitalSummary, json.loads(self._all("SELECT document FROM digital_summary")[0][0])
        )

    def digital_areas(self) -> list[DigitalArea]:
        """All homes, the regions and the councils: counts of areas tell of no single home."""
        if self.digital_summary is None:
            return []
        rows = self._all("SELECT document FROM digital_areas ORDER BY place")
        return [cast(DigitalArea, json.loads(text)) for (text,) in rows]

    def digital_home(self, home_id: str) -> DigitalHome | None:
        """One home."""
        if self.digital_summary is None or not self._reads(home_id):
            return None
        found = self._all("SELECT document FROM digital_homes WHERE home_id = ?", home_id)
        return cast(DigitalHome, unpack(found[0][0])) if found else None

    def digital_homes(
        self, wish: DigitalWish, *, page: int = 1, per_page: int = 50
    ) -> tuple[list[DigitalRow], int]:
        """One page of the homes that fit, and how many fit in all."""
        if self.digital_summary is None:
            return [], 0
        where, values = _condition(wish)
        lies_in, within = self.condition_of_area(wish.area, "h")
        where = f"{where} AND {lies_in} AND h.is_open = 1 AND {self._within}"
        values = [*values, *within, *self._within_values]
        total = self._all(f"SELECT COUNT(*) {_FROM} WHERE {where}", *values)[0][0]
        order = f"ORDER BY {DIGITAL_ORDERS[wish.order]}"
        # Only the homes of the page are read whole, once they are known.
        rows = self._all(
            f"SELECT {_COLUMNS} FROM (SELECT h.home_id {_FROM} WHERE {where} {order} "  # noqa: S608 - our own words
            "LIMIT ? OFFSET ?) CROSS JOIN homes h USING (home_id) "
            f"CROSS JOIN digital_homes d USING (home_id) {order}",
            *values,
            max(1, per_page),
            max(0, page - 1) * max(1, per_page),
        )
        return [_row(row) for row in rows], total


def _condition(wish: DigitalWish) -> tuple[str, list[Any]]:
    if wish.order not in DIGITAL_ORDERS:
        raise Refusal(
            "homes cannot be listed in this way",
            expected=", ".join(DIGITAL_ORDERS),
            came=wish.order,
        )
    parts: list[tuple[str, Any]] = [
        ("d.band >= ?", wish.band_from),
        ("d.band_possible >= ?", wish.possible_from),
    ]
    if wish.tablets_from is not None:
        parts.append(("d.tablets >= ?", wish.tablets_from))
    if wish.only_falling:
        parts.append(("d.falls_on > ?", ""))
    waits = " OR ".join(["instr(' ' || d.held_back_by || ' ', ?) > 0"] * len(wish.held_back_by))
    for code, state in sorted(wish.states.items()):
        if state == "not_no":
            parts.append(("instr(d.states, ?) = 0", f" {code}:no "))
        else:
            parts.append(("instr(d.states, ?) > 0", f" {code}:{state} "))
    where = " AND ".join(text for text, _ in parts)
    values = [value for _, value in parts]
    if waits:
        return f"{where} AND ({waits})", [*values, *(f" {code} " for code in wish.held_back_by)]
    return where, values


def _row(values: tuple[Any, ...]) -> DigitalRow:
    row = dict(zip(DigitalRow.__annotations__, values, strict=True))
    row["held_back_by"] = row["held_back_by"].split()
    row["states"] = dict(part.split(":") for part in row["states"].split())
    return cast(DigitalRow, row)
