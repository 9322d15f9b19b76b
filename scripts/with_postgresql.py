"""Run a command with casework on a PostgreSQL server of its own, which ends with it.

    python -m scripts.with_postgresql make test

The server lives in a temporary folder and listens on loopback only. PostgreSQL refuses to
run as root: started by root, it runs as the account `postgres`.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ACCOUNT = "caresight"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
"""Nothing of it is to survive, so that nothing needs to reach the disk."""


def main(command: list[str]) -> int:
    """Run the command; its own exit code, or 3 where PostgreSQL is not installed."""
    if not command:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    programs = find_programs()
    if programs is None:
        sys.stderr.write("PostgreSQL is not installed: install the package postgresql.\n")
        return 3
    with server(programs) as address:
        environment = {**os.environ, "CARESIGHT_DATABASE": address}
        return subprocess.run(command, env=environment, check=False).returncode


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps them off the path."""
    beside = [path for name in ("initdb",) if (path := shutil.which(name))]
    folders = [Path(path).resolve().parent for path in beside]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((each for each in folders if (each / "pg_ctl").exists()), None)


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A new server on loopback while the block lasts; its address."""
    folder = Path(tempfile.mkdtemp(prefix="caresight-postgresql-"))
    data, port, password = folder / "data", _free_port(), secrets.token_urlsafe(16)
    key = folder / "password"
    key.write_text(password, encoding="ascii")
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        for path in (folder, key):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    try:
        _as_owner(
            [str(programs / "initdb"), "-D", str(data), "-U", ACCOUNT, "-A", "scram-sha-256",
             "--pwfile", str(key), "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        )  # fmt: skip
        listen = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {FAST}"
        log = str(folder / "log")
        _as_owner(
            [str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", log, "-o", listen, "start"]
        )
        try:
            address = f"postgresql://{ACCOUNT}:{password}@127.0.0.1:{port}/postgres"
            _make_residents_database(programs, address)
            yield address
        finally:
            _as_owner([str(programs / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_residents_database(programs: Path, address: str) -> None:
    """The database beside the first one, as whoever runs a real server makes it."""
    subprocess.run(
        [
            str(programs / "psql"),
            "--quiet",
            "--command",
            "CREATE DATABASE postgres_residents",
            address,
        ],
        check=True,
    )


def _as_owner(command: list[str]) -> None:
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*before, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", check=False
    )
    if done.returncode:
        sys.stderr.buffer.write(done.stderr)
        raise SystemExit(f"{Path(command[0]).name} ended with {done.returncode}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
