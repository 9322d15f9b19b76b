from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caresight.lake.lake import Lake
from caresight.vocabulary.refusal import Refusal
from tests.unit.lake.rows import MORNING, day, observations, table


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path)


def _release(lake: Lake, at: datetime, *homes: str) -> None:
    with lake.writing("build", at) as writer:
        writer.empty("signals")
        writer.append("signals", table("signals", *({"home_id": home} for home in homes)))
        writer.note(known_at="2026-10-31", known_by="published", definitions_version="d1")


def _write_and_fail(lake: Lake) -> None:
    with lake.writing("landing", MORNING) as writer:
        writer.append("observations", observations(4.0))
        writer.append("events", table("events", {"kind": "rating"}))
        raise KeyError


def test_what_was_written_is_there_once_the_transaction_ends(lake: Lake) -> None:
    with lake.writing("landing", MORNING) as writer:
        writer.append("observations", observations(3.0))
        assert lake.versions() == {}

    assert lake.versions() == {"observations": 0}


def test_an_exception_leaves_nothing_behind(lake: Lake) -> None:
    with lake.writing("landing", MORNING) as writer:
        writer.append("observations", observations(3.0))

    with pytest.raises(KeyError):
        _write_and_fail(lake)

    rows = lake.read_at(lake.versions(), "observations")
    assert rows["value"].to_pylist() == [3.0]
    assert "events" not in lake.versions()
    assert not (lake.folder / "events").exists()


def test_a_transaction_that_writes_nothing_leaves_no_entry(lake: Lake) -> None:
    with lake.writing("landing", MORNING):
        pass

    assert lake.journal() == []


def test_a_second_writer_is_refused_with_who_writes_and_since_when(lake: Lake) -> None:
    with (
        lake.writing("build", MORNING),
        pytest.raises(Refusal, match=r"process \d+ .*build.* since 2026-11-02T09:00"),
        lake.writing("landing", MORNING),
    ):
        pass


def test_the_lock_is_free_again_after_a_refusal(lake: Lake) -> None:
    with lake.writing("build", MORNING), pytest.raises(Refusal), lake.writing("landing", MORNING):
        pass

    with lake.writing("landing", MORNING) as writer:
        writer.append("observations", observations(3.0))

    assert len(lake.journal()) == 1


def test_releases_are_numbered_within_the_month_in_which_they_were_made(lake: Lake) -> None:
    _release(lake, day(1), "H1")
    _release(lake, day(2), "H2")
    _release(lake, datetime(2026, 12, 1, tzinfo=UTC), "H3")

    assert [r.release_id for r in lake.releases()] == ["2026-11.1", "2026-11.2", "2026-12.1"]


def test_an_earlier_release_still_shows_its_own_rows(lake: Lake) -> None:
    _release(lake, day(1), "H1")
    _release(lake, day(2), "H2", "H3")

    earlier = lake.read(lake.release("2026-11.1"), "signals", columns=["home_id"])

    assert earlier["home_id"].to_pylist() == ["H1"]
    assert lake.read(lake.release(), "signals").num_rows == 2


def test_a_release_says_what_was_known_and_how(lake: Lake) -> None:
    _release(lake, day(1), "H1")

    release = lake.release()

    assert (release.known_at, release.known_by) == (date(2026, 10, 31), "published")
    assert (release.made_at, release.definitions_version) == (day(1), "d1")


def test_a_release_that_is_not_there_is_refused_with_those_that_are(lake: Lake) -> None:
    _release(lake, day(1), "H1")

    with pytest.raises(Refusal, match=r"2026-11\.1"):
        lake.release("2025-01.1")


def test_without_a_release_the_refusal_says_how_to_make_one(lake: Lake) -> None:
    with pytest.raises(Refusal, match="caresight build"):
        lake.release()


def test_rows_are_found_by_several_columns_and_lists_of_values(lake: Lake) -> None:
    with lake.writing("build", MORNING) as writer:
        for home in ("H1", "H2", "H3"):
            rows = [{"entity_id": home, "indicator": code} for code in ("falls", "utis")]
            writer.append("charts", table("charts", *rows))

    found = lake.read(
        lake.release(), "charts", where={"entity_id": ["H1", "H3"], "indicator": "utis"}
    )

    assert sorted(found["entity_id"].to_pylist()) == ["H1", "H3"]
    assert set(found["indicator"].to_pylist()) == {"utis"}


def test_an_empty_list_of_values_finds_nothing(lake: Lake) -> None:
    _release(lake, day(1), "H1")

    assert lake.read(lake.release(), "signals", where={"home_id": []}).num_rows == 0


def test_a_column_that_does_not_exist_never_reaches_the_query(lake: Lake) -> None:
    _release(lake, day(1), "H1")

    with pytest.raises(KeyError):
        lake.read(lake.release(), "signals", where={'home_id" OR 1=1 --': "x"})


def test_an_expression_of_a_table_that_is_not_there_yet_is_empty(lake: Lake) -> None:
    _release(lake, day(1), "H1")

    homes = lake.built(lake.release(), "homes")

    assert lake.engine.backend.to_pyarrow(homes.count()).as_py() == 0


def test_a_missing_extension_is_an_error_and_never_a_call_to_the_network(lake: Lake) -> None:
    settings = lake.engine.connection.execute(
        "SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%known%'"
    ).fetchall()

    assert dict(settings) == {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }


def test_a_home_folder_with_a_per_cent_sign_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="per cent"), Lake(tmp_path / "a%20b").writing("x", MORNING):
        pass


def test_a_moment_without_a_zone_is_refused(lake: Lake) -> None:
    with pytest.raises(ValueError, match="zone"), lake.writing("x", datetime(2026, 11, 1)):
        pass


def test_a_small_table_is_read_as_it_is_now_and_is_empty_before_it_exists(lake: Lake) -> None:
    before = lake.read_small("observations", ["entity_id", "value"])
    with lake.writing("landing", MORNING) as writer:
        writer.append("observations", observations(3.0, 5.0))

    after = lake.read_small("observations", ["entity_id", "value"])

    assert (before.num_rows, before.column_names) == (0, ["entity_id", "value"])
    assert sorted(after["value"].to_pylist()) == [3.0, 5.0]


def test_a_table_that_nobody_declared_cannot_be_written(lake: Lake) -> None:
    with (
        pytest.raises(ValueError, match="no evidence table 'gossip'"),
        lake.writing("landing", MORNING) as writer,
    ):
        writer.empty("gossip")

    assert lake.journal() == []
