"""Telling people: once, only while they may read it, and by e-mail with no more than a link."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from caresight.web.accounts.models import Person
from caresight.web.audit.models import Entry
from caresight.web.groups.models import Membership
from caresight.web.notices import sending
from caresight.web.notices.models import Notice
from caresight.web.notices.operations import send_due, tell
from caresight.web.notices.rules import may_follow
from caresight.web.notices.states import MailState
from caresight.web.notices.tasks import send_mail
from tests.web.casework import TODAY, Casework

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def _tell(casework: Casework, *usernames: str, **changes: Any) -> int:
    facts: dict[str, Any] = {
        "to": [casework.people[name] for name in usernames],
        "at": AT,
        "subject": "An action of yours",
        "sentence": "An action waits for you.",
        "page": "group",
        "arguments": {"pk": casework.groups["Alderbourne"].pk},
        "kind": "test",
    }
    return tell(**{**facts, **changes})


def _text(answer: Any) -> str:
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    return token.sub("", answer.content.decode())


@pytest.fixture
def mail_server(settings: Any) -> None:
    settings.EMAIL_HOST, settings.PUBLIC_ADDRESS = "mail.invalid", "https://caresight.invalid"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def test_each_person_is_told_once_however_often_they_are_named(casework: Casework) -> None:
    assert _tell(casework, "chair", "council", "chair") == 2
    assert Notice.objects.count() == 2


def test_the_same_thing_is_not_told_twice(casework: Casework) -> None:
    first = _tell(casework, "chair", once_key="due:1")
    second = _tell(casework, "chair", "council", once_key="due:1")

    assert (first, second) == (1, 1)
    assert Notice.objects.filter(person=casework.people["chair"]).count() == 1


def test_without_a_key_a_thing_can_be_told_again(casework: Casework) -> None:
    _tell(casework, "chair")

    assert _tell(casework, "chair") == 1


def test_who_may_no_longer_sign_in_is_told_nothing(casework: Casework) -> None:
    Person.objects.filter(username="chair").update(is_active=False)
    casework.people["chair"].refresh_from_db()

    assert _tell(casework, "chair") == 0
    assert not Entry.objects.filter(operation="notices.tell").exists()


def test_that_somebody_was_told_is_in_the_trail_without_the_words(casework: Casework) -> None:
    _tell(casework, "chair")

    entry = Entry.objects.get(operation="notices.tell")

    assert str(casework.people["chair"].pk) in entry.detail
    assert "waits for you" not in entry.detail


TRUTH = [
    # page, in a group, who, may
    ("group", False, "chair", True),
    ("group", True, "chair", True),
    ("group", True, "left", False),
    ("group", False, "left", True),
    ("group", True, "oversight", True),
    ("group", True, "neighbour", False),
    ("group", False, "viewer", False),
    ("group", False, "provider", False),
    ("about", False, "provider", True),
    ("people", False, "chair", False),
    ("people", False, "administrator", True),
    ("a_page_nobody_ruled_on", False, "administrator", False),
]


@pytest.mark.parametrize(("name", "in_group", "username", "may"), TRUTH)
def test_a_notice_is_read_by_who_may_open_its_page_and_works_in_its_group(
    casework: Casework, name: str, in_group: bool, username: str, may: bool
) -> None:
    group_id = casework.groups["Alderbourne"].pk if in_group else None
    _tell(casework, username, page=name, group_id=group_id)

    assert may_follow(casework.access(username), Notice.objects.get()) is may


def test_a_notice_of_somebody_else_is_not_read(casework: Casework) -> None:
    _tell(casework, "chair")

    assert not may_follow(casework.access("council"), Notice.objects.get())


def test_opening_a_notice_marks_it_read_and_leads_to_its_page(casework: Casework) -> None:
    _tell(casework, "chair")
    notice, browser = Notice.objects.get(), casework.browser("chair")

    before = browser.get("/notices/").content.decode()
    answer = browser.get(f"/notices/{notice.pk}/")

    assert "Notices (1)" in before
    assert answer["Location"] == f"/groups/{casework.groups['Alderbourne'].pk}/"
    assert "Notices (1)" not in browser.get("/notices/").content.decode()


@pytest.mark.parametrize("username", ["council", "neighbour", "administrator", "governance"])
def test_a_notice_of_somebody_else_is_as_one_that_does_not_exist(
    casework: Casework, username: str
) -> None:
    _tell(casework, "chair")
    browser = casework.browser(username)

    guessed, unknown = (
        browser.get(f"/notices/{Notice.objects.get().pk}/"),
        browser.get("/notices/0/"),
    )

    assert guessed.status_code == unknown.status_code == 404
    assert _text(guessed) == _text(unknown)
    assert Notice.objects.get().read_at is None


def test_who_left_the_group_is_shown_that_there_was_something_and_no_words(
    casework: Casework,
) -> None:
    _tell(casework, "chair", group_id=casework.groups["Alderbourne"].pk)
    Membership.objects.filter(person=casework.people["chair"]).update(until_on=timezone.localdate())
    browser = casework.browser("chair")

    page = browser.get("/notices/").content.decode()

    assert "An action of yours" not in page
    assert "Something that you may no longer open" in page
    assert browser.get(f"/notices/{Notice.objects.get().pk}/").status_code == 404


def test_a_page_that_is_gone_is_said_to_be_gone(casework: Casework) -> None:
    _tell(casework, "chair", arguments={"nothing": 1})

    answer = casework.browser("chair").get(f"/notices/{Notice.objects.get().pk}/")

    assert answer.status_code == 404


def test_all_can_be_marked_as_read_and_only_ones_own(casework: Casework) -> None:
    _tell(casework, "chair", "council")

    casework.browser("chair").post("/notices/read/")

    unread = Notice.objects.filter(read_at=None)
    assert [notice.person.username for notice in unread] == ["council"]


def test_a_list_of_many_notices_asks_the_database_a_few_times_only(
    casework: Casework, django_assert_max_num_queries: Any
) -> None:
    for number in range(120):
        _tell(casework, "chair", at=AT + timedelta(minutes=number))
    browser = casework.browser("chair")
    browser.get("/notices/")

    with django_assert_max_num_queries(14):
        page = browser.get("/notices/?page=2").content.decode()

    assert "Showing 51 to 100 of 120" in page


@pytest.mark.usefixtures("mail_server")
def test_an_e_mail_holds_the_subject_and_a_link_only(
    casework: Casework, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _tell(casework, "chair")

    (message,) = mail.outbox
    notice = Notice.objects.get()
    assert message.to == ["chair@example.invalid"]
    assert message.subject == "Caresight: An action of yours"
    assert f"https://caresight.invalid/notices/{notice.pk}/" in message.body
    assert "waits for you" not in message.body
    assert notice.mail_state == MailState.SENT


@pytest.mark.usefixtures("mail_server")
def test_an_e_mail_waits_for_the_transaction(casework: Casework) -> None:
    _tell(casework, "chair")

    assert mail.outbox == []


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize("reason", ["read already", "no longer active", "no address"])
def test_an_e_mail_that_nobody_needs_is_not_sent(casework: Casework, reason: str) -> None:
    _tell(casework, "chair")
    chair = Person.objects.filter(username="chair")
    if reason == "read already":
        Notice.objects.update(read_at=AT)
    elif reason == "no longer active":
        chair.update(is_active=False)
    else:
        chair.update(email="")

    assert send_due(AT) == 0
    assert Notice.objects.get().mail_state == MailState.NONE


def test_without_a_mail_server_nothing_is_to_be_sent(casework: Casework, settings: Any) -> None:
    settings.EMAIL_HOST = ""

    _tell(casework, "chair")

    assert Notice.objects.get().mail_state == MailState.NONE
    assert send_due(AT) == 0


@pytest.mark.usefixtures("mail_server")
def test_an_e_mail_is_sent_at_most_once(casework: Casework) -> None:
    _tell(casework, "chair")

    assert [send_due(AT), send_due(AT)] == [1, 0]
    Notice.objects.update(mail_state=MailState.SENDING)  # as a worker leaves it that died
    assert send_due(AT + timedelta(days=9)) == 0
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize("fails", ["open", "send"])
def test_an_e_mail_that_fails_is_tried_again_later_and_given_up_in_the_end(
    casework: Casework, monkeypatch: Any, fails: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    if fails == "open":
        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
    else:
        monkeypatch.setattr(sending.mail, "send", refuse)
    _tell(casework, "chair")
    at, tried = AT, []

    for _ in range(sending.MOST_TRIES):
        batch = sending.send_batch(at)
        tried.append(sending.send_due(at))
        at = batch.try_again_at or at

    notice = Notice.objects.get()
    assert tried == [0] * sending.MOST_TRIES
    assert (notice.mail_state, notice.mail_tries) == (MailState.GIVEN_UP, sending.MOST_TRIES)
    assert at - AT == timedelta(minutes=15 + 30 + 60 + 120)


@pytest.mark.usefixtures("mail_server")
def test_a_notice_stands_though_its_e_mail_fails(
    casework: Casework, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(sending.mail, "send", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        _tell(casework, "chair")

    assert "An action of yours" in casework.browser("chair").get("/notices/").content.decode()


def test_every_role_has_a_list_of_notices(casework: Casework) -> None:
    statuses = {casework.browser(name).get("/notices/").status_code for name in casework.people}

    assert statuses == {200}
    assert casework.access("chair", day=TODAY).group_ids


@pytest.mark.usefixtures("mail_server")
def test_a_try_that_failed_leaves_one_task_for_later(
    casework: Casework, monkeypatch: Any, settings: Any
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(sending.mail, "send", refuse)
    _tell(casework, "chair", at=timezone.now())

    send_mail.func()

    (later,) = DBTaskResult.objects.all()
    assert later.run_after > timezone.now() + timedelta(minutes=14)


def test_the_daily_round_says_how_many_went_out(casework: Casework) -> None:
    assert sending.send_daily(at=AT) == "0 e-mails of notices were sent."
    assert casework.people
