"""The pages of groups as people use them: by browser, with mistakes, and by hand."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from caresight.web.accounts.operations import add_person
from caresight.web.audit.models import Entry
from caresight.web.groups.models import Group, GroupHome, GroupTerms, Membership
from caresight.web.groups.queries import groups_covering, homes_covered
from tests.web.casework import BORDER, OURS, OURS_AREA, PASSWORD, THEIRS, THEIRS_AREA, Casework
from tests.web.groups.examples import OUR_REASON, OUR_TERMS, TOKENS, examples

GROUP = {
    "name": "A third group", "kind": "local", "ladder": "qsg-2014", "quorum_members": 4,
    "quorum_agencies": 3, "budget": 8, "is_active": "on", "version": 1, "token": TOKENS.format(9),
}  # fmt: skip


def _page(casework: Casework, username: str, address: str) -> str:
    return casework.browser(username).get(address).content.decode()


def test_an_administrator_makes_a_group_says_what_it_covers_and_who_belongs(
    casework: Casework,
) -> None:
    browser = casework.browser("administrator")
    new = add_person(username="new", password=PASSWORD, roles=["member"])

    made = browser.post("/groups/add/", GROUP)
    group = Group.objects.get(name="A third group")
    browser.post(f"/groups/{group.pk}/areas/", {"areas": [OURS_AREA, "X99000003"]})
    browser.post(f"/groups/{group.pk}/homes/add/", {"home": THEIRS, "reason": "our people"})
    browser.post(
        f"/groups/{group.pk}/members/add/",
        {"person": new.pk, "position": "chair", "from_on": "2026-01-01",
         "token": TOKENS.format(8)},
    )  # fmt: skip

    assert made["Location"] == f"/groups/{group.pk}/areas/"
    assert casework.access("new").area_codes == {OURS_AREA, "X99000003"}
    assert casework.access("new").home_ids == {THEIRS}
    page = _page(casework, "new", f"/groups/{group.pk}/")
    assert "Alderbourne" in page
    assert "Routine surveillance" in page
    assert "Some of them are covered by Alderbourne and Quillhaven too." in page


def test_a_form_sent_twice_makes_one_group(casework: Casework) -> None:
    browser = casework.browser("administrator")

    first, second = browser.post("/groups/add/", GROUP), browser.post("/groups/add/", GROUP)

    assert first["Location"] == second["Location"]
    assert Group.objects.filter(name="A third group").count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "ALDERBOURNE"}, "already a group called"),
        ({"name": ""}, "Enter the name of the group"),
        ({"name": "x" * 151}, "at most 150"),
        ({"ladder": "made-up"}, "valid choice"),
        ({"quorum_agencies": 9}, "more agencies than members"),
        ({"kind": "oversight", "overseen_by": "Region"}, "Only a local group reports"),
        ({"overseen_by": "Alderbourne"}, "valid choice"),
    ],
)
def test_a_group_that_cannot_be_is_refused_in_words(
    casework: Casework, change: dict[str, Any], said: str
) -> None:
    if "overseen_by" in change:
        change = {**change, "overseen_by": casework.groups[change["overseen_by"]].pk}

    answer = casework.browser("administrator").post("/groups/add/", {**GROUP, **change})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Group.objects.count() == 3


def test_two_who_change_a_group_at_once_lose_nothing(casework: Casework) -> None:
    group, browser = casework.groups["Alderbourne"], casework.browser("administrator")
    address = f"/groups/{group.pk}/change/"
    browser.post(address, {**GROUP, "name": "First name"})

    second = browser.post(address, {**GROUP, "name": "Second name"})

    text = second.content.decode()
    assert second.status_code == 422
    assert "First name" in text
    assert "Second name" in text
    assert Group.objects.get(pk=group.pk).name == "First name"
    assert 'name="version" value="2"' in text


@pytest.mark.parametrize("username", ["chair", "council", "administrator"])
def test_leads_and_administrators_end_a_place_and_access_ends_with_it(
    casework: Casework, username: str
) -> None:
    place = Membership.objects.get(person=casework.people["ambulance"])
    address = f"/groups/{place.group_id}/members/{place.pk}/end/"
    today = timezone.localdate().isoformat()

    answer = casework.browser(username).post(address, {"until_on": today, "reason": "moved on"})

    assert answer.status_code == 302
    assert casework.browser("ambulance").get(f"/homes/{OURS}/").status_code == 404
    assert casework.browser("ambulance").get(f"/groups/{place.group_id}/").status_code == 404


def test_a_chair_does_not_go_in_silence(casework: Casework) -> None:
    place = Membership.objects.get(person=casework.people["chair"])
    address = f"/groups/{place.group_id}/members/{place.pk}/end/"
    sent = {"until_on": timezone.localdate().isoformat(), "reason": "moved on"}
    browser = casework.browser("council")

    asked, refused = browser.get(address).content.decode(), browser.post(address, sent)
    done = browser.post(address, {**sent, "without_chair": "on"})

    assert "The group will have no chair" in asked
    assert refused.status_code == 422
    assert done.status_code == 302
    assert "it has no chair" in browser.get(f"/groups/{place.group_id}/").content.decode()


FORMS = (
    "/groups/{}/change/", "/groups/{}/areas/", "/groups/{}/homes/add/", "/groups/{}/members/add/",
    "/groups/{}/terms/agree/", "/groups/{}/members/{place}/end/",
    "/groups/{}/homes/{border}/remove/",
)  # fmt: skip
ONLY_ADMINISTRATORS = (0, 1, 2, 6)


@pytest.mark.parametrize("form", range(len(FORMS)), ids=FORMS)
@pytest.mark.parametrize(
    "username", ["regulator", "neighbour", "left", "oversight", "viewer", "provider", "governance"]
)
def test_a_form_posted_by_hand_changes_nothing(
    casework: Casework, username: str, form: int
) -> None:
    posts = examples_of_posts(casework)
    before = _everything()
    address = FORMS[form].format(
        casework.groups["Alderbourne"].pk,
        place=Membership.objects.get(person=casework.people["ambulance"]).pk,
        border=GroupHome.objects.get(home_id=BORDER).pk,
    )

    answer = casework.browser(username).post(address, posts[form])

    assert answer.status_code in (403, 404)
    assert _everything() == before


@pytest.mark.parametrize("form", ONLY_ADMINISTRATORS)
def test_a_chair_does_not_change_what_the_group_covers(casework: Casework, form: int) -> None:
    posts = examples_of_posts(casework)
    before = _everything()
    border = GroupHome.objects.get(home_id=BORDER).pk
    address = FORMS[form].format(casework.groups["Alderbourne"].pk, border=border)

    answer = casework.browser("chair").post(address, posts[form])

    assert answer.status_code == 403
    assert _everything() == before


def test_a_place_of_another_group_cannot_be_ended_through_ones_own(casework: Casework) -> None:
    theirs = Membership.objects.get(person=casework.people["neighbour"])
    ours = casework.groups["Alderbourne"].pk

    answer = casework.browser("chair").get(f"/groups/{ours}/members/{theirs.pk}/end/")

    assert answer.status_code == 404


def test_terms_are_kept_with_the_day_they_were_agreed(casework: Casework) -> None:
    examples(casework)
    group, browser = casework.groups["Alderbourne"], casework.browser("chair")
    sent = {
        "agreed_on": "2026-10-01",
        "text": "New terms\n\n<b>bold</b>",
        "token": TOKENS.format(5),
    }

    browser.post(f"/groups/{group.pk}/terms/agree/", sent)
    browser.post(f"/groups/{group.pk}/terms/agree/", sent)

    page = browser.get(f"/groups/{group.pk}/").content.decode()
    assert "New terms" in page
    assert "&lt;b&gt;bold" in page
    assert GroupTerms.objects.filter(group=group).count() == 3
    assert OUR_TERMS in browser.get(f"/groups/{group.pk}/terms/").content.decode()


def test_terms_that_are_older_than_the_present_ones_do_not_replace_them(casework: Casework) -> None:
    examples(casework)
    group, browser = casework.groups["Alderbourne"], casework.browser("chair")

    browser.post(
        f"/groups/{group.pk}/terms/agree/",
        {"agreed_on": "2024-01-01", "text": "Old terms", "token": TOKENS.format(5)},
    )

    assert f"{OUR_TERMS} of 2026" in browser.get(f"/groups/{group.pk}/").content.decode()


def test_terms_cannot_have_been_agreed_tomorrow(casework: Casework) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = {"agreed_on": tomorrow.isoformat(), "text": "Terms", "token": TOKENS.format(5)}

    answer = casework.browser("chair").post(
        f"/groups/{casework.groups['Alderbourne'].pk}/terms/agree/", sent
    )

    assert answer.status_code == 422
    assert "a day to come" in answer.content.decode()


def test_the_page_of_a_group_says_who_covers_what_and_why(casework: Casework) -> None:
    examples(casework)
    page = _page(casework, "regulator", f"/groups/{casework.groups['Alderbourne'].pk}/")

    assert OUR_REASON in page
    assert "Heron Court" in page
    assert "Some of them are covered by Quillhaven too." in page
    assert "The group can decide with 3 members of at least 2 agencies." in page
    assert "Add a person" not in page


def test_a_home_that_left_the_register_keeps_the_name_it_had(casework: Casework) -> None:
    examples(casework)
    page = _page(casework, "neighbour", f"/groups/{casework.groups['Quillhaven'].pk}/")

    assert "A home that left" in page
    assert "no longer in the register" in page


def test_who_covers_a_home_is_known_by_area_and_by_border(casework: Casework) -> None:
    both = {str(group) for group in groups_covering(BORDER, THEIRS_AREA)}
    one = {str(group) for group in groups_covering(THEIRS, THEIRS_AREA)}

    assert (both, one) == ({"Alderbourne", "Quillhaven"}, {"Quillhaven"})
    assert homes_covered(casework.groups["Alderbourne"]) == 20


def test_without_a_group_the_list_says_whom_to_ask(casework: Casework) -> None:
    assert "You belong to no group today." in _page(casework, "left", "/groups/")


@pytest.mark.parametrize("address", ["/groups/", "/groups/{}/"])
def test_a_page_of_groups_asks_the_database_a_few_times_only(
    casework: Casework, django_assert_max_num_queries: Any, address: str
) -> None:
    group = casework.groups["Alderbourne"]
    for number in range(40):
        person = add_person(username=f"more{number}", password=PASSWORD, roles=["member"])
        Membership.objects.create(group=group, person=person, from_on="2026-01-01")
    browser = casework.browser("chair")
    browser.get("/groups/")

    with django_assert_max_num_queries(24):
        browser.get(address.format(group.pk))


def test_a_refused_change_leaves_a_line_in_the_trail(casework: Casework) -> None:
    group = casework.groups["Alderbourne"]

    casework.browser("regulator").post(f"/groups/{group.pk}/members/add/", {})

    assert Entry.objects.filter(operation="audit.refused", actor_name="regulator").count() == 1


def examples_of_posts(casework: Casework) -> list[dict[str, object]]:
    posts = examples(casework).posts
    names = (
        "edit_group group_areas add_border_home add_member agree_terms end_membership "
        "remove_border_home"
    ).split()
    return [dict(posts[name]) for name in names]


def _everything() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Group, GroupHome, Membership, GroupTerms)
    ]


@pytest.mark.parametrize(
    ("username", "is_led"), [("healthwatch", True), ("oversight", False), ("administrator", False)]
)
def test_who_works_in_a_group_is_led_to_its_meetings(
    casework: Casework, username: str, is_led: bool
) -> None:
    pk, browser = casework.groups["Alderbourne"].pk, casework.browser(username)
    onward = f"/meetings/?group={pk}"

    page = browser.get(f"/groups/{pk}/").content.decode()

    assert (onward in page) is is_led
    if is_led:
        assert browser.get(onward).status_code == 200


def test_who_leads_a_group_is_led_to_the_actions_that_nobody_is_there_to_do(
    casework: Casework,
) -> None:
    place = Membership.objects.get(person=casework.people["ambulance"])
    address = f"/groups/{place.group_id}/members/{place.pk}/end/"
    onward = f"/actions/?group={place.group_id}&amp;orphaned=yes"

    assert onward in _page(casework, "chair", address)
    assert onward not in _page(casework, "administrator", address)
    assert onward in _page(casework, "council", f"/groups/{place.group_id}/")


@pytest.mark.parametrize("name", ["group_areas", "add_member", "agree_terms", "edit_group"])
def test_a_form_shows_what_stands_before_it_is_changed(casework: Casework, name: str) -> None:
    group = casework.groups["Alderbourne"]

    answer = casework.browser("administrator").get(reverse(name, args=[group.pk]))

    assert answer.status_code == 200
    assert "Alderbourne" in answer.content.decode()


def test_a_home_near_the_border_is_let_go_and_read_no_more(casework: Casework) -> None:
    further = GroupHome.objects.get(home_id=BORDER)
    address = f"/groups/{further.group_id}/homes/{further.pk}/remove/"
    browser = casework.browser("administrator")

    first, again = browser.post(address), browser.post(address)

    assert (first.status_code, again.status_code) == (302, 404)
    assert casework.browser("council").get(f"/homes/{BORDER}/").status_code == 404


def test_a_place_that_cannot_be_given_is_said_on_the_form(casework: Casework) -> None:
    sent = {
        "person": casework.people["left"].pk, "position": "chair", "from_on": "2026-11-01",
        "token": TOKENS.format(4),
    }  # fmt: skip
    address = f"/groups/{casework.groups['Alderbourne'].pk}/members/add/"

    answer = casework.browser("council").post(address, sent)

    assert answer.status_code == 422
    assert "has a chair already" in answer.content.decode()


def test_a_place_given_twice_by_one_form_is_given_once(casework: Casework) -> None:
    sent = {
        "person": casework.people["left"].pk, "position": "member", "from_on": "2026-11-01",
        "token": TOKENS.format(4),
    }  # fmt: skip
    address = f"/groups/{casework.groups['Alderbourne'].pk}/members/add/"
    browser = casework.browser("council")

    answers = [browser.post(address, sent)["Location"] for _ in range(2)]

    assert len(set(answers)) == 1
    assert Membership.objects.filter(person=casework.people["left"]).count() == 2


def test_a_place_cannot_end_before_it_began(casework: Casework) -> None:
    place = Membership.objects.get(person=casework.people["ambulance"])
    address = f"/groups/{place.group_id}/members/{place.pk}/end/"

    answer = casework.browser("chair").post(address, {"until_on": "2020-01-01", "reason": "x"})

    assert answer.status_code == 422
    assert "before it began" in answer.content.decode()
