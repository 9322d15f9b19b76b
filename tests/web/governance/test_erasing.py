"""Erased words are gone from everywhere, packs as well; what is left says that they are gone."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.governance.erasing import erase_items
from caresight.web.governance.operations import place_hold
from caresight.web.governance.retention import apply_schedule, due_on
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.operations import withdraw_item
from caresight.web.meetings.models import Meeting
from caresight.web.packs import making
from caresight.web.packs.models import Pack, PackContent, PackFile
from caresight.web.packs.operations import freeze, rebuild
from tests.web.casework import Casework
from tests.web.meanwhile import while_waiting_for
from tests.web.packs import invented_meeting as made
from tests.web.packs.invented_meeting import NOW, invented_meeting

pytestmark = pytest.mark.django_db(databases=["default", "residents"], transaction=False)
LONG_AGO = datetime(2015, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def frozen(casework: Casework) -> Pack:
    """A pack that holds words of an item."""
    invented = invented_meeting(casework)
    asked = freeze(
        meeting=invented.meeting, known_on=NOW.date(), actor=casework.people["council"], at=NOW
    )
    making.make(asked.pk, at=NOW)
    return Pack.objects.select_related("content").get(pk=asked.pk)


def asked(item: Item | None, **changes: object) -> dict[str, object]:
    """The form of an erasure as it is sent."""
    return {"token": str(uuid4()), "items": item.ref.lower() if item else "I-999999",
            "reason": "request 14 of 2026", "sure": "on", **changes}  # fmt: skip


def the_item() -> Item:
    return Item.objects.get(words__contains=made.ALL_MEMBERS)


def again(pack: Pack) -> Pack:
    return Pack.objects.select_related("content").get(pk=pack.pk)


def erase(casework: Casework) -> None:
    erase_items(
        actor=casework.people["governance"], at=NOW, items=[the_item()], reason="Their right"
    )


def test_an_erased_item_leaves_no_word_in_a_pack(casework: Casework, frozen: Pack) -> None:
    before, item = frozen.content, the_item()
    assert before is not None
    assert made.ALL_MEMBERS in before.text

    erase(casework)

    after = again(frozen).content
    assert after is not None
    assert made.ALL_MEMBERS not in after.text
    assert f"The words of {item.ref}" in after.text
    assert made.REPLIED in after.text
    assert not PackContent.objects.filter(pk=before.pk).exists()


def test_a_pack_that_was_read_before_an_erasure_is_not_frozen_after_it(
    casework: Casework, frozen: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    again_asked = freeze(
        meeting=Meeting.objects.get(pk=frozen.meeting_id), known_on=NOW.date(),
        actor=casework.people["council"], at=NOW,
    )  # fmt: skip
    while_waiting_for(Pack, lambda: erase(casework), monkeypatch)

    with pytest.raises(Refusal, match="Words were erased while this pack was being made"):
        making.make(again_asked.pk, at=NOW)

    assert again(again_asked).content is None


def test_the_files_are_made_again_and_the_page_says_what_was_erased(
    casework: Casework, frozen: Pack
) -> None:
    erase(casework)
    content = again(frozen).content
    assert content is not None
    assert making.make_files(content.pk) == "Made."

    page = casework.browser("chair").get(reverse("pack", args=[frozen.pk])).content.decode()

    assert "Erased since it was frozen" in page
    assert made.ALL_MEMBERS not in page
    assert PackFile.objects.filter(content=content).count() == 3
    lead = casework.people["council"]
    assert all(same for _, same, _ in rebuild(pack=again(frozen), actor=lead, at=NOW))


def test_the_trail_keeps_the_sums_of_what_was_destroyed(casework: Casework, frozen: Pack) -> None:
    before = frozen.content_id
    sums = set(PackFile.objects.values_list("sha256", flat=True))

    erase(casework)

    entry = Entry.objects.get(operation="packs.erase_words")
    detail = json.loads(entry.detail)
    assert (detail["before"], detail["after"]) == (before, again(frozen).content_id)
    assert set(detail["files_before"].values()) == sums
    assert made.ALL_MEMBERS not in str(entry.detail)


def test_taking_an_item_back_changes_no_pack(casework: Casework, frozen: Pack) -> None:
    item = the_item()

    withdraw_item(actor=item.reporter, at=NOW, item=item, why="The wrong home.")

    assert again(frozen).content_id == frozen.content_id


def test_the_schedule_erases_as_a_person_would(casework: Casework, frozen: Pack) -> None:
    item = the_item()
    Item.objects.filter(pk=item.pk).update(recorded_at=LONG_AGO)

    run = apply_schedule(by=casework.people["governance"], at=NOW)

    item.refresh_from_db()
    assert run.counts["intelligence.Item"] == 1
    assert item.forgotten_at == NOW
    assert made.ALL_MEMBERS not in item.words
    content = again(frozen).content
    assert content is not None
    assert made.ALL_MEMBERS not in content.text
    lines = {one.kept.record: one.due for one in due_on(NOW.date())}
    assert lines["intelligence.Item"] == lines["intelligence.Disposition"] == 0


def test_a_hold_on_its_home_keeps_the_item_and_the_pack(casework: Casework, frozen: Pack) -> None:
    item, lead = the_item(), casework.people["governance"]
    Item.objects.filter(pk=item.pk).update(recorded_at=LONG_AGO)
    place_hold(actor=lead, at=NOW, home_id=item.home_id, reason="a coroner's inquiry")

    apply_schedule(by=lead, at=NOW)

    item.refresh_from_db()
    assert item.forgotten_at is None
    assert again(frozen).content_id == frozen.content_id


def test_an_item_is_erased_once(casework: Casework, frozen: Pack) -> None:
    item = the_item()
    given = {"actor": casework.people["governance"], "at": NOW, "reason": "Their right"}

    assert erase_items(items=[item], **given) == 1
    assert erase_items(items=[Item.objects.get(pk=item.pk)], **given) == 0


def test_the_lead_erases_an_item_on_request_with_one_form(casework: Casework, frozen: Pack) -> None:
    item = the_item()

    answer = casework.browser("governance").post(reverse("erase"), asked(item), follow=True)

    assert "words of 1 item are erased" in answer.content.decode()
    item.refresh_from_db()
    assert made.ALL_MEMBERS not in item.words
    assert made.ALL_MEMBERS not in Pack.objects.get(pk=frozen.pk).content.text
    entry = Entry.objects.get(operation="governance.erase_on_request")
    assert (entry.reason, json.loads(entry.detail)) == (
        "request 14 of 2026", {"items": [item.pk], "erased": 1},
    )  # fmt: skip


def test_what_a_hold_keeps_is_not_erased_on_request(casework: Casework, frozen: Pack) -> None:
    item, lead = the_item(), casework.people["governance"]
    place_hold(actor=lead, at=NOW, home_id=item.home_id, reason="the coroner's inquiry")

    answer = casework.browser("governance").post(reverse("erase"), asked(item))

    assert answer.status_code == 422
    assert "legal hold keeps this" in answer.content.decode()
    assert made.ALL_MEMBERS in the_item().words


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"items": "I-000001, 12"}, "“12” is no reference"),
        ({"items": ""}, "at least one item"),
        ({"items": "I-999999"}, "There is no such item"),
        ({"sure": ""}, "Tick the box"),
        ({"reason": "short"}, "at least 10 characters"),
    ],
)
def test_an_erasure_that_cannot_be_done_says_why_and_erases_nothing(
    casework: Casework, frozen: Pack, changes: dict[str, object], told: str
) -> None:
    answer = casework.browser("governance").post(reverse("erase"), asked(the_item(), **changes))

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert made.ALL_MEMBERS in the_item().words


def test_an_erasure_asked_for_again_says_that_nothing_was_left(
    casework: Casework, frozen: Pack
) -> None:
    form = asked(the_item())
    browser = casework.browser("governance")
    browser.post(reverse("erase"), form)

    answer = browser.post(reverse("erase"), form, follow=True)

    assert "Nothing was left to erase" in answer.content.decode()
