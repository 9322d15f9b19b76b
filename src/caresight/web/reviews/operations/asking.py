"""Asking each agency what it knows, and keeping the answers together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.actions.history import ChangedMeanwhile
from caresight.web.actions.policies import check_words
from caresight.web.reviews import policies
from caresight.web.reviews.models import InformationRequest, Review
from caresight.web.reviews.queries import who_can_coordinate
from caresight.web.reviews.states import Answered, Moment
from caresight.web.reviews.telling import tell_people
from caresight.web.reviews.timeline import held, keep


@transaction.atomic
def ask_agencies(
    *,
    actor: Person,
    at: datetime,
    review: Review,
    agencies: Sequence[Agency],
    questions: str,
    due_at: datetime,
) -> list[InformationRequest]:
    """Ask these agencies; one that was asked already is not asked twice."""
    now = held(review)
    policies.check_is_under_way(now)
    check_words(questions)
    if due_at <= at:
        raise Refusal("an answer cannot be due in the past", what_to_do="Choose a later hour.")
    asked = set(now.requests.values_list("agency_id", flat=True))
    made = [
        InformationRequest.objects.create(
            review=now, agency=agency, questions=questions.strip(), due_at=due_at,
            asked_by=actor, asked_at=at,
        )
        for agency in agencies
        if agency.pk not in asked
    ]  # fmt: skip
    if made:
        names = [request.agency.name for request in made]
        keep(now, Moment.ASKED, actor=actor, at=at, changes={"agencies": names})
        ids = {request.agency_id for request in made}
        people = who_can_coordinate(now, timezone.localdate(at))
        tell_people(
            now, [person for person in people if person.agency_id in ids], at=at,
            subject="Your agency is asked for information",
            sentence="A review asks your agency what it knows.",
        )  # fmt: skip
    return made


@transaction.atomic
def answer_request(
    *,
    actor: Person,
    at: datetime,
    request: InformationRequest,
    version: int,
    answer: str,
    nothing_known: bool,
) -> InformationRequest:
    """Keep an agency's answer; two colleagues who write at once both keep their text."""
    now = InformationRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    review = held(now.review)
    policies.check_is_running(review)
    if not nothing_known:
        check_words(answer)
    if now.version != version:
        raise ChangedMeanwhile(
            "a colleague answered while you wrote",
            what_to_do="Compare the two texts below, then save again.",
        )
    before, now.answer, now.version = now.answer, answer.strip(), now.version + 1
    now.state = Answered.NOTHING_KNOWN if nothing_known else Answered.GIVEN
    now.answered_by, now.answered_at = actor, at
    now.save()
    keep(
        review, Moment.ANSWERED, actor=actor, at=at, words=before if before != now.answer else "",
        changes={"agency": str(now.agency)},
    )  # fmt: skip
    return now
