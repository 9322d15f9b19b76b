"""Examples of every page of casework: one record in each state, and how its pages are asked for.

Each app's tests hold `tests/web/<app>/examples.py` with `examples(casework)`. Tests that look
at all pages (who may see what, accessibility, speed) gather them here, so that a page without
an example is noticed.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.web.casework import Casework

Arguments = Mapping[str, object]


@dataclass(frozen=True)
class Examples:
    """What one app made, and how to ask for it."""

    addresses: Mapping[str, list[Arguments]] = field(default_factory=dict)
    """The name of each page with arguments: the arguments for each record made."""
    posts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """The name of each page that takes a form: fields that it would accept."""
    queries: Mapping[str, list[str]] = field(default_factory=dict)
    """The name of each page that reads its query: queries worth asking, with the `?`."""
    secrets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """A word planted in a record, and the user names of those who may ever read it."""


def apps_with_examples() -> list[str]:
    """The apps whose tests hold examples, in the order in which they build on each other."""
    order = (
        "groups notices residents intelligence replies actions meetings reviews packs joint "
        "providers learning projects digital local_areas editions governance accounts"
    ).split()
    here = Path(__file__).parent
    return [app for app in order if (here / app / "examples.py").is_file()]


def examples_of(app: str, casework: Casework) -> Examples:
    """Make one app's examples in the test's database."""
    made: Examples = importlib.import_module(f"tests.web.{app}.examples").examples(casework)
    return made
