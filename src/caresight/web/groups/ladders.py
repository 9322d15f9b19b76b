"""The escalation ladders that a group can work with: definitions that analysts own."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from caresight.surveillance.ladder import Ladder, Ladders, load_ladders


def ladders() -> Ladders:
    """All that the definitions folder holds."""
    return _read(Path(settings.DEFINITIONS))


def ladder_of(code: str) -> Ladder | None:
    """The ladder of a code; None where its file is gone."""
    return ladders().by_code.get(code)


@lru_cache(maxsize=4)
def _read(folder: Path) -> Ladders:
    return load_ladders(folder)
