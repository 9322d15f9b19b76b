"""The page of one review for those who see all of it."""

from dataclasses import dataclass
from datetime import timedelta

from caresight.web.actions.evidence import CitationLine, citation_lines
from caresight.web.groups.access import Access
from caresight.web.reviews import policies, queries, rules
from caresight.web.reviews.course_page import HomeLine, course_of, home_lines
from caresight.web.reviews.models import (
    ExitCriterion,
    Participant,
    Review,
    ReviewMeeting,
)
from caresight.web.reviews.presenters import TONES, moment, state_label, triage_words
from caresight.web.reviews.procedure import procedure_of
from caresight.web.reviews.review_parts import (
    ActionLine,
    DecisionLine,
    RequestLine,
    TimeLine,
    action_lines,
    decision_lines,
    request_line,
    time_line,
    with_agency,
)
from caresight.web.reviews.rules import Standing
from caresight.web.reviews.states import Moment, State
from caresight.web.ui.words import day

ANCHORS = (
    ("worry", "The worry"), ("course", "How fast"), ("people", "Who"),
    ("pool", "What each agency knows"), ("meetings", "Meetings"), ("facts", "Facts"),
    ("decisions", "Decisions"), ("actions", "Actions"), ("exit", "Exit criteria"),
    ("timeline", "Timeline"),
)  # fmt: skip


@dataclass(frozen=True)
class Link:
    """Something that the reader can do: the page's name and its words."""

    page: str
    words: str


@dataclass(frozen=True)
class ReviewPage:
    """Everything that the page shows."""

    review: Review
    state: str
    tone: str
    homes: list[HomeLine]
    called: str
    course: list[tuple[str, str]]
    next_step: str
    links: list[Link]
    triage: str
    coordinator_is_gone: bool
    cites: list[CitationLine]
    worries: list[TimeLine]
    participants: list[Participant]
    groups: str
    requests: list[RequestLine]
    meetings: list[ReviewMeeting]
    decisions: list[DecisionLine]
    actions: list[ActionLine]
    criteria: list[ExitCriterion]
    in_the_way: list[str]
    timeline: list[TimeLine]
    may_run: bool
    under_way: bool
    follow_up: str
    anchors: tuple[tuple[str, str], ...] = ANCHORS


def review_page(review: Review, access: Access, standing: Standing) -> ReviewPage:
    """The page for somebody who sees everything."""
    moments = list(review.moments.select_related("by__agency"))
    homes = home_lines(review)
    under_way = policies.is_under_way(review)
    gone = under_way and not queries.coordinator_is_there(review, access.day)
    way = policies.what_stands_in_the_way(review, access.day) if under_way else []
    return ReviewPage(
        review=review,
        state=state_label(review),
        tone=TONES[State(review.state)],
        homes=homes,
        called=f"{moment(review.called_at)} by {with_agency(review.called_by)}",
        course=course_of(review),
        next_step=_next_step(review, gone=gone, in_the_way=way),
        links=_links(review, standing, can_stand_down=under_way and not way),
        triage=triage_words(review) if review.triaged_at else "",
        coordinator_is_gone=gone,
        cites=citation_lines(access, review.cites, homes[0].home_id if homes else ""),
        worries=[time_line(one, review) for one in moments if one.kind == Moment.CALLED_AGAIN],
        participants=list(queries.participants_of(review)),
        groups=", ".join(review.groups.values_list("name", flat=True)),
        requests=[request_line(one, access, review) for one in queries.requests_of(review)],
        meetings=list(queries.meetings_of(review)),
        decisions=decision_lines(review, moments),
        actions=action_lines(review, access),
        criteria=list(review.criteria.select_related("judged_by")),
        in_the_way=way,
        timeline=[time_line(one, review) for one in moments],
        may_run=rules.may_run(standing),
        under_way=under_way,
        follow_up=procedure_of(review.ladder).follow_up,
    )


def _next_step(  # noqa: PLR0911 - the first thing that waits is the answer
    review: Review, *, gone: bool, in_the_way: list[str]
) -> str:
    """What is to be done now, in one sentence."""
    if review.state == State.CALLED:
        hours = procedure_of(review.ladder).triage_within_hours
        by = moment(review.called_at + timedelta(hours=hours))
        return f"Hold the triage call and record it by {by}."
    if review.state != State.UNDER_WAY:
        return ""
    if gone:
        return "Appoint a coordinator: nobody holds this review together."
    if not review.requests.exists():
        return "Ask each agency what it knows."
    if not review.meetings.exists():
        by = day(review.meet_by.isoformat()) if review.meet_by else "soon"
        return f"Plan the meeting: it should be held by {by}."
    if not in_the_way:
        return "Nothing is open: the review can be stood down."
    return "Before it can be stood down: " + " ".join(in_the_way)


def _links(review: Review, standing: Standing, *, can_stand_down: bool) -> list[Link]:
    """What can be done now about the review as a whole; parts have links of their own."""
    runs, under_way = rules.may_run(standing), policies.is_under_way(review)
    offered = [
        (rules.may_triage(standing) and policies.can_triage(review),
         Link("triage_review", "Record the triage call")),
        (runs and under_way, Link("ask_for_information", "Ask agencies what they know")),
        (runs and under_way, Link("plan_review_meeting", "Plan a meeting")),
        (runs and under_way, Link("decide_in_review", "Write down a decision")),
        (runs and under_way, Link("write_facts", "Write down the facts")),
        (runs and policies.is_running(review), Link("invite_to_review", "Invite somebody")),
        (runs and under_way, Link("appoint_coordinator", "Change the coordinator")),
        (runs and under_way, Link("name_communications", "Say who speaks for it")),
        (runs and under_way, Link("add_criterion", "Add an exit criterion")),
        (runs and can_stand_down, Link("stand_down_review", "Stand the review down")),
    ]  # fmt: skip
    return [link for may, link in offered if may]
