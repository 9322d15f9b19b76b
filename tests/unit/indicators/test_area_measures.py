"""Measuring areas: what counts, what is added up, what is missing and why."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from caresight.indicators.area_definition import AreaMeasureDefinition
from caresight.indicators.area_figures import QUALITIES, AreaFigures
from caresight.indicators.area_measuring import measure
from caresight.indicators.area_told import Told
from caresight.vocabulary.areas_over_time import ENGLAND, councils_within
from caresight.vocabulary.periods import Period, month_of
from tests.unit.indicators.told_rows import APRIL, months, people, row, told

SUTTON, DERBY, POOLE = "E09000029", "E06000015", "E06000029"
NORTH_EAST = "E12000001"
YEAR = Period(APRIL, date(2018, 4, 1))
DAYS: dict[str, Any] = {
    "of": "days_rate", "numerator": ["days"], "per": 1000, "months": 12,
    "over": {"aged_from": 90, "years_apart": 3},
}  # fmt: skip
SHARE: dict[str, Any] = {
    "of": "published", "outcome": "share", "numerator": "top", "denominator": "bottom",
    "interval": "wilson", "per": 100, "smallest_denominator": 30,
}  # fmt: skip


def definition(method: dict[str, Any], **other: Any) -> AreaMeasureDefinition:
    return AreaMeasureDefinition.model_validate({
        "code": "invented", "title": "An invented measure", "question": "How many days are there?",
        "version": 1, "status": "live", "owner": "Analyst", "reviewer": "Performance lead",
        "reviewed_on": "2026-01-01", "review_due": "2027-01-01",
        "why_it_matters": "It does not: it is invented.", "place": 1, "measure_set": "outcomes",
        "set_title": "Invented", "unit": "days", "decimals": 1, "polarity": "lower_is_better",
        "period": "twelve_months" if method["of"] == "days_rate" else "year",
        "use_case": "Which test is to be mended", "used_by": "Whoever tests",
        "numerator_words": "Days told", "denominator_words": "People", "source_of_method": "nobody",
        "method": method, **other,
    })  # fmt: skip


def measured(method: dict[str, Any], of: Told, **other: Any) -> AreaFigures:
    found = measure(definition(method, **other), of)
    assert found is not None
    return found


def at(figures: AreaFigures, area: str, column: int = 0) -> tuple[float, str, str]:
    row = figures.areas.index(area)
    return (
        float(figures.values[row, column]),
        QUALITIES[figures.quality[row, column]],
        figures.reasons[figures.why[row, column]],
    )


def test_days_are_divided_by_the_days_of_the_year_and_by_people() -> None:
    figures = measured(DAYS, told(months(SUTTON, [365.0] * 12), people(SUTTON, 2000)))

    assert figures.periods == (YEAR,)
    assert at(figures, SUTTON) == (6.0, "good", "Set against people aged 90 and over in mid-2020.")


def test_a_month_is_divided_by_its_own_days() -> None:
    of = told(months(SUTTON, [30.0, 31.0]), people(SUTTON, 1000))

    figures = measured(DAYS, of, period="month")

    assert figures.values.tolist() == [[1.0, 1.0]]


def test_a_year_with_a_month_missing_is_not_made_up_from_the_others() -> None:
    of = told(
        months(SUTTON, [10.0] * 11 + [None]), months(DERBY, [10.0] * 12),
        people(SUTTON, 1000), people(DERBY, 1000),
    )  # fmt: skip

    value, quality, why = at(measured(DAYS, of), SUTTON)

    assert np.isnan(value)
    assert (quality, why) == ("missing", "No figure was told for 1 of the 12 months.")


def test_what_was_kept_back_is_suppressed_and_never_nought() -> None:
    rows = months(SUTTON, [10.0] * 12)
    rows[3] = {**rows[3], "value": None, "status": "suppressed"}

    value, quality, _ = at(measured(DAYS, told(rows, people(SUTTON, 1000))), SUTTON)

    assert np.isnan(value)
    assert quality == "suppressed"


def test_an_area_whose_people_nobody_counted_has_no_rate_and_the_reason() -> None:
    of = told(months(POOLE, [10.0] * 12), months(SUTTON, [10.0] * 12), people(SUTTON, 1000))

    value, quality, why = at(measured(DAYS, of), POOLE)

    assert np.isnan(value)
    assert quality == "missing"
    assert why == "The population estimates for mid-2020 have no row for this area."


def test_an_area_that_ended_within_the_year_says_so() -> None:
    # Poole ended with March 2019, three months after the last stretch begins.
    of = told(
        months(POOLE, [10.0] * 24), months(SUTTON, [10.0] * 33), people(SUTTON, 1), people(POOLE, 1)
    )

    assert at(measured(DAYS, of), POOLE, -1)[2].startswith("The area was not there")


def test_without_any_population_the_reason_names_it() -> None:
    figures = measured(DAYS, told(months(SUTTON, [10.0] * 12)))

    assert at(figures, SUTTON)[2].endswith("no population was landed.")


def test_people_of_a_year_far_off_give_an_estimate() -> None:
    method = {**DAYS, "over": {"aged_from": 90, "years_apart": 1}}

    figures = measured(method, told(months(SUTTON, [10.0] * 12), people(SUTTON, 1000)))

    assert at(figures, SUTTON)[1] == "estimated"


def test_two_estimates_of_one_year_are_not_added_up() -> None:
    again = row(SUTTON, "population_age_90", month_of(date(2020, 7, 1)), 1500)

    figures = measured(DAYS, told(months(SUTTON, [10.0] * 12), people(SUTTON, 1000), again))

    assert figures.denominators.tolist() == [[1500]]


def test_of_two_files_the_later_published_counts_and_the_difference_is_listed() -> None:
    early = months(SUTTON, [365.0] * 12)
    late = {**early[0], "value": 395.0, "source": "later", "published_on": date(2019, 1, 1)}

    of = told(late, early, people(SUTTON, 1000))

    assert measured(DAYS, of).numerators.tolist() == [[365.0 * 11 + 395]]
    one = of.differences[0]
    assert (one.first, one.first_source, one.second, one.second_source) == (
        395, "later", 365, "a_file",
    )  # fmt: skip
    assert len(of.differences) == 1


def test_a_series_of_england_alone_that_goes_on_does_not_empty_the_ranking() -> None:
    of = told(
        months(SUTTON, [30.0] * 12), months(ENGLAND, [30.0] * 14),
        people(SUTTON, 1000), people(ENGLAND, 1000),
    )  # fmt: skip

    figures = measured(DAYS, of)

    assert len(figures.periods) == 3
    assert figures.newest == 0
    assert measured(DAYS, told(months(ENGLAND, [3.0] * 14), people(ENGLAND, 9))).newest == 2


def test_two_files_that_say_the_same_are_neither_added_nor_listed() -> None:
    early = months(SUTTON, [365.0] * 12)
    again = [{**one, "source": "later", "published_on": date(2019, 1, 1)} for one in early]

    of = told(early, again, people(SUTTON, 1000))

    assert measured(DAYS, of).numerators.tolist() == [[4380.0]]
    assert of.differences == ()


def test_a_region_is_the_sum_of_all_its_councils_and_of_their_people() -> None:
    members = councils_within(NORTH_EAST, APRIL)
    of = told(
        *(months(code, [number * 10.0] * 12) for number, code in enumerate(members, start=1)),
        *(people(code, 1000) for code in members),
        people(NORTH_EAST, 99_999),
    )

    figures = measured(DAYS, of)

    row, count = figures.areas.index(NORTH_EAST), len(members)
    assert figures.added_up[row, 0] == count == 12
    assert figures.numerators[row, 0] == 12 * 10 * sum(range(1, count + 1))
    assert figures.denominators[row, 0] == 1000 * count


def test_a_region_that_lacks_one_council_is_not_added_up_and_names_it() -> None:
    members = councils_within(NORTH_EAST, APRIL)
    of = told(
        *(months(code, [10.0] * 12) for code in members[1:]),
        *(people(code, 1000) for code in members),
        people(NORTH_EAST, 12_000),
    )

    value, _, why = at(measured(DAYS, of), NORTH_EAST)

    assert np.isnan(value)
    assert "Hartlepool" in why


def test_a_council_that_has_no_figures_by_its_nature_is_not_waited_for() -> None:
    members = councils_within(NORTH_EAST, APRIL)
    of = told(
        *(months(code, [10.0] * 12) for code in members[1:]),
        *(people(code, 1000) for code in members),
        people(NORTH_EAST, 12_000),
    )

    figures = measured({**DAYS, "without": [members[0]]}, of)

    row = figures.areas.index(NORTH_EAST)
    assert (figures.added_up[row, 0], figures.denominators[row, 0]) == (11, 11_000)


def test_the_publishers_own_figure_of_england_stands() -> None:
    of = told(
        months(ENGLAND, [500.0] * 12), months(SUTTON, [10.0] * 12),
        people(ENGLAND, 5000), people(SUTTON, 100),
    )  # fmt: skip

    figures = measured(DAYS, of)

    assert figures.areas[0] == ENGLAND
    assert (figures.numerators[0, 0], figures.added_up[0, 0]) == (6000.0, 0)


def published(area: str, share: float | None, top: float | None, bottom: float) -> list[Any]:
    found = [row(area, "share", YEAR, share), row(area, "bottom", YEAR, bottom)]
    return [*found, row(area, "top", YEAR, top)]


def test_a_published_figure_is_kept_as_it_was_published() -> None:
    figures = measured(SHARE, told(published(SUTTON, 79.1, 791, 1000)))

    assert figures.values.tolist() == [[79.1]]
    assert figures.lower[0, 0] < 79.1 < figures.upper[0, 0]


def test_a_share_of_few_is_small_and_one_kept_back_is_suppressed() -> None:
    figures = measured(SHARE, told(published(SUTTON, 50, 10, 20), published(DERBY, None, None, 90)))

    assert at(figures, SUTTON)[:2] == (50, "small")
    assert at(figures, DERBY)[1:] == ("suppressed", "The publisher kept this figure back.")


def test_a_figure_whose_counts_were_kept_back_stands_without_an_interval() -> None:
    figures = measured(SHARE, told(published(SUTTON, 50, None, 200), published(DERBY, 4, 4, 100)))

    row = figures.areas.index(SUTTON)
    assert figures.values[row, 0] == 50
    assert np.isnan(figures.lower[row, 0])
    assert "kept back" in at(figures, SUTTON)[2]


def test_a_count_that_rounding_put_above_its_whole_is_taken_as_the_whole() -> None:
    figures = measured(SHARE, told(published(SUTTON, 100, 105, 100)))

    assert figures.upper[0, 0] == 100


def test_a_margin_of_error_is_the_interval() -> None:
    method = {"of": "published", "outcome": "score", "margin": "margin", "interval": "margin"}
    of = told(row(SUTTON, "score", YEAR, 19.1), row(SUTTON, "margin", YEAR, 0.4))

    figures = measured(method, of)

    assert (figures.lower[0, 0], figures.upper[0, 0]) == pytest.approx((18.7, 19.5))


def test_nothing_told_is_no_figure() -> None:
    assert measure(definition(DAYS), told(people(SUTTON, 100))) is None
    assert measure(definition(SHARE), told(people(SUTTON, 100))) is None


@pytest.mark.parametrize(
    ("method", "other"),
    [
        ({**SHARE, "numerator": None}, {}),
        ({**SHARE, "interval": "margin"}, {}),
        ({**SHARE, "margin": "margin"}, {}),
        (SHARE, {"period": "twelve_months"}),
        (DAYS, {"period": "year"}),
        (DAYS, {"use_case": ""}),
        (DAYS, {"used_by": ""}),
    ],
)
def test_a_definition_that_does_not_hold_together_is_refused(
    method: dict[str, Any], other: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError):
        definition(method, **other)


def test_a_figure_that_a_landed_file_lacks_is_not_said_to_be_of_no_file() -> None:
    bottom_alone = [row(DERBY, "bottom", YEAR, 90.0), row("E06000058", "bottom", YEAR, 90.0)]
    why_none = "No file of the panel was landed."

    figures = measured(
        SHARE, told(published(SUTTON, 50, 500, 1000), bottom_alone), why_none=why_none
    )

    assert at(figures, DERBY)[1:] == ("missing", "The publisher gave no figure for this area.")
    # Bournemouth, Christchurch and Poole had not begun in that year.
    assert at(figures, "E06000058")[2] == "The area was not there at this time."
