"""Words whose retention has ended are gone for good; what was counted of them stays."""

from datetime import timedelta

import pytest
from django.urls import reverse

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.intelligence import operations
from caresight.web.intelligence.models import Import, Item
from caresight.web.intelligence.queries import items_for_provider, words_outside
from caresight.web.residents.models import Details
from tests.web.casework import Casework
from tests.web.intelligence.examples import SECRETS, examples
from tests.web.intelligence.items import NOW, send
from tests.web.meanwhile import while_waiting_for

pytestmark = pytest.mark.django_db(databases=["default", "residents"])


def test_no_word_of_a_forgotten_item_is_left_anywhere(casework: Casework) -> None:
    made = examples(casework)
    for item in Item.objects.all():
        operations.forget_item(actor=None, at=NOW, item=item, reason="retention")

    browsers = [casework.browser(name) for name in ("council", "social_worker", "safeguarding")]
    for arguments in made.addresses["item"]:
        for browser in browsers:
            text = browser.get(reverse("item", kwargs=dict(arguments))).content.decode()
            assert not [word for word in SECRETS if word in text]
    assert not Details.objects.exists()
    assert items_for_provider(casework.access("provider")) == []


def test_what_was_counted_of_a_forgotten_item_stays(casework: Casework) -> None:
    item = send(casework, severity=3)

    for _ in range(2):
        operations.forget_item(actor=casework.people["governance"], at=NOW, item=item, reason="r")

    item.refresh_from_db()
    assert (item.severity, item.themes.get().code) == (3, "staffing")
    assert words_outside(item) is None
    assert Entry.objects.filter(operation="intelligence.forget_item").count() == 1


def test_spreadsheets_that_were_checked_are_deleted_after_two_days(casework: Casework) -> None:
    Import.objects.create(person=casework.people["council"], file_name="x.csv", at=NOW)

    operations.look_after_items(at=NOW + timedelta(days=1))
    assert Import.objects.count() == 1

    operations.look_after_items(at=NOW + timedelta(days=3))
    assert Import.objects.count() == 0


@pytest.mark.parametrize("adds", ["comment", "details"])
def test_nothing_is_added_to_an_item_that_is_erased_meanwhile(
    casework: Casework, monkeypatch: pytest.MonkeyPatch, adds: str
) -> None:
    item, chair = send(casework), casework.people["chair"]
    given = {"actor": chair, "at": NOW, "item": item, "words": "It is about Ada Quince."}
    add = operations.comment_on if adds == "comment" else operations.keep_item_details
    while_waiting_for(
        Item,
        lambda: operations.forget_item(actor=chair, at=NOW, item=item, reason="retention"),
        monkeypatch,
    )

    with pytest.raises(Refusal, match="was erased"):
        add(**given)

    assert not item.comments.exists()
    assert not Details.objects.exists()
