"""The readers of real files read the invented ones, and refuse only what was meant to be wrong."""

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from caresight.sources.catalogue import load_sources
from caresight.sources.reading import Reading, read
from caresight.worlds.borough import World
from caresight.worlds.evidence import EvidenceWorld
from caresight.worlds.return_files import UNKNOWN_LOCATION

pytestmark = pytest.mark.slow

REFUSED = {
    "date_style": ("month", "not_period"),
    "duplicate_row": ("location_id and month", "duplicate_row"),
    "negative_count": ("falls", "out_of_bounds"),
    "not_a_number": ("falls", "not_integer"),
}
"""Slips that a reader refuses; the others are for the checks to find."""


@pytest.fixture(scope="module")
def readings(world: World, definitions: Path) -> dict[Path, Reading]:
    catalogue = load_sources(definitions / "sources")
    about_homes = [file.path for file in world.files if file.path.parent.name != "areas"]
    return {path: read(path, catalogue) for path in about_homes}


def test_every_file_is_recognised_dated_and_known_to_be_invented(
    world: World, readings: dict[Path, Reading]
) -> None:
    for file in world.files:
        if file.path not in readings:
            continue  # files about areas have tests of their own
        reading = readings[file.path]
        assert reading.source == file.source
        assert reading.published_on == file.published_on
        assert reading.invented


def test_only_the_slips_of_the_truth_table_are_set_aside(
    world: World, readings: dict[Path, Reading]
) -> None:
    refused = [(row.column, row.rule) for reading in readings.values() for row in reading.set_aside]
    planned = [REFUSED[truth.kind] for truth in world.truth if truth.kind in REFUSED]

    assert sorted(refused) == sorted(planned)


def test_readers_and_tables_agree_on_events(
    readings: dict[Path, Reading], evidence: EvidenceWorld
) -> None:
    kinds = ("ambulance_incident", "safeguarding_concern", "rating")
    columns = ["entity_id", "kind", "on", "detail", "topic", "outcome", "agency"]

    def said(table: pa.Table) -> Counter[tuple[object, ...]]:
        rows = (tuple(row.values()) for row in table.select(columns).to_pylist())
        return Counter(row for row in rows if row[1] in kinds)

    read_back: Counter[tuple[object, ...]] = Counter()
    for reading in readings.values():
        if "events" in reading.tables:
            read_back += said(reading.tables["events"])
    known = {row[0] for row in said(evidence.tables["events"])}

    # Each edition repeats the ratings in force, so sets are compared there, counts elsewhere.
    counted = {row: n for row, n in read_back.items() if row[1] != "rating"}
    expected = said(evidence.tables["events"])
    assert counted == {row: n for row, n in expected.items() if row[1] != "rating"}
    ratings = {row for row in read_back if row[1] == "rating" and row[0] in known}
    assert {row for row in expected if row[1] == "rating"} <= ratings


def test_readers_and_tables_agree_on_numbers(
    world: World, readings: dict[Path, Reading], evidence: EvidenceWorld
) -> None:
    read_back: Counter[str] = Counter()
    for reading in readings.values():
        if "observations" in reading.tables:
            table = reading.tables["observations"]
            table = table.filter(pc.not_equal(table["entity_id"], UNKNOWN_LOCATION))
            read_back += _totals(table)
    expected = _totals(evidence.tables["observations"])
    slips = sum(
        truth.kind in REFUSED or truth.kind == "more_harm_than_falls" for truth in world.truth
    )

    assert set(read_back) == set(expected)
    assert read_back["emergency_admissions"] == expected["emergency_admissions"]
    for name, total in expected.items():
        assert abs(read_back[name] - total) <= slips * 0.002 * total, name


def _totals(table: pa.Table) -> Counter[str]:
    plain = table.set_column(
        table.schema.get_field_index("component"),
        "component",
        table["component"].cast(pa.string()),
    )
    sums = plain.group_by("component").aggregate([("value", "sum")]).to_pylist()
    return Counter({row["component"]: row["value_sum"] for row in sums})
