"""Sessions that know whose they are, so that all of a person's can be ended at once."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as RowStore

from caresight.web.accounts.models import Session


class SessionStore(RowStore):
    """Django's own store, on our table."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table of sessions."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of a session, with the person who is signed in."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 - what get_model_class says
        key = str(data.get(SESSION_KEY, ""))
        row.person_id = int(key) if key.isdigit() else None
        return row
