"""`caresight land` from outside: what is told, what is kept, how it ends."""

import errno
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caresight.cli import main as entry
from caresight.cli.main import app

HEADINGS = "month,location_id,home_name,residents_at_month_end,occupied_bed_days,falls\n"
ROW = "2026-09,1-999,Orrin House,20,600,3\n"


def landed(home: Path, *arguments: str | Path) -> tuple[int, str]:
    ended = CliRunner().invoke(app, ["land", "--home", str(home), *map(str, arguments)])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return ended.exit_code, ended.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    (made / "good.csv").write_text(HEADINGS + ROW)
    return made


def test_a_pipe_is_refused_and_the_file_beside_it_lands(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(folder / "pipe")

    code, told = landed(tmp_path / "home", folder)

    assert code == 1
    assert "1 file landed (1 row); 1 file refused." in told


def test_a_name_of_bytes_that_are_no_text_is_refused_and_printed(
    folder: Path, tmp_path: Path
) -> None:
    (folder / os.fsdecode(b"bad\xff.csv")).write_text(HEADINGS + ROW)

    code, told = landed(tmp_path / "home", folder)

    assert code == 1
    assert "bad?.csv  REFUSED: its name holds bytes that belong to no character." in told


def test_a_name_cannot_break_the_line_or_command_the_terminal(folder: Path, tmp_path: Path) -> None:
    (folder / "new\nline\x1b[31m.csv").write_text(HEADINGS + ROW.replace("1-999", "1-998"))

    _, told = landed(tmp_path / "home", folder)

    assert "new line\\x1b[31m.csv  provider_return" in told


@pytest.mark.parametrize("name", ["y" * 5000, "absent.csv"])
def test_a_name_of_no_file_is_refused(name: str, tmp_path: Path) -> None:
    code, told = landed(tmp_path / "home", tmp_path / name)

    assert code == 2
    assert "it cannot be opened" in told


def test_a_folder_without_a_file_is_said_to_have_none(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    assert "there is no file in this folder" in landed(tmp_path / "home", tmp_path / "empty")[1]


@pytest.mark.parametrize("place", ["absent/list.csv", "."])
def test_a_list_that_cannot_be_written_is_refused_before_anything_lands(
    place: str, folder: Path, tmp_path: Path
) -> None:
    code, _ = landed(tmp_path / "home", folder, "--set-aside", tmp_path / place)

    assert code == 2
    assert not (tmp_path / "home" / "lake").exists()


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2099-01-01", "the day of publication lies"),
        ("0001-01-01", "of a month that had not begun when it was published"),
    ],
)
def test_a_day_of_publication_that_cannot_be_is_refused(
    day: str, why: str, folder: Path, tmp_path: Path
) -> None:
    (folder / "good.csv").rename(folder / f"return_published_{day}.csv")

    code, told = landed(tmp_path / "home", folder)

    assert code == 2
    assert why in told


def test_a_full_disk_is_named_and_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(entry, "app", full)

    with pytest.raises(SystemExit) as ended:
        entry.main()

    assert ended.value.code == 2
    assert "The disk is full." in capsys.readouterr().err
