"""Offers, uptake, notes and themes in the browser, by who asks and how."""

from datetime import date
from uuid import uuid4

import pytest

from caresight.pipeline.release_index.writing_noticed import Noticed
from caresight.web.audit.models import Entry
from caresight.web.learning.models import GoodPractice, Offer
from caresight.web.learning.themes import quarter_starts, theme_table
from tests.web.casework import BORDER, OURS, PEOPLE, TODAY
from tests.web.invented_release import Wish, write_release
from tests.web.joint.items import sent
from tests.web.learning.given import its_home, noted, offered

OURS_ONLY = {"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"}
MEMBERS = OURS_ONLY | {"neighbour"}
STAFF = MEMBERS | {"oversight", "viewer", "analyst", "administrator", "left"}
SECRET = "Quillwort was written by nobody real"


@pytest.fixture
def needed(casework, settings, tmp_path):
    """A release in which our home needs help with falls and the one at the border does well."""
    rows = [
        Noticed(OURS, "falls", "concerning", 2.0, "2026-09-01", "Falls: 12, 6 expected."),
        Noticed(BORDER, "falls", "improving", 2.0, "2026-09-01", "Falls: 1, 6 expected."),
    ]
    write_release(tmp_path, Wish(noticed=rows))
    settings.HOME = tmp_path


def get(casework, who, address):
    return casework.browser(who).get(address)


def offer_form(casework, **changes):
    return {
        "token": str(uuid4()),
        "title": "Half a day on falls",
        "given_by": casework.agencies["Alderbourne Council"].pk,
        "offered_on": "2026-11-02",
        "homes": [OURS],
        "words": "",
        **changes,
    }


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_needs_and_offers_open_to_members_and_themes_to_staff(casework, needed, who):
    assert (get(casework, who, "/learning/").status_code == 200) == (who in MEMBERS)
    assert (get(casework, who, "/learning/topics/falls/").status_code == 200) == (who in MEMBERS)
    assert (get(casework, who, "/learning.csv").status_code == 200) == (who in MEMBERS)
    assert (get(casework, who, "/learning/themes/").status_code == 200) == (who in STAFF)
    assert (get(casework, who, "/learning/themes.csv").status_code == 200) == (who in STAFF)


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_an_offer_is_seen_by_the_members_of_its_group_alone(casework, needed, who):
    offer = offered(casework, title=SECRET)

    answer = get(casework, who, f"/learning/offers/{offer.pk}/")

    assert (answer.status_code == 200) == (who in OURS_ONLY)
    assert (SECRET in answer.content.decode()) == (who in OURS_ONLY)


@pytest.mark.parametrize("address", ["?group=99999", "?group=x"])
def test_a_group_that_is_not_ones_own_is_as_if_there_were_none(casework, needed, address):
    theirs = f"?group={casework.groups['Quillhaven'].pk}"

    for query in (address, theirs):
        assert get(casework, "chair", f"/learning/{query}").status_code == 404
        assert get(casework, "chair", f"/learning/topics/falls/{query}").status_code == 404
        assert get(casework, "chair", f"/learning.csv{query}").status_code == 404


def test_a_topic_that_is_not_there_is_not_found(casework, needed):
    assert get(casework, "chair", "/learning/topics/nothing/").status_code == 404


def test_an_offer_is_recorded_with_why_each_home_got_it(casework, needed):
    answer = casework.browser("council").post("/learning/topics/falls/offer/", offer_form(casework))
    offer = Offer.objects.get()

    assert answer.url == f"/learning/offers/{offer.pk}/"
    assert its_home(offer).why == "Falls: 12, 6 expected."
    assert Entry.objects.filter(operation="learning.offer_training").count() == 1


def test_an_offer_that_is_refused_keeps_what_was_typed(casework, needed):
    form = offer_form(casework, title="An afternoon on falls")
    casework.browser("chair").post("/learning/topics/falls/offer/", form)

    answer = casework.browser("council").post("/learning/topics/falls/offer/", form)

    assert answer.status_code == 200
    assert "sent by somebody else" in answer.content.decode()
    assert "An afternoon on falls" in answer.content.decode()


def test_good_practice_that_is_refused_keeps_what_was_typed(casework, needed):
    form = {"token": str(uuid4()), "home": BORDER, "words": "They check slippers on Sundays."}
    casework.browser("neighbour").post("/learning/topics/falls/practice/", form)

    answer = casework.browser("council").post("/learning/topics/falls/practice/", form)

    assert answer.status_code == 200
    assert "They check slippers on Sundays." in answer.content.decode()


def test_a_form_sent_twice_makes_one_offer(casework, needed):
    form, browser = offer_form(casework), casework.browser("council")

    browser.post("/learning/topics/falls/offer/", form)
    browser.post("/learning/topics/falls/offer/", form)

    assert Offer.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "This field is required"),
        ({"title": "x" * 201}, "at most 200"),
        ({"homes": []}, "Tick at least one home"),
        ({"homes": ["H00000004"]}, "not one of the available choices"),
        ({"offered_on": "2999-01-01"}, "yet to come"),
        ({"offered_on": "soon"}, "Enter a valid date"),
        ({"given_by": "99999"}, "not one of the available choices"),
        ({"token": "x"}, "valid UUID"),
    ],
)
def test_a_mistake_in_an_offer_is_told_beside_its_field(casework, needed, changes, words):
    answer = casework.browser("chair").post(
        "/learning/topics/falls/offer/", offer_form(casework, **changes)
    )

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Offer.objects.exists()


@pytest.mark.parametrize("who", sorted(set(PEOPLE) - MEMBERS))
def test_a_form_made_by_hand_changes_nothing(casework, needed, who):
    offer = offered(casework)
    browser = casework.browser(who)

    answers = [
        browser.post("/learning/topics/falls/offer/", offer_form(casework)),
        browser.post(
            f"/learning/uptake/{its_home(offer).pk}/",
            {"came": "yes", "taken_up_on": "2026-11-10", "staff": 4},
        ),
        browser.post(f"/learning/offers/{offer.pk}/end/", {"why": "because"}),
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert Offer.objects.get().ended_at is None
    assert its_home(offer).taken_up_on is None


def test_what_came_of_an_offer_is_recorded_once(casework, needed):
    home = its_home(offered(casework))
    address, browser = f"/learning/uptake/{home.pk}/", casework.browser("regulator")

    browser.post(address, {"came": "yes", "taken_up_on": "2026-11-10", "staff": 9})
    again = browser.post(address, {"came": "no", "why": "closed that week"})

    home.refresh_from_db()
    assert (home.taken_up_on, home.staff, home.declined_why) == (date(2026, 11, 10), 9, "")
    assert "recorded already" in again.content.decode()


def test_a_home_that_did_not_take_it_up_says_why(casework, needed):
    home = its_home(offered(casework))

    casework.browser("chair").post(
        f"/learning/uptake/{home.pk}/", {"came": "no", "why": "Too far away"}
    )

    home.refresh_from_db()
    assert home.declined_why == "Too far away"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "This field is required"),
        ({"came": "yes"}, "Give the day."),
        ({"came": "yes", "taken_up_on": "2026-11-10", "staff": "0"}, "greater than or equal to 1"),
        ({"came": "yes", "taken_up_on": "2026-10-01", "staff": "3"}, "after it was offered"),
        ({"came": "yes", "taken_up_on": "2999-10-01", "staff": "3"}, "after it was offered"),
        ({"came": "no"}, "Say why"),
    ],
)
def test_a_mistake_about_uptake_is_told(casework, needed, form, words):
    home = its_home(offered(casework))

    answer = casework.browser("chair").post(f"/learning/uptake/{home.pk}/", form)

    assert words in answer.content.decode()


def test_an_offer_that_has_ended_takes_nobody_up(casework, needed):
    offer = offered(casework)
    browser = casework.browser("chair")

    browser.post(f"/learning/offers/{offer.pk}/end/", {"why": "The trainer left"})
    twice = browser.post(f"/learning/offers/{offer.pk}/end/", {"why": "again"})
    late = browser.post(
        f"/learning/uptake/{its_home(offer).pk}/",
        {"came": "yes", "taken_up_on": "2026-11-10", "staff": 9},
    )

    assert "has ended already" in twice.content.decode()
    assert "This offer has ended." in late.content.decode()


def test_only_who_made_an_offer_or_leads_the_group_ends_it(casework, needed):
    offer = offered(casework, by="regulator")

    answers = {
        who: get(casework, who, f"/learning/offers/{offer.pk}/end/").status_code
        for who in ("regulator", "chair", "ambulance", "neighbour")
    }

    assert answers == {"regulator": 200, "chair": 200, "ambulance": 404, "neighbour": 404}


def test_what_a_good_home_does_is_kept_and_taken_back(casework, needed):
    browser = casework.browser("ambulance")
    form = {"token": str(uuid4()), "home": BORDER, "words": "<b>Slippers</b> every Sunday"}

    browser.post("/learning/topics/falls/practice/", form)
    browser.post("/learning/topics/falls/practice/", form)
    note = GoodPractice.objects.get()
    page = get(casework, "chair", "/learning/topics/falls/").content.decode()
    refused = casework.browser("healthwatch").post(f"/learning/practice/{note.pk}/take-back/")
    browser.post(f"/learning/practice/{note.pk}/take-back/")
    after = get(casework, "chair", "/learning/topics/falls/").content.decode()

    assert "&lt;b&gt;Slippers&lt;/b&gt; every Sunday" in page
    assert refused.status_code == 404
    assert "Slippers" not in after


def test_a_note_of_one_group_is_not_shown_to_another(casework, needed):
    noted(casework, words=SECRET)

    assert SECRET in get(casework, "chair", "/learning/topics/falls/").content.decode()
    assert SECRET not in get(casework, "neighbour", "/learning/topics/falls/").content.decode()


def test_the_effect_is_told_with_its_caution(casework, needed):
    home = its_home(offered(casework))
    before = get(casework, "chair", f"/learning/uptake/{home.pk}/effect/")
    home.taken_up_on, home.staff = date(2026, 11, 10), 5
    home.save()

    after = get(casework, "chair", f"/learning/uptake/{home.pk}/effect/")

    assert before.status_code == 404
    assert "regression to the mean" in after.content.decode()


def table(casework, who):
    found = theme_table(casework.access(who), day=TODAY, small=5)
    return {line.code: (line.complaints[-1], line.others[-1]) for line in found.lines}


def test_within_a_group_themes_are_counted_exactly_and_each_item_once_a_theme(casework):
    sent(casework, "chair", themes=["kindness", "individuals"])
    sent(casework, "chair", themes=["medicines"], kind="complaint")

    counts = table(casework, "chair")

    assert (counts["daily_care"], counts["medicines"]) == ((0, 1), (1, 0))


@pytest.mark.parametrize(("items", "shown"), [(4, None), (5, 5), (0, None)])
def test_outside_a_group_only_public_themes_count_and_none_is_not_told_from_a_few(
    casework, items, shown
):
    for number in range(items):
        sent(casework, "chair", themes=["medicines"], handling="public_theme_only",
             words=f"Number {number}")  # fmt: skip
    sent(casework, "chair", themes=["medicines"], handling="group_only")

    assert table(casework, "viewer")["medicines"] == (None, shown)


def test_a_small_count_is_said_on_the_page_and_empty_in_the_file(casework):
    sent(casework, "chair", themes=["medicines"], handling="public_theme_only")

    page = get(casework, "viewer", "/learning/themes/").content.decode()
    file = get(casework, "viewer", "/learning/themes.csv").content.decode()

    assert "fewer than 5" in page
    medicines = next(x for x in file.splitlines() if x.startswith("Medicines,every"))
    assert medicines.endswith(",")


def test_quarters_begin_in_january_april_july_and_october():
    starts = quarter_starts(date(2026, 11, 22))

    assert starts[-1] == date(2026, 10, 1)
    assert {start.month for start in starts} == {1, 4, 7, 10}
    assert len(starts) == 8


def test_the_list_of_topics_asks_the_database_a_fixed_number_of_times(
    casework, needed, django_assert_max_num_queries
):
    for number in range(20):
        sent(casework, "chair", words=f"Number {number}", themes=["medicines", "kindness"])
        offered(casework)
    browser = casework.browser("chair")

    with django_assert_max_num_queries(24):
        browser.get("/learning/")
