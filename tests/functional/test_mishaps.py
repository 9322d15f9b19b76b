"""What goes wrong between people and pages, in a real browser: nothing is lost, nothing told."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from tests.functional.cycle_people import Clock, Colleague, colleagues
from tests.web.casework import OURS, THEIRS, Casework, make_casework

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERS = "She wrote that the rota was seen, and that two shifts were empty."
HIS = "He wrote that the night was spoken of, and that the bell was not heard."


@pytest.fixture
def casework(server: str) -> Casework:
    """Two groups and the people around them."""
    return make_casework()


@pytest.fixture
def people(browser: Browser, server: str, casework: Casework) -> Any:
    """The people of casework, each at a browser of their own."""
    made = colleagues(browser, server, Clock(timezone.now()), casework.people)
    yield made
    for one in made.values():
        one.page.context.close()


def test_two_who_minute_the_same_home_lose_neither_text(
    casework: Casework, people: dict[str, Colleague]
) -> None:
    from tests.web.meetings import held  # noqa: PLC0415 - needs Django

    place = held.open_up(casework).places.get(home_id=OURS)
    chair, council = people["chair"], people["council"]
    for one, words in ((chair, HERS), (council, HIS)):
        one.when_i_go_to("home_minute", pk=place.pk)
        one.when_i_tick("Yes, it was discussed", of="Was the home discussed?")
        one.when_i_type("What was discussed", words)
    chair.when_i_press("Save the minute")
    chair.then_i_am_told("is saved")

    council.when_i_press("Save the minute")

    council.then_i_read("What somebody else saved meanwhile")
    council.then_i_read(HERS)
    written = council.page.get_by_label("What was discussed")
    expect(written).to_have_value(HIS)
    written.fill(f"{HERS} {HIS}")
    council.when_i_press("Save the minute")
    council.then_i_am_told("is saved")
    chair.when_i_go_to("home_minute", pk=place.pk)
    expect(chair.page.get_by_label("What was discussed")).to_have_value(f"{HERS} {HIS}")


def test_a_report_sent_from_a_session_left_open_is_kept_and_sent_once(
    casework: Casework, people: dict[str, Colleague]
) -> None:
    from caresight.web.intelligence.models import Item  # noqa: PLC0415 - needs Django

    worker = people["social_worker"]
    worker.when_i_go_to("report_item", f"?home={OURS}")
    worker.when_i_type("What was seen or heard?", HERS)
    worker.when_i_tick("Today", of="When was it?")
    worker.when_i_tick("Worrying", of="Is it worrying or good?")
    worker.when_i_tick("No harm, worth knowing", of="How serious is it?")
    worker.when_i_tick("Staffing", of="What is it about?")
    _leave_every_session_open_too_long()

    worker.when_i_press("Send")
    worker.then_i_am_told("What you had typed is kept for you")
    assert not Item.objects.exists()
    worker.when_i_sign_in("three unrelated words", "social_worker")
    worker.then_the_heading_is("You had not yet sent this")
    worker.then_i_read(HERS)
    worker.when_i_press("Send it now")

    worker.then_i_am_told("was received. Thank you.")
    assert [item.words for item in Item.objects.all()] == [HERS]
    worker.when_i_go_to("held_forms")
    worker.then_i_do_not_read(HERS)


def test_a_provider_who_changes_the_id_in_the_address_finds_what_does_not_exist(
    people: dict[str, Colleague],
) -> None:
    provider, name = people["provider"], _name_of(THEIRS)
    provider.when_i_go_to("own_home", home_id=OURS)

    for page in ("own_home", "own_home_csv", "write_reply"):
        refused = _refusals()
        provider.then_closed_to_me(page, home_id=THEIRS)
        provider.then_i_do_not_read(name, "Invented Care 5 Ltd")
        theirs = provider.text.replace(THEIRS, "")
        assert _refusals() == refused + 1
        provider.then_closed_to_me(page, home_id="H99999999")
        assert provider.text.replace("H99999999", "") == theirs


def test_a_viewer_who_posts_a_form_by_hand_changes_nothing_and_leaves_a_line(
    casework: Casework, people: dict[str, Colleague]
) -> None:
    from caresight.web.meetings.models import Meeting  # noqa: PLC0415 - needs Django
    from tests.web.meetings import held  # noqa: PLC0415 - needs Django

    meeting = held.plan(casework)
    viewer = people["viewer"]
    viewer.when_i_go_to("homes")
    token = viewer.page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    refused = _refusals()
    addresses = (
        f"/meetings/{meeting.pk}/call/", f"/meetings/{meeting.pk}/cancel/",
        "/intelligence/report/", f"/reviews/call/?home={OURS}", "/actions/new/", "/people/invite/",
    )  # fmt: skip

    answers = [
        viewer.page.request.post(
            viewer.server + address,
            form={"csrfmiddlewaretoken": str(token), "reason": "Because I can, by hand"},
            headers={"Referer": viewer.server},
        )
        for address in addresses
    ]

    assert {answer.status for answer in answers} <= {403, 404}
    assert Meeting.objects.get(pk=meeting.pk).state == meeting.state
    assert _refusals() == refused + len(addresses)


def _leave_every_session_open_too_long() -> None:
    from caresight.web.accounts.models import Session  # noqa: PLC0415 - needs Django
    from caresight.web.accounts.sessions import SessionStore  # noqa: PLC0415

    for row in Session.objects.all():
        kept = SessionStore(row.session_key)
        kept["seen_at"] -= 31 * 60
        kept.save()


def _refusals() -> int:
    from caresight.web.audit.models import Entry  # noqa: PLC0415 - needs Django

    return Entry.objects.filter(operation="audit.refused").count()


def _name_of(home_id: str) -> str:
    from caresight.web.directory.homes import known_home  # noqa: PLC0415 - needs Django

    home = known_home(home_id)
    assert home is not None
    return home["name"]
