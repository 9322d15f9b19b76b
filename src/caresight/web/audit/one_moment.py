"""Reads many things as they stood at one moment, whatever is saved meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_STILL = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@contextmanager
def one_moment() -> Iterator[None]:
    """For a block, or as a decorator, that only reads.

    A transaction alone is not enough: in PostgreSQL each statement of one sees what was saved
    before that statement. Within a transaction that has begun already nothing can be changed.
    """
    has_begun = connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and not has_begun:
            with connection.cursor() as cursor:
                cursor.execute(_STILL)
        yield
