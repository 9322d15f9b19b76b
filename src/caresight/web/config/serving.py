"""Starts the web server: the key, the casework database, a worker for tasks, then the pages."""

import fcntl
import multiprocessing
import os
import secrets
import socket
import sys
from pathlib import Path

from caresight.vocabulary.refusal import Refusal
from caresight.web.config.supervising import beside

_GRACE = 10
"""Seconds that the processes which answer have to finish what they are at."""


def serve(*, host: str, port: int, workers: int, with_worker: bool = True) -> None:
    """Serve until interrupted; refuses a port that is taken before any work is done."""
    require_free(host, port)
    try:
        prepare()
        _say(host, port)
        with beside(worker=with_worker):
            _answer(host, port, workers)
    except KeyboardInterrupt:
        sys.stdout.write("Stopped before it had started.\n")


def _answer(host: str, port: int, workers: int) -> None:
    from granian.constants import Interfaces  # noqa: PLC0415 - starts fast without
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    server = Server(
        "caresight.web.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        log_level=LogLevels.warning,
        # A process that is stopped while it still loads does not hear that it is.
        workers_kill_timeout=_GRACE,
    )
    try:
        server.serve()
    finally:
        for left in multiprocessing.active_children():
            left.kill()


def work(*, follow: int = 0) -> None:
    """Do tasks and daily work until told to stop."""
    prepare()
    from caresight.web.config import work as working  # noqa: PLC0415 - needs Django

    working.work(follow=follow)


def daily() -> int:
    """Do the daily work that is due; 1 where a piece of it failed."""
    prepare()
    from caresight.web.config.states import RunState  # noqa: PLC0415 - needs Django
    from caresight.web.config.work import run_daily_now  # noqa: PLC0415

    outcomes = run_daily_now()
    for one in outcomes:
        sys.stdout.write(f"{one.name}: {one.state.label}. {one.said}\n")
    if not outcomes:
        sys.stdout.write("Nothing is due: today's work is done.\n")
    return int(any(one.state is RunState.FAILED for one in outcomes))


def require_free(host: str, port: int) -> None:
    """Refuse a port that another program holds, or that we may not open."""
    if not 0 < port < 65536:
        raise Refusal("There is no such port.", expected="1 to 65535", came=str(port))
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError as problem:
        raise Refusal(
            f"Port {port} may not be opened without more rights.",
            what_to_do="choose one above 1023, for example --port 8000.",
        ) from problem
    except OSError as problem:
        raise Refusal(
            f"Port {port} of {host} cannot be used: {problem.strerror or problem}.",
            what_to_do=f"stop the program that uses it, or choose another, for example "
            f"--port {port + 1 if port < 65535 else 8000}.",
        ) from problem


def prepare() -> None:
    """Make the home folder, the key and the casework database ready."""
    home = Path(os.environ["CARESIGHT_HOME"])
    try:
        home.mkdir(parents=True, exist_ok=True)
        _make_key(home / "secret.key")
    except OSError as problem:
        raise Refusal(
            f"{home} cannot be written: {problem.strerror or problem}.",
            what_to_do="choose a folder that you may write, with --home.",
        ) from problem
    start_django()
    from django.core.management import call_command  # noqa: PLC0415

    # The server and a worker may start at the same moment: one of them makes the tables.
    with (home / "migrate.lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("migrate", verbosity=0, interactive=False)
        # Only its own tables stand there: passing all others by takes as long as making them.
        call_command("migrate", "residents", database="residents", verbosity=0)


def start_django() -> None:
    """Load the settings and the apps."""
    import django  # noqa: PLC0415

    django.setup()


def _make_key(file: Path) -> None:
    """Write a key that only this account may read, unless there is one."""
    if file.exists() or "CARESIGHT_SECRET_KEY" in os.environ:
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(48))


def _say(host: str, port: int) -> None:
    name = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1") else host  # noqa: S104
    sys.stdout.write(f"Caresight is at http://{name}:{port}/ (stop with Ctrl+C)\n")
    sys.stdout.flush()
