"""Minutes: two writers, levels with reasons, disagreement, and who was there."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.groups.models import Membership
from caresight.web.meetings import operations
from caresight.web.meetings.models import AgreedLevel, HomeMinute
from caresight.web.meetings.policies import ChangedMeanwhile
from caresight.web.meetings.presenters.minutes import attendance_words
from caresight.web.meetings.queries.minutes import attendance_of
from caresight.web.meetings.states import Outcome, Presence
from tests.web.meetings.held import CITED, MEETS_ON, NOW, minute, open_up, plan, put_on, sign


@pytest.fixture
def place(casework):
    return open_up(casework).places.get()


def test_minutes_begin_on_the_day_of_the_meeting(casework):
    meeting = plan(casework)

    with pytest.raises(Refusal, match="from the day"):
        operations.open_minutes(actor=casework.people["council"], at=NOW, meeting=meeting)


def test_a_minute_keeps_words_evidence_and_level_beside_the_suggestion(casework, place):
    minute(casework, place)

    level = AgreedLevel.objects.get()
    assert HomeMinute.objects.get().cites == [CITED.__dict__]
    assert (level.level, level.suggested_level) == ("intensive", "intensive")
    assert level.agencies == [
        "Alderbourne Council", "Invented Ambulance Service", "Invented NHS Board",
        "Invented Regulator",
    ]  # fmt: skip
    assert level.agreed_on == MEETS_ON.date()


def test_two_people_who_save_at_once_lose_nothing(casework, place):
    minute(casework, place, actor="chair", discussed="The words of the chair.")

    with pytest.raises(ChangedMeanwhile, match="Somebody else saved"):
        minute(casework, place, version=0)

    assert HomeMinute.objects.get().discussed == "The words of the chair."
    minute(casework, place, version=1)
    assert HomeMinute.objects.get().version == 2


def test_a_level_other_than_suggested_needs_its_reason(casework, place):
    with pytest.raises(Refusal, match="not the one suggested: say why"):
        minute(casework, place, level="routine", agreed={"reason": ""})
    with pytest.raises(Refusal, match="kind of reason"):
        minute(casework, place, level="routine", agreed={"reason_kind": "as_suggested"})
    assert not AgreedLevel.objects.exists()
    assert not HomeMinute.objects.exists()


def test_a_level_below_the_last_one_needs_its_reason_though_it_is_suggested(casework):
    first = sign(casework)
    second = open_up(casework, plan(casework, starts_at=MEETS_ON + timedelta(days=35)))
    place = second.places.get()
    place.suggested_level, place.suggested_step = "enhanced", 1
    place.save()

    assert first.levels.get().step == 2
    with pytest.raises(Refusal, match="lower than the group had agreed"):
        minute(casework, place, level="enhanced", agreed={"reason": ""})


def test_a_home_that_was_discussed_has_words_and_a_level(casework, place):
    with pytest.raises(Refusal, match="what was discussed"):
        minute(casework, place, discussed=" ")
    with pytest.raises(Refusal, match="has a level"):
        operations.save_minute(
            actor=casework.people["council"], at=MEETS_ON, place=place, version=0,
            spoken=operations.Spoken(Outcome.DISCUSSED, "Something"),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "message"),
    [(None, "needs a day of review"), (0, "after the meeting"), (15, "too late")],
)
def test_the_day_of_review_is_what_the_ladder_asks(casework, place, days, message):
    review_on = None if days is None else MEETS_ON.date() + timedelta(days=days)

    with pytest.raises(Refusal, match=message):
        minute(casework, place, agreed={"review_on": review_on})


def test_a_level_that_the_ladder_has_not_is_refused(casework, place):
    with pytest.raises(Refusal, match="no such level"):
        minute(casework, place, level="purple")


def test_a_minute_changed_to_carried_over_takes_its_level_back(casework, place):
    minute(casework, place)

    minute(casework, place, version=1, outcome=Outcome.CARRIED_OVER, discussed="")

    assert not AgreedLevel.objects.exists()


def test_a_home_that_was_taken_off_is_not_minuted(casework):
    meeting = plan(casework)
    place = put_on(casework, meeting)
    operations.remove_home(
        actor=casework.people["council"], at=NOW, place=place, reason="It closed last week"
    )
    open_up(casework, meeting)
    place.refresh_from_db()

    with pytest.raises(Refusal, match="not on the agenda"):
        minute(casework, place)


def test_business_has_its_own_version(casework, place):
    said = {"matters_arising": "None.", "general_business": "A farewell."}
    council = casework.people["council"]
    operations.save_business(actor=council, at=MEETS_ON, meeting=place.meeting, version=1, **said)

    with pytest.raises(ChangedMeanwhile):
        operations.save_business(
            actor=council, at=MEETS_ON, meeting=place.meeting, version=1, **said
        )


def disagree(casework, place, token=None):
    return operations.disagree(
        actor=casework.people["council"], at=MEETS_ON, token=token or uuid4(), place=place,
        agency=casework.agencies["Invented Regulator"], words="We would go one step higher.",
    )  # fmt: skip


def test_a_disagreement_stands_in_the_words_of_its_agency_once(casework, place):
    minute(casework, place)
    token = uuid4()

    assert disagree(casework, place, token) == disagree(casework, place, token)
    assert Entry.objects.filter(operation="meetings.disagree").count() == 1


def test_nobody_disagrees_with_nothing(casework, place):
    with pytest.raises(Refusal, match="Save the minute first"):
        disagree(casework, place)


def attend(casework, meeting, **presence):
    operations.record_attendance(
        actor=casework.people["council"], at=MEETS_ON, meeting=meeting,
        presence={casework.people[name].pk: way for name, way in presence.items()},
    )  # fmt: skip
    return attendance_words(meeting, attendance_of(meeting))


def test_attendance_says_whether_the_group_can_decide(casework):
    meeting = open_up(casework)

    said = attend(casework, meeting, chair=None, council=None, ambulance=None)

    assert not said.is_quorate
    assert said.present == ["regulator, Invented Regulator"]


def test_a_deputy_stands_in_for_somebody_by_name(casework):
    meeting = open_up(casework)
    principal = Membership.objects.get(person=casework.people["healthwatch"])
    Membership.objects.filter(person=casework.people["ambulance"]).update(deputises_for=principal)

    said = attend(casework, meeting, ambulance=Presence.DEPUTY, healthwatch=Presence.APOLOGIES)

    assert "ambulance, Invented Ambulance Service (for healthwatch)" in said.present
    assert said.apologies == ["healthwatch, Healthwatch Alderbourne"]


def test_somebody_who_was_no_member_on_the_day_is_not_noted(casework):
    meeting = open_up(casework)

    said = attend(casework, meeting, left=Presence.PRESENT, neighbour=Presence.PRESENT)

    assert len(said.present) == 4


def test_a_member_who_leaves_afterwards_stays_in_the_minutes(casework):
    meeting = open_up(casework)
    Membership.objects.filter(person=casework.people["regulator"]).update(
        until_on=date(2026, 12, 12)
    )

    assert (
        "regulator, Invented Regulator" in attendance_words(meeting, attendance_of(meeting)).present
    )


def test_a_guest_is_noted_once_and_counts_for_no_quorum(casework):
    meeting = open_up(casework)
    token = uuid4()
    for _ in range(2):
        guest = operations.add_guest(
            actor=casework.people["council"], at=MEETS_ON, token=token, meeting=meeting,
            name="An Invented Visitor", agency_name="Invented Fire Service",
        )  # fmt: skip

    said = attendance_words(meeting, attendance_of(meeting))
    assert [one for _, one in said.guests] == ["An Invented Visitor, Invented Fire Service"]
    assert said.quorum.startswith("4 members")
    operations.remove_guest(actor=casework.people["council"], at=MEETS_ON, guest=guest)
    assert not attendance_words(meeting, attendance_of(meeting)).guests


def test_an_interest_is_noted_with_what_was_done(casework):
    token = uuid4()
    meeting = open_up(casework)
    for _ in range(2):
        operations.declare_interest(
            actor=casework.people["council"], at=MEETS_ON, token=token, meeting=meeting,
            name="ambulance", home=("H00000000", "Rowan Court"), words="A relative works there",
            handling="Left the room for this home",
        )  # fmt: skip

    assert meeting.declarations.get().handling == "Left the room for this home"
