"""Worlds that several tests look at: made once."""

from datetime import date

import pytest

from caresight.worlds.system import System, invent

LAST = date(2026, 10, 1)


@pytest.fixture(scope="session")
def borough() -> System:
    """The world of the demo's size."""
    return invent(seed=1, homes=450, months=36, last_month=LAST)


@pytest.fixture(scope="session")
def region() -> System:
    """Enough homes to compare distributions with what was published."""
    return invent(seed=2, homes=3000, months=36, last_month=LAST)
