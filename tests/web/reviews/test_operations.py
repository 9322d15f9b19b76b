"""A review from the call to the end, and what stands in the way of each step."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.actions.history import ChangedMeanwhile
from caresight.web.actions.models import Action
from caresight.web.actions.operations import close_action
from caresight.web.audit.models import Entry
from caresight.web.groups.models import Group
from caresight.web.notices.models import Notice
from caresight.web.replies.models import Told
from caresight.web.reviews import operations, policies
from caresight.web.reviews.models import Review, ReviewHome
from caresight.web.reviews.operations import NamedHome, calling
from caresight.web.reviews.queries import standing_of
from caresight.web.reviews.review_page import ReviewPage, review_page
from caresight.web.reviews.states import Moment, Part, State
from tests.web.actions.agreed import PROOF
from tests.web.casework import BORDER, OURS, THEIRS_AREA, TODAY, Casework
from tests.web.reviews.called import (
    DAY,
    HOME,
    HOUR,
    NOW,
    WORRY,
    call,
    held,
    meet_all_criteria,
    planned,
    stood_down,
    triage,
    under_way,
)

WHY = "A reason that can be read in a year"
BORDER_HOME = NamedHome(BORDER, "Heron Court", THEIRS_AREA)


def told(casework: Casework, subject: str) -> set[str]:
    return {notice.person.username for notice in Notice.objects.filter(subject=subject)}


def by(casework: Casework, name: str, review: Review, *, at=NOW + DAY) -> dict[str, object]:
    return {"actor": casework.people[name], "at": at, "review": review}


# The call


def test_a_call_tells_everybody_entitled_at_once_and_nobody_else(casework: Casework) -> None:
    call(casework, homes=[BORDER_HOME])

    assert told(casework, "A review was called") == {
        "chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding",
        "neighbour", "oversight",
    }  # fmt: skip


def test_no_notice_of_a_call_holds_a_word_of_it(casework: Casework) -> None:
    call(casework, immediate_risk=True)

    for notice in Notice.objects.all():
        said = f"{notice.subject} {notice.sentence} {notice.arguments}"
        assert not {"water", "Rowan", OURS} & set(said.replace(".", " ").split())
        assert WORRY not in said


@pytest.mark.parametrize(
    ("ladder", "name"),
    [
        ("nqb-2022", "Rapid quality review"),
        ("qsg-2017", "Risk summit"),
        ("qsg-2014", "Risk summit"),
        ("a-ladder-of-our-own", "Rapid quality review"),
    ],
)
def test_the_ladder_in_force_names_the_review(casework: Casework, ladder, name) -> None:
    Group.objects.filter(name="Alderbourne").update(ladder=ladder)
    group = Group.objects.get(name="Alderbourne")

    review = call(casework, group=group)

    assert (review.name, review.ladder) == (name, ladder)


def test_the_same_call_sent_twice_is_one_review(casework: Casework) -> None:
    token = uuid4()

    first, second = call(casework, token=token), call(casework, token=token)

    assert first == second
    assert not first.moments.filter(kind=Moment.CALLED_AGAIN).exists()


def test_a_second_call_about_the_home_joins_the_first_and_loses_no_word(casework: Casework) -> None:
    first = call(casework)

    again = operations.call_review(
        actor=casework.people["healthwatch"], at=NOW + HOUR, group=first.group,
        homes=[HOME, BORDER_HOME], worry="A family told us the same last week",
        immediate_risk=True,
    )  # fmt: skip

    first.refresh_from_db()
    assert (again.review, again.is_new) == (first, False)
    assert first.immediate_risk
    assert first.moments.get(kind=Moment.CALLED_AGAIN).words.startswith("A family")
    assert {home.home_id for home in first.homes.all()} == {OURS, BORDER}
    assert "neighbour" in told(casework, "A review was called")


def test_a_call_does_not_join_a_review_that_ended_in_the_same_instant(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = call(casework)
    as_it_ran = ReviewHome.objects.select_related("review").get(review=first)
    triage(casework, first, decision="not_needed")
    monkeypatch.setattr(calling, "running_review_of", lambda _: as_it_ran)

    again = call(casework, homes=[HOME, BORDER_HOME])

    assert again != first
    assert set(again.homes.values_list("home_id", flat=True)) == {OURS, BORDER}
    assert not first.homes.filter(is_running=True).exists()


def test_two_clicks_on_one_call_in_the_same_instant_call_once(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = uuid4()
    first = call(casework, token=token)
    monkeypatch.setattr(calling, "_sent_as_first", lambda *_: None)

    again = call(casework, token=token)

    assert again == first
    assert not first.moments.filter(kind=Moment.CALLED_AGAIN).exists()


def test_a_second_call_sent_twice_is_kept_once(casework: Casework) -> None:
    call(casework)
    token = uuid4()

    for _ in range(2):
        call(casework, token=token, worry="We heard of it too, twice now")

    assert Review.objects.get().moments.filter(kind=Moment.CALLED_AGAIN).count() == 1


def test_the_database_allows_one_running_review_of_a_home(casework: Casework, monkeypatch) -> None:
    """Two who call in the same instant: neither has seen the other's review."""
    first = call(casework)
    calling = operations.calling
    real, blind = calling.running_review_of, iter([None])
    monkeypatch.setattr(calling, "running_review_of", lambda ids: next(blind, real(ids)))

    second = operations.call_review(
        actor=casework.people["chair"], at=NOW, group=first.group, homes=[HOME],
        worry="The same worry at once", immediate_risk=False,
    )  # fmt: skip

    assert (second.review, second.is_new) == (first, False)
    assert ReviewHome.objects.filter(home_id=OURS, is_running=True).count() == 1


@pytest.mark.parametrize("homes", [[], [NamedHome(f"H{n}", "x", "y") for n in range(21)]])
def test_a_review_is_about_some_homes_but_not_about_all(casework: Casework, homes) -> None:
    with pytest.raises(Refusal, match="homes"):
        call(casework, homes=homes)


def test_a_call_says_what_the_worry_is(casework: Casework) -> None:
    with pytest.raises(Refusal, match="reason"):
        call(casework, worry="bad")


# Triage


def test_triage_that_holds_it_names_a_coordinator_and_lists_the_criteria(
    casework: Casework,
) -> None:
    review = under_way(casework)

    assert (review.state, str(review.coordinator)) == (State.UNDER_WAY, "council")
    assert review.criteria.count() == 6
    assert "council" in told(casework, "You coordinate a review")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"coordinator": None}, "coordinator"),
        ({"meet_by": None}, "day to meet by"),
        ({"meet_by": date(2026, 1, 1)}, "day to meet by"),
        ({"took_part": " "}, "took part"),
        ({"reason": "so"}, "reason"),
        ({"decision": "summit"}, "cannot end like this"),
    ],
)
def test_triage_without_what_it_needs_is_refused(casework: Casework, changes, says) -> None:
    review = call(casework)

    with pytest.raises(Refusal, match=says):
        triage(casework, review, **changes)

    review.refresh_from_db()
    assert review.state == State.CALLED


def test_an_outsider_is_no_coordinator(casework: Casework) -> None:
    with pytest.raises(Refusal, match="coordinator"):
        triage(casework, call(casework), coordinator=casework.people["neighbour"])


@pytest.mark.parametrize("decision", ["enhanced", "not_needed"])
def test_a_review_that_is_not_held_ends_and_another_can_be_called(
    casework: Casework, decision: str
) -> None:
    first = triage(casework, call(casework), decision=decision)

    second = call(casework)

    assert first.state == State.NOT_HELD
    assert second != first


def test_triage_is_recorded_once(casework: Casework) -> None:
    with pytest.raises(Refusal, match="has been recorded"):
        triage(casework, under_way(casework))


# People


def test_the_coordinator_is_handed_over_with_a_reason(casework: Casework) -> None:
    review = operations.appoint_coordinator(
        **by(casework, "chair", under_way(casework)), coordinator=casework.people["regulator"],
        reason=WHY,
    )  # fmt: skip

    moment = review.moments.get(kind=Moment.COORDINATOR)
    assert moment.changes == {"before": "council", "after": "regulator"}


def test_a_coordinator_who_leaves_must_be_replaced(casework: Casework) -> None:
    review = under_way(casework)
    casework.people["council"].memberships.update(until_on=TODAY)

    with pytest.raises(Refusal, match="no coordinator"):
        planned(casework, review)

    assert "no coordinator" in " ".join(policies.what_stands_in_the_way(review, TODAY))


def test_somebody_invited_to_all_of_it_can_coordinate(casework: Casework) -> None:
    review, neighbour = under_way(casework), casework.people["neighbour"]
    operations.invite(**by(casework, "chair", review), person=neighbour, part=Part.WHOLE)

    review = operations.appoint_coordinator(
        **by(casework, "chair", review), coordinator=neighbour, reason=WHY
    )

    assert review.coordinator == neighbour


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("provider", Part.WHOLE),
        ("other_provider", Part.PART_TWO),
        ("viewer", Part.WHOLE),
        ("neighbour", Part.PART_TWO),
        ("neighbour", "part_three"),
    ],
)
def test_nobody_is_invited_to_what_is_not_theirs(casework: Casework, name, part) -> None:
    with pytest.raises(Refusal):
        operations.invite(
            **by(casework, "chair", under_way(casework)), person=casework.people[name], part=part
        )


def test_an_invitation_sent_twice_is_one(casework: Casework) -> None:
    review = under_way(casework)
    for _ in range(2):
        operations.invite(
            **by(casework, "chair", review), person=casework.people["neighbour"], part=Part.WHOLE
        )

    assert review.participants.count() == 1
    assert review.moments.filter(kind=Moment.INVITED).count() == 1


# Information, meetings, facts


def test_each_agency_is_asked_once_and_its_people_are_told(casework: Casework) -> None:
    review = under_way(casework)
    asked = {
        "agencies": [casework.agencies["Invented Regulator"]], "questions": "What do you know?",
        "due_at": NOW + 3 * DAY,
    }  # fmt: skip

    made = [operations.ask_agencies(**by(casework, "council", review), **asked) for _ in range(2)]

    assert [len(requests) for requests in made] == [1, 0]
    assert told(casework, "Your agency is asked for information") == {"regulator"}


def test_an_answer_over_a_colleagues_is_refused_and_loses_neither(casework: Casework) -> None:
    [request] = operations.ask_agencies(
        **by(casework, "council", under_way(casework)), questions="What do you know?",
        agencies=[casework.agencies["Invented Regulator"]], due_at=NOW + 3 * DAY,
    )  # fmt: skip
    answer = {
        "actor": casework.people["regulator"], "at": NOW + DAY, "request": request, "version": 1,
    }  # fmt: skip
    operations.answer_request(**answer, answer="Two inspections", nothing_known=False)

    with pytest.raises(ChangedMeanwhile):
        operations.answer_request(**answer, answer="", nothing_known=True)

    request.refresh_from_db()
    assert (request.answer, request.state) == ("Two inspections", "given")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"begins_at": NOW - DAY}, "past"),
        ({"has_part_two": False, "why_no_part_two": ""}, "reason"),
    ],
)
def test_a_meeting_that_makes_no_sense_is_refused(casework: Casework, changes, says) -> None:
    with pytest.raises(Refusal, match=says):
        planned(casework, under_way(casework), **changes)


def test_the_provider_is_left_out_only_with_a_reason(casework: Casework) -> None:
    meeting = planned(
        casework, under_way(casework), has_part_two=False, why_no_part_two="Records may be changed"
    )  # fmt: skip

    with pytest.raises(Refusal, match="no part with the provider"):
        operations.write_part_two(
            actor=casework.people["council"], at=NOW + 3 * DAY, meeting=meeting, version=1,
            agenda="", questions="", shared="", words="",
        )  # fmt: skip


def test_a_meeting_planned_twice_by_one_form_is_one(casework: Casework) -> None:
    review, token = under_way(casework), uuid4()

    assert planned(casework, review, token=token) == planned(casework, review, token=token)


def test_a_meeting_is_moved_until_it_was_held(casework: Casework) -> None:
    meeting = planned(casework, under_way(casework))
    move = {
        "actor": casework.people["council"], "at": NOW + HOUR, "place": "Online",
        "begins_at": NOW + 2 * DAY + HOUR, "reason": WHY,
    }  # fmt: skip
    moved = operations.move_meeting(meeting=meeting, **move)
    assert moved.place == "Online"

    after = operations.write_part_one(
        actor=casework.people["council"], at=NOW + 3 * DAY, meeting=moved, version=1,
        took_part="All", words="Members spoke",
    )  # fmt: skip
    with pytest.raises(Refusal, match="was held"):
        operations.move_meeting(meeting=after, **move)


def test_a_meeting_that_was_held_meanwhile_is_not_moved(casework: Casework) -> None:
    review = under_way(casework)
    as_read = planned(casework, review)
    operations.write_part_one(
        actor=casework.people["council"], at=NOW + 3 * DAY, meeting=as_read, version=1,
        took_part="All", words="Members spoke",
    )  # fmt: skip

    with pytest.raises(Refusal, match="was held"):
        operations.move_meeting(
            actor=casework.people["council"], at=NOW + 3 * DAY, meeting=as_read, place="Online",
            begins_at=NOW + 4 * DAY, reason=WHY,
        )  # fmt: skip


def test_a_caller_without_an_agency_is_named_alone(casework: Casework) -> None:
    person = casework.people["ambulance"]
    person.agency = None
    person.save()
    review, access = call(casework), casework.access("chair")

    page = review_page(review, access, standing_of(access, review))

    assert page.called.endswith(f"by {person}")


def test_no_minute_is_written_of_a_meeting_that_has_not_begun(casework: Casework) -> None:
    with pytest.raises(Refusal, match="has not begun"):
        operations.write_part_one(
            actor=casework.people["council"], at=NOW + DAY,
            meeting=planned(casework, under_way(casework)), version=1, took_part="All", words="x",
        )  # fmt: skip


@pytest.mark.parametrize("part", ["one", "two", "facts"])
def test_two_who_write_at_once_lose_nothing(casework: Casework, part: str) -> None:
    review = under_way(casework)
    meeting = planned(casework, review)
    who = {"actor": casework.people["council"], "at": NOW + 3 * DAY}
    write = {
        "one": lambda: operations.write_part_one(
            **who, meeting=meeting, version=1, took_part="All", words="Said"
        ),
        "two": lambda: operations.write_part_two(
            **who, meeting=meeting, version=1, agenda="", questions="", shared="", words="Said"
        ),
        "facts": lambda: operations.write_facts(**who, review=review, version=1, words="Said"),
    }[part]
    write()

    with pytest.raises(ChangedMeanwhile):
        write()


def test_the_facts_before_stay_in_the_timeline(casework: Casework) -> None:
    review = under_way(casework)
    operations.write_facts(**by(casework, "council", review), version=1, words="First facts")

    operations.write_facts(**by(casework, "council", review), version=2, words="Second facts")

    assert [one.words for one in review.moments.filter(kind=Moment.FACTS_WRITTEN)] == [
        "", "First facts",
    ]  # fmt: skip


# Decisions


def test_a_decision_opens_an_action_that_rests_on_it(casework: Casework) -> None:
    review = under_way(casework)
    decision = operations.decide(**by(casework, "council", review), kind="visit", words="Visit")
    token, regulator = uuid4(), casework.people["regulator"]
    said = {
        "actor": casework.people["council"], "at": NOW + DAY, "decision": decision,
        "title": "Visit on a night", "kind": "visit", "owner": regulator,
        "owner_agency": regulator.agency, "due_on": TODAY + timedelta(days=9), "token": token,
    }  # fmt: skip

    actions = [operations.act_on(**said) for _ in range(2)]

    assert Action.objects.get() == actions[0] == actions[1]
    assert actions[0].review_ref == review.ref
    assert [cite["kind"] for cite in actions[0].cites] == ["other", "indicator"]
    assert review.moments.filter(kind=Moment.ACTION_OPENED).count() == 1


def test_what_the_provider_is_told_of_a_decision_is_in_the_log_of_what_it_was_told(
    casework: Casework,
) -> None:
    review = under_way(casework)
    decision = operations.decide(
        **by(casework, "council", review), kind="suspend_placements", words="For members"
    )
    tell = {"actor": casework.people["council"], "at": NOW + DAY, "decision": decision}

    operations.tell_decision(**tell, words="No new residents for now")

    log = Told.objects.get()
    assert (log.words, log.review_ref) == ("No new residents for now", review.ref)
    with pytest.raises(Refusal, match="has been told"):
        operations.tell_decision(**tell, words="Once more, differently")


def test_a_decision_is_of_a_kind_that_the_ladder_knows(casework: Casework) -> None:
    with pytest.raises(Refusal, match="kind of decision"):
        operations.decide(**by(casework, "council", under_way(casework)), kind="x", words="Words")


# The end


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ("meeting", "No meeting has been held"),
        ("criteria", "6 exit criteria are not met"),
        ("one criterion", "1 exit criterion is not met"),
        ("action", "1 action is still open"),
        ("coordinator", "no coordinator"),
    ],
)
def test_a_review_is_not_stood_down_while_anything_is_open(
    casework: Casework, missing: str, says: str
) -> None:
    review = under_way(casework)
    if missing != "meeting":
        held(casework, review)
    if missing != "criteria":
        meet_all_criteria(casework, review)
    if missing == "one criterion":
        review.criteria.filter(code="facts_agreed").update(is_met=False)
    if missing == "action":
        _open_action(casework, review)
    if missing == "coordinator":
        casework.people["council"].memberships.update(until_on=TODAY)

    with pytest.raises(Refusal, match=says):
        operations.stand_down(**by(casework, "chair", review), to_level="enhanced", reason=WHY)

    review.refresh_from_db()
    assert review.state == State.UNDER_WAY


def _open_action(casework: Casework, review: Review) -> Action:
    council = casework.people["council"]
    decision = operations.decide(**by(casework, "council", review), kind="visit", words="Visit")
    return operations.act_on(
        actor=council, at=NOW + DAY, decision=decision, title="Visit on a night", kind="visit",
        owner=council, owner_agency=council.agency, due_on=TODAY + timedelta(days=9),
    )  # fmt: skip


def test_with_the_last_action_closed_the_review_ends_and_frees_its_homes(
    casework: Casework,
) -> None:
    review = under_way(casework)
    action = _open_action(casework, review)
    held(casework, review)
    meet_all_criteria(casework, review)
    close_action(actor=casework.people["council"], at=NOW + 4 * DAY, action=action, **PROOF)

    ended = operations.stand_down(
        **by(casework, "council", review, at=NOW + 5 * DAY), to_level="enhanced", reason=WHY
    )

    assert (ended.state, ended.stood_down_to) == (State.STOOD_DOWN, "enhanced")
    assert call(casework) != ended


def test_a_home_is_stood_down_to_a_level_of_its_ladder(casework: Casework) -> None:
    review = under_way(casework)
    held(casework, review)
    meet_all_criteria(casework, review)

    with pytest.raises(Refusal, match="level of the ladder"):
        operations.stand_down(**by(casework, "chair", review), to_level="risk_summit", reason=WHY)


def test_nothing_more_is_written_into_a_review_that_has_ended(casework: Casework) -> None:
    review = stood_down(casework)

    for late in (
        lambda: operations.write_facts(**by(casework, "chair", review), version=1, words="Late"),
        lambda: operations.add_criterion(**by(casework, "chair", review), label=WHY),
        lambda: operations.decide(**by(casework, "chair", review), kind="visit", words="Late"),
        lambda: operations.name_communications(**by(casework, "chair", review), who="Nobody"),
    ):
        with pytest.raises(Refusal, match="has ended"):
            late()


def test_a_criterion_of_ones_own_counts_like_the_others(casework: Casework) -> None:
    review = under_way(casework)
    for _ in range(2):
        operations.add_criterion(**by(casework, "chair", review), label="The lift has been mended")

    assert review.criteria.filter(code="own_7").count() == 1
    assert "7 exit criteria" in " ".join(policies.what_stands_in_the_way(review, TODAY))


def test_every_write_leaves_one_line_in_the_trail_without_words(casework: Casework) -> None:
    review = stood_down(casework)

    entries = Entry.objects.filter(subject=f"review:{review.pk}")

    assert entries.count() == review.moments.count()
    assert not any("water" in entry.detail for entry in entries)


def test_the_trail_names_nobody_who_takes_part_in_a_review(casework: Casework) -> None:
    Person.objects.exclude(username="chair").update(name="Ada Quince")
    review, neighbour = under_way(casework), Person.objects.get(username="neighbour")
    ambulance = Person.objects.get(username="ambulance")
    said = by(casework, "chair", review)

    guest = operations.invite(**said, person=neighbour, part=Part.WHOLE)
    operations.withdraw(
        actor=casework.people["chair"], at=NOW + DAY, participant=guest, reason="No longer needed"
    )
    operations.appoint_coordinator(**said, coordinator=ambulance, reason="She knows the home")
    operations.name_communications(**said, who="Ada Quince of the press office")

    entries = list(Entry.objects.filter(subject=f"review:{review.pk}").order_by("-sequence")[:4])
    assert not any("Quince" in entry.detail for entry in entries)
    assert f'"after": {ambulance.pk}' in entries[1].detail
    assert review.moments.last().changes["communications"] == "Ada Quince of the press office"


def test_texts_that_are_written_over_stay_in_the_timeline_as_they_read(casework: Casework) -> None:
    review = under_way(casework)
    meeting = planned(casework, review)
    said = {"actor": casework.people["chair"], "at": NOW + 3 * DAY, "meeting": meeting}
    for version, words in ((1, "The first words"), (2, "Other words")):
        operations.write_part_one(**said, version=version, took_part="All", words=words)
        operations.write_part_two(
            **said, version=version, agenda=meeting.agenda, questions="", shared="", words=words
        )

    told = [(one.what, one.words) for one in review_page_of(casework, review).timeline[-4:]]

    assert [words for _, words in told] == ["", "", "The first words", "Said: The first words"]
    assert all(what.endswith("(meeting 1); before, it read:") for what, _ in told[2:])


def test_an_answer_that_is_written_over_stays_in_the_timeline(casework: Casework) -> None:
    review = under_way(casework)
    (asked,) = operations.ask_agencies(
        **by(casework, "chair", review), agencies=[casework.agencies["Invented Regulator"]],
        questions="What do you know?", due_at=NOW + 3 * DAY,
    )  # fmt: skip
    for version, answer in ((1, "One inspection."), (2, "Two inspections.")):
        operations.answer_request(
            actor=casework.people["regulator"], at=NOW + DAY, request=asked, version=version,
            answer=answer, nothing_known=False,
        )  # fmt: skip

    first, second = review_page_of(casework, review).timeline[-2:]

    assert (first.words, second.words) == ("", "One inspection.")
    assert second.what == "Invented Regulator answered; before, it read:"


def review_page_of(casework: Casework, review: Review) -> ReviewPage:
    access = casework.access("chair")
    return review_page(review, access, standing_of(access, review))
