"""A small invented borough, from evidence to pages."""

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.compute as pc
import pytest

from caresight.cli.homes import command as homes_command
from caresight.lake.as_at import KnownAt
from caresight.lake.lake import Lake
from caresight.lake.releases import Release
from caresight.pipeline.build import build
from caresight.pipeline.build_definitions import load_definitions
from caresight.pipeline.homes_csv import COLUMNS, home_profiles
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.vocabulary.evidence import BUILT
from caresight.vocabulary.refusal import Refusal
from caresight.worlds.evidence import evidence_world

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
AS_AT = KnownAt(date(2026, 11, 22), "published")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Sixty homes over thirty months, landed."""
    lake = Lake(tmp_path_factory.mktemp("borough"))
    world = evidence_world(seed=4, homes=60, months=30, last_month=date(2026, 10, 1))
    with lake.writing("landing", NOW) as writer:
        for name, rows in world.tables.items():
            writer.append(name, rows)
    return lake


@pytest.fixture(scope="module")
def release(lake: Lake) -> Release:
    return build(lake, DEFINITIONS, known=AS_AT, made_at=NOW)


@pytest.fixture(scope="module")
def index(lake: Lake, release: Release) -> ReleaseIndex:
    return ReleaseIndex(index_path(lake.home, release.release_id))


def test_every_home_has_a_profile_and_a_page(lake, release, index):
    profiles = lake.read(release, "profiles")
    rows, total = index.homes(only_open=False, per_page=1000)

    assert profiles.num_rows == total == len({row["home_id"] for row in rows})
    assert all(index.home(row["home_id"])["row"] == row for row in rows)


def test_the_pages_of_a_home_say_what_its_profile_says(lake, release, index):
    first = index.homes()[0][0]
    profile = lake.read(release, "profiles", where={"home_id": first["home_id"]}).to_pylist()[0]
    page = index.home(first["home_id"])

    assert (first["points"], first["level"]) == (profile["total"], profile["suggested_level"])
    assert page["level_reason"] == profile["level_reason"]
    assert sum(line["points"] for line in page["arithmetic"]) == pytest.approx(profile["total"])


def test_the_icon_table_has_a_line_for_each_indicator_and_its_sentences(index):
    page = index.home(index.homes()[0][0]["home_id"])
    said = {sentence for line in page["indicators"] for sentence in line["signals"]}

    assert len(page["indicators"]) >= 24
    assert page["charts"]
    assert {s for line in page["arithmetic"] for s in line["sentences"]} & said


def test_nothing_missing_is_shown_as_nought(index):
    rows, _ = index.homes(per_page=1000)
    lines = [line for row in rows for line in index.home(row["home_id"])["indicators"]]
    missing = [line for line in lines if line["quality"] in ("missing", "suppressed")]

    assert missing
    assert {line["value"] for line in missing} == {None}


def test_the_summary_counts_what_the_list_holds(index):
    summary = index.summary()

    assert summary["homes"] == index.homes()[1]
    assert summary["homes_needing_attention"] == index.homes(group="attention")[1]
    assert summary["homes_silent"] == index.homes(group="silent")[1]
    assert sum(level["homes"] for level in summary["levels"]) == summary["homes"]
    assert summary["invented"]


def test_freshness_says_how_many_returns_are_in(index):
    shares = {line["source"]: line["share_in"] for line in index.summary()["freshness"]}

    assert 0.5 < shares["provider_return"] <= 1


def test_areas_add_up_to_the_homes(index):
    assert sum(area["homes"] for area in index.areas()) == index.homes()[1]


def test_a_chart_opened_from_the_lake_is_the_chart_of_the_page(lake, index):
    row = next(r for r in index.homes()[0] if index.home(r["home_id"])["charts"])
    kept = index.home(row["home_id"])["charts"][0]
    opened = index.series(row["home_id"], kept["indicator"], lake)

    assert opened["periods"] == kept["periods"]
    assert opened["values"] == pytest.approx(kept["values"], rel=1e-4, nan_ok=True)
    assert opened["alternative"] == kept["alternative"]


def test_a_chart_that_does_not_exist_is_none(lake, index):
    home_id = index.homes()[0][0]["home_id"]

    assert index.series(home_id, "no_such", lake) is None
    assert index.series("H0", "falls", lake) is None


def test_the_same_evidence_gives_the_same_tables(lake, release):
    again = build(lake, DEFINITIONS, known=AS_AT, made_at=NOW)

    for table in BUILT:
        order = [(name, "ascending") for name in table.column_names if _sorts(lake, release, name)]
        first, second = (
            lake.read(r, table.name).sort_by([o for o in order if o[0] in table.column_names])
            for r in (release, again)
        )
        assert first.num_rows, table.name
        assert first.equals(second), table.name


def _sorts(lake: Lake, release: Release, name: str) -> bool:
    keys = "home_id entity_id indicator period_start period_end rule source comparator area_code"
    return name in (*keys.split(), "stratum", "signal_id", "location_id", "on", "kind", "sentence")


def test_an_earlier_day_knows_less(lake, release):
    earlier = build(lake, DEFINITIONS, known=KnownAt(date(2026, 3, 22), "published"), made_at=NOW)
    ends = [
        pc.max(lake.read(r, "measurements", columns=["period_end"])["period_end"]).as_py()
        for r in (earlier, release)
    ]

    assert ends[0] <= date(2026, 3, 22) < ends[1]
    assert earlier.known_at == date(2026, 3, 22)


def test_another_ladder_may_be_in_force(lake):
    definitions = load_definitions(DEFINITIONS, ladder="qsg-2017")
    release = build(lake, definitions, known=AS_AT, made_at=NOW)
    levels = {row["suggested_level"] for row in lake.read(release, "profiles").to_pylist()}

    assert release.details["ladder"] == "qsg-2017"
    assert "further_information" in levels


def test_readers_see_the_last_release_while_the_next_is_built(lake, release):
    seen = []
    made = build(
        lake,
        DEFINITIONS,
        known=AS_AT,
        made_at=NOW,
        told_profiles=lambda _: seen.append(
            (lake.release().release_id, lake.read(lake.release(), "profiles").num_rows)
        ),
    )

    assert seen[0][0] != made.release_id
    assert seen[0][1] == lake.read(release, "profiles").num_rows


def test_a_day_before_anything_was_known_is_refused(lake):
    with pytest.raises(Refusal, match="choose a later --as-at"):
        build(lake, DEFINITIONS, known=KnownAt(date(2001, 1, 1), "published"), made_at=NOW)


def test_an_empty_lake_is_refused_and_stays_empty(tmp_path):
    with pytest.raises(Refusal, match="caresight land"):
        build(Lake(tmp_path), DEFINITIONS, known=AS_AT, made_at=NOW)

    assert Lake(tmp_path).releases() == []
    assert not (tmp_path / "index").exists()


def test_files_that_name_no_care_home_are_refused(tmp_path):
    world = evidence_world(seed=4, homes=20, months=18, last_month=date(2026, 10, 1))
    lake = Lake(tmp_path)
    with lake.writing("landing", NOW) as writer:
        for name in ("receipts", "events"):
            writer.append(name, world.tables[name])

    with pytest.raises(Refusal, match="no care home"):
        build(lake, DEFINITIONS, known=AS_AT, made_at=NOW)


DYING_BUILD = """
import os, signal, sys
from datetime import UTC, date, datetime
from pathlib import Path
from caresight.lake.as_at import KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.build import build

build(
    Lake(Path(sys.argv[1])), Path(sys.argv[2]), known=KnownAt(date(2026, 11, 22), "published"),
    made_at=datetime(2026, 11, 23, tzinfo=UTC),
    told_profiles=lambda judged: os.kill(os.getpid(), signal.SIGKILL),
)
"""


def test_a_build_that_is_killed_leaves_the_last_release_and_the_next_build_is_clean(lake, release):
    before = [r.release_id for r in lake.releases()]
    ended = subprocess.run(
        [sys.executable, "-c", DYING_BUILD, lake.home, DEFINITIONS],
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        check=False,
    )
    after = [r.release_id for r in lake.releases()]
    profiles = lake.read(release, "profiles").num_rows
    made = build(lake, DEFINITIONS, known=AS_AT, made_at=NOW)

    assert ended.returncode == -signal.SIGKILL
    assert after == before
    assert lake.read(made, "profiles").num_rows == profiles
    assert index_path(lake.home, made.release_id).is_file()


def test_the_csv_gives_current_locations_and_points_that_add_up(lake, release):
    rows = list(home_profiles(lake, release))
    agencies = COLUMNS[COLUMNS.index("coverage") + 1 :]

    assert [row["home_id"] for row in rows]
    assert all(row["location_id"].startswith("1-") for row in rows)
    assert all(
        sum(row[agency] for agency in agencies) == pytest.approx(row["points"]) for row in rows
    )


def test_the_command_writes_a_file_with_the_columns_in_order(lake, release, tmp_path):
    homes_command(output=tmp_path / "homes.csv", release=release.release_id, home=lake.home)
    lines = (tmp_path / "homes.csv").read_text().splitlines()

    assert lines[0] == ",".join(COLUMNS)
    assert len(lines) == 1 + ReleaseIndex(index_path(lake.home, release.release_id)).homes()[1]
