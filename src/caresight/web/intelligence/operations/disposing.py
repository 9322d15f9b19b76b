"""Deciding what becomes of an item, and telling who sent it what happened."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record
from caresight.web.groups.models import Group
from caresight.web.intelligence import policies
from caresight.web.intelligence.kinds import State, Step, Tie
from caresight.web.intelligence.models import Disposition, Item, ItemStep, ItemTie
from caresight.web.intelligence.telling import tell_sender

BY_HAND = tuple(state for state in State if state != State.DUPLICATE)
"""States that a lead chooses; two items are joined by an operation of its own."""


@transaction.atomic
def dispose(
    *,
    actor: Person,
    at: datetime,
    item: Item,
    state: str,
    reason: str,
    feedback: str = "",
    review_by: date | None = None,
    token: UUID | None = None,
) -> Disposition:
    """Say what becomes of an item, why, and what who sent it is told.

    The same token sent again gives the disposition that it made first.
    """
    held = Item.objects.select_for_update(no_key=True).get(pk=item.pk)
    earlier = Disposition.objects.filter(token=token).first() if token else None
    if earlier is not None:
        if earlier.item_id != held.pk or earlier.by_id != actor.pk:
            raise Refusal("This form was already used.", what_to_do="Open a new form.")
        return earlier
    policies.check_can_change(held)
    if state not in BY_HAND:
        raise Refusal(
            "An item cannot be put in this state.", expected=", ".join(BY_HAND), came=state
        )
    return _keep(held, actor, at, state, reason, feedback, review_by, token)


@transaction.atomic
def join_items(*, actor: Person, at: datetime, item: Item, other: Item, reason: str) -> Item:
    """Read an item together with another that says the same; both stay as they are."""
    # Both are locked, and in one order: two leads who join them the other way round wait.
    pair = (
        Item.objects.select_for_update(no_key=True)
        .filter(pk__in=(item.pk, other.pk))
        .order_by("pk")
    )
    rows = {row.pk: row for row in pair}
    held, other = rows[item.pk], rows[other.pk]
    policies.check_can_change(held)
    policies.check_can_change(other)
    if other.home_id != held.home_id:
        raise Refusal("The two items are about different homes.", what_to_do="Link them instead.")
    if held.pk in _joined_above(other):
        raise Refusal(f"{other.ref} is already read together with {held.ref}.")
    held.joined_to = other
    held.save(update_fields=["joined_to"])
    ItemTie.objects.update_or_create(
        item=held, other=other, defaults={"kind": Tie.DUPLICATE, "by": actor, "at": at}
    )
    _keep(held, actor, at, State.DUPLICATE, reason, "", None, None)
    return held


def _joined_above(item: Item) -> set[int]:
    """The item, and those that it is read together with, one above the other.

    It ends in a ring too, which four leads could still close in one instant.
    """
    seen: set[int] = set()
    above: Item | None = item
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        above = above.joined_to
    return seen


@transaction.atomic
def tie_items(*, actor: Person, at: datetime, item: Item, other: Item, kind: str) -> ItemTie:
    """Link two items that belong together."""
    if item.pk == other.pk:
        raise Refusal("An item cannot be linked to itself.")
    if kind not in (Tie.RELATED, Tie.SAME_EVENT):
        raise Refusal("Items cannot be linked in this way.", came=kind)
    policies.check_can_change(item)
    first, second = sorted((item, other), key=lambda one: one.pk)
    tie, _ = ItemTie.objects.update_or_create(
        item=first, other=second, defaults={"kind": kind, "by": actor, "at": at}
    )
    record(
        actor=actor,
        at=at,
        operation="intelligence.tie_items",
        subject=f"item:{item.pk}",
        home_id=item.home_id,
        detail={"other": other.ref, "kind": kind},
    )
    return tie


@transaction.atomic
def note_step(
    *,
    actor: object,
    at: datetime,
    item_pks: Iterable[int],
    kind: str,
    on: date,
    group: Group | None = None,
    subject_ref: str = "",
) -> int:
    """Tell who sent these items that something happened: discussed, action, provider_told.

    Meetings and actions call this. The caller has asked whether the actor may see the items;
    nothing is told but the step and its day.
    """
    kind = Step(kind)
    items = list(Item.objects.filter(pk__in=list(item_pks)))
    noted = 0
    for item in items:
        _, is_new = ItemStep.objects.get_or_create(
            item=item, kind=kind, on=on, subject_ref=subject_ref, defaults={"group": group}
        )
        if is_new:
            noted += 1
            tell_sender(item, at=at, once_key=f"item-step:{item.pk}:{kind}:{on}:{subject_ref}")
    if noted:
        record(
            actor=actor,
            at=at,
            operation="intelligence.note_step",
            subject=subject_ref and f"ref:{subject_ref}",
            group_ref=f"group:{group.pk}" if group else "",
            detail={"kind": kind, "items": [item.ref for item in items]},
        )
    return noted


def _keep(
    held: Item,
    actor: Person,
    at: datetime,
    state: str,
    reason: str,
    feedback: str,
    review_by: date | None,
    token: UUID | None,
) -> Disposition:
    if review_by is not None and review_by <= timezone.localdate(at):
        raise Refusal(
            "The day for another look must lie ahead.",
            expected="a day after today, or none",
            came=review_by.isoformat(),
            field="review_by",
        )
    longest = policies.LONGEST_REASON
    kept = Disposition.objects.create(
        token=token,
        item=held,
        state=state,
        reason=policies.check_words(reason, longest=longest, what="The reason"),
        feedback=policies.check_words(feedback, longest=longest, what="The feedback")
        if feedback.strip()
        else "",
        review_by=review_by,
        by=actor,
        at=at,
    )
    held.state, held.review_by = state, review_by
    held.save(update_fields=["state", "review_by"])
    record(
        actor=actor,
        at=at,
        operation="intelligence.dispose",
        subject=f"item:{held.pk}",
        home_id=held.home_id,
        detail={"state": state, "feedback": bool(kept.feedback)},
    )
    if held.reporter_id != actor.pk:
        tell_sender(held, at=at, once_key=f"item-disposition:{kept.pk}")
    return kept
