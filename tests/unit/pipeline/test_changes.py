from datetime import date
from pathlib import Path

import pytest

from caresight.pipeline.changes import COLUMNS, changes, middle_day
from caresight.vocabulary.refusal import Refusal
from tests.unit.identity.registers import AREA, Register, elsewhere, listed

MARCH, JUNE, YEAR_END = date(2024, 3, 1), date(2024, 6, 1), date(2024, 12, 31)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """A home closes and another opens between March and June."""
    register = Register(tmp_path)
    register.edition(MARCH, elsewhere(), listed("1-1"))
    new = listed("1-2", "Merrow Place", address="40 Invented Road", area_name="Alderbourne")
    register.edition(JUNE, elsewhere(), new)
    return register


def test_rows_have_the_promised_columns_in_the_order_of_days(register: Register) -> None:
    rows = changes(register.evidence(), area=AREA, from_on=MARCH, to_on=YEAR_END)

    assert [tuple(row) for row in rows] == [tuple(COLUMNS)] * 2
    assert [(row["kind"], row["location_id"]) for row in rows] == [
        ("closed", "1-1"),
        ("opened", "1-2"),
    ]


def test_an_event_between_two_editions_counts_in_one_of_two_stretches_that_meet(
    register: Register,
) -> None:
    evidence, until = register.evidence(), date(2024, 4, 15)

    before = changes(evidence, area=AREA, from_on=MARCH, to_on=until)
    after = changes(evidence, area=AREA, from_on=date(2024, 4, 16), to_on=YEAR_END)

    assert len(before) + len(after) == 2
    assert middle_day(MARCH, JUNE) == date(2024, 4, 16)


def test_a_stated_day_is_its_own_middle() -> None:
    assert middle_day(None, JUNE) == JUNE


@pytest.mark.parametrize("area", [AREA, f" {AREA} ", "alderbourne"])
def test_an_area_is_known_by_its_code_or_the_name_that_a_file_gives(
    register: Register, area: str
) -> None:
    assert len(changes(register.evidence(), area=area, from_on=MARCH, to_on=YEAR_END)) == 2


def test_a_councils_code_that_lost_a_zero_is_mended(tmp_path: Path) -> None:
    register = Register(tmp_path)
    register.edition(MARCH, elsewhere() | {"area_code": "E08000009"})
    register.edition(
        JUNE, elsewhere() | {"area_code": "E08000009"}, listed("1-1", area_code="E08000009")
    )

    evidence = register.evidence()

    for area in ("E08000009", "E0800009", "Trafford"):
        assert len(changes(evidence, area=area, from_on=MARCH, to_on=YEAR_END)) == 1


def test_an_area_that_nobody_knows_is_refused_with_those_that_are(register: Register) -> None:
    with pytest.raises(Refusal, match=AREA):
        changes(register.evidence(), area="Nowhere", from_on=MARCH, to_on=YEAR_END)


def test_days_the_wrong_way_round_are_refused(register: Register) -> None:
    with pytest.raises(Refusal, match="swap"):
        changes(register.evidence(), area=AREA, from_on=YEAR_END, to_on=MARCH)
