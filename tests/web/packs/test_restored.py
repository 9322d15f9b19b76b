"""Yesterday's backup gives yesterday's pack, byte for byte."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def _run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "CARESIGHT_DATABASE": "sqlite"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _home(what: str, home: Path) -> Any:
    return json.loads(_run("tests.web.packs.frozen_home", what, str(home)))


@pytest.mark.slow
def test_the_pack_of_a_restored_backup_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    home, file, restored = tmp_path / "home", tmp_path / "monday.caresight", tmp_path / "again"
    monday = _home("make", home)
    _run("caresight.web", "backup", "--to", str(file), "--home", str(home))
    tuesday = _home("change", home)

    _run("caresight.web", "restore", str(file), "--home", str(restored))

    assert _home("show", restored) == monday
    assert monday["kept"] == monday["again"]
    assert tuesday["number"] == 2
    assert tuesday["kept"]["pdf"] != monday["kept"]["pdf"]
