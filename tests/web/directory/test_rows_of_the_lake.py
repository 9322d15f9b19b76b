"""The data pages read small tables without the query engine, and read the same rows."""

from pathlib import Path

import pytest

from caresight.lake.lake import Lake
from caresight.web.directory.releases import Shown, newest
from caresight.web.publication import queries


@pytest.mark.parametrize("table", ["receipts", "set_aside", "quality"])
def test_rows_are_those_of_the_engine_instants_and_all(with_release: Path, table: str) -> None:
    release = newest()
    assert isinstance(release, Shown)
    lake = Lake(with_release)

    rows = queries._rows(release.release_id, table)

    assert rows == lake.read(lake.release(release.release_id), table).to_pylist()
