"""What somebody was refused leaves one line in the trail, whatever page it was."""

import json

import pytest
from django.urls import reverse

from caresight.web.audit.models import Entry
from tests.web.casework import OURS, THEIRS, Casework

pytestmark = pytest.mark.django_db


def refused() -> list[tuple[str, str, str]]:
    return [
        (one.actor_name, one.subject, one.home_id)
        for one in Entry.objects.filter(operation="audit.refused")
    ]


@pytest.mark.parametrize("page", ["home", "home_csv", "together"])
@pytest.mark.parametrize("home", [THEIRS, "H99999999"])
def test_a_guessed_home_leaves_one_line(casework: Casework, page: str, home: str) -> None:
    answer = casework.browser("healthwatch").get(reverse(page, args=[home]))

    assert answer.status_code == 404
    assert refused() == [("healthwatch", f"page:{page}", home)]


def test_a_guessed_chart_of_a_home_leaves_one_line(casework: Casework) -> None:
    casework.browser("chair").get(reverse("home_indicator", args=[THEIRS, "falls_with_harm"]))

    assert [home for _, _, home in refused()] == [THEIRS]


def test_an_address_of_any_length_is_kept_short(casework: Casework) -> None:
    casework.browser("chair").get(reverse("home", args=["H" * 500]))

    entry = Entry.objects.get(operation="audit.refused")
    assert len(json.loads(entry.detail)["asked"]["home_id"]) == 60


def test_what_is_not_found_for_anybody_leaves_no_line(casework: Casework) -> None:
    browser = casework.browser("chair")

    for address in ("/nowhere/", "/static/none.css", "/indicators/gone/"):
        assert browser.get(address).status_code == 404

    assert refused() == []


def test_a_page_that_opens_is_no_refusal(casework: Casework) -> None:
    assert casework.browser("chair").get(reverse("home", args=[OURS])).status_code == 200

    assert refused() == []
