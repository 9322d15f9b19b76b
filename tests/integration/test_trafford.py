"""Six editions of one real council, whose changes were checked by hand."""

import csv
import io
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.changes import changes
from caresight.pipeline.landing import land
from caresight.sources.catalogue import load_sources

pytestmark = [pytest.mark.real, pytest.mark.slow]

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
EDITIONS = ("2018-03", "2018-09", "2019-04", "2019-08", "2020-04", "2022-06")
CHANGED_HANDS = {
    "1-113433848": "1-10079446273",
    "1-125174664": "1-10122564754",
    "1-125174681": "1-10122564722",
    "1-2181244623": "1-12429143433",
    "1-2634476775": "1-11457547978",
    "1-3873974542": "1-11462647983",
}
CLOSED = {"Shawe House", "Serendipity Home"}
OPENED = {"Fownhope", "The Willow", "Away Day Care"}


def _panel(shared_folder: Path, edition: str) -> Path:
    return shared_folder / f"data/cqc/directory_panel/trafford_care_homes_{edition}.csv"


def _check(lake: Lake, *, from_on: date) -> None:
    evidence = Evidence(lake, KnownAt(NOW.date()))
    rows = changes(evidence, area="E08000009", from_on=from_on, to_on=date(2022, 6, 30))

    by_kind: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        by_kind.setdefault(str(row["kind"]), []).append(row)
    moved = by_kind.pop("changed_hands")
    assert {r["location_id"]: r["successor_location_id"] for r in moved} == CHANGED_HANDS
    assert len({r["home_id"] for r in moved}) == 5
    assert {r["name"] for r in by_kind.pop("closed")} == CLOSED
    assert {r["name"] for r in by_kind.pop("opened")} == OPENED
    assert by_kind == {}
    assert len(rows) == 11


@pytest.mark.parametrize("from_on", [date(2020, 4, 1), date(2020, 4, 30)])
@pytest.mark.parametrize("editions", [EDITIONS, EDITIONS[-2:]], ids=["six editions", "two"])
@pytest.mark.parametrize("days", [None, ("15", "15"), ("30", "30"), ("01", "30")])
def test_trafford_changes_are_those_found_by_hand(
    shared_folder: Path,
    definitions: Path,
    tmp_path: Path,
    from_on: date,
    editions: tuple[str, ...],
    days: tuple[str, str] | None,
) -> None:
    lake, catalogue = Lake(tmp_path), load_sources(definitions / "sources")
    for edition in editions:
        given = dict(zip(EDITIONS[-2:], days or (), strict=False)).get(edition)
        published_on = date.fromisoformat(f"{edition}-{given}") if given else None
        path = _panel(shared_folder, edition)
        land(lake, catalogue, [path], received_at=NOW, published_on=published_on)

    _check(lake, from_on=from_on)


def test_trafford_changes_stay_when_all_of_england_is_landed_beside(
    shared_folder: Path, definitions: Path, tmp_path: Path
) -> None:
    folder = shared_folder / "data/cqc"
    paths = [
        folder / "directory_panel",
        folder / "latest_ratings_overall_england_2021-02.csv.gz",
        folder / "api/locations_oldham_2025-08.jsonl.gz",
    ]
    lake = Lake(tmp_path)
    land(lake, load_sources(definitions / "sources"), paths, received_at=NOW)

    _check(lake, from_on=date(2020, 4, 1))


def test_the_command_prints_the_promised_columns(shared_folder: Path, tmp_path: Path) -> None:
    caresight = [sys.executable, "-c", "from caresight.cli.main import main; main()"]
    home = ["--home", str(tmp_path)]
    paths = [str(_panel(shared_folder, edition)) for edition in EDITIONS[-2:]]
    window = ["--from", "2020-04-01", "--to", "2022-06-30", "--format", "csv"]

    landed = subprocess.run([*caresight, "land", *paths, *home], check=False)
    told = subprocess.run(
        [*caresight, "changes", "--area", "E0800009", *window, *home],
        check=True,
        capture_output=True,
        text=True,
    )

    rows = list(csv.reader(io.StringIO(told.stdout)))
    assert landed.returncode == 0
    assert ",".join(rows[0]) == (
        "kind,on,home_id,location_id,successor_location_id,name,postcode,method,confidence"
    )
    assert len(rows) == 12
