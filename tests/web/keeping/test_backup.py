"""Backup and restore, run as their user runs them: each in a process of its own."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.conf import settings as project

from tests.web.invented_release import Wish, write_release

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not str(project.DATABASES["default"]["ENGINE"]).endswith("sqlite3"),
        reason="casework is on PostgreSQL in this run: see test_backup_postgresql",
    ),
]


def run(*arguments: str, home: Path, code: int = 0) -> str:
    """Run `caresight …`; its output."""
    done = subprocess.run(
        [sys.executable, "-m", "caresight.web", *arguments, "--home", str(home)],
        capture_output=True,
        text=True,
        env=os.environ,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with a release and a person."""
    home = tmp_path_factory.mktemp("installation") / "home"
    home.mkdir()
    write_release(home, Wish(homes=12))
    run("people", "add", "priya", "--role", "viewer", "--generate", home=home)
    return home


@pytest.fixture(scope="module")
def backup(installation: Path) -> Path:
    """Its backup."""
    file = installation.parent / "monday.caresight"
    run("backup", "--to", str(file), home=installation)
    return file


def test_a_restored_installation_has_its_people_its_lake_and_a_whole_trail(
    installation: Path, backup: Path, tmp_path: Path
) -> None:
    home = tmp_path / "new"

    assert "Restored" in run("restore", str(backup), home=home)

    assert "priya" in run("people", "list", home=home)
    assert json.loads(run("audit", "verify", "--json", home=home))["whole"] is True
    for part in ("lake", "index", "secret.key"):
        for path in [installation / part, *(installation / part).rglob("*")]:
            if path.is_file():
                again = home / path.relative_to(installation)
                assert again.read_bytes() == path.read_bytes()


def test_only_its_owner_may_read_a_backup(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_is_never_written_over(installation: Path, backup: Path) -> None:
    before = backup.read_bytes()

    assert "already a file" in run("backup", "--to", str(backup), home=installation, code=2)
    assert backup.read_bytes() == before


def test_a_folder_that_is_not_there_is_a_refusal_and_leaves_nothing(
    installation: Path, tmp_path: Path
) -> None:
    to = tmp_path / "nowhere" / "x.caresight"

    assert "could not be written" in run("backup", "--to", str(to), home=installation, code=2)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_restored_over_an_installation(installation: Path, backup: Path) -> None:
    assert "not empty" in run("restore", str(backup), home=installation, code=2)


def damaged(backup: Path, to: Path, kind: str) -> Path:
    data = bytearray(backup.read_bytes())
    if kind == "one byte":
        data[len(data) // 2] ^= 1
    elif kind == "cut short":
        del data[len(data) // 2 :]
    else:
        data = bytearray(b"no backup at all")
    to.write_bytes(data)
    return to


@pytest.mark.parametrize("kind", ["one byte", "cut short", "another file"])
def test_a_damaged_backup_is_refused_and_nothing_is_restored(
    backup: Path, tmp_path: Path, kind: str
) -> None:
    file = damaged(backup, tmp_path / "bad.caresight", kind)

    assert "no whole backup" in run("restore", str(file), home=tmp_path / "new", code=2)
    assert not (tmp_path / "new").exists()


def test_a_backup_cannot_write_outside_its_folder(tmp_path: Path) -> None:
    evil, file = tmp_path / "evil.caresight", tmp_path / "x"
    file.write_text("x")
    with tarfile.open(evil, "w") as tar:
        tar.add(file, arcname="../escaped")

    assert "no whole backup" in run("restore", str(evil), home=tmp_path / "a" / "new", code=2)
    assert not (tmp_path / "a" / "escaped").exists()


def test_a_row_altered_by_hand_is_found_by_the_command(backup: Path, tmp_path: Path) -> None:
    import sqlite3  # noqa: PLC0415 - as somebody with the file would

    home = tmp_path / "new"
    run("restore", str(backup), home=home)
    with sqlite3.connect(home / "casework.sqlite3") as database:
        database.execute("DROP TRIGGER audit_entry_no_UPDATE")
        database.execute("UPDATE audit_entry SET actor_name = 'x' WHERE sequence = 1")

    assert "NOT whole" in run("audit", "verify", home=home, code=1)
