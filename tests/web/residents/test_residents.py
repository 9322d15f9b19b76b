"""Details of a resident are in a store apart, opened with a reason that is recorded first."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.urls import reverse

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.intelligence import operations as items
from caresight.web.residents import operations, queries, rules
from caresight.web.residents.models import Details
from caresight.web.residents.router import ResidentsApart
from tests.web.casework import PEOPLE, THEIRS, Casework
from tests.web.intelligence.items import NOW, send

pytestmark = pytest.mark.django_db(databases=["default", "residents"])

WHO = "Invented Resident of room twelve"
REASON = "To plan a welfare check today."


def kept(casework: Casework, **given: Any) -> Any:
    item = send(casework, **given)
    items.keep_item_details(actor=casework.people["social_worker"], at=NOW, item=item, words=WHO)
    item.refresh_from_db()
    return item


def test_details_lie_in_their_own_database_and_nothing_else_does(casework: Casework) -> None:
    kept(casework)

    tables = {alias: set(connections[alias].introspection.table_names()) for alias in connections}
    assert "residents_details" in tables["residents"]
    assert "residents_details" not in tables["default"]
    assert not {name for name in tables["residents"] if name.startswith("intelligence")}


def test_only_safeguarding_people_may_open_details(casework: Casework) -> None:
    may = {name for name in PEOPLE if rules.may_open_details(casework.access(name))}

    assert may == {"safeguarding", "neighbour"}


def test_details_are_opened_with_a_reason_and_the_reading_is_recorded(casework: Casework) -> None:
    item = kept(casework)

    notes = operations.open_details(
        access=casework.access("safeguarding"), item=item, reason=REASON, at=NOW
    )

    assert [note.words for note in notes] == [WHO]
    entry = Entry.objects.get(operation="residents.open_details")
    assert (entry.subject, entry.reason) == (f"details:{item.ref}", REASON)
    assert [opening.name for opening in queries.openings_of(item.ref)] == ["safeguarding"]


def test_a_reading_that_cannot_be_recorded_does_not_happen(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = kept(casework)

    def fail(**_: object) -> None:
        raise RuntimeError("no trail")

    monkeypatch.setattr(operations, "record", fail)
    with pytest.raises(RuntimeError):
        operations.open_details(
            access=casework.access("safeguarding"), item=item, reason=REASON, at=NOW
        )


@pytest.mark.parametrize("reason", ["", "   ", "because", "x" * 301, " a  b  c  d "])
def test_a_reason_that_says_nothing_opens_nothing(casework: Casework, reason: str) -> None:
    item = kept(casework)

    with pytest.raises(Refusal, match="Say why"):
        operations.open_details(
            access=casework.access("safeguarding"), item=item, reason=reason, at=NOW
        )
    assert not queries.openings_of(item.ref)


def test_the_operation_itself_refuses_who_is_not_entitled(casework: Casework) -> None:
    item = kept(casework)

    with pytest.raises(PermissionDenied):
        operations.open_details(access=casework.access("chair"), item=item, reason=REASON, at=NOW)


def test_the_page_shows_nothing_before_the_reason_and_who_opened_it_before(
    casework: Casework,
) -> None:
    item = kept(casework)
    browser, page = casework.browser("safeguarding"), reverse("resident_details", args=[item.pk])

    before = browser.get(page).content.decode()
    short = browser.post(page, {"reason": "because"})
    opened = browser.post(page, {"reason": REASON}).content.decode()

    assert WHO not in before
    assert "Nobody yet." in before
    assert short.status_code == 422
    assert WHO not in short.content.decode()
    assert WHO in opened
    assert REASON in browser.get(page).content.decode()


def test_only_who_may_see_the_item_opens_its_details(casework: Casework) -> None:
    ours, theirs = kept(casework), kept(casework, home_id=THEIRS)
    for item, name, status in (
        (ours, "neighbour", 404), (theirs, "safeguarding", 404), (theirs, "neighbour", 200),
        (ours, "chair", 403), (ours, "social_worker", 403), (ours, "viewer", 403),
    ):  # fmt: skip
        page = reverse("resident_details", args=[item.pk])
        answer = casework.browser(name).post(page, {"reason": REASON})
        assert answer.status_code == status, name
        assert (WHO in answer.content.decode()) is (status == 200)


def test_details_can_be_added_by_who_may_see_the_item_and_are_shown_nowhere(
    casework: Casework,
) -> None:
    item = send(casework)
    page = reverse("add_details", args=[item.pk])

    assert casework.browser("healthwatch").post(page, {"words": WHO}).status_code == 302
    assert casework.browser("neighbour").post(page, {"words": WHO}).status_code == 404
    for words in ("", "x" * 1_000_000):
        assert casework.browser("healthwatch").post(page, {"words": words}).status_code == 422

    assert queries.notes_kept(item.ref) == 1
    browser = casework.browser("safeguarding")
    for address in (
        reverse("item", args=[item.pk]), reverse("intelligence"), reverse("intelligence_csv"),
        reverse("intelligence_json"), reverse("search") + "?q=invented",
    ):  # fmt: skip
        assert WHO not in browser.get(address).content.decode()


def test_details_can_be_forgotten_for_good(casework: Casework) -> None:
    item = kept(casework)

    deleted = operations.forget(item_ref=item.ref, reason="retention", actor=None, at=NOW)

    assert deleted == 1
    assert not Details.objects.exists()
    assert Entry.objects.get(operation="residents.forget").reason == "retention"


@pytest.mark.parametrize("words", ["", "  ", "x" * 12_001])
def test_nothing_and_too_much_are_not_kept(casework: Casework, words: str) -> None:
    with pytest.raises(Refusal):
        operations.keep_details(item_ref="I-000001", words=words, actor=None, at=NOW)
    assert not Details.objects.exists()


def test_no_key_reaches_from_one_store_into_the_other() -> None:
    router = ResidentsApart()

    class Other:
        class _meta:  # noqa: N801 - Django's own name
            app_label = "intelligence"

    assert router.allow_relation(Details, Other) is False
    assert router.allow_relation(Other, Other) is None
    assert router.db_for_read(Details) == router.db_for_write(Details) == "residents"
    assert router.db_for_read(Other) is None
    assert router.allow_migrate("default", "residents") is False
    assert router.allow_migrate("residents", "residents") is True
