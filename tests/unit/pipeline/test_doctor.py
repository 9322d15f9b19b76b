import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from caresight.lake.lake import Lake
from caresight.lake.tables import LakeTable
from caresight.pipeline import doctor
from caresight.pipeline.doctor import Finding, findings
from caresight.pipeline.release_index.reading import index_path
from caresight.pipeline.release_index.writing import FORMAT, IndexWriter
from tests.unit.lake.rows import day, observations
from tests.unit.pipeline.invented_documents import summary


def _found(home: Path, definitions: Path) -> dict[str, Finding]:
    return {finding.what: finding for finding in findings(home, definitions)}


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake(tmp_path)
    with lake.writing("landing", day(1)) as writer:
        writer.append("observations", observations(3.0, received=day(1)))
    return lake


def test_an_installation_in_order_has_no_fault(lake: Lake, definitions: Path) -> None:
    found = _found(lake.home, definitions)

    assert [finding for finding in found.values() if finding.state == "fault"] == []
    assert found["Lake"].seen == "1 entries, the last: landing at 2026-11-01 09:00"
    assert found["Release"].advice == "run `caresight build` after landing."


def test_an_empty_home_folder_is_told_what_to_do_next(tmp_path: Path, definitions: Path) -> None:
    assert _found(tmp_path, definitions)["Lake"].advice == "land files with `caresight land`."


def test_what_an_interrupted_writer_left_is_named(lake: Lake, definitions: Path) -> None:
    LakeTable(lake.folder / "observations").append(observations(4.0))

    assert "left observations unfinished" in _found(lake.home, definitions)["Writer"].seen


def test_a_writer_at_work_is_named(lake: Lake, definitions: Path) -> None:
    with lake.writing("build", day(2)):
        assert "writes (build)" in _found(lake.home, definitions)["Writer"].seen


def test_a_missing_file_of_the_lake_is_a_fault(lake: Lake, definitions: Path) -> None:
    Path(lake.files("observations", lake.versions())[0].path).unlink()

    finding = _found(lake.home, definitions)["Lake files"]

    assert (finding.state, "backup" in finding.advice) == ("fault", True)


def test_definitions_that_do_not_load_are_a_fault(lake: Lake, tmp_path: Path) -> None:
    finding = _found(lake.home, tmp_path / "nowhere")["Definitions: sources"]

    assert finding.state == "fault"


def test_a_package_of_another_version_is_a_fault(
    lake: Lake, definitions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor.metadata, "requires", lambda name: ["duckdb==0.0.1", "no-such==1"])

    seen = _found(lake.home, definitions)["Packages"].seen

    assert "tried with 0.0.1" in seen
    assert "no-such is not installed" in seen


def test_a_release_without_its_index_is_a_fault(lake: Lake, definitions: Path) -> None:
    with lake.writing("build", day(2)) as writer:
        writer.note(known_at="2026-11-02")

    assert "the index of 2026-11.1 is missing" in _found(lake.home, definitions)["Release"].seen


def _released(lake: Lake, number: int, index_format: int = FORMAT) -> None:
    with lake.writing("build", day(1 + number)) as writer:
        writer.note(known_at=f"2026-11-0{1 + number}")
    index = index_path(lake.home, f"2026-11.{number}")
    IndexWriter(index.parent, index.stem).write(summary(), [], [], [])
    with closing(sqlite3.connect(index)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE name = 'format'", [str(index_format)])
        connection.commit()


def test_a_release_with_its_index_is_good(lake: Lake, definitions: Path) -> None:
    _released(lake, 1)

    assert _found(lake.home, definitions)["Release"].state == "good"


def test_an_index_that_another_version_made_is_a_fault(lake: Lake, definitions: Path) -> None:
    _released(lake, 1, FORMAT - 1)

    found = _found(lake.home, definitions)["Release"]

    assert (found.state, found.seen) == ("fault", "2026-11.1 was made by another version")


def test_an_earlier_release_of_another_version_is_a_note(lake: Lake, definitions: Path) -> None:
    _released(lake, 1, FORMAT - 1)
    _released(lake, 2)

    found = _found(lake.home, definitions)["Release"]

    assert found.state == "note"
    assert "1 made by another version: 2026-11.1" in found.seen
    assert "--as-at" in found.advice


def test_an_index_that_is_no_database_is_a_fault(lake: Lake, definitions: Path) -> None:
    _released(lake, 1)
    index_path(lake.home, "2026-11.1").write_bytes(b"not a database, however long it is" * 40)

    assert _found(lake.home, definitions)["Release"].state == "fault"


def test_a_journal_that_cannot_be_read_is_a_fault_and_the_rest_is_still_told(
    lake: Lake, definitions: Path
) -> None:
    for path in (lake.folder / "journal").rglob("*.json"):
        path.write_text("{")

    found = _found(lake.home, definitions)

    assert found["Lake"].state == "fault"
    assert "backup" in found["Lake"].advice
    assert found["Packages"].state == "good"


def test_a_first_landing_that_was_killed_is_named(tmp_path: Path, definitions: Path) -> None:
    LakeTable(tmp_path / "lake" / "observations").append(observations(4.0))

    found = _found(tmp_path, definitions)

    assert found["Lake"].seen == "empty"
    assert "left observations unfinished" in found["Writer"].seen


@pytest.mark.parametrize(
    ("threshold", "value", "what"),
    [("OLDEST_PYTHON", (99, 0), "Python"), ("ENOUGH_SPACE", 10**18, "Disk")],
    ids=["an old Python", "a full disk"],
)
def test_a_machine_that_will_not_do_is_a_fault(
    threshold: str,
    value: object,
    what: str,
    lake: Lake,
    definitions: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doctor, threshold, value)

    finding = _found(lake.home, definitions)[what]

    assert (finding.state, bool(finding.advice)) == ("fault", True)


def test_a_folder_that_may_not_be_written_to_or_read_is_a_fault(
    lake: Lake, definitions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "NamedTemporaryFile", refused)
    monkeypatch.setattr(doctor, "_DEFINITIONS", (("sources", refused),))

    found = _found(lake.home, definitions)

    assert "Permission denied" in found["Home folder"].seen
    assert "CARESIGHT_DEFINITIONS" in found["Definitions: sources"].advice
