"""What people come for, told as they would do it; with and without JavaScript."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_quality_manager_goes_from_the_list_to_the_reason_to_the_chart(
    page: Page, server: str
) -> None:
    visitor = Visitor(page, server)
    visitor.given_i_am_signed_in()

    visitor.then_the_heading_is("5 homes need attention first")
    visitor.when_i_follow("Rowan Court")
    visitor.then_i_read("Suggested: Intensive")
    visitor.then_i_read("Falls with harm have run above this home's own level")
    visitor.when_i_follow("Falls with harm")
    visitor.then_i_read("Unusually high, and that is a concern")
    expect(page.get_by_role("img", name="Falls with harm at Rowan Court over time")).to_be_visible()


def test_an_analyst_narrows_the_homes_without_loading_the_page_anew(
    page: Page, server: str
) -> None:
    visitor = Visitor(page, server)
    visitor.given_i_am_signed_in()
    visitor.when_i_open("/homes/")
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))

    page.get_by_label("Rating").select_option("Inadequate")

    expect(page.get_by_role("status")).to_have_text("12 homes found")
    expect(page).to_have_url(re.compile("rating=Inadequate"))
    page.get_by_label("Name, postcode").fill("zzzz")
    page.get_by_role("button", name="Find").click()
    visitor.then_i_read("No home fits all of this")


def test_a_chair_looks_back_and_returns(page: Page, server: str) -> None:
    visitor = Visitor(page, server)
    visitor.given_i_am_signed_in()

    visitor.when_i_am_taken_on_by(page.get_by_role("link", name="Change the release shown"))
    for label, value in (("Day", "31"), ("Month", "10"), ("Year", "2026")):
        page.get_by_label(label).fill(value)
    visitor.when_i_am_taken_on_by(page.get_by_role("button", name="Look back"))

    expect(page.get_by_role("region", name="You are looking back")).to_contain_text(
        "21 October 2026"
    )
    visitor.when_i_am_taken_on_by(page.get_by_role("button", name="Show the newest"))
    expect(page.get_by_role("region", name="You are looking back")).to_have_count(0)


def test_everything_works_without_javascript(browser: Browser, server: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    visitor = Visitor(page, server)
    visitor.given_i_am_signed_in()

    visitor.when_i_open("/homes/")
    page.get_by_label("Area").select_option(label="Quillhaven (19)")
    page.get_by_role("button", name="Find").click()
    visitor.then_i_read("19 homes found")
    page.get_by_label("Compare Heron Court").check()
    page.get_by_label("Compare O'Neill").check()
    visitor.when_i_am_taken_on_by(page.get_by_role("button", name="Compare the homes ticked"))
    visitor.then_the_heading_is("Compare homes")
    visitor.then_i_read("Heron Court")
    visitor.when_i_open("/homes/H00000000/")
    page.get_by_text("What would make it go away").click()
    visitor.then_i_read("Falls return inside their limits")
    visitor.when_i_am_taken_on_by(page.get_by_role("button", name="Sign out"))
    visitor.then_the_heading_is("Sign in to Caresight")


def test_a_keyboard_alone_reaches_the_content_and_the_charts(page: Page, server: str) -> None:
    visitor = Visitor(page, server)
    visitor.given_i_am_signed_in()
    visitor.when_i_open("/homes/H00000000/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    region = page.get_by_role("region", name="Chart: Falls with harm")
    region.focus()
    expect(region).to_be_focused()


def test_the_browser_is_asked_for_nothing_that_the_policy_forbids(page: Page, server: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    visitor = Visitor(page, server)
    visitor.given_i_am_signed_in()

    for address in ("/", "/homes/", "/homes/H00000000/", "/indicators/falls_with_harm/"):
        visitor.when_i_open(address)

    assert complaints == []
    assert all(url.startswith(server) for url in requests)


def test_a_page_prints_without_its_menus(page: Page, server: str, settings: Any) -> None:
    visitor = Visitor(page, server)
    visitor.given_i_am_signed_in()
    visitor.when_i_open("/homes/H00000000/")

    page.emulate_media(media="print")

    expect(page.get_by_role("navigation", name="Sections")).to_be_hidden()
    expect(page.get_by_role("heading", name="Rowan Court", exact=True)).to_be_visible()
