"""A right of reply: to a signal, a figure, something told; screened, sent, never lost."""

from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from caresight.web.audit.models import Entry
from caresight.web.notices.models import Notice
from caresight.web.replies.models import Reply
from caresight.web.replies.operations import tell_provider
from caresight.web.replies.queries import replies_of_home
from tests.web.casework import OURS, THEIRS, Casework
from tests.web.intelligence.items import pass_on, send

pytestmark = pytest.mark.django_db
SIGNAL = f"{OURS}/own_history/concerning/falls_with_harm/2026-10-01"
HIDDEN = f"{OURS}/peers/concerning/safeguarding_concerns/2026-10-01"
WORDS = "Two residents came back from hospital weaker; we now have a night carer more."


def write(own: Casework, *, about: str = "signal", ref: str = SIGNAL, do: str = "send",
          words: str = WORDS, **fields: Any) -> Any:  # fmt: skip
    address = f"/own/homes/{OURS}/reply/?about={about}&ref={quote(ref, safe='')}"
    data = {"token": str(uuid4()), "version": "0", "purpose": "explain", "words": words, "do": do}
    return own.browser("provider").post(address, data | fields)


@pytest.mark.parametrize(
    ("about", "ref", "kept"),
    [
        ("signal", SIGNAL, "Falls with harm ran above"),
        ("figure", "falls_with_harm", "Falls with harm: "),
    ],
)
def test_a_reply_keeps_what_it_answers_as_it_read_that_day(
    own: Casework, about: str, ref: str, kept: str
) -> None:
    write(own, about=about, ref=ref)

    written = Reply.objects.get()
    assert written.about_words.startswith(kept)
    assert written.state == "sent"
    assert list(replies_of_home(OURS)) == [written]


def test_a_draft_stands_nowhere_but_with_its_writers(own: Casework) -> None:
    write(own, do="save")

    written = Reply.objects.get()
    assert list(replies_of_home(OURS)) == []
    assert own.browser("chair").get(f"/replies/{written.pk}/").status_code == 404
    assert own.browser("provider").get(f"/own/replies/{written.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("about", "ref"),
    [
        ("signal", HIDDEN),
        ("signal", f"{THEIRS}/peers/concerning/falls_with_harm/2026-10-01"),
        ("figure", "safeguarding_concerns"),
        ("item", "I-000001"),
        ("told", "1"),
        ("told", "²"),
        ("nothing", ""),
    ],
)
def test_what_they_may_not_see_they_cannot_reply_to(own: Casework, about: str, ref: str) -> None:
    assert write(own, about=about, ref=ref).status_code == 404
    assert not Reply.objects.exists()


def test_a_name_holds_a_reply_back_until_somebody_says_that_it_names_no_resident(
    own: Casework,
) -> None:
    named = "Mrs Invented Examplewoman fell twice."

    first = write(own, words=named)
    kept = Reply.objects.get()
    page = first.content.decode()
    assert kept.state == "draft"
    assert "may identify a resident" in page

    own.browser("provider").post(
        f"/own/replies/{kept.pk}/",
        {"token": str(uuid4()), "version": kept.version, "purpose": "explain", "words": named,
         "do": "send", "names_confirmed": "on"},
    )  # fmt: skip
    kept.refresh_from_db()
    assert kept.state == "sent"
    assert kept.names_confirmed


@pytest.mark.parametrize(
    "words", ["", "   ", "x" * 5001, "y" * 1_000_000], ids=["none", "blank", "long", "1 MB"]
)
def test_a_reply_without_words_or_with_too_many_is_not_kept(own: Casework, words: str) -> None:
    answer = write(own, words=words)

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not Reply.objects.exists()


def test_hostile_words_are_shown_as_words(own: Casework) -> None:
    write(own, words="<script>alert(1)</script> =cmd|x \u202eabc")

    page = own.browser("provider").get(f"/replies/{Reply.objects.get().pk}/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_reply_sent_twice_is_one_reply(own: Casework) -> None:
    token = str(uuid4())
    write(own, token=token)
    write(own, token=token)

    assert Reply.objects.count() == 1
    assert Notice.objects.filter(kind="reply", person=own.people["chair"]).count() == 1


def test_two_colleagues_who_write_one_reply_lose_nothing(own: Casework) -> None:
    write(own, do="save", words="First words.")
    written = Reply.objects.get()
    address = f"/own/replies/{written.pk}/"
    fields = {"token": str(uuid4()), "version": "1", "purpose": "explain", "do": "save"}
    own.browser("provider").post(address, fields | {"words": "Words of a colleague."})

    page = own.browser("provider").post(address, fields | {"words": "Words of mine."})

    text = page.content.decode()
    assert "Words of a colleague." in text
    assert "Words of mine." in text
    written.refresh_from_db()
    assert written.words == "Words of a colleague."


def test_a_sent_reply_is_written_no_more(own: Casework) -> None:
    write(own)
    written = Reply.objects.get()

    answer = own.browser("provider").post(
        f"/own/replies/{written.pk}/",
        {"token": str(uuid4()), "version": "1", "purpose": "explain", "words": "Other."},
    )

    assert answer.status_code == 302
    written.refresh_from_db()
    assert written.words == WORDS


def test_a_reply_to_what_was_told_stands_beside_it(own: Casework, noon: datetime) -> None:
    told = tell_provider(
        actor=own.people["chair"], at=noon, home_id=OURS, home_name="Rowan Court",
        area_code="X99000001", agency=own.agencies["Invented Care 1 Ltd"], what="Please look.",
    )  # fmt: skip

    write(own, about="told", ref=str(told.pk))

    page = own.browser("chair").get(f"/told/{told.pk}/").content.decode()
    assert Reply.objects.get().ref in page


@pytest.mark.parametrize("name", ["other_provider", "chair", "viewer", "oversight", "left"])
def test_nobody_else_writes_for_the_provider(own: Casework, name: str) -> None:
    write(own, do="save")
    written = Reply.objects.get()
    browser = own.browser(name)

    for address in (
        f"/own/homes/{OURS}/reply/?about=figure&ref=falls_with_harm",
        f"/own/replies/{written.pk}/",
    ):
        assert browser.get(address).status_code in (403, 404)
        assert browser.post(address, {"words": "x"}).status_code in (403, 404)
    assert Reply.objects.count() == 1


def test_who_reads_a_shared_item_to_reply_to_it_is_in_the_trail(own: Casework) -> None:
    item = send(own, handling="provider_may_see")
    pass_on(own, item)

    page = own.browser("provider").get(f"/own/homes/{OURS}/reply/?about=item&ref={item.ref}")

    assert "Somebody fell at night." in page.content.decode()
    entry = Entry.objects.get(operation="providers.read_shared_items")
    assert item.ref in entry.detail
