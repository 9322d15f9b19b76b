"""The command line answers fast, lists what it can do, and refuses in words."""

import subprocess
import sys
from pathlib import Path

import pytest

from caresight.cli import main as entry
from caresight.cli import terminal
from caresight.vocabulary.refusal import Refusal

PROGRAM = Path(sys.executable).parent / "caresight"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Call the installed program."""
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)


def test_help_lists_every_command_with_its_meaning() -> None:
    answer = run("--help")

    assert answer.returncode == 0
    for name, meaning in entry.COMMANDS.items():
        assert name in answer.stdout
        assert meaning.split()[0] in answer.stdout


def test_an_unknown_command_is_refused_in_words() -> None:
    answer = run("conjure")

    assert answer.returncode == 2
    assert "No such command" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("name", list(entry.COMMANDS))
def test_every_command_explains_itself(name: str) -> None:
    answer = run(name, "--help")

    assert answer.returncode == 0
    assert entry.COMMANDS[name].rstrip(".") in " ".join(answer.stdout.split())


def test_a_refusal_is_printed_and_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise Refusal("it is empty", file="a.csv", what_to_do="Send it again.")

    monkeypatch.setattr(entry, "app", refuse)

    with pytest.raises(SystemExit) as ended:
        entry.main()

    assert ended.value.code == terminal.REFUSED
    assert capsys.readouterr().err == ("Refused. a.csv: it is empty. What to do: Send it again.\n")


def test_the_home_folder_is_made_where_it_is_missing(tmp_path: Path) -> None:
    folder = terminal.home_folder(tmp_path / "new" / "home")

    assert folder.is_dir()


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.progress("Landing") as step:
        step(1, 2, "a.csv")

    assert capsys.readouterr().err == ""


def test_definitions_can_be_pointed_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CARESIGHT_DEFINITIONS", str(tmp_path))

    assert terminal.definitions_folder() == tmp_path
