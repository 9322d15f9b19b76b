"""The commands around the lake, as a person types them, on invented files."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from caresight.cli.main import main
from caresight.lake.lake import Lake
from tests.unit.lake.rows import day

Command = Callable[..., int]

HEADING = (
    "# covers 2026-10 for areas X99000001\n"
    "concern_ref,received_on,location_id,home_name,area_code,category,source_of_risk,"
    "led_to_enquiry,outcome,data_note\n"
)
GOOD = "S-1,2026-10-03,1-100,Larkspur House,X99000001,neglect,staff,Y,open,invented\n"
BAD = "S-2,2026-13-45,1-100,Larkspur House,X99000001,neglect,staff,Y,open,invented\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("CARESIGHT_HOME", str(folder))
    return folder


def _file(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["caresight", *words])
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)


@pytest.fixture
def caresight(home: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    return lambda *words: _run(monkeypatch, *words)


def test_a_good_file_ends_with_0_and_lands_once(
    caresight: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, "concerns.csv", HEADING + GOOD)

    first, second = caresight("land", path), caresight("land", path)

    assert (first, second) == (0, 0)
    assert "nothing was changed" in capsys.readouterr().out


def test_a_file_with_a_bad_row_lands_the_good_ones_and_ends_with_1(
    caresight: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, "concerns.csv", HEADING + GOOD + BAD)
    listed = tmp_path / "aside.csv"

    code = caresight("land", path, "--json", "--set-aside", str(listed))

    report = json.loads(capsys.readouterr().out)["files"][0]
    rows = list(csv.DictReader(io.StringIO(listed.read_text(encoding="utf-8"))))
    assert (code, report["rows_landed"], report["rows_set_aside"]) == (1, 1, 1)
    assert (rows[0]["row"], rows[0]["column"], rows[0]["value"]) == (
        "4",
        "received_on",
        "2026-13-45",
    )


def test_a_file_that_nobody_can_read_ends_with_2_and_says_what_to_do(
    caresight: Command, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = caresight("land", _file(tmp_path, "odd.csv", "a,b\n1,2\n"))

    assert code == 2
    assert "REFUSED" in capsys.readouterr().out
    assert not (home / "lake").exists()


def test_a_day_that_is_no_day_ends_with_2(
    caresight: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, "concerns.csv", HEADING + GOOD)

    assert caresight("land", path, "--published-on", "1/2/2026") == 2
    assert "expected a day as 2026-10-01" in capsys.readouterr().err


def test_releases_say_what_was_known_and_that_data_are_invented(
    caresight: Command, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    with Lake(home).writing("build", day(2)) as writer:
        writer.note(known_at="2026-10-31", known_by="published", invented=True)

    assert caresight("releases") == 0
    line = capsys.readouterr().out
    assert "2026-11.1" in line
    assert "as known at 2026-10-31 (published)" in line
    assert "invented data" in line


def test_without_a_release_the_next_step_is_named(
    caresight: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert caresight("releases") == 0
    assert "caresight build" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["1-1", "1-2"], "say --same"),
        (["1-1", "1-2", "--different", "--kind", "changed_hands"], "does not go with --different"),
        (["1-1", "1-2", "--same", "--by", "analyst", "--reason", "x"], "no landed file names"),
    ],
)
def test_a_word_on_two_locations_that_cannot_be_kept_ends_with_2(
    caresight: Command, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert caresight("link", *words) == 2
    assert message in capsys.readouterr().err


def test_the_doctor_finds_a_new_installation_in_order(
    caresight: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert caresight("doctor", "--json") == 0
    findings = json.loads(capsys.readouterr().out)
    assert {finding["state"] for finding in findings} == {"good", "note"}
