"""Items that minutes cite: whole to those who may read them, a bare reference to the others."""

import pytest
from django.urls import reverse

from caresight.web.directory.citations import Citation
from caresight.web.intelligence.models import Item, ItemAgency
from caresight.web.intelligence.operations import withdraw_item
from caresight.web.meetings.models import AgendaItem
from tests.web.intelligence.items import NOW, send
from tests.web.meetings.held import minute, open_up

WHOLE = "something seen or heard, observed 20 November 2026, from Alderbourne Council"


@pytest.fixture
def place(casework) -> AgendaItem:
    return open_up(casework).places.get()


@pytest.fixture
def item(casework, place) -> Item:
    """An item that the minute of a home cites."""
    sent = send(casework)
    words = f"Item {sent.ref}, observed 20 November 2026"
    minute(casework, place, cites=[Citation("item", sent.ref, words)])
    return sent


def pages(casework, name, place):
    browser = casework.browser(name)
    asked = [("meeting_minutes", place.meeting_id), ("home_minute", place.pk)]
    return [browser.get(reverse(page, args=[pk])).content.decode() for page, pk in asked]


def test_members_read_what_kind_of_item_was_cited_when_and_from_whom(casework, place, item):
    for page in pages(casework, "regulator", place):
        assert f"Item {item.ref}: {WHOLE}" in page
        assert reverse("item", args=[item.pk]) in page


def test_who_may_no_longer_read_a_cited_item_is_told_its_reference_alone(casework, place, item):
    Item.objects.filter(pk=item.pk).update(handling="named_agencies")
    ItemAgency.objects.create(item=item, agency=casework.agencies["Invented Regulator"])

    for page in pages(casework, "chair", place):
        assert f"Item {item.ref}" in page
        assert "observed 20 November" not in page
        assert reverse("item", args=[item.pk]) not in page
    assert WHOLE in pages(casework, "regulator", place)[0]


def test_an_item_that_was_taken_back_since_says_so(casework, place, item):
    withdraw_item(actor=item.reporter, at=NOW, item=item, why="It was another home")

    assert f"{WHOLE}, taken back since" in pages(casework, "council", place)[0]


def test_the_form_of_a_minute_tells_items_of_one_day_apart(casework, place):
    sent = send(casework)

    assert f"Item {sent.ref}: {WHOLE}" in pages(casework, "council", place)[1]
