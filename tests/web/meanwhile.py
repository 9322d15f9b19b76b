"""What another request does while this one waits for a lock."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model, QuerySet


def while_waiting_for(
    model: type[Model], others: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let `others` happen once, at the moment at which rows of this model are locked.

    What was read before the lock is out of date then; what is read after it is not.
    """
    lock = QuerySet.select_for_update
    happened: list[bool] = []

    def locking(rows: Any, *positions: Any, **names: Any) -> Any:
        if rows.model is model and not happened:
            happened.append(True)
            others()
        return lock(rows, *positions, **names)

    monkeypatch.setattr(QuerySet, "select_for_update", locking)
