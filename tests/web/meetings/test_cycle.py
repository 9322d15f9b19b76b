"""A month of a group, told as its people fill in its forms, from the rule to the signature."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from caresight.web.meetings.models import Meeting
from caresight.web.replies.models import Reply
from tests.web.casework import OURS, OURS_AREA
from tests.web.meetings.examples import REASON
from tests.web.meetings.held import KIND, plan, put_on

CITED = ["signal:falls_with_harm.0"]


def later(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def send(casework):
    """Fill in a form as somebody, and read the page that follows."""

    def fill(name, page, pk, /, **data):
        data = {"token": str(uuid4()), **data}
        answer = casework.browser(name).post(reverse(page, args=[pk]), data, follow=True)
        text = answer.content.decode()
        assert answer.status_code == 200, text
        assert 'class="done error"' not in text, text
        return text

    return fill


@pytest.fixture
def meeting(casework):
    """A meeting that begins in a minute."""
    return plan(casework, starts_at=timezone.now() + timedelta(minutes=1))


def test_a_calendar_is_agreed_and_one_date_is_different(casework, send):
    group = casework.groups["Alderbourne"].pk
    rule = {
        "kind": KIND, "ordinal": -1, "weekday": 1, "every_months": 1, "first_month": later(40),
        "starts": "10:30", "minutes": 90, "on_holiday": "week_later",
    }  # fmt: skip

    page = send("council", "meeting_calendar", group, version=0, skip_months=["8"], **rule)
    changed = send("chair", "meeting_calendar", group, version=1, **rule)
    first = Meeting.objects.first()
    when = {"on": later(50), "starts": "14:00", "minutes": 60}
    send("council", "move_meeting", first.pk, **when, reason=REASON)
    send("council", "cancel_meeting", Meeting.objects.last().pk, reason=REASON)
    added = send("council", "add_meeting", group, kind=KIND, **when)

    assert "The last Tuesday of each month, 10:30 to 12:00; not in August" in page
    assert "not in August" not in changed
    assert "The meeting is planned for" in added
    assert Meeting.objects.filter(state="cancelled").count() == 1
    assert Meeting.objects.filter(moved_by_hand=True).count() == 1


def test_a_calendar_without_any_month_is_refused(casework):
    page = casework.browser("council").post(
        reverse("meeting_calendar", args=[casework.groups["Alderbourne"].pk]),
        {"kind": KIND, "version": 0, "skip_months": [str(month) for month in range(1, 13)]},
    )

    assert page.status_code == 422
    assert "At least one month must be left." in page.content.decode()


def test_an_agenda_is_put_together(casework, send, meeting):
    send("council", "propose_agenda", meeting.pk)
    for place in meeting.places.all()[:2]:
        send("council", "remove_from_agenda", place.pk, reason=REASON)
    off = meeting.places.filter(state="removed")
    first, second = off
    back = {"home": first.home_id, "home_chosen": first.home_id, "reason": REASON}
    send("council", "add_to_agenda", meeting.pk, **back)
    send("healthwatch", "propose_home", meeting.pk, home=second.home_id, reason=REASON)
    asked = send("council", "answer_proposal", second.pk, answer="yes")
    places = list(meeting.places.filter(state="on"))
    order = {f"position-{place.pk}": 50 - n for n, place in enumerate(places)}
    page = send("council", "agenda_order", meeting.pk, **order,
                **{f"minutes-{place.pk}": 20 for place in places})  # fmt: skip

    assert "is on the agenda" in asked
    assert list(meeting.places.filter(state="on")) == places[::-1]
    assert "minutes too long" in page


def test_a_no_to_a_member_needs_its_reason(casework, meeting, send):
    send("healthwatch", "propose_home", meeting.pk, home=OURS, reason=REASON)
    place = meeting.places.get()

    page = casework.browser("council").post(
        reverse("answer_proposal", args=[place.pk]), {"answer": "no"}
    )

    assert page.status_code == 422
    assert "Write why not." in page.content.decode()
    assert "was declined" in send("council", "answer_proposal", place.pk, answer="no",
                                  reason=REASON)  # fmt: skip


def test_a_home_of_another_group_cannot_be_put_on(casework, meeting):
    page = casework.browser("council").post(
        reverse("add_to_agenda", args=[meeting.pk]), {"home": "H00000004", "reason": REASON}
    )

    assert page.status_code == 422
    assert "No home that you can choose" in page.content.decode()


def minute(send, place, **changes):
    said = {
        "version": 0, "outcome": "discussed", "discussed": "Falls at night.", "cites": CITED,
        "level": place.suggested_level, "reason_kind": "as_suggested", "review_on": later(10),
    }  # fmt: skip
    return send("council", "home_minute", place.pk, **{**said, **changes})


def test_a_meeting_is_minuted_corrected_and_signed(casework, send, meeting):
    place = put_on(casework, meeting)
    other = put_on(casework, meeting, "H00000003")
    send("council", "open_minutes", meeting.pk)
    people = {f"person_{casework.people[name].pk}": "present" for name in ("chair", "council")}
    absent = {f"person_{casework.people['ambulance'].pk}": "apologies"}
    quorum = send("council", "attendance", meeting.pk, **people, **absent)
    send("council", "add_guest", meeting.pk, name="A Guest", agency_name="Fire Service")
    send("council", "declare_interest", meeting.pk, name="chair", home=OURS,
         words="A relative works there", handling="Left the room")  # fmt: skip
    send("council", "meeting_business", meeting.pk, version=1, general_business="A farewell.")
    minute(send, place)
    minute(send, other, outcome="carried_over", discussed="", level="")
    agency = casework.agencies["Invented Regulator"].pk
    send("council", "disagree", place.pk, agency=agency, words="One step higher, we say.")
    send("council", "send_minutes", meeting.pk, due_on=later(0))
    send("regulator", "correct_minutes", meeting.pk, place=place.pk, words="Not only at night.")
    correction = meeting.corrections.get()
    send("council", "answer_correction", correction.pk, answer="yes", reason=REASON)
    again = {"version": 1, "discussed": "Falls at night and by day."}
    minute(send, place, **again)
    signed = send("chair", "sign_minutes", meeting.pk)
    noted = send("council", "add_addendum", meeting.pk, place=place.pk, words="It was sold.")

    assert "not enough to decide" in quorum
    for words in ("Falls at night and by day.", "One step higher, we say.", "A farewell.",
                  "Left the room", "A Guest, Fire Service", "Not only at night."):  # fmt: skip
        assert words in signed
    assert "It was sold." in noted
    assert "Falls with harm were above" in signed


def test_a_guest_noted_by_mistake_is_taken_out(casework, send, meeting):
    send("council", "open_minutes", meeting.pk)
    send("council", "add_guest", meeting.pk, name="A Guest", agency_name="Fire Service")

    page = send("council", "remove_guest", meeting.attendance.get().pk)

    assert "A Guest" not in page


def test_what_the_provider_said_stands_beside_the_form_and_can_be_cited(casework, send, meeting):
    place = put_on(casework, meeting)
    now = timezone.now()
    reply = Reply.objects.create(
        home_id=OURS, home_name="Rowan Court", area_code=OURS_AREA, state="sent", sent_at=now,
        agency=casework.agencies["Invented Care 1 Ltd"], words="The lift was broken that week.",
        about_ref="falls_with_harm", written_by=casework.people["provider"], written_at=now,
    )  # fmt: skip
    send("council", "open_minutes", meeting.pk)

    page = minute(send, place, cites=[f"reply:{reply.ref}"])

    assert "The lift was broken that week." in page
    assert place.minute.cites[0]["ref"] == reply.ref


def test_the_log_and_the_flags_are_read_by_members(casework, send, meeting):
    place = put_on(casework, meeting)
    send("council", "open_minutes", meeting.pk)
    minute(send, place)
    browser, group = casework.browser("regulator"), meeting.group_id

    log = browser.get(reverse("level_log", args=[group])).content.decode()
    judged = browser.get(reverse("flags_judged", args=[group])).content.decode()

    assert "1 at Intensive" in log
    assert "1 of 1 (100%; plausibly 21% to 100%)" in judged
