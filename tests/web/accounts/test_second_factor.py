"""The second factor: who needs one, how it is set up, asked for, used once, lost and reset."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts import queries
from caresight.web.accounts.models import Person
from caresight.web.accounts.operations import failures, second_factor
from tests.web.accounts.authenticator import (
    PASSWORD,
    SECRET,
    code_at,
    give_factor,
    type_password,
)
from tests.web.accounts.conftest import NOON, Clock
from tests.web.casework import Casework
from tests.web.meanwhile import while_waiting_for

Trail = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def chair(casework: Casework, clock: Clock) -> Person:
    return casework.people["chair"]


def _sign_in(client: Client, code: str) -> Any:
    type_password(client, "chair")
    return client.post("/sign-in/code/", {"code": code})


def test_our_codes_are_those_of_the_standard(chair: Person) -> None:
    give_factor(chair, NOON)

    for later, expected in ((0, "287082"), (1, "081804")):
        known = (59, 1111111109)[later]
        moment = NOON.fromtimestamp(known, NOON.tzinfo)
        assert code_at(moment, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") == expected


def test_a_password_alone_does_not_sign_in_who_has_a_second_factor(
    client: Client, chair: Person, clock: Clock
) -> None:
    give_factor(chair, NOON)
    clock.later(minutes=2)

    answer = client.post("/sign-in/", {"username": "chair", "password": PASSWORD})

    assert answer["Location"] == "/sign-in/code/"
    assert "_auth_user_id" not in client.session
    assert client.get("/account/")["Location"].startswith("/sign-in/")


def test_the_right_code_leads_on_to_the_page_asked_for(
    client: Client, chair: Person, clock: Clock
) -> None:
    give_factor(chair, NOON)
    now = clock.later(minutes=2)

    type_password(client, "chair", next="/homes/?q=a")
    answer = client.post("/sign-in/code/", {"code": code_at(now)})

    assert answer["Location"] == "/homes/?q=a"
    assert client.session["factor"] == "authenticator app"


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_a_phone_may_be_one_code_off(
    client: Client, chair: Person, clock: Clock, seconds: int
) -> None:
    give_factor(chair, NOON)
    now = clock.later(minutes=5)

    answer = _sign_in(client, code_at(now.fromtimestamp(now.timestamp() + seconds, now.tzinfo)))

    assert answer.status_code == 302


@pytest.mark.parametrize("wrong", ["000000", "", "١٢٣٤٥٦", "123456789", "'; --"])
def test_a_wrong_code_is_refused_in_words(
    client: Client, chair: Person, clock: Clock, wrong: str
) -> None:
    give_factor(chair, NOON)
    clock.later(minutes=2)

    answer = _sign_in(client, wrong)

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_cannot_be_used_twice_not_even_by_another_process(
    chair: Person, clock: Clock
) -> None:
    give_factor(chair, NOON)
    now = clock.later(minutes=2)
    one, other = Client(), Client()

    assert _sign_in(one, code_at(now)).status_code == 302
    again = _sign_in(other, code_at(now))

    assert again.status_code == 422
    assert "used before" in again.content.decode()


def test_the_code_that_set_the_factor_up_does_not_sign_in(chair: Person, clock: Clock) -> None:
    give_factor(chair, NOON)

    assert _sign_in(Client(), code_at(NOON)).status_code == 422


def test_a_code_older_than_the_last_one_used_is_refused(chair: Person, clock: Clock) -> None:
    give_factor(chair, NOON)
    now = clock.later(minutes=2)
    before = now.fromtimestamp(now.timestamp() - 30, now.tzinfo)
    assert _sign_in(Client(), code_at(now)).status_code == 302

    assert _sign_in(Client(), code_at(before)).status_code == 422


def test_a_recovery_code_works_once(chair: Person, clock: Clock, trail: Trail) -> None:
    code, *others = give_factor(chair, NOON)
    clock.later(minutes=2)

    assert _sign_in(Client(), f"{code[:4]} {code[4:]}").status_code == 302
    assert _sign_in(Client(), code).status_code == 422

    assert queries.recovery_codes_left(chair) == len(others) == 9
    assert trail("accounts.sign_in")[-1]["second_factor"] == "recovery code"


def test_after_five_wrong_codes_even_the_right_one_must_wait_wherever_it_is_tried(
    chair: Person, clock: Clock, trail: Trail
) -> None:
    codes = give_factor(chair, NOON)
    now = clock.later(minutes=2)
    for number in range(5):
        _sign_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), "000000")

    for right in (code_at(now), codes[0]):
        answer = _sign_in(Client(), right)
        assert answer.status_code == 422
        assert "try again in 15 minutes" in answer.content.decode()
    assert len(trail("accounts.locked_out")) == 1

    now = clock.later(minutes=16)
    assert _sign_in(Client(), code_at(now)).status_code == 302


def test_codes_that_are_sent_at_the_same_moment_are_no_way_round_the_wait(
    chair: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_factor(chair, NOON)
    now = clock.later(minutes=2)

    def five_wrong_ones() -> None:
        for _ in range(5):
            failures.refuse_code(person=chair, at=now)

    while_waiting_for(Authenticator, five_wrong_ones, monkeypatch)

    with pytest.raises(Refusal, match="too many wrong codes"):
        second_factor.check_code(person=chair, code=code_at(now), at=now)


def test_a_wrong_code_is_counted_although_it_is_refused(chair: Person, clock: Clock) -> None:
    give_factor(chair, NOON)
    now = clock.later(minutes=2)

    for _ in range(5):
        with pytest.raises(Refusal, match="not right"):
            second_factor.check_code(person=chair, code="000000", at=now)

    assert failures.minutes_to_wait_for_code(person=chair, now=now) == 15


def test_the_step_between_password_and_code_lasts_ten_minutes(
    client: Client, chair: Person, clock: Clock
) -> None:
    give_factor(chair, NOON)
    type_password(client, "chair")

    now = clock.later(minutes=11)

    assert client.post("/sign-in/code/", {"code": code_at(now)})["Location"] == "/sign-in/"


def test_a_password_changed_between_the_two_steps_ends_them(
    client: Client, chair: Person, clock: Clock
) -> None:
    give_factor(chair, NOON)
    now = clock.later(minutes=2)
    type_password(client, "chair")
    chair.set_password("four other unrelated words")
    chair.save()

    assert client.post("/sign-in/code/", {"code": code_at(now)})["Location"] == "/sign-in/"


def test_without_the_first_step_there_is_no_second(client: Client, db: None) -> None:
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"
    assert client.post("/sign-in/code/", {"code": "1"})["Location"] == "/sign-in/"


WHO = {
    "viewer": False, "analyst": False, "chair": True, "social_worker": True, "oversight": True,
    "provider": True, "governance": True, "administrator": True, "safeguarding": True,
}  # fmt: skip


@pytest.mark.parametrize(("name", "must"), WHO.items(), ids=WHO)
def test_where_it_is_required_whoever_sees_casework_or_people_sets_one_up_first(
    casework: Casework, required: None, name: str, must: bool
) -> None:
    client = casework.browser(name)

    for address in ("/", "/account/", "/about/", "/people/", "/not-sent/"):
        answer = client.get(address)
        led_to_set_up = answer.status_code == 302 and answer["Location"].startswith("/account/sec")
        assert led_to_set_up is must, address


@pytest.mark.parametrize("policy", ["offered", "off"])
def test_where_it_is_not_required_nobody_is_kept_out(
    casework: Casework, settings: Any, policy: str
) -> None:
    settings.SECOND_FACTOR = policy

    assert casework.browser("chair").get("/account/").status_code == 200


def test_where_it_is_off_nobody_is_asked(
    client: Client, chair: Person, clock: Clock, settings: Any
) -> None:
    give_factor(chair, NOON)
    settings.SECOND_FACTOR = "off"

    type_password(client, "chair")

    assert client.get("/account/").status_code == 200
    assert "switched off" in Client().get("/sign-in/").content.decode()


def test_setting_up_shows_a_square_a_key_and_then_codes(
    casework: Casework, required: None, clock: Clock
) -> None:
    client = casework.browser("chair")
    page = client.get("/account/second-factor/").content.decode()
    key = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert key is not None
    secret = key[1].replace(" ", "")

    answer = client.post("/account/second-factor/", {"code": code_at(clock.now, secret)})

    assert "<svg" in page
    assert "style=" not in page
    assert answer["Location"] == "/account/recovery-codes/"
    codes = re.findall(
        r"<code>(\d{4} \d{4})</code>", client.get(answer["Location"]).content.decode()
    )
    assert len(set(codes)) == 10
    assert client.post("/account/recovery-codes/", {"noted": "yes"})["Location"] == "/"
    assert client.get("/account/").status_code == 200


def test_codes_are_not_shown_again_once_they_were_kept(casework: Casework, clock: Clock) -> None:
    client = casework.browser("chair")
    client.get("/account/second-factor/")
    page = client.get("/account/second-factor/").content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")  # type: ignore[index]
    client.post("/account/second-factor/", {"code": code_at(clock.now, secret)})
    client.post("/account/recovery-codes/", {"noted": "yes"})

    assert client.get("/account/recovery-codes/")["Location"] == "/account/second-factor/"


def test_a_wrong_code_sets_nothing_up_and_keeps_the_same_key(
    casework: Casework, clock: Clock
) -> None:
    client = casework.browser("chair")
    first = client.get("/account/second-factor/").content.decode()

    answer = client.post("/account/second-factor/", {"code": "000000"})

    key = re.search(r"<code>([A-Z2-7 ]+)</code>", first)
    assert key is not None
    assert key[0] in answer.content.decode()
    assert answer.status_code == 422
    assert not queries.has_second_factor(casework.people["chair"])


def test_setting_up_ends_the_other_sessions(casework: Casework, clock: Clock) -> None:
    other = casework.browser("chair")

    give_factor(casework.people["chair"], clock.now)

    assert other.get("/account/")["Location"].startswith("/sign-in/")


def test_secrets_are_not_readable_in_the_database(chair: Person) -> None:
    codes = give_factor(chair, NOON)

    kept = " ".join(str(one.data) for one in Authenticator.objects.filter(user=chair))

    assert SECRET not in kept
    assert not any(code in kept for code in codes)


def test_with_another_key_of_the_server_no_code_fits_and_nothing_breaks(
    chair: Person, clock: Clock, settings: Any
) -> None:
    codes = give_factor(chair, NOON)
    now = clock.later(minutes=2)
    settings.SECRET_KEY = "another key of at least thirty-two characters"

    for code in (code_at(now), codes[0]):
        with pytest.raises(Refusal, match="not right"):
            second_factor.check_code(person=chair, code=code, at=now)


def test_an_earlier_key_of_the_server_still_opens_secrets(
    chair: Person, clock: Clock, settings: Any
) -> None:
    give_factor(chair, NOON)
    now = clock.later(minutes=2)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of at least thirty-two characters"

    assert second_factor.check_code(person=chair, code=code_at(now), at=now) == "authenticator app"


def test_new_recovery_codes_need_a_code_of_the_app_and_end_the_old(
    casework: Casework, chair: Person, clock: Clock
) -> None:
    old = give_factor(chair, NOON)
    client = casework.browser("chair")
    now = clock.later(minutes=2)

    assert client.post("/account/recovery-codes/", {"code": "000000"}).status_code == 422
    assert client.post("/account/recovery-codes/", {"code": code_at(now)}).status_code == 302
    shown = client.get("/account/recovery-codes/").content.decode()

    assert f"{old[0][:4]} {old[0][4:]}" not in shown
    with pytest.raises(Refusal, match="not right"):
        second_factor.check_code(person=chair, code=old[0], at=now)


def test_a_factor_that_is_required_cannot_be_given_up(
    client: Client, chair: Person, clock: Clock, required: None
) -> None:
    give_factor(chair, NOON)
    now = clock.later(minutes=2)
    _sign_in(client, code_at(now))
    now = clock.later(minutes=2)

    answer = client.post("/account/second-factor/remove/", {"code": code_at(now)})

    assert answer.status_code == 422
    assert "cannot be given up" in answer.content.decode()
    assert queries.has_second_factor(chair)


def test_a_session_begun_without_the_factor_that_is_required_by_now_is_begun_anew(
    casework: Casework, chair: Person, required: None
) -> None:
    give_factor(chair, NOON)
    browser = casework.browser("chair")

    assert browser.get("/account/")["Location"] == "/sign-in/"
    assert "_auth_user_id" not in browser.session


def test_a_factor_that_is_not_required_is_given_up_against_a_code(
    casework: Casework, chair: Person, clock: Clock, trail: Trail
) -> None:
    give_factor(chair, NOON)
    client = casework.browser("chair")
    now = clock.later(minutes=2)

    assert client.post("/account/second-factor/remove/", {"code": "000000"}).status_code == 422
    assert queries.has_second_factor(chair)
    client.post("/account/second-factor/remove/", {"code": code_at(now)})

    assert not queries.has_second_factor(chair)
    assert len(trail("accounts.remove_second_factor")) == 1


def test_an_administrator_resets_it_for_somebody_who_lost_the_phone(
    casework: Casework, chair: Person, clock: Clock, trail: Trail
) -> None:
    give_factor(chair, NOON)
    theirs, administrator = casework.browser("chair"), casework.browser("administrator")

    answer = administrator.post(f"/people/{chair.pk}/reset-factor/")

    assert answer.status_code == 302
    assert theirs.get("/account/").status_code == 302
    assert not Authenticator.objects.filter(user=chair).exists()
    assert trail("accounts.reset_second_factor")[0]["who"] == "administrator"


def test_an_administrator_cannot_reset_their_own(casework: Casework, clock: Clock) -> None:
    me = casework.people["administrator"]
    give_factor(me, NOON)

    casework.browser("administrator").post(f"/people/{me.pk}/reset-factor/")

    assert queries.has_second_factor(me)


def test_the_sign_in_page_of_a_demo_says_plainly_that_the_second_factor_is_off(
    client: Client, db: None
) -> None:
    assert "Demo: the second factor is off" in client.get("/sign-in/").content.decode()
