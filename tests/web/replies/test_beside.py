"""A reply stands beside its signal wherever the signal is shown, for who may read the reply."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils.html import escape

from caresight.web.audit.models import Entry
from caresight.web.directory.releases import listed, newest
from caresight.web.replies import operations
from caresight.web.replies.models import Reply
from tests.web.casework import OURS, PEOPLE, Casework
from tests.web.providers.own_release import SEEN

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
WORDS = "A night carer more has come since."
READERS = frozenset("chair council regulator ambulance healthwatch safeguarding".split())


def replied(casework: Casework, *, to: str, send: bool = True) -> Reply:
    """A reply of the home's provider to a sentence."""
    by = casework.people["provider"]
    written = operations.reply(
        actor=by, at=AT, agency=casework.agencies["Invented Care 1 Ltd"], about="signal",
        about_ref=f"{OURS}/own_history", about_words=to, words=WORDS, home_id=OURS,
        home_name="Rowan Court", area_code="X99000001",
    )  # fmt: skip
    if not send:
        return written
    return operations.send_reply(actor=by, at=AT, written=written, version=1, names_confirmed=False)


def sentence_of_our_home() -> str:
    """A signal that the page of the home shows."""
    release = newest()
    document = release.index.home(OURS) if release else None
    assert document is not None
    return document["arithmetic"][0]["sentences"][0]


def page_of(casework: Casework, username: str, page: str) -> str:
    return casework.browser(username).get(reverse(page, args=[OURS])).content.decode()


@pytest.mark.parametrize("page", ["home", "together"])
def test_a_reply_stands_right_after_its_signal(casework: Casework, page: str) -> None:
    sentence = sentence_of_our_home()
    reply = replied(casework, to=sentence)

    text = page_of(casework, "chair", page)

    after = text[text.index(f'<span class="sentence">{sentence}</span>') :]
    assert WORDS in after[: after.index("</td>")]
    assert reply.ref in text
    assert text.count(WORDS) == 1
    assert Entry.objects.filter(operation="replies.read_beside", home_id=OURS).count() == 1


@pytest.mark.parametrize("page", ["home", "together"])
def test_a_reply_to_what_no_longer_stands_there_has_a_place_of_its_own(
    casework: Casework, page: str
) -> None:
    replied(casework, to="Something that was noticed last spring.")

    text = page_of(casework, "chair", page)

    apart = text[text.index("What its provider replied</h2>") :]
    assert "About: Something that was noticed last spring." in apart
    assert WORDS in apart


def test_a_draft_stands_beside_nothing(casework: Casework) -> None:
    replied(casework, to=sentence_of_our_home(), send=False)

    assert WORDS not in page_of(casework, "chair", "home")


@pytest.mark.parametrize("username", sorted(PEOPLE))
def test_only_who_may_read_a_reply_reads_it_beside_the_signal(
    casework: Casework, username: str
) -> None:
    replied(casework, to=sentence_of_our_home())

    assert (WORDS in page_of(casework, username, "home")) == (username in READERS)


def test_a_page_of_an_earlier_release_shows_no_later_reply(casework: Casework) -> None:
    replied(casework, to=sentence_of_our_home())
    earlier = listed()[-1].release_id

    answer = casework.browser("chair").get(reverse("home", args=[OURS]) + f"?release={earlier}")

    assert answer.status_code == 200
    assert WORDS not in answer.content.decode()


def test_the_provider_reads_its_own_reply_beside_the_signal(own: Casework) -> None:
    replied(own, to=SEEN)

    text = page_of(own, "provider", "own_home")

    after = text[text.index(escape(SEEN)) :]
    assert WORDS in after[: after.index("</p>")]
    assert "Invented Care 1 Ltd replied" in after
