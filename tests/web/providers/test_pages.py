"""What a provider's person sees: their own homes only, and of these only what may be seen."""

import pytest

from tests.web.casework import BORDER, OURS, THEIRS, Casework
from tests.web.providers.own_release import GOOD, HIDDEN, SEEN

pytestmark = pytest.mark.django_db


def test_the_first_page_lists_own_homes_and_no_other(own: Casework) -> None:
    page = own.browser("provider").get("/own/").content.decode()

    assert OURS in page
    assert THEIRS not in page
    assert BORDER not in page


def test_a_home_shows_what_was_noticed_what_was_expected_and_what_would_end_it(
    own: Casework,
) -> None:
    page = own.browser("provider").get(f"/own/homes/{OURS}/").content.decode()

    assert SEEN.replace("'", "&#x27;") in page
    assert GOOD in page
    assert "would be expected by this home&#x27;s own past" in page
    assert "Three months at the usual level." in page


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_what_a_provider_must_not_see_is_on_no_page_of_theirs(own: Casework, hidden: str) -> None:
    browser = own.browser("provider")
    for address in ("/own/", f"/own/homes/{OURS}/", f"/own/homes/{OURS}/figures.csv"):
        assert hidden not in browser.get(address).content.decode()


def test_points_levels_and_ranks_are_on_no_page_of_theirs(own: Casework) -> None:
    page = own.browser("provider").get(f"/own/homes/{OURS}/").content.decode()

    assert "Suggested:" not in page
    assert "points from" not in page
