"""The parts of a review's page in words: what was asked, decided and agreed, and when."""

from dataclasses import dataclass

from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.actions.presenters import StateWords, state_words
from caresight.web.actions.queries import actions_of_review, visible_actions
from caresight.web.groups.access import Access
from caresight.web.reviews import policies, queries, rules
from caresight.web.reviews.models import Decision, InformationRequest, Review, ReviewMoment
from caresight.web.reviews.presenters import moment, since
from caresight.web.reviews.procedure import decision_label, procedure_of
from caresight.web.reviews.rules import Standing
from caresight.web.reviews.states import Answered, Moment
from caresight.web.ui.words import day


@dataclass(frozen=True)
class ActionLine:
    """An action of the review; `pk` only for who may open its page."""

    pk: int | None
    ref: str
    title: str
    who: str
    due: str
    state: StateWords


@dataclass(frozen=True)
class RequestLine:
    """What one agency was asked, and answered."""

    request: InformationRequest
    state: str
    tone: str
    due: str
    answered: str
    may_answer: bool


@dataclass(frozen=True)
class DecisionLine:
    """A decision with what followed from it."""

    decision: Decision
    kind: str
    when: str
    told: str
    actions: list[str]


@dataclass(frozen=True)
class TimeLine:
    """A line of the timeline, with the time since the call."""

    when: str
    after: str
    what: str
    who: str
    words: str


def request_line(request: InformationRequest, access: Access, review: Review) -> RequestLine:
    """What an agency was asked, for somebody who sees the whole review."""
    state = Answered(request.state)
    late = state == Answered.WAITING and request.due_at < timezone.now()
    whole = Standing(works_in=True)
    return RequestLine(
        request=request,
        state="Overdue" if late else state.label,
        tone="late" if late else "open" if state == Answered.WAITING else "closed",
        due=moment(request.due_at),
        answered=f"{request.answered_by}, {moment(request.answered_at)}"
        if request.answered_at
        else "",
        may_answer=policies.is_running(review)
        and rules.may_answer(access, whole, request.agency_id),
    )


def decision_lines(review: Review, moments: list[ReviewMoment]) -> list[DecisionLine]:
    """The decisions, each with the actions that were opened for it."""
    opened: dict[int, list[str]] = {}
    for one in moments:
        if one.kind == Moment.ACTION_OPENED:
            opened.setdefault(int(one.changes["decision"]), []).append(
                f"A-{int(one.changes['action']):06d}"
            )
    lines = []
    for decision in queries.decisions_of(review):
        lines.append(
            DecisionLine(
                decision=decision,
                kind=decision_label(review.ladder, decision.kind),
                when=f"{moment(decision.decided_at)} by {decision.decided_by}",
                told=moment(decision.told_at),
                actions=opened.get(decision.pk, []),
            )
        )
    return lines


def action_lines(review: Review, access: Access) -> list[ActionLine]:
    """Everybody who sees the whole review sees its actions; only some may open their pages."""
    found = list(actions_of_review(review.ref))
    may_open = set(
        visible_actions(access)
        .filter(pk__in=[action.pk for action in found])
        .values_list("pk", flat=True)
    )
    return [
        ActionLine(
            pk=action.pk if action.pk in may_open else None,
            ref=action.ref,
            title=action.title,
            who=f"{action.owner}, {action.owner_agency}"
            if action.owner
            else str(action.owner_agency),
            due=day(action.due_on.isoformat()),
            state=state_words(action, access.day),
        )
        for action in found
    ]


def with_agency(person: Person) -> str:
    """Somebody with their agency, as far as they have one."""
    return f"{person}, {person.agency}" if person.agency else str(person)


def time_line(one: ReviewMoment, review: Review) -> TimeLine:
    """A line of the timeline."""
    return TimeLine(
        when=moment(one.at),
        after=since(review.called_at, one.at) if one.kind != Moment.CALLED else "",
        what=_what(one, review.ladder),
        who=with_agency(one.by),
        words=one.words,
    )


def _what(one: ReviewMoment, ladder: str) -> str:
    said = one.changes
    words = {
        Moment.INVITED: f"Invited {said.get('person', '')}",
        Moment.WITHDRAWN: f"Took back the invitation of {said.get('person', '')}",
        Moment.ASKED: f"Asked {', '.join(said.get('agencies', []))}",
        Moment.ANSWERED: f"{said.get('agency', '')} answered{_before(one)}",
        Moment.FACTS_WRITTEN: "Facts written; before, they read:" if one.words else "Facts written",
        Moment.TOLD: "The provider was told of a decision",
        Moment.CRITERION_JUDGED: "Exit criterion met"
        if said.get("is_met")
        else "Exit criterion not met",
        Moment.ACTION_OPENED: f"Action A-{int(said.get('action', 0)):06d} agreed",
    }
    if one.kind == Moment.COORDINATOR:
        if "communications" in said:
            return f"{said['communications']} speaks for the review"
        return f"Coordinator: {said.get('after', '')}"
    if one.kind == Moment.DECIDED:
        kind = procedure_of(ladder).decision_kind(said.get("kind", ""))
        return f"Decided: {kind.label}" if kind else "Decided"
    if "meeting" in said:
        written = one.kind in (Moment.MEETING_HELD, Moment.PART_TWO_WRITTEN)
        before = _before(one) if written else ""
        return f"{Moment(one.kind).label} (meeting {said['meeting']}){before}"
    return words.get(Moment(one.kind), Moment(one.kind).label)


def _before(one: ReviewMoment) -> str:
    """Leads over to how a text read until then; a first one was never otherwise."""
    return "; before, it read:" if one.words else ""
