"""What a review decides, the actions that follow, and what the provider is told of it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.actions.models import Action
from caresight.web.actions.operations import open_action
from caresight.web.actions.policies import check_words
from caresight.web.audit.once import once
from caresight.web.directory.citations import Citation, from_json
from caresight.web.replies.operations import tell_provider
from caresight.web.replies.states import Means
from caresight.web.reviews import policies
from caresight.web.reviews.models import Decision, Review, ReviewMeeting
from caresight.web.reviews.procedure import procedure_of
from caresight.web.reviews.states import Moment
from caresight.web.reviews.timeline import held, keep


@transaction.atomic
def decide(
    *,
    actor: Person,
    at: datetime,
    review: Review,
    kind: str,
    words: str,
    meeting: ReviewMeeting | None = None,
    token: UUID | None = None,
) -> Decision:
    """Keep a decision by its kind; the provider does not see it until it has been told."""

    def make() -> Decision:
        now = held(review)
        policies.check_is_under_way(now)
        policies.check_decision_kind(now.ladder, kind)
        check_words(words)
        if meeting is not None and meeting.review_id != now.pk:
            raise Refusal("this meeting belongs to another review")
        made = Decision.objects.create(
            review=now, meeting=meeting, token=token, kind=kind, words=words.strip(),
            decided_by=actor, decided_at=at,
        )  # fmt: skip
        changes = {"kind": kind, "decision": made.pk}
        keep(now, Moment.DECIDED, actor=actor, at=at, changes=changes)
        return made

    decision = once(Decision, token, make)
    if (decision.review_id, decision.decided_by_id) != (review.pk, actor.pk):
        raise Refusal("this form was sent before", what_to_do="Open the page again.")
    return decision


@transaction.atomic
def act_on(  # noqa: PLR0913 - an action is what it is; every part is named
    *,
    actor: Person,
    at: datetime,
    decision: Decision,
    title: str,
    kind: str,
    owner: Person | None,
    owner_agency: Agency,
    due_on: date,
    token: UUID | None = None,
    words: str = "",
    home_id: str = "",
    measure: str = "",
    direction: str = "",
    effect_by: date | None = None,
) -> Action:
    """Open the action that a decision asks for; it rests on the decision and on the call."""
    review = held(decision.review)
    policies.check_is_under_way(review)
    made = Action.objects.filter(token=token).first() if token else None
    home = review.homes.filter(home_id=home_id).first() or review.homes.first()
    chosen = procedure_of(review.ladder).decision_kind(decision.kind)
    cited = Citation(
        kind="other", ref=f"{review.ref} decision {decision.pk}",
        words=f"{review.name} {review.ref}: {chosen.label if chosen else decision.kind}",
    )  # fmt: skip
    action = open_action(
        actor=actor, at=at, token=token, group=review.group,
        home_id=home.home_id if home else "", home_name=home.home_name if home else "",
        area_code=home.area_code if home else "", title=title, words=words, kind=kind,
        owner=owner, owner_agency=owner_agency, due_on=due_on,
        cites=[cited, *from_json(review.cites)], measure=measure, direction=direction,
        effect_by=effect_by, review_ref=review.ref,
    )  # fmt: skip
    if made is None:
        changes = {"action": action.pk, "decision": decision.pk}
        keep(review, Moment.ACTION_OPENED, actor=actor, at=at, changes=changes)
    return action


@transaction.atomic
def tell_decision(
    *, actor: Person, at: datetime, decision: Decision, words: str, means: str = Means.CARESIGHT
) -> Decision:
    """Tell the provider of a decision, in words of its own, and keep that it was told."""
    review = held(decision.review)
    policies.check_is_under_way(review)
    check_words(words)
    now = Decision.objects.select_for_update(no_key=True).get(pk=decision.pk)
    if now.told_at is not None:
        raise Refusal("the provider has been told of this decision", came=now.told_words)
    for home in review.homes.all():
        tell_provider(
            actor=actor, at=at, home_id=home.home_id, home_name=home.home_name,
            area_code=home.area_code, agency=review.provider, provider_name=review.provider_name,
            what=words.strip(), title=f"Decision of the {review.name.lower()}",
            review_ref=review.ref, group=review.group,
            means=means if review.provider else Means.IN_PERSON,
        )  # fmt: skip
    now.told_words, now.told_at, now.told_by = words.strip(), at, actor
    now.save()
    keep(review, Moment.TOLD, actor=actor, at=at, changes={"decision": now.pk})
    return now
