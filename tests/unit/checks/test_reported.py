from datetime import date

import numpy as np
import pytest

from caresight.checks.reported import Reported, read_reported
from tests.unit.checks.small_system import SmallSystem, months


def read(system: SmallSystem, *components: str, count: int = 1) -> Reported:
    return read_reported(
        evidence=system,
        population=system.population,
        register="cqc",
        components=components,
        periods=months(count),
    )


def test_a_blank_is_nan_and_a_zero_is_zero():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=0)

    values = read(system, "falls", count=2).figures("falls").values

    np.testing.assert_array_equal(values, [[0.0, np.nan]])


def test_the_later_publication_of_a_number_wins_in_whatever_order_they_come():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=9, receipt="new", published_on=date(2026, 3, 1))
    system.report("1-1", "2026-01", falls=4, receipt="old", published_on=date(2026, 2, 1))

    assert read(system, "falls").figures("falls").values.tolist() == [[9.0]]


def test_a_suppressed_number_replaces_the_reported_one_that_it_corrects():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=3, receipt="old", published_on=date(2026, 2, 1))
    system.report("1-1", "2026-01", falls=None, receipt="new", published_on=date(2026, 3, 1))

    figures = read(system, "falls").figures("falls")

    assert np.isnan(figures.values).all()
    assert figures.suppressed.all()


def test_registrations_at_one_time_are_added():
    system = SmallSystem()
    system.home("1-1", home_id="H1")
    system.home("1-2", home_id="H1")
    system.report("1-1", "2026-01", falls=2)
    system.report("1-2", "2026-01", falls=3)

    reported = read(system, "falls")

    assert reported.figures("falls").values.tolist() == [[5.0]]
    assert reported.figures("falls", mean=True).values.tolist() == [[2.5]]


def test_a_suppressed_part_hides_the_whole():
    system = SmallSystem()
    system.home("1-1", home_id="H1")
    system.home("1-2", home_id="H1")
    system.report("1-1", "2026-01", admissions=7)
    system.report("1-2", "2026-01", admissions=None)

    figures = read(system, "admissions").figures("admissions")

    assert np.isnan(figures.values).all()
    assert figures.suppressed.tolist() == [[True]]


def test_what_does_not_apply_is_neither_reported_nor_suppressed():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", stars=3)
    system.rows["observations"][0] |= {"value": None, "status": "not_applicable"}

    figures = read(system, "stars").figures("stars")

    assert np.isnan(figures.values).all()
    assert not figures.suppressed.any()


def test_a_component_that_nobody_asked_for_is_unknown():
    system = SmallSystem()
    system.home("1-1")

    reported = read(system, "falls")

    assert np.isnan(reported.figures("deaths").values).all()
    assert not reported.has("deaths")
    assert not reported.has("falls")


def test_rows_given_twice_by_one_receipt_are_counted_once_a_row():
    system = SmallSystem()
    system.home("1-1")
    for _ in range(2):
        system.report("1-1", "2026-01", falls=1, deaths=0)
    system.report("1-1", "2026-01", falls=1, receipt="another")

    reported = read(system, "falls", "deaths")

    assert reported.repeated["provider_return"].tolist() == [1.0]
    assert reported.sources == {"falls": ("provider_return",), "deaths": ("provider_return",)}


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_batches_of_any_size_give_the_same_arrays(monkeypatch, size):
    monkeypatch.setattr("caresight.checks.reported._ROWS_AT_ONCE", size)
    system = SmallSystem()
    for number in range(3):
        system.home(f"1-{number}")
        system.report(f"1-{number}", "2026-01", falls=number, receipt="old")
        system.report(
            f"1-{number}", "2026-01", falls=number + 10, receipt="new",
            published_on=date(2026, 7, 1),
        )  # fmt: skip

    assert read(system, "falls").figures("falls").values.tolist() == [[10.0], [11.0], [12.0]]


def test_numbers_about_another_stretch_of_days_are_left_out():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026", falls=100)

    assert np.isnan(read(system, "falls").figures("falls").values).all()
