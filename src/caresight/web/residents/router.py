"""Keeps the residents' store apart: its tables are in its own database, and nothing else is."""

from typing import Any

APP, STORE = "residents", "residents"


class ResidentsApart:
    """Sends the app `residents` to the database `residents`, and all else to the default."""

    def db_for_read(self, model: Any, **_hints: Any) -> str | None:
        """Where rows of a model are read."""
        return STORE if model._meta.app_label == APP else None

    def db_for_write(self, model: Any, **_hints: Any) -> str | None:
        """Where rows of a model are written."""
        return STORE if model._meta.app_label == APP else None

    def allow_relation(self, first: Any, second: Any, **_hints: Any) -> bool | None:
        """No key reaches from one store into the other."""
        apps = {first._meta.app_label, second._meta.app_label}
        return False if APP in apps and len(apps) > 1 else None

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        """Each table is made in its own store only."""
        return (db == STORE) == (app_label == APP)
