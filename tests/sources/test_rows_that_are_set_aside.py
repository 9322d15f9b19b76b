"""Partly bad files: good rows land, the rest are listed with row, column and reason."""

import pytest

from caresight.sources.answer import Reading
from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import read
from caresight.vocabulary.refusal import Refusal
from tests.sources.conftest import RETURN, Make

GOOD = "2026-10,1-999,Orrin House,20,600,3"


def values(reading: Reading) -> dict[str, float]:
    table = reading.tables["observations"]
    names, numbers = table["component"].to_pylist(), table["value"].to_pylist()
    return dict(zip(names, numbers, strict=True))


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("-3", "out_of_bounds"),
        ("1e308", "not_integer"),
        ("NaN", "not_integer"),
        ("inf", "not_integer"),
        ("2.5", "not_integer"),
        ("1'200", "not_integer"),
        ("5%", "not_integer"),
        ("three", "not_integer"),
        ("99999999", "out_of_bounds"),
        ("=cmd|' /C calc'!A0", "formula"),
        ("@SUM(1)", "formula"),
    ],
)
def test_an_unreadable_cell_is_set_aside_and_the_rest_of_its_row_lands(
    cell: str, rule: str, make_return: Make, catalogue: SourceCatalogue
) -> None:
    reading = read(make_return(GOOD, f"2026-10,1-998,Elm,20,600,{cell}"), catalogue)

    [aside] = reading.set_aside
    assert (aside.row, aside.column, aside.rule, aside.value) == (3, "falls", rule, cell)
    assert "rest of the row landed" in aside.reason
    assert (reading.rows_read, reading.rows_landed, reading.rows_set_aside) == (2, 2, 0)
    assert reading.tables["observations"].num_rows == 5


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ("2026-10,,Elm,20,600,3", "location_id", "required"),
        ("2026-10,1- 998,Elm,20,600,3", "location_id", "not_id"),
        ("2026-10,=cmd|x,Elm,20,600,3", "location_id", "formula"),
        ("2026-13,1-998,Elm,20,600,3", "month", "not_period"),
        ("10/2026,1-998,Elm,20,600,3", "month", "not_period"),
    ],
)
def test_a_row_without_a_readable_key_is_set_aside_whole(
    row: str, column: str, rule: str, make_return: Make, catalogue: SourceCatalogue
) -> None:
    reading = read(make_return(GOOD, row), catalogue)

    [aside] = reading.set_aside
    assert (aside.row, aside.column, aside.rule) == (3, column, rule)
    assert reading.rows_set_aside == 1
    assert set(reading.tables["observations"]["entity_id"].to_pylist()) == {"1-999"}


def test_a_blank_cell_is_not_known_and_never_nought(
    make_return: Make, catalogue: SourceCatalogue
) -> None:
    reading = read(make_return("2026-10,1-999,Orrin House,20,600,"), catalogue)

    assert "falls" not in values(reading)
    assert reading.set_aside == ()


def test_a_row_with_a_cell_too_many_is_set_aside_under_its_own_number(
    make_return: Make, catalogue: SourceCatalogue
) -> None:
    reading = read(make_return(GOOD, "2026-10,1-998,Elm,Court,20,600,3"), catalogue)

    [aside] = reading.set_aside
    assert (aside.row, aside.rule) == (3, "number_of_cells")
    assert (reading.rows_landed, reading.rows_set_aside) == (1, 1)


def test_rows_are_counted_as_a_spreadsheet_counts_them_over_blank_lines(
    make_return: Make, catalogue: SourceCatalogue
) -> None:
    reading = read(make_return(GOOD, "", "2026-10,1-998,Elm,20,600,x"), catalogue)

    assert [aside.row for aside in reading.set_aside] == [4]
    assert reading.rows_read == 2


def test_a_line_break_inside_quotation_marks_does_not_shift_the_rows(
    make_return: Make, catalogue: SourceCatalogue
) -> None:
    reading = read(
        make_return('2026-10,1-999,"Orrin\nHouse",20,600,3', "2026-10,1-9,Elm,20,600,x"), catalogue
    )

    assert [aside.row for aside in reading.set_aside] == [3]


def test_headings_that_come_again_are_set_aside_as_such(
    make_return: Make, catalogue: SourceCatalogue
) -> None:
    reading = read(
        make_return(GOOD, RETURN.strip(), "2026-09,1-999,Orrin House,20,600,3"), catalogue
    )

    [aside] = reading.set_aside
    assert (aside.row, aside.rule) == (3, "headings_again")
    assert reading.rows_landed == 2


def test_a_row_that_comes_twice_lands_once(make_return: Make, catalogue: SourceCatalogue) -> None:
    reading = read(make_return(GOOD, GOOD), catalogue)

    [aside] = reading.set_aside
    assert (aside.row, aside.rule, aside.value) == (3, "duplicate_row", "row 2")
    assert reading.tables["observations"].num_rows == 3


def test_rows_that_contradict_each_other_are_both_set_aside(
    make_return: Make, catalogue: SourceCatalogue
) -> None:
    other = "2026-10,1-999,Orrin House,20,600,9"

    reading = read(make_return(GOOD, other, "2026-09,1-999,Orrin House,20,600,3"), catalogue)

    assert [(a.row, a.rule) for a in reading.set_aside] == [
        (2, "conflicting_rows"),
        (3, "conflicting_rows"),
    ]
    assert reading.rows_landed == 1


def test_a_long_cell_is_shortened_in_the_list(
    make_return: Make, catalogue: SourceCatalogue
) -> None:
    reading = read(make_return(f"2026-10,1-999,Elm,20,600,{'9x' * 500}"), catalogue)

    assert len(reading.set_aside[0].value) == 200


def test_columns_that_nobody_knows_are_named(make: Make, catalogue: SourceCatalogue) -> None:
    reading = read(make(RETURN.strip() + ",shoe_size\n" + GOOD + ",43\n"), catalogue)

    assert "Columns that are not read: shoe_size." in reading.notes
    assert values(reading) == {"residents_at_month_end": 20, "occupied_bed_days": 600, "falls": 3}


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8-sig", "Orrin Hôuse"), ("utf-8", "Orrin Hôuse"), ("cp1252", "Orrin Hôuse")],
)
def test_a_file_is_read_in_the_encodings_that_its_source_uses(
    encoding: str, name: str, make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(RETURN + f"2026-10,1-999,{name},20,600,3\n", encoding=encoding)

    reading = read(path, catalogue)

    assert (reading.rows_landed, reading.set_aside) == (1, ())


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_mark_between_cells_is_seen(
    delimiter: str, make: Make, catalogue: SourceCatalogue
) -> None:
    text = (RETURN + GOOD + "\n").replace(",", delimiter)

    assert values(read(make(text), catalogue))["falls"] == 3


def test_line_ends_of_an_old_machine_are_read(make: Make, catalogue: SourceCatalogue) -> None:
    reading = read(make((RETURN + GOOD + "\n").replace("\n", "\r")), catalogue)

    assert reading.rows_landed == 1


CALLS = "# covers 2026-10 for areas X99000001,X99000002\n"
CALL_HEADINGS = (
    "incident_id,called_at,location_id,home_name,postcode,area_code,chief_complaint,outcome\n"
)


@pytest.mark.parametrize(
    ("called_at", "lands"),
    [
        ("2026-10-03 14:05", True),
        ("2026-10-03", True),
        ("03/10/2026", False),
        ("31 Oct 2026", False),
        ("2026-02-30 10:00", False),
        ("0026-10-03", False),
    ],
)
def test_a_date_is_read_only_in_the_forms_that_its_source_declares(
    called_at: str, lands: bool, make: Make, catalogue: SourceCatalogue
) -> None:
    row = f"i-1,{called_at},1-999,Elm,ZZ1 1ZZ,X99000001,Falls,conveyed\n"

    reading = read(make(CALLS + CALL_HEADINGS + row), catalogue)

    assert reading.rows_landed == int(lands)
    assert [aside.column for aside in reading.set_aside] == ([] if lands else ["called_at"])


def test_a_file_says_which_months_and_areas_it_covers_even_without_a_row(
    make: Make, catalogue: SourceCatalogue
) -> None:
    reading = read(make(CALLS + CALL_HEADINGS), catalogue)

    assert reading.area_codes == ("X99000001", "X99000002")
    assert str(reading.period) == "Oct 2026"
    assert reading.tables == {}


def test_a_month_of_coverage_that_is_none_is_refused_with_the_line(
    make: Make, catalogue: SourceCatalogue
) -> None:
    with pytest.raises(Refusal, match="2026-14"):
        read(make("# covers 2026-14 for areas X99000001\n" + CALL_HEADINGS), catalogue)


def test_a_suppressed_count_stays_suppressed(make: Make, catalogue: SourceCatalogue) -> None:
    text = (
        "month,location_id,home_name,area_code,emergency_admissions,"
        "emergency_department_attendances,readmissions_within_30_days\n"
        "2026-10,1-999,Elm,X99000001,*,7,\n"
    )

    rows = read(make(text), catalogue).tables["observations"].to_pylist()

    found = {row["component"]: (row["value"], row["status"]) for row in rows}
    assert found == {
        "emergency_admissions": (None, "suppressed"),
        "emergency_department_attendances": (7.0, "reported"),
    }
