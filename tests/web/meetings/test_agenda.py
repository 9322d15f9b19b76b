"""An agenda in a meeting: proposed by rule, then edited by people who say why."""

from datetime import timedelta

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.models import GroupArea, GroupHome
from caresight.web.meetings import operations
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.queries.agenda import gathered, known_facts
from caresight.web.meetings.queries.minutes import draw_of
from caresight.web.meetings.states import Outcome
from caresight.web.notices.models import Notice
from tests.web.actions.agreed import agree
from tests.web.casework import BORDER, OURS, THEIRS, TODAY
from tests.web.intelligence.items import send
from tests.web.meetings.held import KIND, LATER, NOW, minute, open_up, plan, put_on, send_out, sign

RULES = definitions().kind(KIND).agenda
REASON = "Families told us of long waits"


def propose(casework, meeting):
    return operations.propose_agenda(actor=casework.people["council"], at=NOW, meeting=meeting)


def reasons(meeting):
    return {place.home_id: place.why for place in meeting.places.filter(state="on")}


def facts_of(meeting, home_id):
    return next(one for one in gathered(meeting, RULES, day=TODAY).homes if one.home_id == home_id)


def test_an_agenda_is_proposed_from_the_homes_that_the_group_covers(casework):
    meeting = plan(casework)

    draw = propose(casework, meeting)

    found = reasons(meeting)
    assert found[OURS] == "flagged"
    assert THEIRS not in found
    assert "random" in found.values()
    assert (draw.seed, len(draw.placed)) == (meeting.ref, 10)
    assert draw_of(meeting) == draw


def test_proposing_again_gives_the_same_agenda(casework):
    meeting = plan(casework)
    first = propose(casework, meeting)
    before = reasons(meeting)

    second = propose(casework, meeting)

    assert reasons(meeting) == before
    assert second.placed == first.placed
    assert second.homes_digest == first.homes_digest


def test_what_people_changed_stays_when_the_rules_are_asked_again(casework):
    meeting = plan(casework)
    propose(casework, meeting)
    drawn = meeting.places.filter(why="random").first()
    council = casework.people["council"]
    operations.remove_home(actor=council, at=NOW, place=drawn, reason="It closed last week")
    by_hand = next(
        one for one in gathered(meeting, RULES, day=TODAY).homes
        if one.is_open and not meeting.places.filter(home_id=one.home_id).exists()
    )  # fmt: skip
    put_on(casework, meeting, by_hand.home_id)

    propose(casework, meeting)

    drawn.refresh_from_db()
    assert (drawn.state, drawn.decided_reason) == ("removed", "It closed last week")
    assert reasons(meeting)[by_hand.home_id] == "added"


def test_news_since_the_last_meeting_comes_up(casework):
    sign(casework)
    meeting = plan(casework, starts_at=LATER)
    send(casework, home_id=BORDER)

    assert facts_of(meeting, BORDER).new_items == 0

    send(casework, home_id=BORDER, at=LATER - timedelta(days=2))
    assert facts_of(meeting, BORDER).new_items == 1


def test_an_item_for_named_agencies_only_puts_no_home_on_the_agenda(casework):
    meeting = plan(casework)
    send(casework, home_id=BORDER, handling="named_agencies", named=["Invented Regulator"])

    assert facts_of(meeting, BORDER).new_items == 0


def test_an_overdue_action_comes_up_even_of_a_home_that_left_the_register(casework):
    meeting = plan(casework)
    agree(casework, home_id="H77777777", home_name="Gone Lodge")

    later = TODAY + timedelta(days=60)
    found = [one for one in gathered(meeting, RULES, day=later).homes if one.overdue_actions]

    assert [(one.home_name, one.is_open) for one in found] == [("Gone Lodge", False)]


def test_a_home_that_was_not_reached_is_carried_over(casework):
    first = plan(casework)
    place = put_on(casework, first)
    open_up(casework, first)
    minute(casework, place, outcome=Outcome.CARRIED_OVER, discussed="", agreed={})
    send_out(casework, first)

    meeting = plan(casework, starts_at=LATER)
    propose(casework, meeting)

    assert reasons(meeting)[OURS] == "carried_over"


def test_a_level_whose_review_is_due_comes_up(casework):
    sign(casework)
    meeting = plan(casework, starts_at=LATER)

    propose(casework, meeting)

    assert reasons(meeting)[OURS] == "review_due"


def test_a_group_that_covers_nothing_gets_an_empty_agenda(casework):
    meeting = plan(casework)
    GroupArea.objects.filter(group=meeting.group).delete()
    GroupHome.objects.filter(group=meeting.group).delete()

    assert propose(casework, meeting).placed == []


def test_a_home_of_another_group_is_not_known(casework):
    assert known_facts(casework.groups["Alderbourne"], THEIRS) is None


def test_a_home_is_put_on_the_agenda_once(casework):
    meeting = plan(casework)
    put_on(casework, meeting)

    with pytest.raises(Refusal, match="on the agenda already"):
        put_on(casework, meeting)


def test_a_home_without_a_reason_is_not_taken(casework):
    meeting = plan(casework)
    home = known_facts(meeting.group, OURS)

    with pytest.raises(Refusal, match="needs a reason"):
        operations.add_home(
            actor=casework.people["council"], at=NOW, meeting=meeting, home=home, reason="so",
            release_id="",
        )  # fmt: skip


def proposal(casework, meeting):
    return operations.propose_home(
        actor=casework.people["healthwatch"], at=NOW, meeting=meeting,
        home=known_facts(meeting.group, BORDER), reason=REASON, release_id="2026-11.2",
    )  # fmt: skip


def answer(casework, place, *, accepted, reason=""):
    return operations.answer_proposal(
        actor=casework.people["council"], at=NOW, place=place, accepted=accepted, reason=reason
    )


def test_a_members_proposal_waits_for_the_coordinator(casework):
    meeting = plan(casework)

    place = proposal(casework, meeting)

    assert BORDER not in reasons(meeting)
    assert Notice.objects.filter(person=casework.people["council"]).count() == 1
    answer(casework, place, accepted=True)
    assert reasons(meeting)[BORDER] == "member"


def test_a_proposal_is_declined_with_a_reason_that_the_member_is_told_of(casework):
    place = proposal(casework, plan(casework))

    with pytest.raises(Refusal, match="needs a reason"):
        answer(casework, place, accepted=False)
    declined = answer(casework, place, accepted=False, reason="It is on the next agenda")

    assert declined.state == "declined"
    assert Notice.objects.filter(person=casework.people["healthwatch"]).count() == 1
    with pytest.raises(Refusal, match="answered already"):
        answer(casework, place, accepted=True)


def test_a_proposal_that_nobody_answered_is_declined_when_the_meeting_begins(casework):
    meeting = plan(casework)
    place = proposal(casework, meeting)

    open_up(casework, meeting)

    place.refresh_from_db()
    assert (place.state, place.decided_reason) == ("declined", "Not answered before the meeting.")


def test_homes_are_put_in_order_with_their_minutes(casework):
    meeting = plan(casework)
    propose(casework, meeting)
    places = list(meeting.places.filter(state="on"))

    order = {place.pk: (len(places) - number, 5) for number, place in enumerate(places)}
    operations.arrange(actor=casework.people["council"], at=NOW, meeting=meeting, order=order)

    assert list(meeting.places.filter(state="on")) == places[::-1]
    assert set(meeting.places.values_list("minutes", flat=True)) == {5}


def test_minutes_out_of_reach_are_refused(casework):
    place = put_on(casework, plan(casework))

    with pytest.raises(Refusal, match="between 1 and 120"):
        operations.arrange(
            actor=casework.people["council"], at=NOW, meeting=place.meeting,
            order={place.pk: (1, 500)},
        )  # fmt: skip


def test_a_home_that_comes_up_in_the_room_can_be_added_and_not_after(casework):
    meeting = open_up(casework)
    put_on(casework, meeting, BORDER)
    send_out(casework, meeting)

    with pytest.raises(Refusal, match="closed"):
        put_on(casework, meeting, "H00000003")


def test_an_agenda_is_not_proposed_once_the_meeting_has_begun(casework):
    with pytest.raises(Refusal, match="cannot be changed any more"):
        propose(casework, open_up(casework))
