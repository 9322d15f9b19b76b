"""What every test may ask for."""

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(scope="session")
def definitions() -> Path:
    """The project's own definitions."""
    return ROOT / "definitions"


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder of open data beside the project; the test is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("no folder of open data (../shared/data) beside the project")
    return folder


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that leaves this machine fails at once."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and not str(host).startswith(LOOPBACK):
            raise RuntimeError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def own_databases(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For commands that a test runs as processes: casework of their own, also on PostgreSQL.

    In files it lies in the home folder that the test names anyway.
    """
    address = os.environ.get("CARESIGHT_DATABASE", "")
    if not address.startswith("postgres"):
        yield
        return
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is in use

    name = f"own_{uuid4().hex[:12]}"
    both = (name, f"{name}_residents")
    monkeypatch.setenv("CARESIGHT_DATABASE", f"{address.rpartition('/')[0]}/{name}")
    with psycopg.connect(address, autocommit=True) as connection:
        for each in both:
            connection.execute(f'CREATE DATABASE "{each}"'.encode())
        yield
        for each in both:
            connection.execute(f'DROP DATABASE "{each}" WITH (FORCE)'.encode())


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Keep the test database in a file: one in memory is one connection for all threads,
    and a server's thread that outlives its test then fails the test that comes after."""
    from django.conf import settings  # noqa: PLC0415 - most tests need no Django

    _let_tests_empty_the_trail()
    folder = tmp_path_factory.mktemp("casework")
    for store, database in settings.DATABASES.items():
        if database["ENGINE"].endswith("sqlite3"):
            database.setdefault("TEST", {})["NAME"] = str(folder / f"{store}.sqlite3")


def _let_tests_empty_the_trail() -> None:
    """After a test with real transactions its tables are emptied: the trail's too, which
    refuses to lose a row. Its triggers are taken away for that moment and put back."""
    from django.db import connection  # noqa: PLC0415 - most tests need no Django

    if connection.vendor != "sqlite":  # elsewhere tables are emptied whole, not row by row
        return
    from django.db.backends.sqlite3.operations import DatabaseOperations  # noqa: PLC0415

    flush = DatabaseOperations.execute_sql_flush

    def without_triggers(self: DatabaseOperations, sql_list: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'audit_entry_no%'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            flush(self, sql_list)
            for _, sql in triggers:
                cursor.execute(sql)

    DatabaseOperations.execute_sql_flush = without_triggers  # type: ignore[method-assign, assignment]


def pytest_collection_finish() -> None:
    """Leave what is loaded for good out of the collector's rounds, a tenth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every test that uses the casework database use the residents' store too.

    Coverage is measured by the quick tests, each near the code that it tries: the crawls over
    all pages would count nearly every line as tried, and take half as long again.
    """
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker("no_cover")
        marked = item.get_closest_marker("django_db")
        wants = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        if marked or wants:
            asked = dict(marked.kwargs) if marked else {}
            if {"transactional_db", "live_server"} & wants:
                asked["transaction"] = True
            asked["databases"] = "__all__"
            item.add_marker(pytest.mark.django_db(**asked), append=False)
