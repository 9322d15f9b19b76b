"""The navigation shows a person what there is for them."""

import pytest
from django.urls import reverse

from tests.web.casework import OURS, Casework


def sections(casework: Casework, username: str) -> str:
    page = casework.browser(username).get(reverse("notices")).content.decode()
    return page[page.index("<nav") : page.index("</nav>", page.index("<nav"))]


def test_a_section_below_another_is_shown_only_to_who_may_not_open_that_one(
    casework: Casework,
) -> None:
    sent, packs = f'href="{reverse("my_items")}"', f'href="{reverse("packs")}"'

    assert sent in sections(casework, "social_worker")
    assert sent not in sections(casework, "chair")
    assert packs not in sections(casework, "chair")
    meetings = casework.browser("chair").get(reverse("meetings")).content.decode()
    assert packs in meetings


def test_packs_do_not_stand_in_the_navigation_of_a_provider(casework: Casework) -> None:
    assert f'href="{reverse("packs")}"' not in sections(casework, "provider")


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
