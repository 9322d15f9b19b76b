"""Signing in with two factors, and a session that was left open, in a real browser."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.functional.visitor import WIDTHS, Visitor
from tests.web.accounts.authenticator import code_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_second_factor_is_set_up_before_anything_opens_and_asked_for_from_then_on(
    page: Page, server: str, settings: Any
) -> None:
    settings.SECOND_FACTOR = "required"
    visitor = Visitor(page, server)
    visitor.given_i_am_signed_in()

    visitor.then_the_heading_is("Set up your second factor")
    visitor.then_axe_finds_nothing()
    secret = page.locator("code").first.inner_text().replace(" ", "")
    visitor.when_i_type_the_code(code_at(timezone.now(), secret), "Set it up")
    visitor.then_the_heading_is("Your recovery codes")
    visitor.then_axe_finds_nothing()
    visitor.when_i_am_taken_on_by(page.get_by_role("button", name="I have kept them"))
    visitor.then_the_heading_is("5 homes need attention first")

    visitor.when_i_sign_out()
    visitor.when_i_sign_in("three unrelated words")
    visitor.then_the_heading_is("Your code")
    visitor.then_axe_finds_nothing()
    # The code that set it up is spent; a phone may be one code ahead.
    visitor.when_i_type_the_code(code_at(timezone.now() + timedelta(seconds=30), secret))
    visitor.then_the_heading_is("5 homes need attention first")


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_what_was_typed_before_the_session_was_locked_is_sent_after_signing_in_again(
    page: Page, server: str, width: int
) -> None:
    from caresight.web.accounts.models import Person, Session  # noqa: PLC0415 - needs Django
    from caresight.web.accounts.sessions import SessionStore  # noqa: PLC0415

    visitor = Visitor(page, server)
    visitor.given_a_screen(width)
    visitor.given_i_am_signed_in()
    visitor.when_i_open("/people/invite/")
    page.get_by_label("User name").fill("late@example.invalid")
    page.get_by_label("Member").check()
    for row in Session.objects.all():
        kept = SessionStore(row.session_key)
        kept["seen_at"] -= 31 * 60
        kept.save()

    visitor.when_i_am_taken_on_by(page.get_by_role("button", name="Invite", exact=True))
    expect(page.get_by_role("status")).to_contain_text("What you had typed is kept for you")
    visitor.then_axe_finds_nothing()
    visitor.when_i_sign_in("three unrelated words")
    visitor.then_the_heading_is("You had not yet sent this")
    visitor.then_i_read("late@example.invalid")
    visitor.then_axe_finds_nothing()
    visitor.then_nothing_runs_over_the_edge()
    visitor.when_i_am_taken_on_by(page.get_by_role("button", name="Send it now"))

    visitor.then_the_heading_is("late@example.invalid is invited")
    assert Person.objects.get(username="late@example.invalid").roles == {"member"}


@pytest.mark.once
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_the_pages_of_people_and_of_ones_account_pass_axe(
    page: Page, server: str, width: int
) -> None:
    visitor = Visitor(page, server)
    visitor.given_a_screen(width)
    visitor.given_i_am_signed_in()

    for address in (
        "/people/", "/people/?q=zzzz", "/people/invite/", "/agencies/", "/account/",
        "/account/password/", "/account/second-factor/", "/not-sent/", "/invitation/x/",
    ):  # fmt: skip
        visitor.when_i_open(address)
        visitor.then_axe_finds_nothing()
        visitor.then_nothing_runs_over_the_edge()
    visitor.when_i_open("/people/")
    visitor.when_i_follow("priya")
    visitor.then_the_heading_is("priya")
    visitor.then_axe_finds_nothing()
    visitor.then_nothing_runs_over_the_edge()
