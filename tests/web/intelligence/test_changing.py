"""Correcting an item keeps what it said before; two people who correct it lose nothing."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from caresight.vocabulary.refusal import Refusal
from caresight.web.intelligence import operations
from caresight.web.intelligence.models import Item, ItemText
from caresight.web.intelligence.operations import Correction, StaleVersion
from tests.web.casework import Casework
from tests.web.intelligence.items import NOW, send


def reads(item: Item, **changed: object) -> Correction:
    """An item as it reads, but for what is changed."""
    as_it_is = Correction(
        words=item.words, observed_on=item.observed_on,
        themes=[theme.code for theme in item.themes.all()], kind=item.kind,
        direction=item.direction, severity=item.severity, grade=item.grade,
        reliability=item.reliability, credibility=item.credibility, handling=item.handling,
        voice=item.voice, name_may_be_shared=item.name_may_be_shared,
        named_agencies=[naming.agency for naming in item.naming.all()],
    )  # fmt: skip
    return replace(as_it_is, **changed)  # type: ignore[arg-type]


def edit(casework: Casework, who: str, item: Item, version: int = 1, **changed: object) -> Item:
    return operations.edit_item(
        actor=casework.people[who], at=NOW, item=item, version=version,
        corrected=reads(item, **changed),
    )  # fmt: skip


def form(item: Item, **given: object) -> dict[str, object]:
    return {
        "version": item.version, "words": item.words, "observed_on": "2026-11-20",
        "direction": "worrying", "severity": "2", "groups_of_themes": ["staffing"],
        "kind": "observation", "voice": "own", "grade": "none", "reliability": "not_assessed",
        "credibility": "not_assessed", "handling": item.handling, **given,
    }  # fmt: skip


def test_what_an_item_said_before_is_kept_with_all_that_was_coded(casework: Casework) -> None:
    item = send(casework)

    edit(casework, "social_worker", item, words="Three bells.", severity=3, themes=["harm"])

    item.refresh_from_db()
    earlier = item.revisions.get()
    assert (item.words, item.severity, item.version) == ("Three bells.", 3, 2)
    assert earlier.words == "Two call bells went unanswered for half an hour."
    assert earlier.fields["severity"] == 2
    assert earlier.fields["themes"] == ["staffing"]
    assert "three bells" in ItemText.objects.get(item=item).text


def test_a_correction_that_changes_nothing_makes_no_version(casework: Casework) -> None:
    item = send(casework)

    edit(casework, "social_worker", item)

    assert not item.revisions.exists()


def test_a_corrected_wording_is_screened_again(casework: Casework) -> None:
    item = send(casework)

    assert edit(casework, "council", item, words="Mrs Smith fell.").may_identify


def test_two_who_correct_the_same_version_lose_nothing(casework: Casework) -> None:
    item = send(casework)
    edit(casework, "social_worker", item, words="Mine.")

    with pytest.raises(StaleVersion) as stale:
        edit(casework, "council", item, words="Yours.")

    assert stale.value.item is not None
    assert stale.value.item.words == "Mine."


def test_the_page_shows_both_texts_and_saves_the_second_time(casework: Casework) -> None:
    item = send(casework)
    edit(casework, "social_worker", item, words="Mine.")
    browser, page = casework.browser("council"), reverse("item_edit", args=[item.pk])

    answer = browser.post(page, form(item, words="Yours."))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Mine." in text
    assert "Yours." in text
    assert 'name="version" value="2"' in text
    assert browser.post(page, form(item, version=2, words="Yours.")).status_code == 302
    item.refresh_from_db()
    assert item.words == "Yours."
    assert {one.words for one in item.revisions.all()} >= {"Mine."}


@pytest.mark.parametrize(
    ("who", "before", "after", "goes"),
    [
        ("social_worker", "group_only", "provider_may_see", True),
        ("social_worker", "group_only", "public_theme_only", True),
        ("council", "provider_may_see", "group_only", True),
        ("council", "public_theme_only", "group_only", True),
        ("council", "group_only", "provider_may_see", False),
        ("council", "group_only", "public_theme_only", False),
        ("council", "public_theme_only", "provider_may_see", False),
        ("council", "group_only", "named_agencies", False),
    ],
)
def test_only_the_sender_lets_other_people_read_it_and_a_lead_makes_it_narrower(
    casework: Casework, who: str, before: str, after: str, goes: bool
) -> None:
    item = send(casework, handling=before)
    changed = {"handling": after, "named_agencies": [casework.agencies["Invented Regulator"]]}

    if not goes:
        with pytest.raises(Refusal):
            edit(casework, who, item, **changed)
    else:
        edit(casework, who, item, handling=after)
    item.refresh_from_db()
    assert item.handling == (after if goes else before)


def test_a_lead_changes_neither_named_agencies_nor_the_name_that_is_shared(
    casework: Casework,
) -> None:
    item = send(casework, handling="named_agencies", named=["Invented NHS Board"])

    for changed in (
        {"named_agencies": [casework.agencies["Invented Regulator"]]},
        {"name_may_be_shared": True},
    ):
        with pytest.raises(Refusal, match="Only who sent"):
            edit(casework, "chair", item, **changed)


def test_a_code_that_would_be_later_than_it_was_received_is_refused(casework: Casework) -> None:
    item = send(casework, received_on=date(2026, 11, 20))

    with pytest.raises(Refusal, match="after it was received"):
        edit(casework, "social_worker", item, observed_on=date(2026, 11, 21))


def test_a_theme_that_was_retired_since_can_stay(casework: Casework) -> None:
    item = send(casework)
    item.themes.create(code="a_theme_of_old")

    edit(casework, "social_worker", item, words="Three bells.")

    assert item.themes.filter(code="a_theme_of_old").exists()


def test_an_item_taken_back_is_kept_marked_and_changed_no_more(casework: Casework) -> None:
    item = send(casework)
    browser = casework.browser("social_worker")

    browser.post(reverse("item_withdraw", args=[item.pk]), {"why": "The wrong home."})

    item.refresh_from_db()
    assert item.withdrawn_at
    assert item.withdrawn_why == "The wrong home."
    for change in (
        lambda: edit(casework, "social_worker", item, words="No."),
        lambda: operations.withdraw_item(
            actor=casework.people["social_worker"], at=NOW, item=item, why="Again."
        ),
        lambda: operations.comment_on(
            actor=casework.people["council"], at=NOW, item=item, words="Hm."
        ),
        lambda: operations.dispose(
            actor=casework.people["council"], at=NOW, item=item, state="looking", reason="Hm."
        ),
    ):
        with pytest.raises(Refusal, match="taken back"):
            change()
    page = casework.browser("council").get(reverse("item", args=[item.pk])).content.decode()
    assert "Taken back by who sent it: The wrong home." in page


def test_taking_back_needs_a_reason_and_the_sender(casework: Casework) -> None:
    item = send(casework)
    page = reverse("item_withdraw", args=[item.pk])

    assert casework.browser("social_worker").post(page, {"why": " "}).status_code == 422
    assert casework.browser("council").post(page, {"why": "No."}).status_code == 403
    item.refresh_from_db()
    assert item.withdrawn_at is None
