"""Invented lists and returns on how digital homes are: readers of real files read them."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from caresight.maturity.editions import load_maturity
from caresight.sources.catalogue import load_sources
from caresight.sources.reading import read
from caresight.worlds.digital import COUNTED, SAID
from caresight.worlds.digital_files import write_digital_files
from caresight.worlds.system import System, invent


@pytest.fixture(scope="module")
def system() -> System:
    return invent(seed=11, homes=40, months=18, last_month=date(2026, 10, 1))


def test_every_file_is_read_whole_and_says_that_it_is_invented(
    system: System, definitions: Path, tmp_path: Path
) -> None:
    catalogue = load_sources(definitions / "sources")

    for file in write_digital_files(tmp_path, system):
        reading = read(file.path, catalogue)
        assert (reading.source, reading.published_on) == (file.source, file.published_on)
        assert (reading.rows_set_aside, reading.invented) == (0, True)


def test_homes_answer_what_the_index_asks_and_nothing_else(definitions: Path) -> None:
    criteria = load_maturity(definitions)[-1].by_code
    asked = {code for code, one in criteria.items() if "digital_return" in one.sources}

    assert set(SAID) == asked - {"nhsmail"}
    assert set(COUNTED) == {code for code in asked if criteria[code].at_least}


def test_the_same_world_gives_the_same_bytes(system: System, tmp_path: Path) -> None:
    first = write_digital_files(tmp_path / "one", system)
    second = write_digital_files(tmp_path / "two", system)

    assert [a.path.read_bytes() for a in first] == [b.path.read_bytes() for b in second]


def test_no_list_knows_of_days_after_its_own(system: System, tmp_path: Path) -> None:
    files = write_digital_files(tmp_path, system)

    assert files[1].published_on - files[0].published_on == timedelta(days=365)
    assert max(file.published_on for file in files) == date(2026, 11, 5)
