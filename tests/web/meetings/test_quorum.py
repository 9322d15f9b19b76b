"""Who was there and who sent nothing stays as it was on the day of the meeting."""

from datetime import timedelta

import pytest
from django.urls import reverse

from caresight.web.accounts.models import Person
from caresight.web.groups.models import Membership
from caresight.web.groups.operations import edit_group
from caresight.web.meetings import operations
from caresight.web.meetings.models import Meeting
from caresight.web.meetings.presenters.minutes import attendance_words
from caresight.web.meetings.queries.attendance import agencies_missing
from caresight.web.meetings.queries.minutes import attendance_of
from caresight.web.meetings.states import Presence
from tests.web.meetings.held import LATER, MEETS_ON, call, open_up, plan, report, sign

ENOUGH = "4 members of 4 agencies attend: enough to decide."


def words(meeting):
    return attendance_words(meeting, attendance_of(meeting)).quorum


def disable(casework):
    for name in ("chair", "council", "regulator"):
        casework.people[name].is_active = False
        casework.people[name].save()


def close_the_group(casework):
    group = casework.groups["Alderbourne"]
    group.is_active = False
    group.save()


def move_all_to_one_agency(casework):
    for name in ("chair", "regulator", "ambulance"):
        casework.people[name].agency = casework.agencies["Alderbourne Council"]
        casework.people[name].save()


@pytest.mark.parametrize("since", [disable, close_the_group, move_all_to_one_agency])
def test_what_became_of_people_leaves_the_quorum_of_signed_minutes(casework, since):
    meeting = sign(casework)
    assert words(meeting).startswith(ENOUGH)

    since(casework)

    assert words(meeting).startswith(ENOUGH)


def test_numbers_that_a_group_agrees_on_later_leave_earlier_minutes_as_they_were(casework):
    meeting, later = sign(casework), plan(casework, starts_at=LATER)
    group = casework.groups["Alderbourne"]

    edit_group(
        actor=casework.people["administrator"], at=MEETS_ON + timedelta(hours=1), group=group,
        version=group.version, quorum_members=9, quorum_agencies=5,
    )  # fmt: skip

    assert words(Meeting.objects.get(pk=meeting.pk)).startswith(ENOUGH)
    assert words(meeting).endswith("with 3 members of at least 2 agencies.")
    assert words(Meeting.objects.get(pk=later.pk)).endswith("9 members of at least 5 agencies.")


@pytest.mark.parametrize("noted", [Presence.DEPUTY, Presence.PRESENT])
def test_a_deputy_beside_the_member_stood_in_for_counts_once(casework, noted):
    meeting = open_up(casework)
    principal = Membership.objects.get(person=casework.people["regulator"])
    Membership.objects.filter(person=casework.people["ambulance"]).update(deputises_for=principal)

    operations.record_attendance(
        actor=casework.people["council"], at=MEETS_ON, meeting=meeting,
        presence={casework.people["ambulance"].pk: noted},
    )  # fmt: skip

    assert words(meeting).startswith("3 members of 3 agencies attend")


def test_an_agency_whose_member_was_disabled_since_is_still_named_as_silent(casework):
    meeting = sign(casework)
    disable(casework)

    assert "Invented Regulator" in agencies_missing(meeting)


def test_an_agency_is_named_as_it_was_when_its_member_came(casework):
    meeting = sign(casework)
    move_all_to_one_agency(casework)

    assert "Invented Ambulance Service" in agencies_missing(meeting)


def test_who_joined_after_a_meeting_owes_it_no_report(casework):
    meeting = sign(casework)
    Membership.objects.filter(person=casework.people["healthwatch"]).update(
        from_on=MEETS_ON.date().replace(day=20)
    )

    assert "Healthwatch Alderbourne" not in agencies_missing(meeting)


def test_before_a_meeting_nobody_waits_for_who_cannot_sign_in(casework):
    meeting = call(casework)
    report(casework, meeting, by="ambulance")
    disable(casework)

    assert agencies_missing(meeting) == [
        "Alderbourne Safeguarding Board", "Healthwatch Alderbourne",
    ]  # fmt: skip


def test_a_member_who_was_disabled_since_is_noted_as_present(casework):
    meeting = open_up(casework)
    meeting.attendance.filter(person=casework.people["regulator"]).delete()
    disable(casework)
    Person.objects.filter(username="council").update(is_active=True)
    browser, page = casework.browser("council"), reverse("attendance", args=[meeting.pk])
    assert (
        "regulator, Invented Regulator (can no longer sign in)"
        in browser.get(page).content.decode()
    )

    browser.post(page, {f"person_{casework.people['regulator'].pk}": "present"})

    assert meeting.attendance.get(person=casework.people["regulator"]).presence == Presence.PRESENT


def test_who_left_before_a_meeting_cannot_be_noted(casework):
    meeting, left = open_up(casework), casework.people["left"]

    operations.record_attendance(
        actor=casework.people["council"], at=MEETS_ON, meeting=meeting,
        presence={left.pk: Presence.PRESENT},
    )  # fmt: skip

    assert not meeting.attendance.filter(person=left).exists()
