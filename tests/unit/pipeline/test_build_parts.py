from collections import Counter
from datetime import UTC, date, datetime

import numpy as np
import pytest

from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.build_areas import area_rows
from caresight.pipeline.build_introduction import kind_of
from caresight.pipeline.build_months import FEWEST_MONTHS, MOST_MONTHS, spans
from caresight.pipeline.build_summary import (
    budget_in_words,
    flags_of,
    headline,
    place_in_words,
)
from tests.unit.lake.rows import table
from tests.unit.pipeline.invented_documents import home_row

AS_AT = date(2026, 11, 22)


def months_of(tmp_path, **receipt):
    lake, now = Lake(tmp_path), datetime(2026, 11, 22, tzinfo=UTC)
    with lake.writing("landing", now) as writer:
        given = {"register": "cqc", "received_at": now, "receipt_id": "a", **receipt}
        writer.append("receipts", table("receipts", given))
    return spans(Evidence(lake, KnownAt(AS_AT)), AS_AT)["cqc"].months


def test_a_register_runs_to_the_last_whole_month_before_the_day(tmp_path):
    found = months_of(tmp_path, published_on=date(2026, 11, 15))

    assert found[-1].start == date(2026, 10, 1)
    assert len(found) == FEWEST_MONTHS


def test_an_old_study_is_watched_as_of_its_own_last_month(tmp_path):
    first, after = date(2020, 4, 1), date(2022, 7, 1)
    found = months_of(tmp_path, period_start=first, period_end=after)

    assert (found[0].start, found[-1].start) == (first, date(2022, 6, 1))


def test_no_register_runs_over_more_than_five_years(tmp_path):
    found = months_of(tmp_path, period_start=date(2001, 1, 1), period_end=date(2026, 11, 1))

    assert len(found) == MOST_MONTHS


def test_flags_are_counted_with_how_many_of_them_chance_explains():
    chance = np.linspace(0.01, 1, 1000)
    flags = flags_of([chance, np.full(40, 1e-9)])

    assert (flags.tested, flags.flags) == (1040, 40)
    assert flags.sentence.startswith(
        "1,040 comparisons were made. 40 stand out so far that about 2 of them would be expected"
    )


@pytest.mark.parametrize(
    ("p_values", "words"),
    [([], "No comparison could be made"), ([np.linspace(0.01, 1, 100)], "none stands out")],
)
def test_no_flags_and_no_comparisons_are_told_apart(p_values, words):
    assert words in flags_of(p_values).sentence


def test_the_place_is_named_by_the_area_with_most_homes():
    assert place_in_words(["Alderbourne"]) == "Alderbourne"
    assert place_in_words(["B", "A", "B", "C"]) == "B and two more areas"
    assert place_in_words([""]) == "no named area"


def test_the_kind_of_a_home_is_words():
    assert kind_of(True, False) == "Nursing"
    assert kind_of(False, True) == "Residential, dementia"


def test_a_home_of_which_no_register_says_whether_it_has_nursing_is_not_residential():
    homes = [home_row("H1", kind=kind_of(None, False)), home_row("H2", kind=kind_of(None, True))]

    (area,) = area_rows(homes, {}, [], None, AS_AT)

    assert [home["kind"] for home in homes] == ["Care home", "Care home, dementia"]
    assert (area["homes"], area["nursing_homes"], area["residential_homes"]) == (2, None, None)


def test_an_area_adds_up_known_beds_and_counts_the_unknown():
    homes = [
        home_row("H1", beds=40),
        home_row("H2", beds=None, kind="Residential", rating=""),
        home_row("H3", beds=30, is_open=False),
    ]
    event = {"kind": "closed", "on": date(2026, 6, 1), "area_code": "X99000001"}
    long_ago = {**event, "on": date(2024, 6, 1)}
    (area,) = area_rows(homes, {}, [event, long_ago], None, AS_AT)

    assert (area["homes"], area["beds"], area["homes_with_unknown_beds"]) == (2, 40, 1)
    assert (area["residential_beds"], area["closed"], area["occupancy"]) == (None, 1, None)
    assert area["ratings"] == Counter({"Good": 1, "Not rated": 1})


@pytest.mark.parametrize(
    ("by_step", "words"),
    [
        ([373, 57, 11], "11 homes need attention first; 57 more need a closer look."),
        ([9, 1, 1], "1 home needs attention first; 1 more needs a closer look."),
        ([9, 3, 0], "3 homes need attention first."),
        ([9, 0, 0], "No home needs attention first."),
        ([0, 0, 0], "No home is known here."),
    ],
)
def test_the_headline_is_what_a_group_can_act_on(by_step, words):
    assert headline(by_step) == words


@pytest.mark.parametrize(("newly", "way"), [(8, "within"), (9, "more than")])
def test_the_list_is_held_against_what_the_group_can_review(newly, way):
    assert f"That is {way} what the group said" in budget_in_words(400, 60, newly, 2.0)
    assert "group" not in budget_in_words(400, 60, newly, None)
