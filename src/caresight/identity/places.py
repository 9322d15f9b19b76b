"""A registered place and its life: when it came, when it went, and how surely we know.

A register that states dates is believed. Else the editions bound the day: a place that is
missing from one complete edition and present in the next came between the two.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from caresight.vocabulary.identifiers import fold_postcode, is_derived


@dataclass(frozen=True)
class Moment:
    """A day, or the days within which something happened."""

    on: date
    """The day; where only editions bound it, the latest possible."""
    not_before: date | None = None
    """The last day on which it had not happened; None where the day itself is stated."""

    @property
    def is_exact(self) -> bool:
        """Whether the register states the day."""
        return self.not_before is None

    @property
    def earliest(self) -> date:
        """The first day on which it may have happened."""
        return self.on if self.not_before is None else self.not_before + timedelta(days=1)


@dataclass(frozen=True)
class Place:
    """A location of one register, with its life."""

    location_id: str
    name: str
    first_name: str
    provider_id: str
    provider_name: str
    postcode: str
    address: str
    uprn: str
    beds: int | None
    area_code: str
    first_known: datetime
    seen_first: date
    seen_last: date
    start: Moment | None
    """None where it was there before we began to look."""
    end: Moment | None
    """None while it lasts."""
    dormant_from: date | None = None
    in_use_from: date | None = None
    dormant_said: date | None = None

    @property
    def is_derived(self) -> bool:
        """Whether the file gave no id, so that its name and postcode stand for one."""
        return is_derived(self.location_id)

    @property
    def folded_postcode(self) -> str:
        """The postcode as compared."""
        return fold_postcode(self.postcode)


class Coverage:
    """Days on which a complete edition of a register covered an area."""

    def __init__(self, days: Iterable[tuple[str, date]]) -> None:
        by_area: dict[str, set[date]] = defaultdict(set)
        for area_code, day in days:
            by_area[area_code].add(day)
        self._days: Mapping[str, Sequence[date]] = {a: sorted(d) for a, d in by_area.items()}

    def before(self, area_code: str, day: date) -> date | None:
        """The last complete edition before a day."""
        days = self._days.get(area_code, ())
        place = bisect_left(days, day)
        return days[place - 1] if place else None

    def after(self, area_code: str, day: date) -> date | None:
        """The first complete edition after a day."""
        days = self._days.get(area_code, ())
        place = bisect_right(days, day)
        return days[place] if place < len(days) else None


def places_of(histories: pa.Table, coverage: Coverage) -> list[Place]:
    """The places of one register's histories, in the order of their ids."""
    rows = sorted(histories.to_pylist(), key=lambda row: str(row["location_id"]))
    return [_place(row, coverage) for row in rows]


def _place(row: Mapping[str, Any], coverage: Coverage) -> Place:
    area = row["area_code"] or row["area_name"] or ""
    seen_first = row["seen_first"] or row["gone_said"]
    seen_last = row["seen_last"] or row["gone_said"]
    return Place(
        location_id=row["location_id"],
        name=row["name"] or "",
        first_name=row["first_name"] or row["name"] or "",
        provider_id=row["provider_id"] or "",
        provider_name=row["provider_name"] or "",
        postcode=row["postcode"] or "",
        address=row["address"] or "",
        uprn=row["uprn"] or "",
        beds=row["beds"] or None,
        area_code=area,
        first_known=row["first_known"],
        seen_first=seen_first,
        seen_last=seen_last,
        start=_start(row["registered_on"], seen_first, coverage.before(area, seen_first)),
        end=_end(row, seen_last, coverage.after(area, seen_last)),
        dormant_from=row["dormant_from"] if row["dormant_said"] else None,
        in_use_from=row["in_use_from"],
        dormant_said=row["dormant_said"],
    )


def _start(registered_on: date | None, seen_first: date, absent_on: date | None) -> Moment | None:
    if registered_on:
        return Moment(registered_on)
    return Moment(seen_first, absent_on) if absent_on else None


def _end(row: Mapping[str, Any], seen_last: date, absent_on: date | None) -> Moment | None:
    gone_said = row["gone_said"]
    is_gone = gone_said and (row["seen_last"] is None or gone_said >= row["seen_last"])
    if is_gone and row["deregistered_on"]:
        return Moment(row["deregistered_on"])
    if row["not_care_from"]:
        return Moment(row["not_care_from"], row["care_last"])
    if is_gone:
        return Moment(gone_said, row["seen_last"] or gone_said - timedelta(days=1))
    return Moment(absent_on, seen_last) if absent_on else None
