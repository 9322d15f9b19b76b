from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable

from caresight.lake.tables import FILES_BEFORE_COMPACTION, LakeTable
from tests.unit.lake.rows import observations, table


@pytest.fixture
def charts(tmp_path: Path) -> LakeTable:
    return LakeTable(tmp_path / "a folder, with é #" / "charts")


def _charts(*homes: str) -> pa.Table:
    return table("charts", *({"entity_id": home, "indicator": "falls"} for home in homes))


def _homes(charts: LakeTable, version: int) -> list[str]:
    schema = _charts().schema
    return charts.read_whole(version, ["entity_id"], schema)["entity_id"].to_pylist()


def test_an_old_version_stays_readable_after_the_table_was_emptied(charts: LakeTable) -> None:
    charts.append(_charts("H1"))
    before = charts.version()
    charts.empty(_charts().schema)

    assert _homes(charts, before) == ["H1"]
    assert _homes(charts, charts.version()) == []


def test_rows_are_written_in_the_order_of_the_tables_key(charts: LakeTable) -> None:
    charts.append(_charts("H3", "H1", "H2"))

    assert _homes(charts, 0) == ["H1", "H2", "H3"]


def test_a_file_that_cannot_hold_a_home_is_known_from_the_log(charts: LakeTable) -> None:
    charts.append(_charts("H1", "H2"))
    charts.append(_charts("H7", "H9"))

    holding = [file.may_hold("entity_id", ["H8"]) for file in charts.files(1)]

    assert sorted(holding) == [False, True]


def test_many_small_files_are_joined_and_the_rows_stay(tmp_path: Path) -> None:
    falls = LakeTable(tmp_path / "observations")
    for value in range(FILES_BEFORE_COMPACTION + 1):
        falls.append(observations(float(value)))
    before = falls.version()

    assert falls.compact_if_scattered()

    assert len(falls.files(falls.version())) == 1
    assert len(falls.files(before)) == FILES_BEFORE_COMPACTION + 1
    assert sum(file.rows for file in falls.files(falls.version())) == FILES_BEFORE_COMPACTION + 1


def test_delta_may_never_tidy_away_the_log_that_releases_refer_to(charts: LakeTable) -> None:
    charts.append(_charts("H1"))

    configuration = DeltaTable(charts.address).metadata().configuration

    assert configuration["delta.enableExpiredLogCleanup"] == "false"
    assert configuration["delta.logRetentionDuration"] == "interval 36500 days"


def test_a_table_that_is_made_anew_shows_its_new_files(charts: LakeTable) -> None:
    charts.append(_charts("H1"))
    assert _homes(charts, 0) == ["H1"]

    charts.remove()
    charts.append(_charts("H2"))

    assert _homes(charts, 0) == ["H2"]
