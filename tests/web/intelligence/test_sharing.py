"""Words leave the group only once a lead has checked them, and never with who said them."""

import csv
import io
from uuid import uuid4

import pytest
from django.urls import reverse

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import AgencyProvider
from caresight.web.intelligence import operations
from caresight.web.intelligence.models import Clearance, Item, Release
from caresight.web.intelligence.queries import items_for_provider, words_outside
from caresight.web.notices.models import Notice
from tests.web.casework import OUR_PROVIDER, OURS, PEOPLE, THEIRS, Casework
from tests.web.intelligence.items import NOW, pass_on, send

NAMED = "Mrs Smith fell; =HYPERLINK(1) told by the night nurse."


def test_words_that_may_name_somebody_stay_until_a_lead_has_checked_this_version(
    casework: Casework,
) -> None:
    item = send(casework, words=NAMED)
    assert words_outside(item) is None

    operations.clear_words(
        actor=casework.people["council"], at=NOW, item=item, version=1, words="Somebody fell.",
        names_nobody=False,
    )  # fmt: skip

    item = Item.objects.select_related("clearance").get()
    assert words_outside(item) == "Somebody fell."
    item.version = 2
    assert words_outside(item) is None


def test_words_without_names_may_leave_as_they_are(casework: Casework) -> None:
    item = send(casework)

    assert words_outside(item) == item.words
    item.version, item.may_identify = 2, False
    Clearance.objects.create(
        item=item, words="Old.", of_version=1, by=item.reporter, at=NOW
    )  # fmt: skip
    item.refresh_from_db()
    assert words_outside(item) == "Old."


def test_a_wording_that_still_names_somebody_is_blocked_until_a_lead_confirms(
    casework: Casework,
) -> None:
    item = send(casework, words=NAMED, handling="provider_may_see")
    browser, page = casework.browser("council"), reverse("release_to_provider", args=[item.pk])
    asked = {"version": 1, "token": str(uuid4()), "words": "Mrs Smith fell."}

    blocked = browser.post(page, asked)

    assert blocked.status_code == 422
    assert "<mark>Mrs Smith</mark>" in blocked.content.decode()
    assert not Release.objects.exists()
    with pytest.raises(Refusal, match="may still identify"):
        pass_on(casework, item, words="Mrs Smith fell.")
    assert browser.post(page, asked | {"names_nobody": "on"}).status_code == 302
    assert Release.objects.get().words_for_provider == "Mrs Smith fell."


def test_the_wording_begins_without_what_may_identify_somebody(casework: Casework) -> None:
    item = send(casework, words=NAMED)

    page = casework.browser("council").get(reverse("clear_wording", args=[item.pk]))

    assert page.context["form"]["words"].value().startswith("[left out] fell;")


def test_a_version_changed_since_is_not_let_out_unread(casework: Casework) -> None:
    item = send(casework, handling="provider_may_see")
    Item.objects.filter(pk=item.pk).update(version=2)

    page = casework.browser("council").post(
        reverse("release_to_provider", args=[item.pk]),
        {"version": 1, "token": str(uuid4()), "words": "Somebody fell."},
    )

    assert page.status_code == 422
    assert not Release.objects.exists()


def test_the_provider_reads_the_wording_and_nothing_of_who_said_it(casework: Casework) -> None:
    item = send(
        casework, "healthwatch", handling="provider_may_see", words="A bandicoot was seen.",
        name_may_be_shared=True,
    )  # fmt: skip
    pass_on(casework, item)

    (shared,) = items_for_provider(casework.access("provider"))

    assert shared.words == "Somebody fell at night."
    assert shared.themes == ("Staffing",)
    assert "ealthwatch" not in repr(shared)
    assert "bandicoot" not in repr(shared)
    assert items_for_provider(casework.access("provider"), OURS) == [shared]
    assert items_for_provider(casework.access("provider"), THEIRS) == []


def test_nobody_but_the_provider_of_the_home_is_passed_anything(casework: Casework) -> None:
    pass_on(casework, send(casework, handling="provider_may_see"))

    for name in PEOPLE:
        expected = 1 if name == "provider" else 0
        assert len(items_for_provider(casework.access(name))) == expected, name


def test_a_new_owner_does_not_inherit_what_the_owner_before_was_told(casework: Casework) -> None:
    pass_on(casework, send(casework, handling="provider_may_see"))
    AgencyProvider.objects.filter(provider_id=OUR_PROVIDER).update(
        agency=casework.agencies["Invented Care 5 Ltd"]
    )
    Release.objects.update(provider_id="1-999")

    assert items_for_provider(casework.access("other_provider")) == []
    assert items_for_provider(casework.access("provider")) == []


@pytest.mark.parametrize("handling", ["group_only", "public_theme_only", "named_agencies"])
def test_an_item_given_for_other_eyes_is_not_passed_on(casework: Casework, handling: str) -> None:
    item = send(casework, handling=handling, named=["Invented NHS Board"])

    with pytest.raises(Refusal, match="other eyes"):
        pass_on(casework, item)

    page = casework.browser("council").get(reverse("release_to_provider", args=[item.pk]))
    assert page.status_code == 302


def test_what_was_passed_on_ends_with_its_handling_its_item_and_its_taking_back(
    casework: Casework,
) -> None:
    def told(item: Item) -> bool:
        pass_on(casework, item)
        return bool(items_for_provider(casework.access("provider")))

    narrowed, withdrawn, taken_back = (
        send(casework, handling="provider_may_see") for _ in range(3)
    )
    assert told(narrowed)
    Item.objects.filter(pk=narrowed.pk).update(handling="group_only")
    assert not items_for_provider(casework.access("provider"))
    assert told(withdrawn)
    operations.withdraw_item(
        actor=casework.people["social_worker"], at=NOW, item=withdrawn, why="Wrong."
    )
    assert not items_for_provider(casework.access("provider"))
    assert told(taken_back)
    release = taken_back.releases.get()
    page = reverse("take_back_release", args=[taken_back.pk, release.pk])
    assert casework.browser("council").post(page, {"why": ""}).status_code == 422
    assert casework.browser("council").post(page, {"why": "Wrong owner."}).status_code == 302
    assert not items_for_provider(casework.access("provider"))
    other = reverse("take_back_release", args=[narrowed.pk, release.pk])
    assert casework.browser("council").get(other).status_code == 404


def test_the_providers_people_are_told_that_there_is_something_and_the_sender_too(
    casework: Casework,
) -> None:
    pass_on(casework, send(casework, handling="provider_may_see"))

    told = {notice.person.username: notice for notice in Notice.objects.all()}

    assert set(told) == {"provider", "social_worker"}
    assert all("fell" not in notice.sentence for notice in told.values())


def test_a_double_click_passes_an_item_on_once(casework: Casework) -> None:
    item, token = send(casework, handling="provider_may_see"), uuid4()

    assert pass_on(casework, item, token=token) == pass_on(casework, item, token=token)

    with pytest.raises(Refusal, match="already used"):
        pass_on(casework, send(casework, handling="provider_may_see"), token=token)


def test_a_home_that_nobody_runs_any_more_has_nobody_to_tell(casework: Casework) -> None:
    item = send(casework, handling="provider_may_see")
    Item.objects.filter(pk=item.pk).update(home_id="H404")

    with pytest.raises(Refusal, match="Nobody is known to run"):
        pass_on(casework, item)


def test_a_file_holds_no_word_that_may_name_somebody_and_runs_no_formula(
    casework: Casework,
) -> None:
    send(casework, words=NAMED)
    send(casework, words="=2+3 bells went unanswered.", name_may_be_shared=True)

    answer = casework.browser("chair").get(reverse("intelligence_csv"))

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["words_checked"] for row in rows] == ["yes", "no"]
    assert rows[0]["words"] == "'=2+3 bells went unanswered."
    assert "held back" in rows[1]["words"]
    assert (rows[0]["reporter"], rows[1]["reporter"]) == ("social_worker", "")
    assert "Smith" not in answer.content.decode()


def test_the_json_twin_holds_the_same_and_leads_on(casework: Casework) -> None:
    for number in range(26):
        send(casework, words=NAMED if number == 25 else f"Bell {number}.")
    browser = casework.browser("chair")

    first = browser.get(reverse("intelligence_json") + "?kind=observation").json()
    second = browser.get(first["next"]).json()

    assert (first["total"], len(first["items"]), len(second["items"])) == (26, 25, 1)
    assert second["next"] is None
    assert "Smith" not in str(first)
