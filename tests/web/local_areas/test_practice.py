"""What areas say they do: how it is written, read, taken back, and what it may not hold."""

import json
import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.local_areas.models import PracticeNote
from caresight.web.local_areas.policies import check_no_contact, check_since
from tests.web.casework import OURS_AREA, THEIRS_AREA, Casework
from tests.web.local_areas.given import WHOLE, noted

OURS, MEASURE = f"/areas/{OURS_AREA}/", f"/areas/measures/{WHOLE[0]}/"
WRITE = f"{OURS}practice/"
SAID = "Wards agree care by noon."


def form(**changes: Any) -> dict[str, Any]:
    return {
        "token": str(uuid4()), "measure": WHOLE[0], "words": SAID, "since": "2020-04-01",
        "ask_role": "Head of hospital discharge", **changes,
    }  # fmt: skip


def plain(casework: Casework, who: str, address: str) -> str:
    answer = casework.browser(who).get(address)
    assert answer.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_note_is_read_beside_who_does_best_and_on_the_page_of_the_measure(
    casework: Casework,
) -> None:
    sent = casework.browser("council").post(WRITE, form(words="<b>Wards</b> agree care by noon."))

    assert sent.status_code == 302
    for address in (OURS, f"/areas/{THEIRS_AREA}/", MEASURE, f"{MEASURE}?area={THEIRS_AREA}"):
        page = casework.browser("oversight").get(address).content.decode()
        assert "&lt;b&gt;Wards&lt;/b&gt; agree care by noon." in page, address
        assert "Done since April 2020." in page
        assert "Whom to ask: Head of hospital discharge, Alderbourne Council." in page
    assert "What Alderbourne says it does" in plain(casework, "viewer", f"/areas/{THEIRS_AREA}/")


def test_a_form_that_is_sent_twice_makes_one_note_and_one_line_in_the_trail(
    casework: Casework,
) -> None:
    browser, sent = casework.browser("analyst"), form()

    for _ in range(2):
        assert browser.post(WRITE, sent).status_code == 302

    entry = Entry.objects.get(operation="local_areas.write_note")
    assert PracticeNote.objects.count() == 1
    assert json.loads(str(entry.detail)) == {"area": OURS_AREA, "measure": WHOLE[0]}
    assert SAID not in str(vars(entry))


def test_a_form_of_somebody_else_is_not_taken_as_ones_own(casework: Casework) -> None:
    token = UUID("7f0e2a7c-0000-4000-8000-000000000001")
    noted(casework, token=token)

    with pytest.raises(Refusal, match="somebody else"):
        noted(casework, by="analyst", token=token)


def test_a_note_that_is_taken_back_is_read_by_nobody_and_the_trail_says_who_did(
    casework: Casework,
) -> None:
    note = noted(casework)
    address = f"/areas/practice/{note.pk}/take-back/"

    answers = [casework.browser(who).post(address).status_code for who in ("neighbour", "chair")]
    assert casework.browser("analyst").post(address).status_code == 302
    again = casework.browser("analyst").post(address).status_code

    assert (answers, again) == ([404, 404], 404)
    assert SAID not in plain(casework, "council", OURS)
    note.refresh_from_db()
    assert note.taken_back_by == casework.people["analyst"]
    assert Entry.objects.filter(operation="local_areas.take_back_note").count() == 1


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("council", WRITE, 200),
        ("council", f"/areas/{THEIRS_AREA}/practice/", 404),
        ("regulator", WRITE, 404),
        ("viewer", WRITE, 403),
        ("provider", WRITE, 403),
        ("council", "/areas/X1/practice/", 404),
    ],
)
def test_who_does_not_answer_for_an_area_writes_nothing_of_it(
    casework: Casework, who: str, address: str, status: int
) -> None:
    browser = casework.browser(who)

    assert browser.get(address).status_code == status
    if status != 200:
        assert browser.post(address, form()).status_code == status
        assert not PracticeNote.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"words": ""}, "This field is required"),
        ({"words": "x" * 1_001}, "at most 1000 characters"),
        ({"words": "See www.invented.example for more."}, "Leave out links"),
        ({"words": "Write to flow@invented.example"}, "Leave out links"),
        ({"ask_role": "Ring 01632 960 123"}, "Leave out links"),
        ({"ask_role": "Jane Smith"}, "may identify a person"),
        ({"words": "Mrs Smith agrees care by noon."}, "may identify a person"),
        ({"since": "2031-01-01"}, "not what is planned"),
        ({"since": "0202-04-01"}, "not what is planned"),
        ({"measure": "happiness"}, "Select a valid choice"),
        ({"measure": "delayed_days_nhs_12_months"}, "Select a valid choice"),
    ],
)
def test_what_a_note_may_not_hold_comes_back_with_the_reason(
    casework: Casework, changes: dict[str, str], said: str
) -> None:
    answer = casework.browser("council").post(WRITE, form(**changes))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not PracticeNote.objects.exists()


def test_notes_of_a_measure_stand_by_place_and_beyond_ten_are_folded(casework: Casework) -> None:
    for place in (*range(4, 14), 2, 1):
        noted(casework, area=(f"X990000{place:02}", f"Area {place}"))

    page = plain(casework, "viewer", MEASURE)

    assert page.index("Area 1 7.2, 1st of 6") < page.index("Area 2 8.7, 2nd of 6")
    assert page.index("Area 9 ") < page.index(" 2 more ") < page.index("Area 7 ")
    assert "not known, not ranked" in page


def test_a_fourth_note_of_one_measure_is_one_too_many(casework: Casework) -> None:
    for _ in range(3):
        noted(casework)

    answer = casework.browser("council").post(WRITE, form())

    assert "Take one of them back first." in answer.content.decode()
    assert PracticeNote.objects.count() == 3


def test_without_a_note_the_page_says_who_may_write_one(casework: Casework) -> None:
    theirs, ours = (
        plain(casework, "viewer", f"/areas/{THEIRS_AREA}/"),
        plain(casework, "viewer", OURS),
    )

    assert (
        "Nobody has written down what Alderbourne does. "
        "Members and analysts of Alderbourne Council may." in theirs
    )
    assert "Write down what you do" not in ours
    assert "Write down what you do" in plain(casework, "council", OURS)
    casework.agencies["Alderbourne Council"].areas.all().delete()
    assert "Nobody here answers for Alderbourne yet" in plain(
        casework, "viewer", f"/areas/{THEIRS_AREA}/"
    )


def test_a_note_needs_an_agency_that_stands_beside_it(casework: Casework) -> None:
    casework.people["council"].agency = None

    with pytest.raises(Refusal, match="belong to none"):
        noted(casework)


@pytest.mark.parametrize("words", ["from 1.5 to 2.0 beds, i.e. a third", "Home First (D2A)"])
def test_figures_and_short_words_are_no_links(words: str) -> None:
    check_no_contact(words)


def test_what_began_today_is_done_already() -> None:
    check_since(date(2026, 11, 22), date(2026, 11, 22))
