"""The invented borough of the monthly cycle: one home whose figures alone alarm nobody.

It has sent no return for two months, and its 999 calls have multiplied. Each of the two is
short of the line; what people say beside them is not in any figure.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from caresight.lake.as_at import KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.build import build
from caresight.pipeline.collecting import collect
from caresight.pipeline.release_index.documents import HomeRow
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.sources.catalogue import load_sources
from caresight.worlds.evidence import evidence_world

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
LAST_MONTH = date(2026, 10, 1)
SILENT_FROM = date(2026, 9, 1)
CALLS_FROM = date(2026, 10, 1)
MORE_CALLS = 5
"""For each call of this month, so many more that ended at the door."""
BEGINS = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""The Monday on which the story begins: what was out by then is known."""
LOCATION = "1-9990000020"


@dataclass(frozen=True)
class CycleWorld:
    """A home folder with one release, and the home that the story is about."""

    folder: Path
    home: HomeRow
    other: HomeRow
    """A home of another council and another provider."""


def make_world(folder: Path) -> CycleWorld:
    """Invent the borough and build what its figures say, before anybody has said a word."""
    tables = evidence_world(seed=4, homes=24, months=26, last_month=LAST_MONTH).tables
    tables["observations"] = _silent(tables["observations"])
    tables["events"] = _called_often(tables["events"])
    lake = Lake(folder)
    with lake.writing("landing", BEGINS) as writer:
        for name, rows in tables.items():
            writer.append(name, rows)
    index = release(folder, BEGINS)
    home = index.home(index.home_by_location(LOCATION) or "")
    assert home is not None
    rows, _ = index.homes(per_page=100)
    row = home["row"]
    other = next(
        one
        for one in rows
        if one["area_code"] != row["area_code"] and one["provider_id"] != row["provider_id"]
    )
    return CycleWorld(folder, row, other)


def release(folder: Path, at: datetime) -> ReleaseIndex:
    """Make a release of what is known at a moment."""
    lake = Lake(folder)
    made = build(lake, DEFINITIONS, known=KnownAt(at.date(), "published"), made_at=at)
    return ReleaseIndex(index_path(folder, made.release_id))


def take_in(folder: Path, handed_down: Path, at: datetime) -> int:
    """Land what casework handed down; how many rows were new."""
    sources = load_sources(DEFINITIONS / "sources")
    return collect(Lake(folder), sources, handed_down, received_at=at).new


def _silent(observations: pa.Table) -> pa.Table:
    """Without the home's returns of the last two months."""
    missing = pc.and_(
        pc.and_(
            pc.equal(observations["entity_id"].cast(pa.string()), LOCATION),
            pc.equal(observations["agency"].cast(pa.string()), "provider"),
        ),
        pc.greater_equal(observations["period_start"], SILENT_FROM),
    )
    return observations.filter(pc.invert(missing))


def _called_often(events: pa.Table) -> pa.Table:
    """With more calls to the home in the last month, none of which took anybody to hospital."""
    its_calls = pc.and_(
        pc.and_(
            pc.equal(events["entity_id"].cast(pa.string()), LOCATION),
            pc.equal(events["agency"].cast(pa.string()), "ambulance"),
        ),
        pc.greater_equal(events["on"], CALLS_FROM),
    )
    calls = events.filter(its_calls)
    place = events.schema.get_field_index("outcome")
    at_the_door = pa.repeat("treated at scene", calls.num_rows).dictionary_encode()
    more = calls.set_column(place, "outcome", at_the_door)
    return pa.concat_tables([events, *[more] * MORE_CALLS])
