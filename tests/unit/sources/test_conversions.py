"""Whole columns are converted as one slow look at each cell would convert them."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caresight.sources.columns import ColumnDefinition
from caresight.sources.conversions import State, convert, identifier, trimmed
from caresight.sources.raw_table import connect


def converted(column: ColumnDefinition, cells: list[str]) -> list[tuple[object, State]]:
    """Value and state of each cell, by the SQL that files are read with."""
    made = convert("x", column, trimmed("cell", odd_blanks=True), missing=(), suppressed=("*",),
                   from_workbook=False)  # fmt: skip
    with connect() as con:
        con.execute("CREATE TEMP TABLE raw (cell VARCHAR)")
        con.executemany("INSERT INTO raw VALUES (?)", [[cell] for cell in cells])
        names = tuple(identifier(f"{kind}:x") for kind in "rvs")
        rows = con.execute(
            f"WITH cut AS (SELECT {made.cut} AS {names[0]} FROM raw), "
            f"valued AS (SELECT *, {made.value} AS {names[1]} FROM cut) "
            f"SELECT {names[1]}, {made.state} FROM valued"
        ).fetchall()
    return [(value, State(state)) for value, state in rows]


def slowly(cell: str) -> float | None:
    """A number of at least 0 and at most 100, or None where the cell is none."""
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", cell, re.ASCII):
        return None
    number = float(cell)
    return number if math.isfinite(number) and 0 <= number <= 100 else None


CELLS = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True).map(str),
    st.integers(-200, 200).map(str),
    st.text("0123456789.eE+-%, x", max_size=8),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=20))
def test_numbers_are_read_as_one_slow_look_at_each_would_read_them(cells: list[str]) -> None:
    column = ColumnDefinition.model_validate(
        {"from": "x", "type": "number", "minimum": 0, "maximum": 100}
    )

    found = converted(column, cells)

    for cell, (value, state) in zip(cells, found, strict=True):
        bare = cell.strip()
        assert (value if state is State.FINE else None) == (slowly(bare) if bare else None)
        assert (state is State.BLANK) == (not bare)


@pytest.mark.parametrize(
    ("options", "cell", "value"),
    [
        ({"percent": True}, "45.5 %", 45.5),
        ({"thousands": True}, "1,234,567.5", 1234567.5),
        ({"money": True, "thousands": True}, "£1,200", 1200.0),
        ({"money": True}, "$99", 99.0),
    ],
)
def test_signs_around_a_number_are_read_where_the_definition_allows_them(
    options: dict[str, bool], cell: str, value: float
) -> None:
    plain = ColumnDefinition.model_validate({"from": "x", "type": "number"})
    allowed = ColumnDefinition.model_validate({"from": "x", "type": "number", **options})

    assert converted(plain, [cell])[0][1] is State.UNREADABLE
    assert converted(allowed, [cell]) == [(value, State.FINE)]


def test_a_comma_that_parts_no_thousands_is_never_dropped() -> None:
    column = ColumnDefinition.model_validate({"from": "x", "type": "number", "thousands": True})

    assert [state for _, state in converted(column, ["1,5", "12,34"])] == [State.UNREADABLE] * 2


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("31/10/2026", State.FINE),
        ("30/02/2026", State.UNREADABLE),
        ("10/31/2026", State.UNREADABLE),
        ("2026-10-31", State.UNREADABLE),
        ("31/10/26", State.OUT_OF_BOUNDS),
        ("31/10/1066", State.OUT_OF_BOUNDS),
    ],
)
def test_a_date_is_one_that_there_is_in_the_declared_form(cell: str, state: State) -> None:
    column = ColumnDefinition.model_validate({"from": "x", "type": "date", "formats": ["%d/%m/%Y"]})

    assert converted(column, [cell])[0][1] is state


def test_a_suppressed_cell_is_neither_blank_nor_unreadable() -> None:
    column = ColumnDefinition.model_validate({"from": "x", "type": "integer"})

    states = [state for _, state in converted(column, ["*", " * ", "", "\u00a0", "3"])]

    assert states == [State.SUPPRESSED, State.SUPPRESSED, State.BLANK, State.BLANK, State.FINE]


def test_a_flag_read_out_of_a_text_keeps_nothing_of_the_text() -> None:
    named = ColumnDefinition.model_validate(
        {"from": "x", "type": "flag", "named": True, "blank": "false"}
    )

    assert converted(named, ["Invented Person", ""]) == [(True, State.FINE), (False, State.FINE)]
