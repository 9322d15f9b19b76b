"""Reads the environment for the settings; a value that cannot be used is refused in words."""

import os

from django.core.exceptions import ImproperlyConfigured


def from_environment(name: str, *, default: str, meaning: str, choices: str = "") -> str:
    """The value of an environment variable, or its default; refuses what it cannot use."""
    value = os.environ.get(name, default).strip()
    allowed = choices.split()
    if not value or (allowed and value not in allowed):
        expected = f"one of: {', '.join(allowed)}" if allowed else "some text"
        raise ImproperlyConfigured(
            f"{name} is {value!r}, which Caresight cannot use. It is {meaning}. "
            f"Expected: {expected}. What to do: set it, or remove it to have {default!r}."
        )
    return value


def is_on(name: str, *, meaning: str) -> bool:
    """Whether a switch in the environment is on; it is off unless it says so."""
    return from_environment(name, default="off", meaning=meaning, choices="on off") == "on"


def whole_number(name: str, *, default: int, lowest: int, meaning: str) -> int:
    """A whole number from the environment, not below the lowest that makes sense."""
    value = from_environment(name, default=str(default), meaning=meaning)
    if not value.isdecimal() or int(value) < lowest:
        raise ImproperlyConfigured(
            f"{name} is {value!r}. It is {meaning}. Expected: a whole number from {lowest}. "
            f"What to do: set it, or remove it to have {default}."
        )
    return int(value)
