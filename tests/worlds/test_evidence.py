"""The tables of an invented world say what its files say, and have the vocabulary's columns."""

from collections import Counter
from datetime import date

import pyarrow.compute as pc
import pytest
from python_calamine import CalamineWorkbook

from caresight.vocabulary.evidence import TABLES
from caresight.worlds import publication
from caresight.worlds.borough import World
from caresight.worlds.evidence import EvidenceWorld, evidence_world
from caresight.worlds.register_files import layout
from caresight.worlds.reporting import RETURN_COMPONENTS
from caresight.worlds.return_files import UNKNOWN_LOCATION
from caresight.worlds.truth import FILE_FAULTS
from tests.worlds.reading_back import rows_from


@pytest.mark.parametrize("name", ["locations", "observations", "events", "receipts"])
def test_columns_are_those_of_the_vocabulary(evidence: EvidenceWorld, name: str) -> None:
    assert set(evidence.tables[name].column_names) == set(TABLES[name].column_names)


def test_without_receipts_nobody_is_said_to_have_sent_it() -> None:
    tables = evidence_world(
        seed=1, homes=40, months=18, last_month=date(2026, 10, 1), with_receipts=False
    ).tables

    unsaid = {"receipt_id", "source", "published_on", "known_from"}
    for name, table in tables.items():
        assert set(table.column_names) == set(TABLES[name].column_names) - unsaid


def test_every_receipt_that_a_row_names_is_in_the_receipts(evidence: EvidenceWorld) -> None:
    known = set(evidence.tables["receipts"]["receipt_id"].to_pylist())

    for name in ("locations", "observations", "events"):
        named = set(pc.unique(evidence.tables[name]["receipt_id"].cast("string")).to_pylist())
        assert named
        assert named <= known


def slipped(world: World) -> set[tuple[str, str]]:
    """Months and locations whose row somebody slipped on."""
    return {
        (f"{truth.start_month:%Y-%m}", place)
        for truth in world.truth
        if truth.kind in FILE_FAULTS
        for place in truth.location_ids
    }


def test_returns_say_the_same_in_files_and_tables(world: World, evidence: EvidenceWorld) -> None:
    leave_out = slipped(world)
    months = {month for month, _ in leave_out}
    written: Counter[tuple[str, str, str]] = Counter()
    for row in rows_from(world, publication.RETURNS):
        place = row["location_id"].strip()
        skip = place == UNKNOWN_LOCATION or "." in row["month"]
        if skip or (row["month"], place) in leave_out:
            continue
        for name in RETURN_COMPONENTS:
            if row[name]:
                value = {"Y": "1", "N": "0"}.get(row[name], row[name])
                written[row["month"], place, name] += int(value)

    table = evidence.tables["observations"].filter(
        pc.equal(evidence.tables["observations"]["agency"].cast("string"), "provider")
    )
    said = Counter(
        {
            (f"{row['period_start']:%Y-%m}", row["entity_id"], row["component"]): int(row["value"])
            for row in table.select(["period_start", "entity_id", "component", "value"]).to_pylist()
            if (f"{row['period_start']:%Y-%m}", row["entity_id"]) not in leave_out
        }
    )

    assert months
    assert len(written) > 50_000
    assert dict(said) == dict(written)


def test_admissions_say_the_same_and_hidden_counts_are_null(
    world: World, evidence: EvidenceWorld
) -> None:
    rows = list(rows_from(world, publication.ADMISSIONS))
    table = evidence.tables["observations"].filter(
        pc.equal(
            evidence.tables["observations"]["component"].cast("string"), "emergency_admissions"
        )
    )

    hidden = table.filter(pc.equal(table["status"].cast("string"), "suppressed"))

    shown = [row["emergency_admissions"] for row in rows]
    assert pc.sum(table["value"]).as_py() == sum(int(text) for text in shown if text != "*")
    assert hidden.num_rows == shown.count("*") == hidden["value"].null_count


@pytest.mark.parametrize(
    ("source", "kind", "outcome"),
    [
        (publication.AMBULANCE, "ambulance_incident", "outcome"),
        (publication.SAFEGUARDING, "safeguarding_concern", "category"),
    ],
)
def test_incidents_say_the_same(
    world: World, evidence: EvidenceWorld, source: str, kind: str, outcome: str
) -> None:
    day = "called_at" if source == publication.AMBULANCE else "received_on"
    word = "outcome" if outcome == "outcome" else "topic"
    written = Counter(
        (row["location_id"], row[day][:10], row[outcome]) for row in rows_from(world, source)
    )

    said = Counter(
        (row["entity_id"], row["on"].isoformat(), row[word])
        for row in evidence.tables["events"].to_pylist()
        if row["kind"] == kind
    )

    assert said == written


def test_ratings_say_the_same(world: World, evidence: EvidenceWorld) -> None:
    written = {
        (row["Location ID"], row["Publication Date"], row["Domain"], row["Latest Rating"])
        for row in rows_from(world, publication.LATEST_RATINGS)
    }

    said = [
        (row["entity_id"], f"{row['on']:%d/%m/%Y}", row["topic"], row["detail"])
        for row in evidence.tables["events"].to_pylist()
        if row["kind"] == "rating"
    ]

    assert set(said) == written
    assert len(said) == len(set(said))


def test_locations_say_the_same_as_the_workbooks(world: World, evidence: EvidenceWorld) -> None:
    names = layout("active_locations")
    wanted = ("Location ID", "Location Name", "Care homes beds", "Location UPRN ID")
    places = [names.index(name) for name in wanted]
    manager, is_home = names.index("Registered manager"), names.index("Care home?")
    written = set()
    for file in world.files:
        if file.source == publication.ACTIVE_LOCATIONS:
            book = CalamineWorkbook.from_path(file.path)
            for row in book.get_sheet_by_name("HSCA_Active_Locations").to_python()[1:]:
                if row[is_home] == "Y":
                    said = tuple(row[place] for place in places)
                    written.add((file.published_on, *said, bool(row[manager])))

    columns = ["published_on", "location_id", "name", "beds", "uprn", "manager_in_post"]
    rows = evidence.tables["locations"].select(columns).to_pylist()

    assert {tuple(row.values()) for row in rows} == written
