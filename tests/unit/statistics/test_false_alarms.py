import pytest

from tests.unit.statistics.false_alarm_table import END, PAGE, START, as_markdown, table

pytestmark = pytest.mark.slow

ISSUED_LIMITS = {"chosen any": 27.0, "chosen last": 1.8}
"""Per cent of quiet series that the NHS rules mark under a bell curve."""


@pytest.fixture(scope="module")
def rows():
    return table()


def counts(rows):
    return [row for row in rows if row["events a month"] != "bell curve"]


def test_signals_are_raised_for_at_most_one_quiet_series_in_a_hundred(rows):
    for row in rows:
        for column in ("signal", "signal 24", "signal 13", "signal exposure"):
            assert not row[column] > 1.0, (row["events a month"], column)


def test_signals_of_homes_that_vary_more_than_chance_stay_near_one_in_a_hundred(rows):
    assert all(row["signal dispersed"] <= 2.0 for row in counts(rows))


def test_chosen_charts_mark_no_more_than_nhs_rules_do_under_a_bell_curve(rows):
    for row in rows:
        for column, limit in ISSUED_LIMITS.items():
            assert row[column] <= limit, (row["events a month"], column)


def test_xmr_on_rare_counts_is_as_bad_as_the_page_says(rows):
    assert max(row["XmR any"] for row in counts(rows)) > 50


def test_the_page_shows_what_the_code_gives(rows):
    page = PAGE.read_text(encoding="utf-8")

    assert page.split(START)[1].split(END)[0].strip() == as_markdown(rows)
