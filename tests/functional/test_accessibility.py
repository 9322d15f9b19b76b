"""Every page, at a wide and a narrow screen, passes axe in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.functional.visitor import WIDTHS, Visitor
from tests.web.addresses import address_of, pages_to_read

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_every_page_passes_axe_and_fits_the_screen(page: Page, server: str, width: int) -> None:
    visitor = Visitor(page, server)
    visitor.given_a_screen(width)
    visitor.when_i_open("/sign-in/")
    visitor.then_axe_finds_nothing()
    visitor.given_i_am_signed_in()

    for name in pages_to_read():
        visitor.when_i_open(address_of(name))
        visitor.then_axe_finds_nothing()
        visitor.then_nothing_runs_over_the_edge()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_unusual_states_pass_axe_as_well(
    page: Page, server: str, width: int, settings: Any, tmp_path: Path
) -> None:
    visitor = Visitor(page, server)
    visitor.given_a_screen(width)
    visitor.when_i_open("/sign-in/")
    visitor.when_i_sign_in("wrong")
    visitor.then_axe_finds_nothing()
    visitor.given_i_am_signed_in()

    for address in (
        "/homes/?q=qqqq", "/nowhere/", "/homes/compare/", "/homes/H00000001/",
        "/homes/H00000004/", "/homes/H00000028/", "/indicators/occupancy/",
        "/?release=2026-11.1", "/homes/H00000001/indicators/occupancy/", "/areas/X99000005/",
        "/areas/X99000099/", "/areas/measures/weekend_discharges_65/", "/areas/compare/",
    ):  # fmt: skip
        visitor.when_i_open(address)
        visitor.then_axe_finds_nothing()
        visitor.then_nothing_runs_over_the_edge()
    settings.HOME = tmp_path
    visitor.when_i_open("/")
    visitor.then_i_read("There is nothing to show yet")
    visitor.then_axe_finds_nothing()


def test_axe_would_find_a_picture_without_words(page: Page, server: str) -> None:
    visitor = Visitor(page, server)
    visitor.when_i_open("/sign-in/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    with pytest.raises(AssertionError, match="image-alt"):
        visitor.then_axe_finds_nothing()
