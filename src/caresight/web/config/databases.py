"""Where casework and residents' details are kept: files in the home folder, or PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_SCHEMES = ("postgresql", "postgres")


def casework_databases(
    home: Path, address: str, *, residents: str = ""
) -> dict[str, dict[str, Any]]:
    """Both stores. On PostgreSQL the residents' store is a database of its own.

    Without an address of its own it is the database `<name>_residents` of the same server,
    which a person who runs the server must have made.
    """
    if address == "sqlite" and not residents:
        return {
            "default": _sqlite(home / "casework.sqlite3"),
            "residents": _sqlite(home / "residents.sqlite3"),
        }
    casework = _postgresql("CARESIGHT_DATABASE", address)
    if residents:
        apart = _postgresql("CARESIGHT_RESIDENTS_DATABASE", residents)
    else:
        apart = {**casework, "NAME": f"{casework['NAME']}_residents"}
    if (apart["HOST"], apart["PORT"], apart["NAME"]) == (
        casework["HOST"], casework["PORT"], casework["NAME"],
    ):  # fmt: skip
        raise ImproperlyConfigured(
            "CARESIGHT_RESIDENTS_DATABASE names the casework database. Details that identify "
            "a resident are kept apart. What to do: name another database."
        )
    return {"default": casework, "residents": apart}


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Without IMMEDIATE nearly half of read-then-write transactions fail under load.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            ),
        },
    }


def _postgresql(name: str, address: str) -> dict[str, Any]:
    expected = "postgresql://user:password@host:5432/database"
    parts = urlsplit(address)
    database = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in _SCHEMES or not database or "/" in database:
        # The address is not repeated: it holds a password.
        raise ImproperlyConfigured(
            f"{name} cannot be used. Expected: sqlite, or {expected}. "
            "What to do: mend it, or remove it to keep casework in the home folder."
        )
    try:
        port = parts.port
    except ValueError as problem:
        raise ImproperlyConfigured(f"{name} has a port that is no number: {expected}") from problem
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # A page asks short questions: compiling one takes longer than answering it, and a page
        # of an index costs hardly more than the next one of a table on any disk of today.
        "OPTIONS": {
            "options": "-c jit=off -c random_page_cost=1.1 -c max_parallel_workers_per_gather=0"
        },
    }
