"""Landing with a reader that reads anything: what matters is what is kept, and once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from caresight.lake.lake import Lake
from caresight.lake.schema import arrow_schema, table_of
from caresight.pipeline import landing
from caresight.pipeline.landing import land
from caresight.pipeline.landing_report import LandingReport
from caresight.sources.answer import Reading, SetAside
from caresight.sources.catalogue import SourceCatalogue
from caresight.vocabulary.refusal import Refusal

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 3, 9, tzinfo=UTC)
CATALOGUE = SourceCatalogue({}, version="1")


def _reading(path: Path) -> Reading:
    falls = {"entity_type": "location", "entity_id": "1-100", "component": "falls", "value": 3.0}
    observations = table_of([falls], arrow_schema("observations")).select(list(falls))
    return Reading(
        source="returns",
        title="Monthly return",
        register="cqc",
        agency="provider",
        definition_version="1",
        complete=False,
        invented=True,
        published_on=None,
        period=None,
        area_codes=(),
        tables={"observations": observations},
        set_aside=(),
        rows_read=1,
        rows_landed=1,
        rows_passed_over=0,
    )


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Changes to what the reader answers; a file that begins with “bad” is refused."""
    changed: dict[str, Any] = {}

    def read(path: Path, catalogue: SourceCatalogue, **_: Any) -> tuple[Reading, ...]:
        if path.read_text().startswith("bad"):
            raise Refusal("no source fits", file=path.name, what_to_do="see `caresight sources`.")
        return (replace(_reading(path), **changed),)

    monkeypatch.setattr(landing, "read_all", read)
    return changed


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    home = tmp_path / "home"
    home.mkdir()
    return Lake(home)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def _file(inbox: Path, name: str, text: str = "falls") -> Path:
    path = inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def _land(lake: Lake, *paths: Path, at: datetime = NOW, **more: Any) -> LandingReport:
    return land(lake, CATALOGUE, paths, received_at=at, **more)


def _rows(lake: Lake, name: str) -> list[dict[str, Any]]:
    return lake.read_at(lake.versions(), name).to_pylist()


def test_evidence_its_receipt_and_the_original_are_kept(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    report = _land(lake, _file(inbox, "a.csv"))

    receipt, falls = _rows(lake, "receipts")[0], _rows(lake, "observations")[0]
    assert (report.files[0].fate, receipt["rows_landed"], receipt["invented"]) == (
        "landed",
        1,
        True,
    )
    assert falls["receipt_id"] == receipt["receipt_id"] == report.files[0].receipt_id
    assert (falls["known_from"], falls["source"]) == (NOW, "returns")
    assert lake.originals.path_of(receipt["sha256"]).read_text() == "falls"


def test_the_same_bytes_land_once_and_the_second_time_changes_nothing(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    _land(lake, _file(inbox, "a.csv"))
    before, journal = dict(lake.versions()), lake.journal()

    report = _land(lake, _file(inbox, "renamed.csv"), at=LATER)

    assert report.files[0].fate == "already_landed"
    assert "2026-11-02 as a.csv" in report.files[0].reason
    assert (dict(lake.versions()), lake.journal()) == (before, journal)


def test_the_same_bytes_twice_in_one_landing_land_once(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    report = _land(lake, _file(inbox, "a.csv"), _file(inbox, "b.csv"))

    assert [file.fate for file in report.files] == ["landed", "already_landed"]
    assert len(_rows(lake, "observations")) == 1


def test_bytes_that_another_process_landed_meanwhile_do_not_land_again(
    reader: dict[str, Any], lake: Lake, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, quick = _file(inbox, "a.csv"), landing.read_all

    def slow(path: Path, catalogue: SourceCatalogue, **_: Any) -> tuple[Reading, ...]:
        monkeypatch.setattr(landing, "read_all", quick)
        _land(lake, path)
        return quick(path, catalogue)

    monkeypatch.setattr(landing, "read_all", slow)
    report = _land(lake, path, _file(inbox, "b.csv", "other"), at=LATER)

    assert [file.fate for file in report.files] == ["already_landed", "landed"]
    assert len(_rows(lake, "observations")) == 2


def test_another_day_of_publication_does_not_land_the_same_bytes_again(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    path = _file(inbox, "a.csv")
    _land(lake, path)

    report = _land(lake, path, at=LATER, published_on=date(2026, 1, 1))

    assert report.files[0].fate == "already_landed"
    assert report.files[0].notes == ("--published-on 2026-01-01 was not taken",)


@pytest.mark.parametrize(
    ("stated", "given", "counts", "note"),
    [
        pytest.param(None, None, date(2026, 11, 2), "does not say", id="nobody says"),
        pytest.param(date(2026, 9, 1), None, date(2026, 9, 1), "", id="the file says"),
        pytest.param(None, date(2026, 8, 1), date(2026, 8, 1), "", id="the user says"),
        pytest.param(
            date(2026, 9, 1), date(2026, 8, 1), date(2026, 8, 1), "as given, counts", id="both say"
        ),
    ],
)
def test_the_day_of_publication(
    reader: dict[str, Any],
    lake: Lake,
    inbox: Path,
    stated: date | None,
    given: date | None,
    counts: date,
    note: str,
) -> None:
    reader["published_on"] = stated

    report = _land(lake, _file(inbox, "a.csv"), published_on=given)

    assert _rows(lake, "receipts")[0]["published_on"] == counts
    assert note in " ".join(report.files[0].notes)
    assert bool(note) == bool(report.files[0].notes)


def test_a_day_of_publication_in_the_future_is_refused(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    with pytest.raises(Refusal, match="future"):
        _land(lake, _file(inbox, "a.csv"), published_on=date(2027, 1, 1))


def test_a_refused_file_does_not_stop_the_others(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    missing = inbox / "missing.csv"
    report = _land(lake, _file(inbox, "x.csv", "bad"), missing, _file(inbox, "a.csv"))

    assert [file.fate for file in report.files] == ["refused", "refused", "landed"]
    assert report.files[0].reason == "no source fits. What to do: see `caresight sources`."
    assert "cannot be opened" in report.files[1].reason
    assert (report.is_complete, report.nothing_could_land) == (False, False)


def test_when_every_file_is_refused_nothing_could_land(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    report = _land(lake, _file(inbox, "x.csv", "bad"))

    assert report.nothing_could_land
    assert not lake.folder.exists()


def test_a_dry_run_reports_and_keeps_nothing(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    report = _land(lake, _file(inbox, "a.csv"), dry_run=True)

    assert report.files[0].fate == "would_land"
    assert list(lake.home.iterdir()) == []
    assert "nothing was kept" in list(report.lines(where_the_rest=""))[-1]


def test_folders_are_walked_and_lock_files_passed_by(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    for number, name in enumerate(("b/c.csv", "a.csv", "~$a.xlsx", ".hidden", "__MACOSX/a.csv")):
        _file(inbox, name, f"falls {number}")

    report = _land(lake, inbox)

    fates = {file.file_name: file.fate for file in report.files}
    assert fates == {
        "~$a.xlsx": "passed_by", ".hidden": "passed_by", "a.csv": "landed", "c.csv": "landed",
    }  # fmt: skip


def test_what_was_set_aside_is_kept_and_shown_ten_a_file(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    reader["set_aside"] = tuple(
        SetAside("a.csv", row, "falls", "count", "-1", "a count", "a count is never negative")
        for row in range(2, 14)
    )

    report = _land(lake, _file(inbox, "a.csv"))

    lines = list(report.lines(where_the_rest="--set-aside FILE.csv lists all"))
    assert sum("set aside: row" in line for line in lines) == 10
    assert any("2 more; --set-aside FILE.csv lists all" in line for line in lines)
    assert [row["row"] for row in _rows(lake, "set_aside")] == list(range(2, 14))
    assert not report.is_complete


def test_many_files_are_one_transaction_until_the_batch_is_full(
    reader: dict[str, Any], lake: Lake, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "FILES_IN_A_BATCH", 4)
    for number in range(10):
        _file(inbox, f"{number}.csv", f"falls {number}")
    told: list[tuple[int, int, str]] = []

    _land(lake, inbox, progress=lambda *step: told.append(step))

    assert len(lake.journal()) == 3
    assert len(_rows(lake, "receipts")) == 10
    assert (told[0], told[-1]) == ((0, 10, "0.csv"), (10, 10, "done"))


def test_naming_another_source_reads_the_same_bytes_as_that(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    path = _file(inbox, "a.csv")
    _land(lake, path)
    reader["source"] = "another"

    assert _land(lake, path, at=LATER, source="another").files[0].fate == "landed"
    assert _land(lake, path, at=LATER, source="another").files[0].fate == "already_landed"


def test_the_report_is_plain_values_for_a_program(
    reader: dict[str, Any], lake: Lake, inbox: Path
) -> None:
    report = _land(lake, _file(inbox, "a.csv"), _file(inbox, "x.csv", "bad")).as_json()

    assert report["counts"]["landed"] == report["counts"]["refused"] == 1
    assert report["files"][0]["table_rows"] == {"observations": 1, "receipts": 1}
