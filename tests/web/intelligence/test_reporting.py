"""Sending an item: what is kept, what is refused, and that nothing is sent twice."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.groups.models import Group
from caresight.web.intelligence import operations
from caresight.web.intelligence.models import Item
from caresight.web.notices.models import Notice
from caresight.web.residents.models import Details
from tests.web.casework import BORDER, OURS, PEOPLE, THEIRS, Casework
from tests.web.intelligence.examples import _posts
from tests.web.intelligence.items import NOW, send

pytestmark = pytest.mark.django_db(databases=["default", "residents"])


def form(**given: object) -> dict[str, Any]:
    """A form as a browser sends it."""
    return {**_posts(Item(pk=1))["report_item"], "token": str(uuid4()), **given}


def test_an_item_is_kept_with_its_days_its_agency_and_its_groups(casework: Casework) -> None:
    item = send(casework, home_id=BORDER, received_on=date(2026, 11, 21))

    assert item.ref == f"I-{item.pk:06d}"
    assert item.reporter_agency == casework.agencies["Alderbourne Council"]
    assert {given.group.name for given in item.given_to.all()} == {"Alderbourne", "Quillhaven"}
    assert (item.observed_on, item.received_on) == (date(2026, 11, 20), date(2026, 11, 21))
    assert item.recorded_at == NOW


def test_the_sender_may_choose_among_the_groups_that_cover_the_home(casework: Casework) -> None:
    item = send(casework, home_id=BORDER, groups=[casework.groups["Quillhaven"]])

    assert [given.group.name for given in item.given_to.all()] == ["Quillhaven"]
    with pytest.raises(Refusal, match="cover the home"):
        send(casework, home_id=OURS, groups=[casework.groups["Quillhaven"]])
    with pytest.raises(Refusal):
        send(casework, home_id=OURS, groups=[])


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": "   "}, {"words": "..."}, {"words": "x" * 5_001}, {"severity": 0},
        {"severity": 6}, {"grade": "certain"}, {"kind": "rumour"}, {"direction": "bad"},
        {"handling": "everybody"}, {"handling": "named_agencies"}, {"themes": []},
        {"themes": ["no_such_theme"]}, {"reliability": "?"}, {"credibility": "?"},
        {"voice": "?"}, {"observed_on": date(2026, 11, 22)}, {"observed_on": date(2006, 1, 1)},
        {"received_on": date(2026, 11, 19)}, {"received_on": date(2026, 11, 22)},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    casework: Casework, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Refusal):
        send(casework, **wrong)

    assert not Item.objects.exists()
    assert not Entry.objects.filter(operation="intelligence.report_item").exists()


def test_the_same_form_sent_twice_gives_the_item_that_it_made_first(casework: Casework) -> None:
    token = uuid4()

    first, second = send(casework, token=token), send(casework, token=token, words="Again.")

    assert first == second
    assert Item.objects.count() == 1
    with pytest.raises(Refusal, match="already used"):
        send(casework, "healthwatch", token=token)


def test_two_clicks_at_the_same_moment_make_one_item(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, made = uuid4(), []

    def meanwhile(_themes: object) -> None:
        if not made:
            made.append(None)
            made[0] = send(casework, token=token)

    monkeypatch.setattr("caresight.web.intelligence.policies.check_themes", meanwhile)

    assert send(casework, token=token) == made[0]
    assert Item.objects.count() == 1


def test_whoever_decides_of_it_is_told_at_once_of_what_is_grave(casework: Casework) -> None:
    send(casework, severity=4)
    send(casework, severity=1)
    send(
        casework, "ambulance", grade="suspect", handling="named_agencies",
        named=["Invented Regulator"],
    )  # fmt: skip

    # No lead may read the last one: the agency that is named decides, and is told.
    told = sorted(notice.person.username for notice in Notice.objects.all())
    assert told == ["chair", "council", "regulator"]


def test_a_report_takes_one_form_and_says_what_happens_next(casework: Casework) -> None:
    browser = casework.browser("social_worker")

    answer = browser.post(reverse("report_item"), form(words="No soap on <b>any</b> floor."))

    item = Item.objects.get()
    assert answer.headers["Location"] == reverse("item_sent", args=[item.pk])
    page = browser.get(answer.headers["Location"]).content.decode()
    assert item.ref in page
    assert "Your name is withheld" in page
    assert item.themes.get().code == "staffing"


def test_a_form_sent_twice_shows_the_first_result(casework: Casework) -> None:
    browser, sent = casework.browser("social_worker"), form()

    answers = [browser.post(reverse("report_item"), sent) for _ in range(2)]

    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert Item.objects.count() == 1


def test_the_address_of_a_home_prefills_the_form(casework: Casework) -> None:
    page = casework.browser("social_worker").get(reverse("report_item") + f"?home={OURS}")

    assert f'value="{OURS}"' in page.content.decode()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"words": ""}, "Say what was seen or heard."),
        ({"words": "\u200b\u200b"}, "Say what was seen or heard."),
        ({"words": "x" * 1_000_000}, "at most 5,000 characters"),
        ({"home": "", "home_chosen": ""}, "Say which home"),
        ({"home": "Nowhere Hall", "home_chosen": "H404"}, "No home that you can choose"),
        ({"home": "Court", "home_chosen": ""}, "homes fit"),
        ({"when": "other"}, "Give the day"),
        ({"when": "other", "day": "2099-01-01"}, "future"),
        ({"when": "other", "day": "1999-01-01"}, "ten years"),
        ({"when": "other", "day": "soon"}, "2026-11-05"),
        ({"received_on": "2099-01-01"}, "future"),
        ({"received_on": "2020-01-01"}, "before it was seen"),
        ({"severity": ""}, "how serious"),
        ({"severity": "9"}, "valid choice"),
        ({"direction": ""}, "worrying or good"),
        ({"groups_of_themes": []}, "Tick at least one."),
        ({"handling": "named_agencies"}, "Name at least one agency"),
        ({"token": "x"}, ""),
    ],
)
def test_a_mistake_comes_back_with_what_to_do_and_nothing_is_lost(
    casework: Casework, given: dict[str, Any], message: str
) -> None:
    asked = form(words="No soap in the bathroom.") | given

    answer = casework.browser("social_worker").post(reverse("report_item"), asked)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page or not message
    assert message in page
    assert "No soap in the bathroom." in page or "words" in given
    assert not Item.objects.exists()


def test_a_sender_without_a_home_yet_can_name_agencies_of_their_groups(casework: Casework) -> None:
    for username in ("healthwatch", "social_worker"):
        page = casework.browser(username).get(reverse("report_item")).content.decode()

        assert "Invented Regulator" in page
        assert "Quillhaven Council" not in page


def test_whose_agency_sits_in_no_group_is_told_when_agencies_can_be_named(
    casework: Casework,
) -> None:
    sender = casework.people["social_worker"]
    sender.agency = casework.agencies["Invented Region"]
    sender.save()

    page = casework.browser("social_worker").get(reverse("report_item")).content.decode()

    assert "the agencies around it are then shown here" in " ".join(page.split())


def test_naming_agencies_works_from_a_typed_home_alone(casework: Casework) -> None:
    named = casework.agencies["Invented Regulator"].pk
    asked = form(home=OURS, home_chosen="", handling="named_agencies", named_agencies=[named])

    answer = casework.browser("social_worker").post(reverse("report_item"), asked)

    assert answer.status_code == 302
    assert Item.objects.get().naming.get().agency_id == named


def test_the_home_says_which_agencies_can_be_named(casework: Casework) -> None:
    """Who starts without a home and names nobody is shown those around the home."""
    browser = casework.browser("social_worker")
    ours = casework.agencies["Invented Regulator"].pk
    asked = form(home=THEIRS, home_chosen="", handling="named_agencies")

    none_named = browser.post(reverse("report_item"), asked)
    not_theirs = browser.post(reverse("report_item"), asked | {"named_agencies": [ours]})

    assert "Quillhaven Council" in none_named.content.decode()
    page = not_theirs.content.decode()
    assert "An agency that you named has nobody in the groups of this home." in page
    assert 'href="#id_named_agencies"' in page
    assert 'id="id_named_agencies"' in page
    assert not Item.objects.exists()


def test_a_group_of_another_home_is_refused_beside_the_groups(casework: Casework) -> None:
    wrong = casework.groups["Quillhaven"].pk

    answer = casework.browser("social_worker").post(reverse("report_item"), form(groups=[wrong]))

    page = answer.content.decode()
    assert "does not cover this home" in page
    assert 'id="id_groups"' in page


def test_a_heading_is_enough_and_says_more_than_its_group(casework: Casework) -> None:
    browser = casework.browser("social_worker")

    browser.post(reverse("report_item"), form(groups_of_themes=[], headings=["safe_staffing"]))
    browser.post(reverse("report_item"), form(headings=["safe_staffing"]))

    for item in Item.objects.all():
        assert [theme.code for theme in item.themes.all()] == ["safe_staffing"]


def test_names_are_shown_before_anything_is_sent(casework: Casework) -> None:
    asked = form(words="Mrs Smith fell in room 12.")

    answer = casework.browser("social_worker").post(reverse("report_item"), asked)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<mark>Mrs Smith</mark>" in page
    assert "<mark>room 12</mark>" in page
    assert not Item.objects.exists()


def test_names_can_be_moved_to_the_store_apart(casework: Casework) -> None:
    asked = form(words="Mrs Smith fell in room 12.", names="move", details="The daughter rang.")

    casework.browser("social_worker").post(reverse("report_item"), asked)

    item = Item.objects.get()
    assert item.words == "[kept apart] fell in [kept apart]."
    assert item.resident_identifiable
    assert not item.may_identify
    kept = Details.objects.get(item_ref=item.ref)
    assert kept.words == "The daughter rang.\n\nMrs Smith fell in room 12."


def test_a_false_alarm_can_be_confirmed_and_stays_known_as_one(casework: Casework) -> None:
    asked = form(words="Mrs Smith fell in room 12.", names="keep")

    casework.browser("social_worker").post(reverse("report_item"), asked)

    item = Item.objects.get()
    assert item.words == "Mrs Smith fell in room 12."
    assert item.may_identify
    assert not Details.objects.exists()


def test_an_item_and_its_details_are_kept_together_or_not_at_all(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise Refusal("The store cannot be written.")

    monkeypatch.setattr("caresight.web.intelligence.operations.sending.keep_details", fail)

    answer = casework.browser("social_worker").post(
        reverse("report_item"), form(details="An invented resident.")
    )

    assert answer.status_code == 422
    assert not Item.objects.exists()


def test_only_agencies_of_the_groups_can_be_named(casework: Casework) -> None:
    named = casework.agencies["Invented Regulator"].pk
    elsewhere = casework.agencies["Quillhaven Council"].pk
    browser = casework.browser("social_worker")

    refused = browser.post(
        reverse("report_item"), form(handling="named_agencies", named_agencies=[elsewhere])
    )
    browser.post(reverse("report_item"), form(handling="named_agencies", named_agencies=[named]))

    assert refused.status_code == 422
    assert [naming.agency_id for naming in Item.objects.get().naming.all()] == [named]


def test_nobody_else_reports_even_with_a_form_made_by_hand(casework: Casework) -> None:
    members = "chair council regulator ambulance healthwatch safeguarding neighbour"
    senders = {*members.split(), "social_worker"}

    for name in PEOPLE:
        answer = casework.browser(name).post(reverse("report_item"), form())
        assert answer.status_code == (302 if name in senders else 403), name
    assert Item.objects.count() == 8


def test_a_home_that_no_group_covers_is_said_to_wait(casework: Casework) -> None:
    item = send(casework, home_id="H99", area_code="X99000003")

    page = casework.browser("social_worker").get(reverse("item_sent", args=[item.pk]))

    assert "No group covers" in page.content.decode()


def test_items_are_given_to_a_group_that_comes_to_cover_their_home(casework: Casework) -> None:
    item = send(casework, home_id="H99", area_code="X99000003")
    new = Group.objects.create(name="Thornmere")
    new.areas.create(area_code="X99000003")

    operations.look_after_items(at=NOW)
    said = operations.look_after_items(at=NOW + timedelta(days=1))

    assert [given.group for given in item.given_to.all()] == [new]
    assert said.startswith("0 items")
