"""Pages of the information-governance lead, and how they refuse everybody else."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from caresight.web.accounts.models import Person
from caresight.web.audit.models import Entry
from caresight.web.audit.operations import record
from caresight.web.governance.models import LegalHold, RetentionRun
from caresight.web.governance.operations import place_hold
from caresight.web.governance.rules import PAGES
from caresight.web.governance.trail_form import subjects_of
from tests.web.casework import OURS, PEOPLE, THEIRS, Casework
from tests.web.governance.examples import PLANTED, examples

READ = ["governance", "audit_trail", "audit_trail_csv", "retention", "holds", "extracts"]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
OTHERS = sorted(set(PEOPLE) - {"governance"})


def rows(answer: object) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", READ)
def test_the_lead_reads_every_page(casework: Casework, name: str) -> None:
    examples(casework)

    assert casework.browser("governance").get(reverse(name)).status_code == 200


@pytest.mark.parametrize("username", OTHERS)
def test_nobody_else_opens_any_of_them(casework: Casework, username: str) -> None:
    made = examples(casework)
    browser = casework.browser(username)

    for name in PAGES:
        for arguments in made.addresses.get(name, [{}]):
            address = reverse(name, kwargs=dict(arguments))
            for answer in (browser.get(address), browser.post(address, made.posts.get(name, {}))):
                assert answer.status_code in (403, 405)
                assert PLANTED not in answer.content.decode()
    assert LegalHold.objects.count() == 2
    assert not RetentionRun.objects.exists()


def test_to_look_at_the_trail_is_an_entry_in_it(casework: Casework) -> None:
    casework.browser("governance").get(reverse("audit_trail") + "?who=chair")

    entry = Entry.objects.get(operation="governance.read_trail")
    assert entry.actor_name == "governance"
    assert '"who": "chair"' in entry.detail


@pytest.mark.parametrize("query", ["?page=abc", "?page=-1", "?from_on=nonsense", "?page=99999"])
def test_a_strange_query_is_no_fault(casework: Casework, query: str) -> None:
    answer = casework.browser("governance").get(reverse("audit_trail") + query)

    assert answer.status_code == 200


def test_the_trail_is_narrowed_by_home_and_by_day(casework: Casework) -> None:
    examples(casework)
    browser = casework.browser("governance")

    of_home = rows(browser.get(reverse("audit_trail_csv") + "?home_id=H00000000"))
    later = rows(browser.get(reverse("audit_trail_csv") + "?from_on=2031-01-01"))

    assert [row["operation"] for row in of_home] == ["governance.place_hold"]
    assert later == []


def test_the_trail_is_narrowed_by_who_and_by_part(casework: Casework) -> None:
    for operation in ("meetings.read_minute", "meetings.read_log", "packs.read"):
        record(actor=casework.people["chair"], at=NOON, operation=operation)
    record(actor=casework.people["council"], at=NOON, operation="meetings.read_log")
    browser = casework.browser("governance")

    answer = browser.get(reverse("audit_trail") + "?who=CHAIR&operation=meetings")

    shown = [(line.who, line.what) for line in answer.context["lines"]]
    assert shown == [("chair", "Meetings: read log"), ("chair", "Meetings: read minute")]


def lines(casework: Casework, query: str) -> list[tuple[str, str]]:
    answer = casework.browser("governance").get(reverse("audit_trail") + query)
    return [(line.who, line.what) for line in answer.context["lines"]]


@pytest.mark.parametrize("who", ["Ada Quince", "ada quince", "chair"])
def test_the_trail_is_asked_for_by_a_persons_name(casework: Casework, who: str) -> None:
    Person.objects.filter(username="chair").update(name="Ada Quince")
    for name in ("chair", "council"):
        record(actor=casework.people[name], at=NOON, operation="packs.read")

    assert lines(casework, f"?{urlencode({'who': who})}") == [("chair", "Packs: read")]


@pytest.mark.parametrize("query", ["?home=Rowan+Court", f"?home_id={OURS}"])
def test_the_trail_is_asked_for_by_a_homes_name_and_old_links_still_work(
    casework: Casework, query: str
) -> None:
    for home_id in (OURS, THEIRS):
        record(actor=casework.people["chair"], at=NOON, operation="packs.read", home_id=home_id)
    answer = casework.browser("governance").get(reverse("audit_trail") + query)

    assert [line.home for line in answer.context["lines"]] == ["Rowan Court"]
    assert 'value="Rowan Court"' in answer.content.decode()


def test_entries_of_a_home_that_has_left_the_register_are_still_found(casework: Casework) -> None:
    record(actor=casework.people["chair"], at=NOON, operation="packs.read", home_id="H7")

    answer = casework.browser("governance").get(reverse("audit_trail") + "?home_id=H7")

    assert len(answer.context["lines"]) == 1
    assert "home H7, which is no longer in the register" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "subjects"),
    [
        ("I-000012", ("item:12", "item:I-000012", "details:12", "details:I-000012")),
        ("m-12", ("meeting:12", "meeting:M-000012")),
        ("RP-000003", ("reply:3", "reply:RP-000003")),
        ("item:12", ("item:12",)),
        ("X-000001", ("X-000001",)),
        (" ", ()),
    ],
)
def test_a_record_is_asked_for_by_its_reference(asked: str, subjects: tuple[str, ...]) -> None:
    assert subjects_of(asked) == subjects


@pytest.mark.parametrize("query", ["?home=Court", "?home=nowhere+at+all", "?from_on=nonsense"])
def test_a_filter_that_is_not_understood_shows_no_entries_and_gives_no_file(
    casework: Casework, query: str
) -> None:
    record(actor=casework.people["chair"], at=NOON, operation="packs.read", home_id=OURS)

    assert lines(casework, query) == []
    answer = casework.browser("governance").get(reverse("audit_trail_csv") + query)
    assert (answer.status_code, answer.url) == (302, reverse("audit_trail") + query)


def test_the_trail_tells_the_time_of_the_clocks_in_summer(casework: Casework) -> None:
    record(
        actor=casework.people["chair"], at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC),
        operation="reviews.meeting_planned", detail={"begins_at": "2026-07-02T09:00:00+00:00"},
    )  # fmt: skip

    (line,) = (
        casework.browser("governance")
        .get(reverse("audit_trail") + "?operation=reviews")
        .context["lines"]
    )

    assert line.at == "02 Jul 2026 00:30:00"
    assert line.detail == "begins at 2 July 2026, 10:00"


def test_a_hold_needs_a_reason_and_a_home_that_exists(casework: Casework) -> None:
    browser = casework.browser("governance")

    answer = browser.post(reverse("holds"), {"home_id": "H9", "reason": "short"})

    assert answer.status_code == 422
    assert "no home with this id" in answer.content.decode()
    assert not LegalHold.objects.exists()


def test_nothing_is_removed_without_the_tick(casework: Casework) -> None:
    answer = casework.browser("governance").post(reverse("apply_retention"), {})

    assert answer.status_code == 422
    assert not RetentionRun.objects.exists()


def test_a_hold_lifted_twice_is_not_there_the_second_time(casework: Casework) -> None:
    made = examples(casework)
    browser = casework.browser("governance")
    _, lifted = made.addresses["lift_hold"]

    answer = browser.post(reverse("lift_hold", kwargs=dict(lifted)), made.posts["lift_hold"])

    assert answer.status_code == 404


def test_an_extract_of_an_account_holds_what_it_did_and_no_password(casework: Casework) -> None:
    examples(casework)
    browser = casework.browser("governance")

    found = rows(
        browser.post(
            reverse("extracts"), {"username": "GOVERNANCE", "reason": "request 12 of 2026"}
        )
    )

    assert {"accounts.Person", "audit.Entry", "governance.LegalHold"} <= {
        row["record"] for row in found
    }
    assert "password" not in {row["column"] for row in found}


def test_an_extract_of_words_finds_them_in_both_stores_and_leaves_them_out_of_the_trail(
    casework: Casework,
) -> None:
    examples(casework)
    browser = casework.browser("governance")

    found = rows(
        browser.post(reverse("extracts"), {"words": PLANTED, "reason": "request 13 of 2026"})
    )

    assert {row["column"] for row in found} == {"reason"}
    assert {row["record"] for row in found} == {"governance.LegalHold", "audit.Entry"}
    assert PLANTED not in Entry.objects.get(operation="governance.extract").detail


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ({"words": "abc"}, "at least 4 letters"),
        ({"username": "nobody"}, "no account"),
        ({"username": "chair", "words": "abcd"}, "not both"),
        ({}, "either a user name or words"),
    ],
)
def test_an_extract_that_cannot_be_made_says_why(
    casework: Casework, held: dict[str, str], told: str
) -> None:
    answer = casework.browser("governance").post(
        reverse("extracts"), {**held, "reason": "request 12 of 2026"}
    )

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_an_extract_of_words_finds_them_in_reasons_of_the_trail_however_they_are_written(
    casework: Casework,
) -> None:
    place_hold(
        actor=casework.people["governance"], at=timezone.now(), home_id=OURS,
        reason="the inquest into Élodie",
    )  # fmt: skip
    browser = casework.browser("governance")

    found = rows(
        browser.post(reverse("extracts"), {"words": "ÉLODIE", "reason": "request 14 of 2026"})
    )

    assert {row["record"] for row in found} == {"governance.LegalHold", "audit.Entry"}
    assert {row["words"] for row in found} == {"the inquest into Élodie"}


def test_a_file_of_the_trail_that_is_cut_says_so_in_its_last_line(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples(casework)
    monkeypatch.setattr("caresight.web.governance.views.MOST_IN_A_FILE", 2)

    text = casework.browser("governance").get(reverse("audit_trail_csv")).content.decode()

    assert len(text.splitlines()) == 4
    assert text.splitlines()[-1] == "Cut after 2 rows: narrow the list down."
