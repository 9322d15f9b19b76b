"""From minutes to a signed record that nobody can change."""

from datetime import timedelta
from uuid import uuid4

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.actions.models import Action
from caresight.web.directory.citations import Citation
from caresight.web.intelligence.models import ItemStep
from caresight.web.meetings import operations
from caresight.web.meetings.models import Meeting
from caresight.web.meetings.states import Outcome, Presence
from caresight.web.notices.models import Notice
from tests.web.intelligence.items import send
from tests.web.meanwhile import while_waiting_for
from tests.web.meetings.held import (
    BORDER,
    LATER,
    MEETS_ON,
    minute,
    open_up,
    plan,
    put_on,
    send_out,
    sign,
)

ON_TIME = MEETS_ON + timedelta(days=3)
REASON = "Changed to two weeks, as the member says"


def correct(casework, meeting, *, at=ON_TIME, token=None, place=None):
    return operations.correct(
        actor=casework.people["regulator"], at=at, token=token or uuid4(), meeting=meeting,
        place=place, words="It was two weeks, not three.",
    )  # fmt: skip


def answer(casework, correction, *, accepted=True, reason=REASON):
    return operations.answer_correction(
        actor=casework.people["council"], at=ON_TIME, correction=correction, accepted=accepted,
        reason=reason,
    )  # fmt: skip


def sentences(casework, name):
    return [one.sentence for one in Notice.objects.filter(person=casework.people[name])]


def test_minutes_go_out_with_what_was_not_reached_carried_over(casework):
    meeting = plan(casework)
    put_on(casework, meeting)
    left = put_on(casework, meeting, BORDER)
    open_up(casework, meeting)
    minute(casework, meeting.places.exclude(pk=left.pk).get())

    operations.send_minutes(
        actor=casework.people["council"], at=MEETS_ON, meeting=meeting,
        due_on=ON_TIME.date(),
    )  # fmt: skip

    left.refresh_from_db()
    assert left.minute.outcome == Outcome.CARRIED_OVER
    assert any("Corrections are asked for by" in one for one in sentences(casework, "ambulance"))


def test_minutes_without_anybody_present_do_not_go_out(casework):
    meeting = open_up(casework)
    meeting.attendance.all().delete()

    with pytest.raises(Refusal, match="Nobody is recorded as present"):
        send_out(casework, meeting)


def test_a_day_for_corrections_in_the_past_is_refused(casework):
    meeting = open_up(casework)

    with pytest.raises(Refusal, match="lies in the past"):
        operations.send_minutes(
            actor=casework.people["council"], at=MEETS_ON, meeting=meeting,
            due_on=MEETS_ON.date() - timedelta(days=1),
        )  # fmt: skip


def test_who_sent_a_cited_item_is_told_that_it_was_discussed(casework):
    item = send(casework)
    meeting = open_up(casework)
    cited = Citation("item", item.ref, f"Item {item.ref}")
    minute(casework, meeting.places.get(), cites=[cited])

    send_out(casework, meeting)

    step = ItemStep.objects.get(item=item)
    assert (step.kind, step.on, step.subject_ref) == ("discussed", MEETS_ON.date(), meeting.ref)


def test_a_correction_sent_twice_is_one(casework):
    meeting, token = send_out(casework), uuid4()

    assert correct(casework, meeting, token=token) == correct(casework, meeting, token=token)
    assert sentences(casework, "chair").count("A correction to the minutes was sent.") == 1


def test_corrections_are_taken_up_to_the_last_day(casework):
    meeting = send_out(casework)

    correct(casework, meeting, at=MEETS_ON + timedelta(days=10))
    with pytest.raises(Refusal, match="no longer taken"):
        correct(casework, meeting, at=MEETS_ON + timedelta(days=11))


def test_a_correction_is_answered_once_with_a_reason_that_is_kept(casework):
    correction = correct(casework, send_out(casework))

    with pytest.raises(Refusal, match="needs a reason"):
        answer(casework, correction, accepted=False, reason="no")
    answered = answer(casework, correction, accepted=False)

    assert (answered.state, answered.answer) == ("declined", REASON)
    assert "Your correction to the minutes was declined." in sentences(casework, "regulator")
    with pytest.raises(Refusal, match="answered already"):
        answer(casework, correction)


def test_minutes_are_changed_while_corrections_come_in(casework):
    meeting = send_out(casework)

    minute(casework, meeting.places.get(), version=1, discussed="It was two weeks.")

    assert meeting.places.get().minute.discussed == "It was two weeks."


def test_nothing_is_signed_before_the_time_for_corrections_ends(casework):
    meeting = send_out(casework)

    with pytest.raises(Refusal, match="may still send"):
        operations.sign_minutes(actor=casework.people["chair"], at=ON_TIME, meeting=meeting)


def test_nothing_is_signed_while_a_correction_waits(casework):
    meeting = send_out(casework)
    correct(casework, meeting)

    with pytest.raises(Refusal, match="waits for an answer"):
        sign(casework, meeting)


def test_minutes_that_were_not_sent_are_not_signed(casework):
    with pytest.raises(Refusal, match="sent for correction"):
        sign(casework, open_up(casework))


def test_signed_minutes_can_no_longer_be_changed(casework):
    meeting = sign(casework)
    place, council = meeting.places.get(), casework.people["council"]
    before = (place.minute.discussed, place.minute.level.level, place.minute.version)

    changes = [
        lambda: minute(casework, place, version=1, level="routine"),
        lambda: operations.save_business(
            actor=council, at=ON_TIME, meeting=meeting, version=1, matters_arising="x",
            general_business="y",
        ),
        lambda: operations.record_attendance(
            actor=council, at=ON_TIME, meeting=meeting, presence={council.pk: Presence.APOLOGIES}
        ),
        lambda: operations.disagree(
            actor=council, at=ON_TIME, token=uuid4(), place=place, agency=council.agency, words="x"
        ),
        lambda: operations.add_guest(
            actor=council, at=ON_TIME, token=uuid4(), meeting=meeting, name="A", agency_name="B"
        ),
        lambda: correct(casework, meeting),
        lambda: send_out(casework, meeting),
        lambda: sign(casework, meeting),
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(Refusal):
            change()

    place.refresh_from_db()
    assert (place.minute.discussed, place.minute.level.level, place.minute.version) == before
    assert (meeting.signed_by.username, meeting.state) == ("chair", "signed")


def test_a_dated_note_stands_under_signed_minutes_and_only_there(casework):
    meeting, token = send_out(casework), uuid4()
    said = {
        "actor": casework.people["council"], "at": ON_TIME, "token": token, "place": None,
        "words": "The owner has changed since.",
    }  # fmt: skip
    with pytest.raises(Refusal, match="not signed yet"):
        operations.add_addendum(meeting=meeting, **said)

    signed = sign(casework, meeting)
    note = operations.add_addendum(meeting=signed, **said)

    assert operations.add_addendum(meeting=signed, **said) == note
    assert sentences(casework, "regulator").count("The minutes were signed.") == 1
    assert sentences(casework, "regulator").count("A note was added under the signed minutes.") == 1


def test_the_token_of_one_form_is_not_taken_for_another(casework):
    token, first = uuid4(), send_out(casework)
    correct(casework, first, token=token)
    second = send_out(casework, open_up(casework, plan(casework, starts_at=LATER)))

    with pytest.raises(Refusal, match="for something else"):
        correct(casework, second, token=token, at=LATER)


def test_no_action_is_agreed_once_the_minutes_are_signed_meanwhile(casework, monkeypatch):
    meeting = send_out(casework)
    while_waiting_for(Meeting, lambda: sign(casework, meeting), monkeypatch)

    with pytest.raises(Refusal, match="signed and can no longer be changed"):
        operations.agree_action(
            actor=casework.people["council"], at=MEETS_ON, place=meeting.places.get(),
            title="Visit on a night",
        )  # fmt: skip

    assert not Action.objects.exists()
