import re

import pytest

from caresight.vocabulary.agencies import Agency
from caresight.vocabulary.evidence import BUILT, JUDGED, LANDED, TABLES
from caresight.vocabulary.polarity import Direction, Polarity

TABLE_LIST = list(TABLES.values())
names = [table.name for table in TABLE_LIST]


def test_every_table_is_landed_judged_or_built():
    assert set(TABLES) == {table.name for table in (*LANDED, *JUDGED, *BUILT)}
    assert len(TABLES) == len(LANDED) + len(JUDGED) + len(BUILT)


@pytest.mark.parametrize("table", TABLE_LIST, ids=names)
def test_no_table_names_a_column_twice(table):
    assert len(set(table.column_names)) == len(table.columns)


@pytest.mark.parametrize("table", TABLE_LIST, ids=names)
def test_every_table_and_column_says_what_it_means(table):
    assert table.meaning
    assert all(column.meaning for column in table.columns)


@pytest.mark.parametrize("table", TABLE_LIST, ids=names)
def test_a_columns_name_tells_the_kind_of_a_date_or_instant(table):
    for column in table.columns:
        if column.name.endswith("_on"):
            assert column.kind in ("date", "flag"), column.name
        if column.kind == "instant":
            assert column.name.endswith("_at") or column.name == "known_from"


@pytest.mark.parametrize("table", TABLE_LIST, ids=names)
def test_names_are_lower_case_words(table):
    for name in (table.name, *table.column_names):
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)


@pytest.mark.parametrize("table", [*LANDED, *JUDGED], ids=lambda table: table.name)
def test_what_was_landed_says_when_it_was_known(table):
    moments = {"known_from", "received_at"}

    assert moments & set(table.column_names)


def test_every_agency_has_a_label_of_its_own():
    assert len({agency.label for agency in Agency}) == len(Agency)


def test_an_agency_a_polarity_and_a_direction_are_plain_words():
    assert str(Agency.AMBULANCE) == "ambulance"
    assert str(Polarity.LOWER_IS_BETTER) == "lower_is_better"
    assert {str(direction) for direction in Direction} == {"concerning", "improving", "neutral"}
