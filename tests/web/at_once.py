"""Several requests in the same instant, each with a connection of its own to PostgreSQL.

The trail's one row is held until every request waits in the database: for it, or for one of
the others. So each has read and written all that it does before the first of them ends, and
nothing rests on luck or on the speed of the machine.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection, connections, transaction

from caresight.web.audit.models import ChainHead

T = TypeVar("T")
LONGEST = 60.0
"""Seconds until the requests must wait; a deadlock would end one after a second."""
real_connections = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite lets one connection write at a time, and its tests share one in memory",
)


def at_once(*asked: Callable[[], T]) -> list[T]:
    """What each of these returns, all of them under way before the first has ended.

    They begin to wait in this order, and so are let through in it.
    """
    ChainHead.objects.get_or_create(pk=1)
    with ThreadPoolExecutor(len(asked)) as pool:
        with transaction.atomic():
            ChainHead.objects.select_for_update().get(pk=1)
            running = []
            for number, one in enumerate(asked, start=1):
                running.append(pool.submit(_alone, one))
                _wait_for_locks(number)
        return [one.result(LONGEST) for one in running]


def elsewhere(asked: Callable[[], T]) -> T:
    """What this returns, done and saved by another connection before it is returned."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_alone, asked).result(LONGEST)


def _alone(asked: Callable[[], T]) -> T:
    try:
        return asked()
    finally:
        connections.close_all()


def _wait_for_locks(how_many: int) -> None:
    until = time.monotonic() + LONGEST
    while _waiting() < how_many:
        if time.monotonic() > until:
            raise AssertionError(f"{_waiting()} of {how_many} requests wait for a lock")
        time.sleep(0.02)


def _waiting() -> int:
    with connection.cursor() as cursor:
        # Within a transaction PostgreSQL shows what it showed first, until it is told not to.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])
