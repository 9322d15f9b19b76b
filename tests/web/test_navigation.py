"""The navigation shows a person what there is for them."""

import pytest
from django.urls import reverse

from tests.web.casework import OURS, Casework


def sections(casework: Casework, username: str) -> str:
    page = casework.browser(username).get(reverse("notices")).content.decode()
    return page[page.index("<nav") : page.index("</nav>", page.index("<nav"))]


@pytest.mark.parametrize(
    ("username", "is_shown"),
    [("chair", True), ("healthwatch", True), ("oversight", True), ("provider", False)],
)
def test_packs_stand_in_the_navigation_of_who_reads_them_by_role(
    casework: Casework, username: str, is_shown: bool
) -> None:
    assert (f'href="{reverse("packs")}"' in sections(casework, username)) is is_shown


def test_a_provider_who_is_a_member_too_is_shown_packs(casework: Casework) -> None:
    casework.people["provider"].held_roles.create(role="member")

    assert f'href="{reverse("packs")}"' in sections(casework, "provider")


@pytest.mark.parametrize(("username", "leads_on"), [("chair", True), ("viewer", False)])
def test_a_homes_page_leads_its_members_on_to_what_they_may_do(
    casework: Casework, username: str, leads_on: bool
) -> None:
    page = casework.browser(username).get(reverse("home", args=[OURS])).content.decode()

    for name in ("report_item", "open_action", "call_review"):
        assert (f'href="{reverse(name)}?home={OURS}"' in page) is leads_on


def test_a_viewer_finds_the_themes_of_reports(casework: Casework) -> None:
    page = casework.browser("viewer").get(reverse("indicators")).content.decode()

    assert f'href="{reverse("learning_themes")}"' in page
