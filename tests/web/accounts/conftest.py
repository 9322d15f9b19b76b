"""A clock that a test can turn, and the trail as a test reads it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from caresight.web.audit.models import Entry

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class Clock:
    """The time of day, as the pages see it."""

    now: datetime = NOON

    def later(self, **by: float) -> datetime:
        """Turn the clock forward."""
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Noon of a Saturday, until the test turns it."""
    turned = Clock()
    monkeypatch.setattr(timezone, "now", lambda: turned.now)
    return turned


@pytest.fixture
def required(settings: Any) -> None:
    """A server on which a second factor is required, as on every server with real data."""
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def trail(db: None) -> Callable[[str], list[dict[str, Any]]]:
    """The entries of one operation: who, about what, and the detail."""

    def entries(operation: str) -> list[dict[str, Any]]:
        return [
            {"who": one.actor_name, "subject": one.subject, **json.loads(one.detail)}
            for one in Entry.objects.filter(operation=operation)
        ]

    return entries
