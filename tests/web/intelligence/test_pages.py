"""Pages of intelligence: who opens them, what they show, what they record, how many queries."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caresight.web.accounts.models import Person
from caresight.web.audit.models import Entry
from caresight.web.groups.models import Membership
from caresight.web.intelligence import presenters
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.rules import PAGES
from tests.web.casework import BORDER, OURS, OURS_AREA, THEIRS, Casework
from tests.web.intelligence.examples import PAGES_OF_AN_ITEM, examples
from tests.web.intelligence.items import NOW, send

pytestmark = pytest.mark.django_db(databases=["default", "residents"])

NASTY = '<script>alert(1)</script> =1+1 "quoted" \u202eright\u200bto left & \U0001f986'


def without_tokens(answer: Any) -> str:
    """A page without what is drawn anew for every form."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_every_page_has_an_example_and_opens_for_somebody(casework: Casework) -> None:
    made = examples(casework)
    browsers = [casework.browser(name) for name in ("council", "social_worker", "safeguarding")]

    for page in PAGES:
        for arguments in made.addresses.get(page, [{}])[:1]:
            statuses = {b.get(reverse(page, kwargs=dict(arguments))).status_code for b in browsers}
            assert statuses & {200, 405}, page
    for page, fields in made.posts.items():
        arguments = made.addresses.get(page, [{}])[0]
        answers = [
            b.post(reverse(page, kwargs=dict(arguments)), dict(fields)).status_code
            for b in browsers
        ]
        assert {200, 302} & set(answers), (page, answers)


def test_what_may_not_be_seen_answers_like_what_does_not_exist(casework: Casework) -> None:
    hidden = send(casework, home_id=THEIRS)
    browser = casework.browser("council")

    for page in PAGES_OF_AN_ITEM:
        for method in (browser.get, browser.post):
            there = method(reverse(page, args=[hidden.pk]))
            nowhere = method(reverse(page, args=[987_654_321]))
            assert there.status_code == nowhere.status_code, page
            assert there.status_code in (403, 404, 405)
            assert without_tokens(there) == without_tokens(nowhere)


@pytest.mark.parametrize("pk", ["0", "999999999999999999999999", "-1", "x", "1.0", "%00"])
def test_no_number_in_an_address_makes_a_page_fail(casework: Casework, pk: str) -> None:
    assert casework.browser("council").get(f"/intelligence/{pk}/").status_code == 404


def test_roles_of_every_area_open_nothing_that_people_said(casework: Casework) -> None:
    item = send(casework)

    for name in ("viewer", "analyst", "administrator", "oversight", "provider", "governance"):
        browser = casework.browser(name)
        for page in PAGES:
            arguments = [item.pk] if page in PAGES_OF_AN_ITEM else []
            if "import_" in page and page not in ("import_items", "import_template"):
                arguments = [1]
            if page == "take_back_release":
                arguments = [item.pk, 1]
            for method in (browser.get, browser.post):
                assert method(reverse(page, args=arguments)).status_code == 403, (name, page)


def test_who_has_left_sees_only_what_they_sent(casework: Casework) -> None:
    theirs, mine = send(casework), send(casework, "left", words="My own bandicoot.")
    browser = casework.browser("left")

    page = browser.get(reverse("intelligence")).content.decode()

    assert mine.ref in page
    assert theirs.ref not in page
    assert browser.get(reverse("item", args=[theirs.pk])).status_code == 404
    assert browser.get(reverse("report_item")).status_code == 403


def test_membership_that_ends_closes_pages_at_once(casework: Casework) -> None:
    item = send(casework)
    browser = casework.browser("healthwatch")
    assert browser.get(reverse("item", args=[item.pk])).status_code == 200

    Membership.objects.filter(person__username="healthwatch").update(until_on="2026-01-02")

    assert browser.get(reverse("item", args=[item.pk])).status_code == 404


def test_a_closed_account_opens_nothing(casework: Casework) -> None:
    item = send(casework)
    browser = casework.browser("social_worker")
    Person.objects.filter(username="social_worker").update(is_active=False)

    assert browser.get(reverse("item", args=[item.pk])).status_code == 302


def test_reading_words_is_recorded_without_the_words(casework: Casework) -> None:
    items = [send(casework, words="A bandicoot.") for _ in range(3)]
    browser = casework.browser("healthwatch")
    begun = Entry.objects.count()

    browser.get(reverse("item", args=[items[0].pk]))
    browser.get(reverse("intelligence"))
    browser.get(reverse("search") + "?q=bandicoot")
    browser.get(reverse("intelligence_csv"))
    browser.get(reverse("intelligence_json"))

    made = list(Entry.objects.order_by("sequence")[begun:])
    assert [entry.operation for entry in made] == [
        "intelligence.open_item", "intelligence.open_list", "intelligence.search",
        "intelligence.take_csv", "intelligence.take_json",
    ]  # fmt: skip
    assert made[0].subject == f"item:{items[0].pk}"
    assert f"{items[0].pk}-{items[2].pk}" in made[1].detail
    assert not any("andicoot" in f"{entry.detail}{entry.reason}" for entry in made)


def test_nothing_that_was_typed_is_run_or_taken_apart(casework: Casework) -> None:
    item = send(casework, words=NASTY)
    browser = casework.browser("council")

    for address in (
        reverse("item", args=[item.pk]), reverse("intelligence"),
        reverse("item_link", args=[item.pk]),
        reverse("search") + "?q=%3Cscript%3E", reverse("dispose_item", args=[item.pk]),
        reverse("clear_wording", args=[item.pk]), reverse("item_edit", args=[item.pk]),
    ):  # fmt: skip
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "page=0", "page=-1", "page=99999999999", "page=x", "severity=9", "severity=x", "kind=x",
        "theme=x", "state=x", "from=2026-13-45", "from=x&to=y", "home=%00", "area=%00", "q=%00",
        "home=" + "x" * 5_000, "q=" + "x" * 5_000, "direction=%27%20OR%201=1", "order=pk",
    ],
)  # fmt: skip
def test_no_address_makes_a_list_fail(casework: Casework, query: str) -> None:
    send(casework)
    browser = casework.browser("council")

    for page in ("intelligence", "search", "intelligence_csv", "intelligence_json", "my_items"):
        assert browser.get(f"{reverse(page)}?{query}").status_code == 200, page


def _listed(browser: Client, query: str) -> set[str]:
    found = browser.get(f"{reverse('intelligence_json')}?{query}").json()
    return {item["ref"] for item in found["items"]}


def test_each_filter_narrows_the_list(casework: Casework) -> None:
    one = send(
        casework, kind="complaint", severity=4, themes=["neglect"], direction="neutral",
        observed_on=NOW.date().replace(day=1),
    )  # fmt: skip
    other = send(casework, home_id=BORDER)
    taken = send(casework)
    Item.objects.filter(pk=taken.pk).update(withdrawn_at=NOW)
    browser = casework.browser("chair")

    assert _listed(browser, "") == {one.ref, other.ref, taken.ref}
    for query in (
        "kind=complaint", "severity=3", "theme=neglect", "theme=abuse", "direction=neutral",
        "to=2026-11-02",
    ):  # fmt: skip
        assert _listed(browser, query) == {one.ref}, query
    assert _listed(browser, f"home={BORDER}") == {other.ref}
    assert _listed(browser, f"area={OURS_AREA}&state=new") == {one.ref}
    assert _listed(browser, "state=withdrawn") == {taken.ref}
    assert _listed(browser, "state=open") == {one.ref, other.ref}
    assert _listed(browser, f"home={THEIRS}") == set()


def test_the_list_offers_only_areas_of_ones_own_groups(casework: Casework) -> None:
    page = casework.browser("council").get(reverse("intelligence")).content.decode()

    assert "X99000002" not in page


def test_lists_ask_the_database_equally_often_however_many_items_there_are(
    casework: Casework, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        send(casework, ["healthwatch", "council"][number % 2], words="Bell unanswered.")
    browser = casework.browser("council")

    for address in (
        reverse("intelligence"), reverse("intelligence") + "?q=bell&theme=staffing",
        reverse("my_items"), reverse("intelligence_csv"), reverse("intelligence_json"),
    ):  # fmt: skip
        browser.get(address)
        with django_assert_max_num_queries(32):
            assert browser.get(address).status_code == 200


def test_an_item_of_a_home_that_has_left_the_register_stays_readable(casework: Casework) -> None:
    item = send(casework, home_id="H404", home_name="Gone Hall")

    page = casework.browser("council").get(reverse("item", args=[item.pk]))

    assert page.status_code == 200
    assert "Gone Hall" in page.content.decode()
    assert "no longer in the register" in page.content.decode()


def test_the_name_of_who_sent_it_is_withheld_unless_they_said_otherwise(casework: Casework) -> None:
    Person.objects.filter(username="social_worker").update(name="Invented Sender")
    casework.people["social_worker"].refresh_from_db()
    withheld, shared = send(casework), send(casework, name_may_be_shared=True)

    for name in ("chair", "healthwatch"):
        browser = casework.browser(name)
        first = browser.get(reverse("item", args=[withheld.pk])).content.decode()
        second = browser.get(reverse("item", args=[shared.pk])).content.decode()
        assert "Invented Sender" not in first
        assert "name withheld" in first
        assert "Invented Sender" in second


def test_keys_are_written_as_runs() -> None:
    assert presenters.refs_in_short([9, 3, 4, 5, 7]) == "3-5, 7, 9"
    assert presenters.refs_in_short([]) == ""


def test_a_long_text_is_cut_between_words_and_says_so() -> None:
    made = presenters.snippet("word " * 200, [])

    assert made[-1] == (" …", False)
    assert len("".join(piece for piece, _ in made)) < 240


def test_the_form_page_lists_what_is_taken_by_post_only(casework: Casework) -> None:
    item = send(casework, home_id=OURS)

    assert (
        casework.browser("council").get(reverse("item_comment", args=[item.pk])).status_code == 405
    )


def test_a_file_of_items_that_is_cut_says_so_in_its_last_line(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caresight.web.intelligence.queries.lists.MOST_IN_A_FILE", 1)
    browser = casework.browser("council")
    send(casework)
    whole = browser.get(reverse("intelligence_csv")).content.decode()
    send(casework)

    cut = browser.get(reverse("intelligence_csv")).content.decode()

    assert "Cut after" not in whole
    assert cut.splitlines()[-1] == "Cut after 1 rows: narrow the list down."
