"""Boards are made of what files last said, and add up only where they are whole."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from caresight.indicators.area_boards import Boards, board_name, folded
from caresight.indicators.area_told import Told, told_from
from caresight.lake.schema import arrow_schema
from caresight.pipeline.build_place_areas import AreaPages
from caresight.vocabulary.areas_over_time import kind_of
from tests.unit.indicators.test_area_measures import DAYS, at, measured
from tests.unit.indicators.told_rows import months, people

BOARD, OTHER = "X97000001", "X97000002"
DORSET_BOARD = "E54000041"
ONE, TWO, THREE = "X99000001", "X99000002", "X99000003"
BOARDS = Boards(
    names={BOARD: "Northmarch ICB", OTHER: "Southmarch ICB"},
    of_council={ONE: (BOARD,), TWO: (BOARD,)},
)
SHARED = Boards(BOARDS.names, of_council={ONE: (BOARD,), TWO: (BOARD, OTHER), THREE: (OTHER,)})


def told(boards: Boards, *rows: list[dict[str, object]]) -> Told:
    flat = [one for many in rows for one in many]
    return told_from(pa.Table.from_pylist(flat, schema=arrow_schema("observations")), boards)


def of_two(boards: Boards) -> Told:
    return told(
        boards, months(ONE, [30.0] * 12), months(TWO, [60.0] * 12), people(ONE, 1000),
        people(TWO, 3000),
    )  # fmt: skip


def test_a_board_is_the_sum_of_its_councils_and_of_their_people():
    figures = measured(DAYS, of_two(BOARDS))

    row = figures.areas.index(BOARD)
    assert figures.numerators[row, 0] == 12 * 90
    assert figures.denominators[row, 0] == 4000
    assert figures.added_up[row, 0] == 2


def test_a_board_that_shares_a_council_has_no_figure_and_says_with_whom():
    of = of_two(SHARED)
    figures = measured(DAYS, of)

    value, _, why = at(figures, BOARD)
    assert np.isnan(value)
    assert why == f"Not added up, as {of.name_of(TWO)} lies in it only in part."


def test_a_board_that_lacks_the_figure_of_a_council_names_it():
    of = told(BOARDS, months(ONE, [30.0] * 12), people(ONE, 1000), people(TWO, 3000))

    value, _, why = at(measured(DAYS, of), BOARD)

    assert np.isnan(value)
    assert of.name_of(TWO) in why


def test_a_board_without_the_people_of_a_council_says_so():
    of = told(BOARDS, months(ONE, [30.0] * 12), months(TWO, [1.0] * 12), people(ONE, 1000))

    _, _, why = at(measured(DAYS, of), BOARD)

    assert why == "The population estimates for mid-2020 lack some of its councils of the time."


def test_a_board_that_no_file_names_the_councils_of_has_no_sum_and_a_page_that_says_so():
    of = told(
        Boards(), months(ONE, [30.0] * 12), months(BOARD, [1.0, *[None] * 11]), people(ONE, 1000)
    )  # fmt: skip

    _, _, why = at(measured(DAYS, of), BOARD)
    pages = AreaPages((), {}, {}, of, {}, {}, {}, None).documents()

    assert why == "Not added up, as no file says which councils it is made of."
    said = next(one for one in pages if one["area_code"] == BOARD)["sentences"]
    assert said[-1].startswith("No file says which councils it is made of")


def test_boards_stand_between_regions_and_councils_and_only_near_what_was_told():
    areas = of_two(BOARDS).areas

    assert OTHER not in areas
    assert [kind_of(code) for code in areas] == ["board", "council", "council"]


def test_before_a_merger_a_board_is_made_of_the_councils_of_that_time():
    dorset, bcp = "E06000059", "E06000058"
    whole = Boards({DORSET_BOARD: "Dorset ICB"}, {}, dict.fromkeys((dorset, bcp), (DORSET_BOARD,)))
    part = Boards({DORSET_BOARD: "Dorset ICB"}, {}, {bcp: (DORSET_BOARD,)})

    before = whole.members(DORSET_BOARD, date(2018, 4, 1))

    assert before == ("E06000028", "E06000029", "E10000009")
    assert whole.members(DORSET_BOARD, date(2020, 4, 1)) == (bcp, dorset)
    # Christchurch was part of the old county of Dorset, whose other land is in no board here.
    assert part.members(DORSET_BOARD, date(2018, 4, 1)) == ()


def test_a_new_number_of_a_board_is_found_by_its_name():
    boards = Boards({"E54000064": "Sussex ICB"})

    assert boards.code_of("E54000053", "NHS SUSSEX INTEGRATED CARE BOARD") == "E54000064"
    assert boards.code_of("E54000053", "NHS Sussex Coast ICB") is None
    assert boards.code_of("E54000064", "A new name") == "E54000064"


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("NHS North West London Integrated Care Board", "North West London ICB"),
        (
            "NHS STAFFORDSHIRE AND STOKE-ON-TRENT INTEGRATED CARE BOARD",
            "Staffordshire and Stoke-on-Trent ICB",
        ),
        ("NHS Derby and Derbyshire ICB", "Derby and Derbyshire ICB"),
    ],
)
def test_the_name_of_a_board_is_told_in_ordinary_letters(stated, name):
    assert board_name(stated) == name


@pytest.mark.parametrize(
    "stated",
    ["NHS North West London ICB - W2U3Z", "NHS North West London CCG", "North West London ICB"],
)
def test_a_place_of_a_board_is_compared_without_what_kind_of_body_it_is(stated):
    assert folded(stated) == "north west london"
