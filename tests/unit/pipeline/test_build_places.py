"""What pages of areas say: sums that fail, differences between files, ranks and their warnings."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from caresight.indicators.area_definition import AreaMeasureDefinition
from caresight.indicators.area_measuring import measure
from caresight.indicators.area_ranking import AreaRanking
from caresight.pipeline.build_place_figures import Compared, compared, is_good
from caresight.pipeline.build_place_ranking import Overall
from caresight.pipeline.build_place_sums import differences, unequal
from caresight.pipeline.build_place_words import (
    _end,
    ended_sentence,
    measure_sentences,
    newest_known,
)
from caresight.vocabulary.areas_over_time import ENGLAND, councils_within
from caresight.vocabulary.periods import Period
from tests.unit.indicators.test_area_measures import DAYS, SHARE, definition
from tests.unit.indicators.told_rows import APRIL, months, row, told

YEAR = Period(APRIL, date(2018, 4, 1))
COUNCILS = ("E09000029", "E06000015", "E06000017", "E09000021", "E08000016")


def ranking(**other: Any) -> AreaRanking:
    return AreaRanking.model_validate({
        "code": "invented", "title": "An invented ranking", "question": "Who stands where?",
        "version": 1, "status": "live", "owner": "Analyst", "reviewer": "Performance lead",
        "reviewed_on": "2026-01-01", "review_due": "2027-01-01",
        "why_it_matters": "It does not: it is invented.", "use_case": "Which test is to be mended",
        "used_by": "Whoever tests", "weights_vary_by": 2, "draws": 200, "seed": 1,
        "measures": [{"measure": "one", "weight": 2}, {"measure": "two", "weight": 1},
                     {"measure": "three", "weight": 1}],
        "shortlist": {"among_last_share": 0.2, "surely_beyond_share": 0.5}, **other,
    })  # fmt: skip


def shares(
    code: str,
    values: list[float],
    period: Period = YEAR,
    areas: Sequence[str] = COUNCILS,
) -> Compared:
    method = {**SHARE, "outcome": code, "numerator": f"{code}_top", "denominator": f"{code}_of"}
    rows = [
        row(area, name, period, value)
        for area, share in zip(areas, values, strict=True)
        for name, value in ((code, share), (f"{code}_top", share * 50), (f"{code}_of", 5000.0))
    ]
    measured = definition(method, code=f"measure_{code}", polarity="higher_is_better")
    of = told(rows)
    found = measure(measured, of)
    assert found is not None
    answer = compared(found, {}, of, draws=200, seed=1)
    assert answer is not None
    return answer


def monthly(**other: Any) -> AreaMeasureDefinition:
    return definition(DAYS, period="month", **other)


def test_parts_that_do_not_come_to_their_total_are_listed_as_they_were_told() -> None:
    of = told(
        months("E09000029", [100.0, 100.0]),
        months("E09000029", [60.0, 60.0], component="nhs"),
        months("E09000029", [40.0, 30.0], component="social"),
    )
    sums = [{"total": "days", "parts": ["nhs", "social"], "words": "The parts fall short"}]

    found = unequal(monthly(sums=sums), of)

    assert found == [
        {
            "area_name": "Sutton", "period_words": "May 2017", "told": 100.0, "sum": 90.0,
            "words": "The parts fall short: 10 less.",
        }
    ]  # fmt: skip


def test_a_reason_that_was_not_yet_asked_for_is_no_shortfall() -> None:
    of = told(
        months("E09000029", [100.0, 100.0]),
        months("E09000029", [100.0, 90.0], component="old"),
        months("E09000029", [None, 10.0], component="new"),
    )
    sums = [{"total": "days", "parts": ["old", "new"], "words": "The parts fall short"}]

    assert unequal(monthly(sums=sums), of) == []


def test_councils_that_do_not_come_to_england_are_listed() -> None:
    every = councils_within(ENGLAND, APRIL)
    of = told(months(ENGLAND, [1000.0]), *(months(code, [1.0]) for code in every))

    found = unequal(monthly(), of)

    assert [(one["area_name"], one["told"], one["sum"]) for one in found] == [
        ("England", 1000.0, float(len(every)))
    ]


def test_councils_that_do_not_come_to_a_region_that_was_told_are_listed() -> None:
    region = "E12000001"
    every = councils_within(region, APRIL)
    told_of = [months(region, [99.0, 12.0]), *(months(code, [1.0, 1.0]) for code in every)]

    found = unequal(monthly(), told(*told_of))

    assert [(one["area_name"], one["period_words"], one["told"], one["sum"]) for one in found] == [
        ("North East", "April 2017", 99.0, 12.0)
    ]
    assert unequal(monthly(), told(*told_of[:-1])) == []


def test_days_of_councils_that_do_not_come_to_england_are_listed_by_the_day() -> None:
    rate = {
        "of": "count_rate", "numerator": ["days"], "per": 1000, "days": 7,
        "over": {"aged_from": 90, "years_apart": 3},
    }  # fmt: skip
    day = Period(date(2020, 4, 10), date(2020, 4, 11))
    every = councils_within(ENGLAND, day.start)
    of = told(row(ENGLAND, "days", day, 1000.0), *(row(code, "days", day, 1.0) for code in every))

    found = unequal(definition(rate, period="month"), of)

    assert [(one["area_name"], one["period_words"], one["sum"]) for one in found] == [
        ("England", "10 April 2020", float(len(every)))
    ]


def test_a_difference_between_two_files_names_both() -> None:
    late = {"source": "later", "published_on": date(2019, 1, 1)}
    of = told(months("E09000029", [10.0]), row("E09000029", "days", YEAR, 1.0),
              {**months("E09000029", [12.0])[0], **late})  # fmt: skip

    found = differences(monthly(), of, {"later": "A later file", "a_file": "A file"})

    assert [(one["first"], one["first_source"], one["second"]) for one in found] == [
        (12.0, "A later file", 10.0)
    ]


def test_two_editions_of_one_source_are_told_apart_by_their_day() -> None:
    first, second = date(2019, 1, 1), date(2019, 6, 1)
    editions = [
        {**months("E09000029", [days])[0], "published_on": on}
        for days, on in ((10.0, first), (12.0, second))
    ]
    of = told(row("E09000029", "days", YEAR, 1.0), *editions)

    found = differences(monthly(), of, {"a_file": "A file"})

    assert [(one["first_source"], one["second_source"]) for one in found] == [
        ("A file, published 1 June 2019", "A file, published 1 January 2019")
    ]


def test_councils_that_share_the_highest_figure_are_counted_and_not_picked_from() -> None:
    said = _end([("A", "100%"), ("B", "100%"), ("C", "100%"), ("D", "100%"), ("E", "9%")])

    assert said == "4 councils (100%)"
    assert _end([("A", "1%"), ("B", "1%"), ("C", "1%"), ("D", "2%")]) == "A (1%), B (1%) and C (1%)"


def test_a_council_that_is_no_more_is_not_proposed_for_a_review() -> None:
    cumbria = ("E10000006", *COUNCILS[1:])
    found = {
        one: shares(one, [1.0, 60.0, 70.0, 80.0, 90.0], areas=cumbria) for one in ("one", "two")
    }

    _, proposed = Overall(ranking(), found).of_area("E10000006")

    assert proposed is not None
    assert not proposed["is_listed"]
    assert "look at Cumberland and Westmorland and Furness" in proposed["why"]


@pytest.mark.parametrize(
    ("found", "polarity", "expected"),
    [
        (1.0, "higher_is_better", True),
        (1.0, "lower_is_better", False),
        (-1.0, "lower_is_better", True),
        (0.0, "lower_is_better", None),
        (1.0, "neutral", None),
        (float("nan"), "lower_is_better", None),
    ],
)
def test_a_difference_is_good_or_not_by_the_direction_that_is_welcome(
    found: float, polarity: str, expected: bool | None
) -> None:
    assert is_good(found, polarity) is expected


def test_the_overall_rank_warns_where_its_parts_are_of_different_times() -> None:
    values = [50.0, 40.0, 60.0, 70.0, 20.0]
    later = Period(date(2020, 4, 1), date(2021, 4, 1))
    found = {"one": shares("one", values), "two": shares("two", values, later)}

    overall, _ = Overall(ranking(), found).of_area("E08000016")

    assert overall is not None
    assert "April 2017 to March 2018 and April 2020 to March 2021" in overall["periods_differ"]
    assert overall["parts"][-1].startswith("1 of the 3 measures have no figure here")


def test_who_is_last_in_everything_is_last_by_any_weights_and_is_listed() -> None:
    values = [50.0, 40.0, 60.0, 70.0, 20.0]
    found = {"one": shares("one", values), "two": shares("two", values)}
    every = Overall(ranking(), found)

    last, listed = every.of_area("E08000016")
    first, other = every.of_area("E09000021")

    assert last
    assert first
    assert listed
    assert other
    assert (last["rank"], last["weight_lower"], last["weight_upper"]) == (5, 5, 5)
    assert listed["is_listed"]
    assert "place 5" in listed["why"]
    assert (first["rank"], other["is_listed"]) == (1, False)


def test_one_measure_alone_makes_no_overall_rank() -> None:
    found = {"one": shares("one", [50.0, 40.0, 60.0, 70.0, 20.0])}

    assert Overall(ranking(), found).of_area("E08000016") == (None, None)


def test_a_measure_says_where_england_is_and_who_stands_at_either_end() -> None:
    rows = [
        row(area, name, YEAR, value)
        for area, share in zip((*COUNCILS, "E10000006", ENGLAND), range(20, 90, 10), strict=True)
        for name, value in (("share", share), ("top", share * 50), ("bottom", 5000.0))
    ]
    measured = definition(SHARE, polarity="higher_is_better", unit="per cent")
    of = told(rows)
    found = measure(measured, of)
    assert found is not None
    beside = compared(found, {}, of, draws=200, seed=1)
    assert beside is not None

    said = measure_sentences(beside)

    assert said[0].startswith("England, April 2017 to March 2018: 80.0% (95% interval ")
    assert said[1].startswith("Of 6 councils, 6 lie lower than England beyond chance and 0 higher")
    assert said[2] == (
        "Lowest: Sutton (20.0%), Derby (30.0%) and Rutland (40.0%). "
        "Highest: Cumbria (70.0%), Barnsley (60.0%) and Kingston upon Thames (50.0%)."
    )


def test_an_area_without_a_figure_now_tells_its_newest() -> None:
    later = Period(date(2018, 4, 1), date(2019, 4, 1))
    rows = [row("E09000029", "share", YEAR, 50.0), row("E06000015", "share", later, 60.0)]
    method = {"of": "published", "outcome": "share", "interval": "none"}
    of = told(rows)
    found = measure(definition(method, unit="per cent"), of)
    assert found is not None
    beside = compared(found, {}, of, draws=200, seed=1)
    assert beside is not None

    said = [newest_known(beside, found.areas.index(code)) for code in ("E09000029", "E06000015")]

    assert said == [" Its newest figure, April 2017 to March 2018: 50.0%.", ""]


def test_an_area_that_ended_says_when_and_who_followed() -> None:
    assert ended_sentence("E06000029") == [
        "Poole ended on 1 April 2019; Bournemouth, Christchurch and Poole followed. Its figures "
        "end there and are not carried across."
    ]
    assert ended_sentence("E09000029") == []
