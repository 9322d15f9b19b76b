"""One invented world on disk and one in memory, of the same seed."""

from datetime import date
from pathlib import Path

import pytest

from caresight.worlds.borough import World, write_world
from caresight.worlds.evidence import EvidenceWorld, evidence_world

LAST = date(2026, 10, 1)
HOMES, MONTHS, SEED = 120, 20, 11


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The files."""
    folder: Path = tmp_path_factory.mktemp("world") / "borough"
    return write_world(folder, seed=SEED, homes=HOMES, months=MONTHS, last_month=LAST)


@pytest.fixture(scope="session")
def evidence() -> EvidenceWorld:
    """The tables."""
    return evidence_world(seed=SEED, homes=HOMES, months=MONTHS, last_month=LAST)
