"""What the environment may say of e-mail, numbers and sealing; and what it may not."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from caresight.web.accounts.sealing import seal, unseal
from caresight.web.accounts.session_life import browser_words
from caresight.web.config.environment import whole_number
from caresight.web.config.mail import mail_settings


def test_without_a_mail_server_nothing_is_sent() -> None:
    assert mail_settings("") == {
        "EMAIL_HOST": "", "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "port", "at_once", "starting"),
    [
        ("smtp://a:p%40ss@mail.invalid", 587, False, True),
        ("smtps://a:p%40ss@mail.invalid", 465, True, False),
        ("smtp://a:p%40ss@mail.invalid:2525?tls=off", 2525, False, False),
    ],
)
def test_a_mail_server_is_encrypted_unless_it_says_otherwise(
    address: str, port: int, at_once: bool, starting: bool
) -> None:
    made = mail_settings(address)

    assert (made["EMAIL_HOST"], made["EMAIL_PORT"]) == ("mail.invalid", port)
    assert made["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert (made["EMAIL_USE_SSL"], made["EMAIL_USE_TLS"]) == (at_once, starting)


@pytest.mark.parametrize(
    "address",
    ["mail.invalid", "http://mail.invalid", "smtp://", "smtp://h?tls=x", "smtp://u:secret@h:x"],
)
def test_a_mail_server_that_cannot_be_understood_is_refused_without_its_password(
    address: str,
) -> None:
    with pytest.raises(ImproperlyConfigured, match="CARESIGHT_EMAIL_URL") as refused:
        mail_settings(address)

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many"])
def test_a_number_that_makes_no_sense_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("CARESIGHT_TEST", value)

    with pytest.raises(ImproperlyConfigured, match="a whole number from 1"):
        whole_number("CARESIGHT_TEST", default=30, lowest=1, meaning="a test")


@pytest.mark.parametrize("text", ["", "Words", "éè\u202e\u200b\n=1", "x" * 10_000])
def test_what_is_sealed_opens_again_and_cannot_be_read_before(text: str) -> None:
    sealed = seal(text)

    assert unseal(sealed) == text
    assert not text or text not in sealed


@pytest.mark.parametrize("broken", ["", "not sealed", "é"])
def test_what_was_not_sealed_here_is_nothing(broken: str) -> None:
    assert unseal(broken) == ""


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU) Version/19 Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh) Firefox/140", "Firefox on Mac"),
        ("", "A browser"),
        ("<script>", "A browser"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(told: str, words: str) -> None:
    assert browser_words(told) == words
