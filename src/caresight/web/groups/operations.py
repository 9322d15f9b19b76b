"""Changes to groups: what they cover, who belongs to them, and what they agreed to be."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.groups import policies
from caresight.web.groups.kinds import Position
from caresight.web.groups.ladders import ladders
from caresight.web.groups.models import (
    EarlierQuorum,
    Group,
    GroupArea,
    GroupHome,
    GroupTerms,
    Membership,
)
from caresight.web.groups.quorum import Quorum

EDITED = (
    "name kind overseen_by ladder quorum_members quorum_agencies budget is_active"
).split()  # fmt: skip
"""What an administrator sets of a group, besides its areas, homes and members."""


class ChangedMeanwhile(Refusal):
    """Somebody else saved the same record since this person opened it."""


@transaction.atomic
def make_group(*, actor: Person, at: datetime, token: UUID | None = None, **facts: object) -> Group:
    """Make a group of the facts named in EDITED; sent twice, the first one is the answer."""

    def make() -> Group:
        group = Group(token=token, **facts)
        _check_facts(group)
        _save(group)
        _note(group, actor=actor, at=at, operation="groups.make_group", detail=_facts(group))
        return group

    return once(Group, token, make)


@transaction.atomic
def edit_group(
    *, actor: Person, at: datetime, group: Group, version: int, **facts: object
) -> Group:
    """Set the facts named in EDITED; refuses where somebody saved since `version` was read."""
    held = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody else has changed this group since you opened it.",
            what_to_do="compare below, and save again what should stand.",
        )
    before = _facts(held)
    rule = Quorum(held.quorum_members, held.quorum_agencies)
    for name in EDITED:
        setattr(held, name, facts.get(name, getattr(held, name)))
    _check_facts(held)
    held.version += 1
    _save(held)
    if rule != Quorum(held.quorum_members, held.quorum_agencies):
        # Minutes of meetings before now go on saying whether the group could decide then.
        EarlierQuorum.objects.create(
            group=held, members=rule.members, agencies=rule.agencies, until_at=at
        )
    after = _facts(held)
    changed = {name: [before[name], after[name]] for name in EDITED if before[name] != after[name]}
    _note(held, actor=actor, at=at, operation="groups.edit_group", detail=changed)
    return held


@transaction.atomic
def set_areas(*, actor: Person, at: datetime, group: Group, area_codes: Iterable[str]) -> None:
    """Let a group cover these areas and no others."""
    # What is covered is read under the lock: two who save at one time follow each other.
    group = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    wanted, held = set(area_codes), set(group.areas.values_list("area_code", flat=True))
    GroupArea.objects.filter(group=group, area_code__in=held - wanted).delete()
    GroupArea.objects.bulk_create(
        GroupArea(group=group, area_code=code) for code in sorted(wanted - held)
    )
    detail = {"added": sorted(wanted - held), "removed": sorted(held - wanted)}
    _note(group, actor=actor, at=at, operation="groups.set_areas", detail=detail)


@transaction.atomic
def add_border_home(
    *, actor: Person, at: datetime, group: Group, home_id: str, home_name: str, reason: str
) -> GroupHome:
    """Let a group cover a home outside its areas; said again, the reason is renewed."""
    further, _ = GroupHome.objects.update_or_create(
        group=group, home_id=home_id, defaults={"home_name": home_name, "reason": reason}
    )
    _note(group, actor=actor, at=at, operation="groups.add_border_home", home_id=home_id)
    return further


@transaction.atomic
def remove_border_home(*, actor: Person, at: datetime, further: GroupHome) -> None:
    """Let a group cover a home near the border no more."""
    # Before the line in the trail: who writes to it waits for nobody any more.
    further.delete()
    _note(
        further.group, actor=actor, at=at, operation="groups.remove_border_home",
        home_id=further.home_id,
    )  # fmt: skip


@transaction.atomic
def agree_terms(
    *,
    actor: Person,
    at: datetime,
    group: Group,
    text: str,
    agreed_on: date,
    token: UUID | None = None,
) -> GroupTerms:
    """Put down terms of reference as agreed on a day; earlier texts are kept."""
    if agreed_on > timezone.localdate(at):
        raise Refusal("Terms cannot have been agreed on a day to come.")
    row = GroupTerms(
        group=group, text=text, agreed_on=agreed_on, kept_at=at, kept_by=actor, token=token
    )
    return once(GroupTerms, token, lambda: _agree(row, actor))


def _agree(terms: GroupTerms, actor: Person) -> GroupTerms:
    group = terms.group
    terms.save(force_insert=True)
    newest = group.agreed_terms.first()
    Group.objects.filter(pk=group.pk).update(
        terms=newest.text if newest else "", terms_agreed_on=newest.agreed_on if newest else None
    )
    detail = {"agreed_on": terms.agreed_on, "characters": len(terms.text)}
    _note(group, actor=actor, at=terms.kept_at, operation="groups.agree_terms", detail=detail)
    return terms


@transaction.atomic
def add_membership(  # noqa: PLR0913 - a place is all of this
    *,
    actor: Person,
    at: datetime,
    group: Group,
    person: Person,
    position: Position,
    from_on: date,
    until_on: date | None = None,
    stands_in_for: Membership | None = None,
    token: UUID | None = None,
) -> Membership:
    """Give a person a place in a group; a deputy holds the position of whom they stand in for."""
    # The group's row is locked first: two who add a chair at one time follow each other.
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    if token and (made := Membership.objects.filter(token=token).first()):
        return made
    policies.check_can_join(
        group=group, person=person, position=position, from_on=from_on, until_on=until_on,
        stands_in_for=stands_in_for,
    )  # fmt: skip
    membership = Membership.objects.create(
        group=group, person=person, deputises_for=stands_in_for, from_on=from_on,
        position=stands_in_for.position if stands_in_for else position,
        until_on=until_on, token=token,
    )  # fmt: skip
    detail = {
        "person": person.pk,
        "position": membership.position,
        "from_on": from_on,
        "until_on": until_on,
        "stands_in_for": stands_in_for.pk if stands_in_for else None,
    }
    _note(group, actor=actor, at=at, operation="groups.add_membership", detail=detail)
    return membership


@transaction.atomic
def end_membership(
    *, actor: Person, at: datetime, membership: Membership, until_on: date, reason: str
) -> Membership:
    """End a place: from `until_on` on, the person and their deputies reach nothing by it."""
    held = Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)
    policies.check_can_end(held, until_on)
    held.until_on = until_on
    held.save(update_fields=["until_on"])
    detail = {"membership": held.pk, "person": held.person_id, "until_on": until_on}
    _note(
        held.group, actor=actor, at=at, operation="groups.end_membership", reason=reason,
        detail=detail,
    )  # fmt: skip
    return held


def _save(group: Group) -> None:
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError:
        # Somebody gives another group this name at the same moment: it is known now.
        _check_facts(group)
        raise


def _check_facts(group: Group) -> None:
    others = Group.objects.exclude(pk=group.pk)
    if others.filter(name__iexact=group.name).exists():
        raise Refusal(
            f"There is already a group called {group.name}.", what_to_do="choose another name."
        )
    ladders().require(group.ladder)
    if group.overseen_by is not None and (
        group.kind != "local" or group.overseen_by.kind != "oversight"
    ):
        raise Refusal("Only a local group reports, and only to an oversight group.")
    if group.pk and group.kind == "local" and others.filter(overseen_by=group).exists():
        raise Refusal(
            "Groups report to this one, so that it must stay an oversight group.",
            what_to_do="let them report to another group first.",
        )


def _facts(group: Group) -> dict[str, object]:
    facts = {name: getattr(group, name) for name in EDITED}
    return {**facts, "overseen_by": group.overseen_by_id}


def _note(
    group: Group,
    *,
    actor: Person,
    at: datetime,
    operation: str,
    detail: Mapping[str, object] | None = None,
    home_id: str = "",
    reason: str = "",
) -> None:
    record(
        actor=actor, at=at, operation=operation, subject=f"group:{group.pk}", home_id=home_id,
        group_ref=f"group:{group.pk}", reason=reason, detail=detail,
    )  # fmt: skip
