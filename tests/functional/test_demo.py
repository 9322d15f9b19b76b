"""The demo, from an empty folder; and again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caresight.lake.lake import Lake

ACCOUNTS = (
    "board council regulator ambulance healthwatch safeguarding social-worker provider oversight "
    "governance viewer analyst administrator"
).split()
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_databases")]


def _demo(home: Path) -> subprocess.CompletedProcess[str]:
    asked = ["demo", "--no-serve", "--homes", "60", "--home", str(home)]
    return subprocess.run(
        [sys.executable, "-c", "from caresight.cli.main import main; main()", *asked],
        capture_output=True,
        text=True,
        env=dict(os.environ),
        timeout=300,
        check=False,
    )


def test_the_demo_makes_two_releases_and_a_group_at_work_and_a_second_run_changes_nothing(
    tmp_path: Path,
) -> None:
    first = _demo(tmp_path)
    journal = len(Lake(tmp_path).journal())
    second = _demo(tmp_path)

    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    earlier, newest = Lake(tmp_path).releases()
    assert earlier.known_at < newest.known_at
    assert newest.invented
    assert first.stdout.count("password") == 1
    assert set(ACCOUNTS) <= {line.split()[0] for line in first.stdout.splitlines() if line.strip()}
    assert "with the password of the first run" in second.stdout
    assert len(Lake(tmp_path).journal()) == journal


def test_the_demo_does_not_touch_a_folder_that_holds_other_data(tmp_path: Path) -> None:
    (tmp_path / "lake").mkdir()

    ended = _demo(tmp_path)

    assert ended.returncode == 2
    assert "holds a lake that is no demo" in ended.stderr
