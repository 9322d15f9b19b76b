"""Placing a hold and removing words follow one another, whichever comes first."""

from django.db import connection

_KEY = 7_303_014
"""Names the lock among those of the database: any number that nothing else uses."""


def one_at_a_time() -> None:
    """Wait until nobody else places a hold or removes words, then keep them waiting.

    Until the transaction ends. Else a hold that is placed while words are being removed would
    be said to stand, and keep nothing. SQLite lets one transaction write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEY])
