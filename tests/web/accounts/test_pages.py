"""Every page of accounts opens for whom it is meant, holds no inline style and one heading."""

import pytest
from django.urls import reverse

from caresight.web.accounts.rules import OPEN_TO_ALL, PAGES
from tests.web.accounts.examples import PLANTED, examples
from tests.web.casework import Casework

ONLY_POSTED = {name for name in PAGES if name.startswith(("person_", "agency_", "throw", "end_"))}
SHOWN = sorted(set(PAGES) - ONLY_POSTED - {"sign_out", "second_factor_remove"})


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_has_one_heading_and_nothing_inline(casework: Casework, name: str) -> None:
    made = examples(casework)
    browser = casework.browser("chair" if name.startswith("held") else "administrator")

    for arguments in made.addresses.get(name, [{}]):
        answer = browser.get(reverse(name, kwargs=dict(arguments)), follow=True)
        page = answer.content.decode()
        assert answer.status_code == 200, name
        assert page.count("<h1") == 1
        assert " style=" not in page
        assert "<script>" not in page


def test_every_address_with_arguments_has_an_example(casework: Casework) -> None:
    made = examples(casework)

    for name in set(PAGES) | OPEN_TO_ALL:
        for arguments in made.addresses.get(name, [{}]):
            assert reverse(name, kwargs=dict(arguments))


def test_what_came_too_late_is_seen_by_its_writer_alone(casework: Casework) -> None:
    held = examples(casework).addresses["held_form"][0]
    address = reverse("held_form", kwargs=dict(held))

    seen = {
        name
        for name in set(casework.people) - {"left"}
        if PLANTED in casework.browser(name).get(address).content.decode()
    }

    assert seen == {"chair"}
