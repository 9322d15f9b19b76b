"""What a group tells a provider, what it replied, and what became of that."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from caresight.web.accounts.models import AgencyProvider
from caresight.web.audit.models import Entry
from caresight.web.intelligence.operations import take_back_release
from caresight.web.notices.models import Notice
from caresight.web.replies.models import Reply, Told
from caresight.web.replies.operations import reply, send_reply, tell_provider
from caresight.web.ui.words import day
from tests.web.casework import BORDER, OURS, THEIRS, Casework
from tests.web.intelligence.items import NOW, pass_on, send
from tests.web.providers.own_release import SEEN

pytestmark = pytest.mark.django_db
WORDS = "Planted: nights look thin; please send the rota by Friday."
REPLY = "Planted: two carers joined in October."
ADDRESS = f"/told/homes/{OURS}/"
READERS = {"regulator": True, "council": True, "neighbour": False, "viewer": False}
"""Who reads the log of what was passed on about OURS; the provider reads the item itself."""


def tell(own: Casework, name: str = "chair", *, address: str = ADDRESS, **fields: Any) -> Any:
    data = {
        "token": str(uuid4()), "title": "Staffing at night", "words": WORDS, "decision": "",
        "means": "caresight", "told_on": "",
    }  # fmt: skip
    return own.browser(name).post(address, data | fields)


@pytest.fixture
def sent(own: Casework, noon: datetime) -> Reply:
    """A reply that the provider sent."""
    written = reply(
        actor=own.people["provider"], at=noon, home_id=OURS, home_name="Rowan Court",
        area_code="X99000001", agency=own.agencies["Invented Care 1 Ltd"], about="figure",
        about_ref="falls_with_harm", about_words="Falls with harm: 4.1", words=REPLY,
    )  # fmt: skip
    return send_reply(
        actor=own.people["provider"], at=noon, written=written, version=1, names_confirmed=False
    )


def test_a_lead_tells_a_provider_and_cites_what_was_noticed(own: Casework) -> None:
    signal = f"{OURS}/own_history/concerning/falls_with_harm/2026-10-01"

    answer = tell(own, signals=[signal])

    told = Told.objects.get()
    assert answer.status_code == 302
    assert told.cites[0]["words"] == SEEN
    assert told.group == own.groups["Alderbourne"]
    assert told.told_on == date(2026, 11, 21)


def test_the_provider_reads_it_and_the_group_sees_when_it_was_first_opened(own: Casework) -> None:
    tell(own)
    told = Told.objects.get()

    page = own.browser("provider").get(f"/told/{told.pk}/").content.decode()
    own.browser("provider").get(f"/told/{told.pk}/")

    assert WORDS in page
    told.refresh_from_db()
    assert told.opened_by == own.people["provider"]
    assert "21 November 2026" in own.browser("regulator").get("/told/").content.decode()


def test_a_member_who_reads_it_leaves_no_receipt(own: Casework) -> None:
    tell(own)
    told = Told.objects.get()

    assert WORDS in own.browser("regulator").get(f"/told/{told.pk}/").content.decode()

    told.refresh_from_db()
    assert told.opened_at is None
    assert Entry.objects.filter(operation="replies.read_told").count() == 1


def test_the_provider_is_told_that_there_is_something_and_not_what(own: Casework) -> None:
    tell(own)

    notice = Notice.objects.get(person=own.people["provider"])
    assert WORDS not in notice.sentence + notice.subject
    assert not Notice.objects.filter(person=own.people["other_provider"]).exists()


def test_a_form_sent_twice_tells_once(own: Casework) -> None:
    token = str(uuid4())
    tell(own, token=token)
    again = tell(own, token=token)

    assert again.status_code == 302
    assert Told.objects.count() == 1


def test_a_token_of_somebody_else_opens_nothing_of_theirs(own: Casework) -> None:
    token = str(uuid4())
    tell(own, token=token)

    address = f"/told/homes/{BORDER}/"
    answer = tell(own, "neighbour", token=token, address=address, means="letter")

    assert "This form was sent before" in answer.content.decode()
    assert Told.objects.count() == 1


def test_a_provider_without_an_account_is_told_by_letter_and_its_day(own: Casework) -> None:
    AgencyProvider.objects.all().delete()

    here = tell(own)
    by_letter = tell(own, means="letter", told_on="2026-11-03")

    assert here.status_code == 200
    assert by_letter.status_code == 302
    told = Told.objects.get()
    assert (told.means, told.told_on, told.agency) == ("letter", date(2026, 11, 3), None)
    assert told.provider_name == "Invented Care 1 Ltd"


@pytest.mark.parametrize(
    "fields",
    [
        {"words": ""}, {"title": "x" * 301}, {"words": "x" * 5001}, {"words": "y" * 1_000_000},
        {"means": "pigeon"}, {"means": "letter", "told_on": "2026-11-22"},
        {"signals": ["H00000004/made/up"]}, {"items": ["I-000001"], "words": ""},
    ],
    ids=["no words", "long line", "long", "1 MB", "no such means", "tomorrow", "guessed", "none"],
)  # fmt: skip
def test_what_cannot_be_told_is_said_and_nothing_is_kept(
    own: Casework, fields: dict[str, Any]
) -> None:
    answer = tell(own, **fields)

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not Told.objects.exists()


def test_a_residents_name_holds_it_back_until_it_is_confirmed(own: Casework) -> None:
    words = "Mrs Invented Examplewoman fell twice last week."

    first = tell(own, words=words)
    second = tell(own, words=words, names_confirmed="on")

    assert "may identify a resident" in first.content.decode()
    assert second.status_code == 302


@pytest.mark.parametrize(
    ("name", "home_id", "status"),
    [
        ("chair", OURS, 200), ("council", OURS, 200), ("chair", BORDER, 200),
        ("neighbour", BORDER, 200), ("regulator", OURS, 404), ("neighbour", OURS, 404),
        ("chair", THEIRS, 404), ("left", OURS, 404), ("oversight", OURS, 403),
        ("viewer", OURS, 403), ("provider", OURS, 403), ("chair", "H99999999", 404),
    ],
)  # fmt: skip
def test_only_who_leads_a_group_of_the_home_tells_its_provider(
    own: Casework, name: str, home_id: str, status: int
) -> None:
    address = f"/told/homes/{home_id}/"

    assert own.browser(name).get(address).status_code == status
    if status != 200:
        assert tell(own, name, address=address).status_code == status
        assert not Told.objects.exists()


@pytest.mark.parametrize("name", ["neighbour", "other_provider", "left", "viewer", "oversight"])
def test_what_was_told_is_on_no_page_of_anybody_else(own: Casework, name: str, sent: Reply) -> None:
    tell(own)
    browser, told = own.browser(name), Told.objects.get()

    for address in (f"/told/{told.pk}/", f"/replies/{sent.pk}/"):
        assert browser.get(address).status_code in (403, 404)
    for address in ("/told/", "/told.csv", "/replies/", f"/told/?home={OURS}"):
        text = browser.get(address).content.decode()
        assert WORDS not in text
        assert told.ref not in text
        assert sent.ref not in text


def test_the_log_goes_out_as_csv_with_formulas_defused(own: Casework) -> None:
    tell(own, title="=cmd|' /C calc'!A0")

    text = own.browser("regulator").get(f"/told.csv?home={OURS}").content.decode()

    assert "'=cmd" in text
    assert WORDS in text
    assert Entry.objects.filter(operation="replies.take_out_told").count() == 1


def test_what_was_passed_on_stands_in_the_log_of_all_homes_and_in_its_file(own: Casework) -> None:
    released = pass_on(own, send(own, handling="provider_may_see"))
    take_back_release(actor=own.people["chair"], at=NOW, release=released, why="Wrong home")

    pages = {name: own.browser(name).get("/told/").content.decode() for name in READERS}
    files = {name: own.browser(name).get("/told.csv").content.decode() for name in READERS}

    for name, reads in READERS.items():
        assert (released.item.ref in pages[name]) is reads
        assert ("Somebody fell at night." in files[name]) is reads
    assert f"taken back on {day(NOW.isoformat())}" in pages["regulator"]
    assert files["regulator"].splitlines()[1].endswith(f"{NOW:%Y-%m-%d}")


def test_a_member_reads_a_reply_and_only_a_lead_answers_it(own: Casework, sent: Reply) -> None:
    page = own.browser("regulator").get(f"/replies/{sent.pk}/").content.decode()
    answer = own.browser("regulator").post(f"/replies/{sent.pk}/acknowledge/")

    assert REPLY in page
    assert "Answer it" not in page
    assert answer.status_code == 403
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_a_reply_is_acknowledged_once_and_the_provider_is_told(own: Casework, sent: Reply) -> None:
    for _ in range(2):
        own.browser("chair").post(f"/replies/{sent.pk}/acknowledge/")

    sent.refresh_from_db()
    assert sent.state == "acknowledged"
    assert Notice.objects.filter(person=own.people["provider"], page="reply").count() == 1


@pytest.mark.parametrize(("accepted", "state"), [("yes", "accepted"), ("no", "not_accepted")])
def test_a_reply_is_answered_with_a_reason_that_the_provider_reads(
    own: Casework, sent: Reply, accepted: str, state: str
) -> None:
    own.browser("council").post(
        f"/replies/{sent.pk}/answer/", {"accepted": accepted, "answer": "We compared the rotas."}
    )

    sent.refresh_from_db()
    assert sent.state == state
    page = own.browser("provider").get(f"/replies/{sent.pk}/").content.decode()
    assert "We compared the rotas." in page


def test_a_reply_that_is_not_accepted_needs_a_reason(own: Casework, sent: Reply) -> None:
    answer = own.browser("chair").post(
        f"/replies/{sent.pk}/answer/", {"accepted": "no", "answer": " "}
    )

    assert "Say why it is not accepted." in answer.content.decode()
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_an_answer_that_names_a_resident_is_held_back(own: Casework, sent: Reply) -> None:
    answer = own.browser("chair").post(
        f"/replies/{sent.pk}/answer/",
        {"accepted": "yes", "answer": "Mrs Invented Examplewoman is fine."},
    )

    assert "may identify a resident" in answer.content.decode()
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_an_answered_reply_is_not_answered_again(own: Casework, sent: Reply) -> None:
    fields = {"accepted": "yes", "answer": "Yes."}
    own.browser("chair").post(f"/replies/{sent.pk}/answer/", fields)

    again = own.browser("council").post(f"/replies/{sent.pk}/answer/", fields | {"answer": "No."})

    assert "answered already" in again.content.decode()
    sent.refresh_from_db()
    assert sent.answer == "Yes."


def test_reading_a_reply_is_one_line_in_the_trail(own: Casework, sent: Reply) -> None:
    own.browser("regulator").get(f"/replies/{sent.pk}/")

    entry = Entry.objects.get(operation="replies.open_reply")
    assert entry.subject == f"reply:{sent.ref}"
    assert REPLY not in entry.detail


def test_an_action_by_get_changes_nothing(own: Casework, sent: Reply) -> None:
    for step in ("acknowledge", "answer"):
        assert own.browser("chair").get(f"/replies/{sent.pk}/{step}/").status_code == 405


def test_the_lists_cost_the_same_however_long_they_are(
    own: Casework, noon: datetime, django_assert_max_num_queries: Any
) -> None:
    for place in range(60):
        tell_provider(
            actor=own.people["chair"], at=noon, home_id=OURS, home_name="Rowan Court",
            area_code="X99000001", agency=own.agencies["Invented Care 1 Ltd"],
            what=f"Word {place}.",
        )  # fmt: skip
        Reply.objects.create(
            home_id=OURS, home_name="Rowan Court", area_code="X99000001", words="x", state="sent",
            agency=own.agencies["Invented Care 1 Ltd"], about_ref="falls", sent_at=noon,
            written_by=own.people["provider"], written_at=noon, sent_by=own.people["provider"],
        )  # fmt: skip
    browser = own.browser("chair")

    for address in ("/told/", "/told/?page=2", "/replies/", "/replies/?state=waiting"):
        with django_assert_max_num_queries(22):
            assert browser.get(address).status_code == 200


def test_who_read_the_log_of_what_providers_were_told_is_in_the_trail(own: Casework) -> None:
    tell(own)

    own.browser("regulator").get("/told/")

    entry = Entry.objects.get(operation="replies.read_log")
    assert Told.objects.get().ref in entry.detail


def test_what_is_told_late_on_a_summer_evening_is_told_on_that_night_s_day(own: Casework) -> None:
    past_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    told = tell_provider(
        actor=own.people["chair"], at=past_midnight, home_id=OURS, home_name="Rowan Court",
        agency=own.agencies["Invented Care 1 Ltd"], what=WORDS,
    )  # fmt: skip

    assert told.told_on == date(2026, 7, 1)
