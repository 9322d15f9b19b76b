"""The page of use cases, and the decision on the page of an indicator."""

import re

import pytest


@pytest.mark.parametrize("role", ["viewer", "oversight"])
def test_each_decision_is_told_with_who_takes_it_and_links_to_its_figures(signed_in, role):
    page = signed_in(role).get("/use-cases/").content.decode()

    assert "Which homes the group discusses" in page
    assert "Operational: what to do this week" in page
    assert "Strategic: how it stands" in page
    assert 'href="/indicators/falls_with_harm/"' in page


def test_providers_do_not_read_it(signed_in):
    assert signed_in("provider").get("/use-cases/").status_code == 403


def test_an_indicators_page_shows_the_decision_that_it_serves(viewer):
    page = viewer.get("/indicators/falls_with_harm/").content.decode()

    assert "The decision it serves" in page
    assert "/use-cases/#monthly_quality_meeting" in page


def test_trials_on_american_homes_stand_last_and_long_lists_are_folded(viewer):
    page = viewer.get("/use-cases/").content.decode()

    assert page.rindex("<h2 id=") == page.index('<h2 id="american_homes"')
    assert page.index('<h2 id="chasing_returns"') == page.index("<h2 id=")
    assert re.search(r"<summary>[0-9]+ measures<span", page)
