"""Copies a PostgreSQL database out and in, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from caresight.vocabulary.refusal import Refusal

Database = Mapping[str, Any]


def dump(database: Database, to: Path) -> None:
    """Write the whole database to a file, as of one instant."""
    _run("pg_dump", database, ["--format=custom", "--no-owner", "--no-privileges",
                               f"--file={to}", str(database["NAME"])])  # fmt: skip


def load(database: Database, file: Path) -> None:
    """Fill an empty database from such a file: all of it, or nothing."""
    _run("pg_restore", database, ["--single-transaction", "--exit-on-error", "--no-owner",
                                  f"--dbname={database['NAME']}", str(file)])  # fmt: skip


def require_empty(database: Database) -> None:
    """Refuse a database that holds tables already."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is in use

    with psycopg.connect(
        dbname=database["NAME"], user=database["USER"], password=database["PASSWORD"],
        host=database["HOST"], port=database["PORT"] or None,
    ) as connection:  # fmt: skip
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        found = row.fetchone()
    if found and found[0]:
        raise Refusal("The database to restore into is not empty; nothing was changed.",
                      came=f"{found[0]} tables in {database['NAME']}",
                      what_to_do="make an empty database and name it in CARESIGHT_DATABASE.",
                      )  # fmt: skip


def _run(program: str, database: Database, arguments: list[str]) -> None:
    path = shutil.which(program)
    if path is None:
        raise Refusal(f"The program {program} is not installed.",
                      what_to_do="install PostgreSQL's client programs (postgresql-client).",
                      )  # fmt: skip
    whom = [f"--host={database['HOST']}", f"--username={database['USER']}", "--no-password"]
    whom += [f"--port={database['PORT']}"] if database["PORT"] else []
    done = subprocess.run(
        [path, *whom, *arguments],
        env={**os.environ, "PGPASSWORD": str(database["PASSWORD"])},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refusal(f"{program} did not succeed; nothing was kept.",
                      came=done.stderr.strip()[-500:],
                      what_to_do="mend what it says, and run the command again.")  # fmt: skip
