"""The pages of areas: what a director reads, what leads where, and what is said of nothing."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from caresight.pipeline.release_index.writing_places import row_of
from caresight.web.local_areas.standing_page import standing_page
from tests.web.invented_boards import BOARD
from tests.web.invented_places import APART, ENDED, place_parts
from tests.web.invented_release import Wish, write_release

MEASURE = "/areas/measures/delayed_days_12_months/"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def plain(client: Client, address: str) -> str:
    """The page as it is read, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(client, address)).split())


def test_an_area_is_summed_up_before_its_table(viewer: Client) -> None:
    page = plain(viewer, "/areas/X99000001/")

    assert "201,345 people aged 18 and over in 2020" in page
    assert "Over all measures together: 3rd of 6; could be 2nd to 5th" in page
    assert "it takes places from 1st to 4th" in page
    assert "Take care. Its parts are of different years." in page
    assert page.index("stands third of six") < page.index("April 2018 to March 2019")
    assert "Delayed days, twelve months: Delayed days, twelve months stood at 7.2." in page


def test_a_figure_stands_with_interval_period_change_and_those_it_is_compared_with(
    viewer: Client,
) -> None:
    page = plain(viewer, "/areas/X99000001/")

    assert "7.2 6.7 to 7.7 April 2018 to March 2019 down 0.4 from 7.6" in page
    assert "11.7 ▼ lower: better" in page
    assert "1st of 6; could be 1st to 2nd Best of those like it: Quillhaven, 8.7" in page


def test_a_figure_that_was_kept_back_is_no_nought_and_an_unknown_measure_says_why(
    viewer: Client,
) -> None:
    page = plain(viewer, "/areas/X99000005/")

    assert "suppressed" in page
    assert "Discharges at the weekend. Nobody publishes it any more." in page


def test_an_area_that_has_ended_leads_to_who_followed_and_back(viewer: Client) -> None:
    ended, follower = text(viewer, f"/areas/{ENDED}/"), text(viewer, "/areas/X99000004/")

    assert "Old Zephyr ended on 1 April 2019" in ended
    assert 'href="/areas/X99000004/"' in ended
    assert "Delayed days, twelve months:" not in ended
    assert "Zephyrholt began on 1 April 2019" in follower
    assert f'href="/areas/{ENDED}/"' in follower


def test_a_board_is_told_with_its_councils_and_a_council_with_its_board(viewer: Client) -> None:
    board, council = text(viewer, f"/areas/{BOARD}/"), text(viewer, "/areas/X99000001/")

    assert "Its councils: " in board
    assert 'href="/areas/X99000001/"' in board
    assert f'Integrated care board: <a href="/areas/{BOARD}/">Northmarch ICB</a>' in council
    assert f'href="/homes/?area={BOARD}"' in board
    assert "Not added up, as Zephyrholt lies in it only in part." in plain(
        viewer, f"/areas/{APART}/"
    )


def test_a_measure_tells_regions_and_boards_apart_from_the_ranked_councils(viewer: Client) -> None:
    page = plain(viewer, MEASURE)

    _, _, others = page.partition("regions and integrated care boards Area")
    assert "Invented region 16.2" in others
    assert "Northmarch ICB 20.7" in others
    assert "Southmarch ICB not known Not added up, as Zephyrholt lies in it only in part." in others


def test_all_boards_stand_below_the_councils_with_their_homes(viewer: Client) -> None:
    page = plain(viewer, "/areas/")

    assert page.index("Integrated care boards Each home counts") > page.index("Quillhaven")
    assert page.count("Northmarch ICB") > 1


def test_the_list_for_a_review_says_its_rule(viewer: Client) -> None:
    assert "On the list for a review" in plain(viewer, "/areas/X99000006/")
    assert "Not on the list for a review" in plain(viewer, "/areas/X99000001/")
    assert "The rule: Among the last two" in plain(viewer, "/areas/X99000001/")


def test_all_areas_stand_in_their_place_with_who_is_proposed_and_by_which_rule(
    viewer: Client,
) -> None:
    page = plain(viewer, "/areas/standings/")
    table = viewer.get("/areas/standings.csv").content.decode().splitlines()

    assert "The rule. Among the last two, and surely in the lower half." in page
    assert "By this rule 1 area is proposed for a review: Jorrowmere." in page
    assert "Jorrowmere Invented region 3rd of 6 2nd to 5th 1st to 4th proposed" in page
    assert "Take care. Its parts are of different years." in page
    assert table[0].endswith("proposed_for_review")
    assert [line for line in table if line.endswith(",yes")] == [
        "X99000006,Jorrowmere,Invented region,3,2,5,6,1,4,yes"
    ]


def test_without_a_ranking_no_area_has_a_place(
    viewer: Client, settings: Any, tmp_path: Path
) -> None:
    write_release(tmp_path, Wish(has_places=False))
    settings.HOME = tmp_path

    assert "No area has a place over all measures" in plain(viewer, "/areas/standings/")
    assert viewer.get("/areas/standings.csv").status_code == 404


def test_of_several_proposed_all_are_named_and_of_none_that_there_is_none() -> None:
    places = [row_of(one) for one in place_parts().areas]
    example = next(one for one in place_parts().areas if one["overall"])
    for one in places:
        if standing := one.get("standing"):
            standing["is_listed"] = one["area_code"] in ("X99000001", "X99000002")

    page = standing_page(places, example)
    for one in places:
        one["standing"] = None
    nobody = standing_page(places, example)

    assert page is not None
    assert "2 areas are proposed for a review: Alderbourne and Quillhaven." in page.sentence
    assert nobody is not None
    assert nobody.sentence == "By this rule no area is proposed for a review."


def test_an_area_or_a_measure_that_is_not_known_is_not_found(viewer: Client) -> None:
    for address in ("/areas/X1/", "/areas/X1/figures.csv", "/areas/measures/happiness/"):
        assert viewer.get(address).status_code == 404


def test_a_measure_without_a_figure_stays_in_the_list_with_the_reason(viewer: Client) -> None:
    page = plain(viewer, "/areas/measures/")

    assert "Discharges at the weekend" in page
    assert "no figure Nobody publishes it any more." in page
    assert "Which areas to offer help to Discharge lead" in page


def test_a_measure_shows_all_areas_the_map_its_table_breaks_and_faults(viewer: Client) -> None:
    page = plain(viewer, f"{MEASURE}?area=X99000002")

    assert "Quillhaven is named." in page
    assert "Invented boundaries of invented areas" in page
    assert "1 area with a figure cannot be drawn" in page
    assert "A, 1 April 2017. From here days alone are counted." in page
    assert "412 (Monthly workbook) 390 (All months)" in page
    assert "The reasons do not come to the total." in page


def test_an_area_in_the_query_that_nobody_knows_changes_nothing(viewer: Client) -> None:
    odd = plain(viewer, MEASURE + "?area=%3Cscript%3E")

    assert odd == plain(viewer, MEASURE)


def test_a_measure_of_which_nothing_is_known_says_why_and_draws_nothing(viewer: Client) -> None:
    page = text(viewer, "/areas/measures/weekend_discharges_65/")

    assert "Nobody publishes it any more." in page
    assert "<svg" not in page


def test_at_most_six_areas_stand_side_by_side_and_unknown_ones_are_named(viewer: Client) -> None:
    asked = "&".join(f"area=X9900000{n}" for n in range(1, 7))
    page = plain(viewer, f"/areas/compare/?{asked}&area=X98000001&area=%3Cb%3E")

    assert "Only the first six areas are shown." in page
    assert "There is no area with the code" in page
    assert "Jorrowmere" in page
    assert "Add an area" not in page


def test_nothing_chosen_asks_for_a_first_area(viewer: Client) -> None:
    assert "Begin with an area" in plain(viewer, "/areas/compare/")


@pytest.mark.parametrize(
    "address", ["/areas/X99000001/figures", f"{MEASURE}figures", "/areas/compare/figures"]
)
@pytest.mark.parametrize("ending", ["csv", "ods", "xlsx"])
def test_figures_can_be_taken_away_in_every_kind_of_file(
    viewer: Client, address: str, ending: str
) -> None:
    answer = viewer.get(f"{address}.{ending}?area=X99000001")

    name = answer["Content-Disposition"].partition("filename=")[2]
    assert re.fullmatch(rf'"[a-z0-9.-]+\.{ending}"', name)
    if ending == "csv":
        assert "delayed_days_12_months" in answer.content.decode()
    else:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            words = b"".join(packed.read(part) for part in packed.namelist())
        assert b"All areas and figures are invented." in words


def test_a_figure_that_was_kept_back_is_an_empty_cell_whose_quality_says_so(
    viewer: Client,
) -> None:
    table = viewer.get("/areas/X99000005/figures.csv").content.decode()

    line = next(one for one in table.splitlines() if "still_at_home_91_days" in one)
    assert "April 2018 to March 2019,,,,,100000.0,suppressed," in line


def test_the_overview_leads_to_the_page_of_each_area(viewer: Client) -> None:
    page = text(viewer, "/areas/")

    assert 'href="/areas/X99000001/"' in page
    assert 'href="/areas/measures/"' in page


def test_the_overview_lists_areas_without_homes_by_their_region(viewer: Client) -> None:
    page = plain(viewer, "/areas/")

    assert "Every council of which a measure is known, and England as a whole." in page
    assert "Invented region Alderbourne Jorrowmere Quillhaven" in page


def test_a_region_and_the_country_are_not_ranked_and_have_no_neighbours(viewer: Client) -> None:
    region, country = plain(viewer, "/areas/X98000001/"), plain(viewer, "/areas/E92000001/")

    assert "Areas like it" not in region + country
    assert "Place" not in region + country
    assert "16.2" in region
    assert "17.7" in region


def test_a_release_without_figures_of_areas_says_what_to_do(
    viewer: Client, settings: Any, tmp_path: Path
) -> None:
    write_release(tmp_path, Wish(has_places=False))
    settings.HOME = tmp_path

    assert "Land the files of delayed transfers" in plain(viewer, "/areas/measures/")
    assert "This release has no figures of areas." in plain(viewer, "/areas/compare/")
    assert 'href="/areas/X99000001/"' not in text(viewer, "/areas/")
    assert viewer.get("/areas/X99000001/").status_code == 404
