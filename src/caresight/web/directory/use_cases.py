"""The decisions that figures serve, as pages name them."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from caresight.indicators.use_cases import UseCase, load_use_cases, serving


@lru_cache(maxsize=4)
def _use_cases(folder: Path) -> tuple[UseCase, ...]:
    return load_use_cases(folder)


def use_cases() -> tuple[UseCase, ...]:
    """The use cases of this installation."""
    return _use_cases(Path(settings.DEFINITIONS))


def served_by(kind: str, code: str) -> list[UseCase]:
    """The use cases of an indicator, area measure or source."""
    return serving(use_cases(), kind, code)
