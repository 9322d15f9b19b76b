"""Sessions: begun anew, locked when left open, ended everywhere; and what was typed too late."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caresight.web.accounts import operations
from caresight.web.accounts.daily import forget_what_is_over
from caresight.web.accounts.models import FailedSignIns, HeldForm, Person, Session
from caresight.web.accounts.operations.held_forms import LONGEST
from tests.web.accounts.authenticator import PASSWORD, type_password
from tests.web.accounts.conftest import NOON, Clock
from tests.web.casework import Casework

Trail = Callable[[str], list[dict[str, Any]]]
TYPED = "Planted words of a late form, éè <b>\n=1+1"


@pytest.fixture
def browser(casework: Casework, clock: Clock) -> Client:
    """The browser of an administrator, signed in at noon."""
    return casework.browser("administrator")


def _send_late(browser: Client, **more: Any) -> Any:
    return browser.post("/people/invite/", {"name": TYPED, "username": "new", **more})


def _sign_in_again(browser: Client, name: str = "administrator") -> Any:
    return browser.post("/sign-in/", {"username": name, "password": PASSWORD})


def test_signing_in_gives_the_session_a_new_key(client: Client, casework: Casework) -> None:
    client.get("/sign-in/")
    client.session.save()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    planted = session.session_key

    type_password(client, "viewer")

    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


@pytest.mark.parametrize(("minutes", "locked"), [(29, False), (31, True)])
def test_half_an_hour_without_a_page_locks_the_session(
    browser: Client, clock: Clock, minutes: int, locked: bool
) -> None:
    clock.later(minutes=minutes)

    answer = browser.get("/people/?q=a")

    assert (answer.status_code == 302) is locked
    if locked:
        assert answer["Location"] == "/sign-in/?next=%2Fpeople%2F%3Fq%3Da"
        page = browser.get(answer["Location"]).content.decode()
        assert "You were away for more than 30 minutes. Sign in again." in page


def test_pages_keep_a_session_open_but_not_beyond_eight_hours(
    browser: Client, clock: Clock
) -> None:
    for _ in range(19):
        clock.later(minutes=25)
        assert browser.get("/people/").status_code == 200
    clock.later(minutes=25)

    assert browser.get("/people/").status_code == 302


def test_a_locked_session_is_ended_in_the_database_too(browser: Client, clock: Clock) -> None:
    clock.later(minutes=31)

    browser.get("/people/")

    assert not Session.objects.filter(person__username="administrator").exists()


def test_how_long_is_a_setting(browser: Client, clock: Clock, settings: Any) -> None:
    settings.SESSION_IDLE_MINUTES = 5
    clock.later(minutes=6)

    assert browser.get("/people/").status_code == 302


def test_a_fragment_asked_for_by_a_page_makes_the_whole_page_go_to_sign_in(
    browser: Client, clock: Clock
) -> None:
    clock.later(minutes=31)

    answer = browser.get("/people/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == "/sign-in/"
    assert answer.content == b""


def test_what_is_typed_into_a_form_that_comes_too_late_is_shown_to_its_writer_and_sent(
    browser: Client, clock: Clock, trail: Trail
) -> None:
    clock.later(minutes=31)
    answer = _send_late(browser, roles=["viewer", "analyst"], email="")
    assert answer["Location"] == "/sign-in/"
    assert "kept for you" in browser.get("/sign-in/").content.decode()
    assert not Person.objects.filter(username="new").exists()

    assert _sign_in_again(browser)["Location"] == "/not-sent/"
    page = browser.get("/not-sent/", follow=True).content.decode()
    assert "You had not yet sent this" in page
    fields = _hidden(page)
    assert ("name", TYPED) in fields
    answer = browser.post("/people/invite/", _as_post(fields))

    assert answer.status_code == 200
    assert Person.objects.get(username="new").roles == {"viewer", "analyst"}
    assert not HeldForm.objects.exists()
    (entry,) = trail("accounts.hold_form")
    assert entry["subject"] == "page:invite"
    assert TYPED not in str(entry)


def _hidden(page: str) -> list[tuple[str, str]]:
    form = page[page.index('action="/people/invite/"') :]
    form = form[: form.index("</form>")]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    return [(unescape(name), unescape(value)) for name, value in found]


def _as_post(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {name: [v for n, v in fields if n == name] for name, _ in fields}


def test_a_late_form_that_is_shown_again_with_errors_is_held_no_longer(
    browser: Client, clock: Clock
) -> None:
    clock.later(minutes=31)
    _send_late(browser)
    _sign_in_again(browser)
    held = HeldForm.objects.get()

    answer = browser.post("/people/invite/", {"name": TYPED, "held_form": held.pk})

    assert answer.status_code == 422
    assert not HeldForm.objects.exists()


def test_somebody_else_at_the_same_browser_never_sees_it(
    browser: Client, clock: Clock, casework: Casework
) -> None:
    clock.later(minutes=31)
    _send_late(browser)
    held = HeldForm.objects.get()

    answer = _sign_in_again(browser, "governance")

    assert answer["Location"] == "/"
    assert "Planted" not in browser.get("/not-sent/").content.decode()
    assert browser.get(f"/not-sent/{held.pk}/").status_code == 404
    assert browser.post(f"/not-sent/{held.pk}/throw-away/").status_code == 404
    browser.post("/account/", {"name": "x", "held_form": held.pk})
    assert HeldForm.objects.filter(pk=held.pk).exists()


def test_a_late_form_can_be_thrown_away(browser: Client, clock: Clock) -> None:
    clock.later(minutes=31)
    _send_late(browser)
    _sign_in_again(browser)
    held = HeldForm.objects.get()

    assert browser.get(f"/not-sent/{held.pk}/throw-away/").status_code == 405
    assert browser.post(f"/not-sent/{held.pk}/throw-away/").status_code == 302
    assert browser.get(f"/not-sent/{held.pk}/").status_code == 404


def test_several_late_forms_are_listed(browser: Client, casework: Casework, clock: Clock) -> None:
    other = casework.browser("administrator")
    clock.later(minutes=31)
    _send_late(browser)
    _send_late(other)

    _sign_in_again(browser)
    page = browser.get("/not-sent/").content.decode()

    assert page.count('<li><a href="/not-sent/') == 2


def test_passwords_files_and_tokens_are_not_held_and_the_file_is_spoken_of(
    browser: Client, clock: Clock
) -> None:
    clock.later(minutes=31)
    _send_late(
        browser,
        new_password="secret one",
        csrfmiddlewaretoken="t",
        rows=SimpleUploadedFile("a", b"x"),
    )
    _sign_in_again(browser)

    page = browser.get("/not-sent/", follow=True).content.decode()

    assert "secret one" not in page
    assert "The file that you had chosen was not kept" in page


@pytest.mark.parametrize("address", ["/account/password/", "/account/second-factor/"])
def test_forms_of_passwords_and_codes_are_not_held_at_all(
    browser: Client, clock: Clock, address: str
) -> None:
    clock.later(minutes=31)

    browser.post(address, {"password": PASSWORD, "code": "123456"})

    assert not HeldForm.objects.exists()


def test_words_beyond_the_limit_are_not_held_and_the_page_says_so(
    browser: Client, clock: Clock, trail: Trail
) -> None:
    clock.later(minutes=31)

    _send_late(browser, notes="é" * (LONGEST // 2))

    assert "too long to be kept" in browser.get("/sign-in/").content.decode()
    assert not HeldForm.objects.exists()
    assert trail("accounts.hold_form")[0]["kept"] is False


def test_what_is_held_is_not_readable_in_the_database(browser: Client, clock: Clock) -> None:
    clock.later(minutes=31)
    _send_late(browser)

    assert "Planted" not in HeldForm.objects.get().sealed_fields


def test_with_another_key_of_the_server_the_page_says_that_it_cannot_be_read(
    browser: Client, clock: Clock, settings: Any
) -> None:
    clock.later(minutes=31)
    _send_late(browser)
    settings.SECRET_KEY = "another key of at least thirty-two characters"
    _sign_in_again(browser)

    page = browser.get("/not-sent/", follow=True).content.decode()

    assert "cannot be read any more" in page
    assert "Send it now" not in page


def test_held_forms_are_dropped_after_a_day(browser: Client, clock: Clock) -> None:
    clock.later(minutes=31)
    _send_late(browser)

    said = forget_what_is_over(at=clock.later(hours=25))

    assert said.startswith("1 forms that were not sent again")
    assert not HeldForm.objects.exists()


def test_old_counts_of_failures_are_dropped(db: None) -> None:
    operations.note_failure(username="x", address="::1", at=NOON)

    forget_what_is_over(at=NOON + timedelta(hours=25))

    assert not FailedSignIns.objects.exists()


def test_a_forged_late_form_is_not_held(casework: Casework, clock: Clock) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(casework.people["administrator"])
    clock.later(minutes=31)

    answer = browser.post("/people/invite/", {"name": TYPED})

    assert answer.status_code == 403
    assert not HeldForm.objects.exists()


def test_a_form_of_another_tab_of_an_earlier_session_is_held_too(
    casework: Casework, clock: Clock
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(casework.people["administrator"])
    headers = {"Origin": "http://testserver"}

    answer = browser.post("/people/invite/", {"name": TYPED}, headers=headers)

    held = HeldForm.objects.get()
    assert answer["Location"] == f"/not-sent/{held.pk}/"
    assert TYPED.splitlines()[0] in unescape(browser.get(answer["Location"]).content.decode())


def test_a_form_of_another_server_is_refused_and_not_held(casework: Casework, clock: Clock) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(casework.people["administrator"])

    answer = browser.post(
        "/people/invite/", {"name": TYPED}, headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 403
    assert not HeldForm.objects.exists()


def test_the_right_code_of_a_late_session_cannot_be_replayed_without_signing_in(
    browser: Client, clock: Clock
) -> None:
    key = browser.session.session_key
    clock.later(minutes=31)
    browser.get("/people/")
    thief = Client()
    thief.cookies["sessionid"] = key or ""

    assert thief.get("/people/")["Location"].startswith("/sign-in/")


def test_signing_out_everywhere_else_keeps_this_browser(
    browser: Client, casework: Casework, trail: Trail
) -> None:
    other = casework.browser("administrator")

    page = browser.post("/account/end-sessions/", follow=True).content.decode()

    assert "1 other session was ended" in page
    assert browser.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert trail("accounts.end_sessions")[0]["sessions"] == 1


def test_an_administrator_signs_somebody_out_everywhere(
    browser: Client, casework: Casework
) -> None:
    theirs = [casework.browser("chair") for _ in range(2)]

    browser.post(f"/people/{casework.people['chair'].pk}/end-sessions/")

    assert [one.get("/account/").status_code for one in theirs] == [302, 302]


def test_the_account_page_names_browsers_and_never_a_key(casework: Casework, clock: Clock) -> None:
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/140.0")
    type_password(client, "viewer")

    page = client.get("/account/").content.decode()

    assert "Firefox on Windows" in page
    assert "this one" in page
    assert (client.session.session_key or "") not in page


def test_a_new_password_of_ones_own_keeps_this_browser_and_ends_the_others(
    browser: Client, casework: Casework
) -> None:
    other, new = casework.browser("administrator"), "four other unrelated words"

    answer = browser.post(
        "/account/password/", {"password": PASSWORD, "new_password": new, "same_password": new}
    )

    assert answer["Location"] == "/account/"
    assert browser.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (("wrong", "four unrelated words", "four unrelated words"), "not your password"),
        ((PASSWORD, "four unrelated words", "five unrelated words"), "passwords differ"),
        ((PASSWORD, "short", "short"), "12 characters"),
        (("", "", ""), "There is a problem"),
    ],
)
def test_a_new_password_is_refused_in_words(
    browser: Client, sent: tuple[str, str, str], said: str
) -> None:
    names = ("password", "new_password", "same_password")

    answer = browser.post("/account/password/", dict(zip(names, sent, strict=True)))

    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())


def test_guesses_at_the_own_password_are_counted(browser: Client, clock: Clock) -> None:
    new = "four other unrelated words"
    sent = {"password": "wrong", "new_password": new, "same_password": new}
    for _ in range(5):
        browser.post("/account/password/", sent)

    answer = browser.post("/account/password/", {**sent, "password": PASSWORD})

    assert answer.status_code == 422
