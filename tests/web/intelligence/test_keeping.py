"""Words whose retention has ended are gone for good; what was counted of them stays."""

from datetime import timedelta

import pytest
from django.urls import reverse

from caresight.web.audit.models import Entry
from caresight.web.intelligence import operations
from caresight.web.intelligence.models import Import, Item
from caresight.web.intelligence.queries import items_for_provider, words_outside
from caresight.web.residents.models import Details
from tests.web.casework import Casework
from tests.web.intelligence.examples import SECRETS, examples
from tests.web.intelligence.items import NOW, send

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
