"""A review taken through its pages by its people, from the call to the end."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caresight.web.actions.models import Action
from caresight.web.notices.models import Notice
from caresight.web.reviews.models import Review, ReviewMeeting
from caresight.web.reviews.states import State
from tests.web.casework import OURS, TODAY, Casework
from tests.web.reviews.called import call, held, meet_all_criteria, under_way

WHY = "A reason that can be read in a year"


def soon(days: int = 5) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def take(browser: Client, page: str, pk: int, **said: object) -> str:
    """Post a step's form and read the page that follows."""
    address = reverse(page, args=[pk])
    answer = browser.post(address, {"token": str(uuid4()), **said}, follow=True)
    return answer.content.decode()


def test_a_review_goes_from_the_call_to_the_end_in_the_browser(casework: Casework) -> None:
    """Given a worry; when it is called, triaged, pooled, met about, decided, acted on and judged;
    then it ends, and every step says how long it took since the call."""
    ambulance, chair, council, regulator = map(
        casework.browser, ("ambulance", "chair", "council", "regulator")
    )
    ambulance.post(
        f"{reverse('call_review')}?home={OURS}",
        {"token": str(uuid4()), "worry": "Residents without water", "immediate_risk": "yes"},
    )
    review = Review.objects.get()
    assert "risk of harm now" in chair.get(reverse("review", args=[review.pk])).content.decode()

    html = take(
        chair, "triage_review", review.pk, decision="review", took_part="All", reason=WHY,
        coordinator=casework.people["council"].pk, meet_by=soon(),
    )  # fmt: skip
    assert "Ask each agency what it knows" in html

    take(council, "ask_for_information", review.pk, questions=WHY, due_on=soon(2),
         due_hour="12:00", agencies=[casework.agencies["Invented Regulator"].pk])  # fmt: skip
    request = review.requests.get()
    html = take(regulator, "answer_information", request.pk, version=1, answer="Two inspections")
    assert "Two inspections" in html

    html = take(
        council, "plan_review_meeting", review.pk, on=soon(), hour="14:00", has_part_two="yes",
        place="Town hall", agenda="Water",
    )  # fmt: skip
    assert "Town hall" in html
    meeting = review.meetings.get()
    ReviewMeeting.objects.update(begins_at=timezone.now() - timedelta(minutes=5))
    take(council, "write_part_one", meeting.pk, version=1, took_part="All", words="Serious")
    take(council, "write_part_two", meeting.pk, version=1, shared="The figures", words="They spoke")
    take(council, "write_facts", review.pk, version=1, words="On three nights")

    take(council, "decide_in_review", review.pk, kind="visit", words="Visit", meeting=meeting.pk)
    decision = review.decisions.get()
    html = take(
        council, "act_on_decision", decision.pk, home_id=OURS, title="Visit on a night",
        kind="visit", who=f"p{casework.people['council'].pk}", due_on=soon(),
    )  # fmt: skip
    assert "1 action is still open" in html
    html = take(council, "tell_decision", decision.pk, words="We will visit", means="letter")
    assert "The provider was told on" in html

    action = Action.objects.get()
    take(council, "close_action", action.pk, outcome="done", done_on=TODAY.isoformat(),
         what_was_done="Visited at night", proof="Visit report")  # fmt: skip
    for criterion in review.criteria.all():
        take(council, "judge_criterion", criterion.pk, is_met="yes", shown_by=WHY)
    html = take(council, "stand_down_review", review.pk, to_level="enhanced", reason=WHY)

    review.refresh_from_db()
    assert review.state == State.STOOD_DOWN
    assert "Stood down to enhanced" in html
    assert "after the call" in html


def test_an_invited_agency_answers_and_loses_sight_when_withdrawn(casework: Casework) -> None:
    review = under_way(casework)
    council, neighbour = casework.browser("council"), casework.browser("neighbour")
    person = casework.people["neighbour"]

    take(council, "invite_to_review", review.pk, person=f"w{person.pk}", reason=WHY)
    take(council, "ask_for_information", review.pk, questions=WHY, due_on=soon(), due_hour="9:00",
         agencies=[person.agency_id])  # fmt: skip
    html = take(
        neighbour, "answer_information", review.requests.get().pk, version=1, nothing_known="on"
    )
    assert "Nothing known" in html

    take(council, "withdraw_invitation", review.participants.get().pk, reason=WHY)
    assert neighbour.get(reverse("review", args=[review.pk])).status_code == 404


def test_a_silent_answer_is_said_beside_the_field(casework: Casework) -> None:
    review = under_way(casework)
    council = casework.browser("council")
    take(council, "ask_for_information", review.pk, questions=WHY, due_on=soon(), due_hour="9:00",
         agencies=[casework.agencies["Alderbourne Council"].pk])  # fmt: skip

    html = take(council, "answer_information", review.requests.get().pk, version=1, answer="")

    assert "tick that you know of nothing" in html


def test_a_review_that_is_held_needs_its_fields_said_beside_them(casework: Casework) -> None:
    review = call(casework)

    html = take(
        casework.browser("chair"), "triage_review", review.pk, decision="review", took_part="All",
        reason=WHY, meet_by="",
    )  # fmt: skip

    assert "Name one coordinator" in html
    assert "Say by which day it meets" in html


def test_a_meeting_is_moved_on_its_page_and_everybody_is_told(casework: Casework) -> None:
    review = under_way(casework)
    council = casework.browser("council")
    take(council, "plan_review_meeting", review.pk, on=soon(), hour="14:00", has_part_two="no",
         why_no_part_two="")  # fmt: skip
    assert not review.meetings.exists()
    take(council, "plan_review_meeting", review.pk, on=soon(), hour="14:00", has_part_two="no",
         why_no_part_two="It would raise the risk")  # fmt: skip
    meeting = review.meetings.get()

    html = take(
        council, "move_review_meeting", meeting.pk, on=soon(6), hour="15:30", place="Online",
        reason=WHY,
    )  # fmt: skip

    assert "Online" in html
    assert "The provider does not join: It would raise the risk" in html
    assert Notice.objects.filter(subject="A meeting of a review was moved").count() == 6


def test_a_coordinator_and_a_spokesperson_are_named_on_their_pages(casework: Casework) -> None:
    review = under_way(casework)
    chair = casework.browser("chair")

    html = take(
        chair, "appoint_coordinator", review.pk, reason=WHY,
        coordinator=casework.people["regulator"].pk,
    )  # fmt: skip
    assert "Coordinator: regulator" in html
    html = take(chair, "name_communications", review.pk, who="The press office")

    assert "The press office speaks for the review" in html


def test_the_page_says_what_waits_next(casework: Casework) -> None:
    review = under_way(casework)
    address = reverse("review", args=[review.pk])
    chair = casework.browser("chair")
    council = casework.people["council"]

    asked_first = chair.get(address).content.decode()
    held(casework, review)
    review.requests.create(
        agency=council.agency, questions="?", due_at=timezone.now(), asked_by=council,
        asked_at=timezone.now(),
    )  # fmt: skip
    criteria_open = chair.get(address).content.decode()
    meet_all_criteria(casework, review)
    ready = chair.get(address).content.decode()
    council.memberships.update(until_on=TODAY)
    without_coordinator = chair.get(address).content.decode()

    assert "Ask each agency what it knows." in asked_first
    assert "6 exit criteria are not met" in criteria_open
    assert "the review can be stood down" in ready
    assert "nobody holds this review together" in without_coordinator


def test_an_old_page_is_told_that_the_review_has_ended(casework: Casework) -> None:
    review = under_way(casework)
    Review.objects.filter(pk=review.pk).update(state=State.NOT_HELD)

    html = take(casework.browser("chair"), "write_facts", review.pk, version=1, words="Late")

    assert "has ended" in html


def test_a_home_is_found_by_its_name_first(casework: Casework) -> None:
    answer = casework.browser("council").get(
        reverse("call_review"), {"which": "Rowan Court", "which_chosen": OURS}
    )

    assert answer.url == f"{reverse('call_review')}?home={OURS}"


def test_other_homes_of_the_provider_and_a_letter_can_be_named(casework: Casework) -> None:
    council = casework.browser("council")
    page = council.get(f"{reverse('call_review')}?home={OURS}").content.decode()
    assert "Other homes of the same provider" in page
    other = "H00000051"
    assert f'value="{other}"' in page

    council.post(
        f"{reverse('call_review')}?home={OURS}",
        {"token": str(uuid4()), "worry": "Both homes share a manager", "immediate_risk": "no",
         "more_homes": [other], "other_cite": "Letter of May"},
    )  # fmt: skip

    review = Review.objects.get()
    assert {home.home_id for home in review.homes.all()} == {OURS, other}
    assert review.cites[0]["words"] == "Letter of May"
