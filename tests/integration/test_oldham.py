"""One real council with published successions: what the machine finds without them.

The figures of docs/methods/home-identity.md are these.
"""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from caresight.identity.histories import histories
from caresight.identity.linking import link_homes
from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.lake.schema import empty_table
from caresight.pipeline.landing import land
from caresight.pipeline.linking import complete_editions, homes_as_known
from caresight.sources.catalogue import load_sources

pytestmark = [pytest.mark.real, pytest.mark.slow]

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
Pairs = set[tuple[str, str]]


@pytest.fixture(scope="module")
def evidence(
    shared_folder: Path, definitions: Path, tmp_path_factory: pytest.TempPathFactory
) -> Evidence:
    lake = Lake(tmp_path_factory.mktemp("oldham"))
    path = shared_folder / "data/cqc/api/locations_oldham_2025-08.jsonl.gz"
    land(lake, load_sources(definitions / "sources"), [path], received_at=NOW)
    return Evidence(lake, KnownAt(NOW.date()))


def _published(evidence: Evidence) -> Pairs:
    rows = homes_as_known(evidence).home_events.to_pylist()
    return {
        (row["location_id"], row["successor_location_id"])
        for row in rows
        if row["method"] == "published" and row["successor_location_id"]
    }


def _found(evidence: Evidence, *, without: str | None) -> Pairs:
    known = evidence.arrow(histories(evidence.table("locations")))
    if without:
        nulls = pa.nulls(known.num_rows, pa.string())
        known = known.set_column(known.column_names.index(without), without, nulls)
    homes = link_homes(
        histories=known,
        coverage=complete_editions(evidence),
        relationships=empty_table("relationships"),
        confirmations=empty_table("confirmations"),
    )
    return {
        (row["location_id"], row["successor_location_id"])
        for row in homes.home_events.to_pylist()
        if row["successor_location_id"]
    }


def test_the_register_publishes_twenty_seven_successions(evidence: Evidence) -> None:
    assert len(_published(evidence)) == 27


@pytest.mark.parametrize(
    ("without", "found", "others"),
    [
        pytest.param(None, 27, 2, id="property number and postcode"),
        pytest.param("postcode", 16, 0, id="property number alone"),
        pytest.param("uprn", 27, 2, id="postcode with name, address and beds alone"),
    ],
)
def test_the_machine_finds_successions_without_the_published_links(
    evidence: Evidence, without: str | None, found: int, others: int
) -> None:
    published, pairs = _published(evidence), _found(evidence, without=without)

    assert len(published & pairs) == found
    assert len(pairs - published) == others


def test_oldham_has_fifty_eight_homes_above_eighty_seven_locations(evidence: Evidence) -> None:
    homes = homes_as_known(evidence).homes.to_pylist()

    assert (len(homes), len({row["home_id"] for row in homes})) == (87, 58)
