"""Agreeing an action."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.actions import policies
from caresight.web.actions.evidence import item_number
from caresight.web.actions.history import keep
from caresight.web.actions.models import Action
from caresight.web.actions.states import Step
from caresight.web.actions.telling import tell_owner
from caresight.web.directory.citations import Citation, to_json
from caresight.web.groups.models import Group
from caresight.web.intelligence.kinds import Step as ItemStep
from caresight.web.intelligence.operations import note_step
from caresight.web.intelligence.queries import items_all_members_may_see


@transaction.atomic
def open_action(  # noqa: PLR0913 - an action is what it is; every part is named
    *,
    actor: Person,
    at: datetime,
    group: Group,
    home_id: str,
    home_name: str,
    title: str,
    kind: str,
    owner: Person | None,
    owner_agency: Agency,
    due_on: date,
    cites: Sequence[Citation],
    token: UUID | None = None,
    measure: str = "",
    direction: str = "",
    effect_by: date | None = None,
    meeting_ref: str = "",
    review_ref: str = "",
    words: str = "",
    why_no_cites: str = "",
    area_code: str = "",
) -> Action:
    """Agree an action; the same token sent again gives the action that it made first.

    Raises
    ------
    Refusal
        If it cites nothing and says no reason, or a part of it is not possible.
    """
    earlier = Action.objects.filter(token=token).first() if token else None
    if earlier is not None:
        return _first_of(earlier, actor)
    policies.check_title(title)
    policies.check_kind(kind)
    policies.check_evidence_is_cited(cites, why_no_cites)
    policies.check_due(due_on, timezone.localdate(at))
    policies.check_effect(measure, direction, effect_by, due_on)
    policies.check_owner(owner, owner_agency)
    action, is_new = Action.objects.get_or_create(
        **({"token": token} if token else {"pk": None}),
        defaults={
            "group": group, "home_id": home_id, "home_name": home_name, "area_code": area_code,
            "title": title.strip(), "words": words.strip(), "kind": kind,
            "owner": owner, "owner_agency": owner_agency, "due_on": due_on,
            "cites": to_json(cites), "why_no_cites": why_no_cites.strip(),
            "measure": measure, "direction": direction, "effect_by": effect_by,
            "meeting_ref": meeting_ref, "review_ref": review_ref,
            "opened_by": actor, "opened_at": at,
        },
    )  # fmt: skip
    if not is_new:
        return _first_of(action, actor)
    keep(action, Step.OPENED, actor=actor, at=at, changes={"due_on": due_on.isoformat()})
    tell_owner(action, actor=actor, at=at)
    _tell_senders(action, cites, actor, at)
    return action


def _tell_senders(action: Action, cites: Sequence[Citation], actor: Person, at: datetime) -> None:
    """Let those who sent the items that were cited know that something is done about them."""
    numbers = {number for one in cites if (number := item_number(one)) is not None}
    shared = items_all_members_may_see(action.group).filter(pk__in=numbers)
    note_step(
        actor=actor, at=at, item_pks=list(shared.values_list("pk", flat=True)),
        kind=ItemStep.ACTION, on=timezone.localdate(at), group=action.group,
        subject_ref=action.ref,
    )  # fmt: skip


def _first_of(action: Action, actor: Person) -> Action:
    if action.opened_by_id != actor.pk:
        raise Refusal("this form was sent by somebody else", what_to_do="Open the page again.")
    return action
