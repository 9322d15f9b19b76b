"""Backup, restore and proof of the trail where casework is on PostgreSQL."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from scripts.with_postgresql import find_programs, server

PROGRAMS = find_programs()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAMS is None, reason="PostgreSQL is not installed on this machine"),
]


class Kept(NamedTuple):
    """An installation on PostgreSQL with one pack, its backup, and the server."""

    address: str
    backup: Path
    pack: Any

    def named(self, name: str) -> str:
        """The address of another database of the same server."""
        return self.address.rpartition("/")[0] + f"/{name}"

    def run(self, *arguments: str, name: str, code: int = 0) -> str:
        """Run a module with casework in a database of this server; its output."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            capture_output=True,
            text=True,
            env={**os.environ, "CARESIGHT_DATABASE": self.named(name)},
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def make(self, name: str) -> None:
        """Make the two empty databases of an installation."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            for each in (name, f"{name}_residents"):
                connection.execute(f'CREATE DATABASE "{each}"'.encode())


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Monday's installation, and its backup."""
    assert PROGRAMS is not None
    folder = tmp_path_factory.mktemp("postgresql")
    with server(PROGRAMS) as address:
        made = Kept(address, folder / "monday.caresight", None)
        made.make("monday")
        home = str(folder / "home")
        pack = json.loads(made.run("tests.web.packs.frozen_home", "make", home, name="monday"))
        made.run("caresight.web", "backup", "--to", str(made.backup), "--home", home, name="monday")
        made.run("tests.web.packs.frozen_home", "change", home, name="monday")
        yield made._replace(pack=pack)


def test_a_restored_backup_gives_the_pack_of_that_day_and_a_whole_trail(
    kept: Kept, tmp_path: Path
) -> None:
    kept.make("again")
    home = str(tmp_path / "again")

    kept.run("caresight.web", "restore", str(kept.backup), "--home", home, name="again")

    shown = kept.run("tests.web.packs.frozen_home", "show", home, name="again")
    assert json.loads(shown) == kept.pack
    proof = kept.run("caresight.web", "audit", "verify", "--json", "--home", home, name="again")
    assert json.loads(proof)["whole"] is True


def test_a_database_that_holds_casework_is_not_restored_over(kept: Kept, tmp_path: Path) -> None:
    new = str(tmp_path / "new")

    told = kept.run(
        "caresight.web", "restore", str(kept.backup), "--home", new, name="monday", code=2
    )

    assert "not empty" in told
    assert not Path(new).exists()


def test_a_backup_of_postgresql_is_not_restored_into_files(kept: Kept, tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "caresight.web", "restore", str(kept.backup),
         "--home", str(tmp_path / "new")],
        capture_output=True, text=True, check=False,
        env={**os.environ, "CARESIGHT_DATABASE": "sqlite"},
    )  # fmt: skip

    assert told.returncode == 2
    assert "CARESIGHT_DATABASE set for postgresql" in told.stderr


def test_a_row_altered_by_hand_is_found_by_the_command(kept: Kept, tmp_path: Path) -> None:
    kept.make("altered")
    home = str(tmp_path / "altered")
    kept.run("caresight.web", "restore", str(kept.backup), "--home", home, name="altered")
    with psycopg.connect(kept.named("altered")) as connection:
        connection.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        connection.execute("UPDATE audit_entry SET actor_name = 'x' WHERE sequence = 1")

    told = kept.run("caresight.web", "audit", "verify", "--home", home, name="altered", code=1)

    assert "NOT whole" in told
