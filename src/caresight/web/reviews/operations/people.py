"""Who holds a review together, who is invited to it, and who speaks for it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.accounts.roles import Role
from caresight.web.actions.policies import check_reason
from caresight.web.reviews import policies
from caresight.web.reviews.models import Participant, Review
from caresight.web.reviews.queries import who_can_coordinate
from caresight.web.reviews.states import Moment, Part
from caresight.web.reviews.telling import tell_people
from caresight.web.reviews.timeline import held, keep


@transaction.atomic
def appoint_coordinator(
    *, actor: Person, at: datetime, review: Review, coordinator: Person, reason: str
) -> Review:
    """Hand the review to another coordinator; there is always exactly one."""
    now = held(review)
    policies.check_is_under_way(now)
    check_reason(reason)
    if coordinator not in who_can_coordinate(now, timezone.localdate(at)):
        raise Refusal(
            "this person does not see the whole review",
            expected="a member of one of its groups, or somebody invited to all of it",
            what_to_do="Invite them first, or choose somebody else.",
        )
    if now.coordinator_id == coordinator.pk:
        return now
    changes = {"before": str(now.coordinator or ""), "after": str(coordinator)}
    refs = {"before": now.coordinator_id, "after": coordinator.pk}
    now.coordinator = coordinator
    now.save(update_fields=["coordinator"])
    keep(
        now, Moment.COORDINATOR, actor=actor, at=at, words=reason.strip(), changes=changes,
        in_trail=refs,
    )  # fmt: skip
    tell_people(
        now, [coordinator], at=at, subject="You coordinate a review",
        sentence="You were named as the coordinator of a review.",
    )  # fmt: skip
    return now


@transaction.atomic
def invite(
    *, actor: Person, at: datetime, review: Review, person: Person, part: str, reason: str = ""
) -> Participant:
    """Let somebody take part: all of it for another agency, part two for the provider's people."""
    now = held(review)
    policies.check_is_running(now)
    _check_fits(now, person, part)
    found, is_new = Participant.objects.get_or_create(
        review=now, person=person, withdrawn_at=None,
        defaults={
            "part": part, "reason": reason.strip(), "invited_by": actor, "invited_at": at,
        },
    )  # fmt: skip
    if is_new:
        changes = {"person": str(person), "agency": str(person.agency or ""), "part": part}
        keep(
            now, Moment.INVITED, actor=actor, at=at, changes=changes,
            in_trail={"person": person.pk, "part": part},
        )  # fmt: skip
        tell_people(
            now, [person], at=at, subject="You are invited to a review",
            sentence="You are invited to take part in a review.",
        )  # fmt: skip
    return found


def _check_fits(review: Review, person: Person, part: str) -> None:
    """A provider's person never sees part one, whatever other role they hold."""
    if not person.is_active:
        raise Refusal("this person can no longer sign in", what_to_do="Invite somebody else.")
    is_provider = Role.PROVIDER in person.roles
    if part == Part.WHOLE and (is_provider or Role.MEMBER not in person.roles):
        raise Refusal(
            "only members of agencies take part in all of a review",
            expected="somebody with the role of a member",
            what_to_do="Invite the provider's people to part two.",
        )
    if part == Part.PART_TWO and not (
        is_provider and review.provider_id is not None and person.agency_id == review.provider_id
    ):
        raise Refusal(
            "part two is for the people of the provider that runs the home",
            expected=f"somebody of {review.provider or review.provider_name or 'the provider'}",
        )
    if part not in list(Part):
        raise Refusal("say what they take part in", came=part)


@transaction.atomic
def withdraw(*, actor: Person, at: datetime, participant: Participant, reason: str) -> Participant:
    """Take an invitation back; from then on the person sees nothing of the review."""
    now = held(participant.review)
    policies.check_is_running(now)
    check_reason(reason)
    participant.withdrawn_at = at
    participant.save(update_fields=["withdrawn_at"])
    changes = {"person": str(participant.person)}
    keep(
        now, Moment.WITHDRAWN, actor=actor, at=at, words=reason.strip(), changes=changes,
        in_trail={"person": participant.person_id},
    )  # fmt: skip
    return participant


@transaction.atomic
def name_communications(*, actor: Person, at: datetime, review: Review, who: str) -> Review:
    """Say who speaks to residents, families and the public."""
    now = held(review)
    policies.check_is_under_way(now)
    now.communications = who.strip()
    now.save(update_fields=["communications"])
    changes = {"communications": who.strip()}
    named = {"communications_named": bool(changes["communications"])}
    keep(now, Moment.COORDINATOR, actor=actor, at=at, changes=changes, in_trail=named)
    return now
