"""Reads of actions. Every door takes the reader's access; what it does not open is not there."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caresight.web.accounts.models import Agency, HeldRole, Person
from caresight.web.accounts.roles import Role
from caresight.web.actions.models import Action, ActionStep
from caresight.web.actions.states import UNFINISHED, State, Step
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group, Membership
from caresight.web.groups.queries import members_on


def visible_actions(access: Access) -> QuerySet[Action]:
    """The actions that this person may know of: their groups', and a provider's own."""
    reach = Q(group__in=access.group_ids)
    if access.holds(Role.PROVIDER) and access.agency_id is not None:
        own = Q(home_id="") | Q(home_id__in=access.home_ids)
        reach |= Q(owner_agency=access.agency_id) & own
    return Action.objects.filter(reach).select_related("owner", "owner_agency", "group")


def action_with(access: Access, pk: int) -> Action | None:
    """One action, or None where there is none that this person may know of."""
    return visible_actions(access).filter(pk=pk).first()


def actions_of_home(access: Access, home_id: str) -> QuerySet[Action]:
    """What was agreed about a home, the latest first."""
    return visible_actions(access).filter(home_id=home_id).order_by("-opened_at", "-pk")


def actions_of_group(group: Group) -> QuerySet[Action]:
    """All actions of a group, by the day they are due: for its packs and meetings."""
    return Action.objects.filter(group=group).select_related("owner", "owner_agency")


def overdue(group: Group, day: date) -> QuerySet[Action]:
    """The actions of a group that should have been done before this day."""
    return actions_of_group(group).filter(state__in=UNFINISHED, due_on__lt=day)


def open_actions_of_review(review_ref: str) -> QuerySet[Action]:
    """What a review agreed and nobody has finished."""
    return Action.objects.filter(review_ref=review_ref, state__in=UNFINISHED)


def actions_of_review(review_ref: str) -> QuerySet[Action]:
    """Everything that a review agreed."""
    found = Action.objects.filter(review_ref=review_ref) if review_ref else Action.objects.none()
    return found.select_related("owner", "owner_agency", "group")


def actions_of_meeting(meeting_ref: str) -> QuerySet[Action]:
    """Everything that a meeting agreed."""
    found = Action.objects.filter(meeting_ref=meeting_ref) if meeting_ref else Action.objects.none()
    return found.select_related("owner", "owner_agency", "group")


def steps_of(action: Action, *, agency_id: int | None = None) -> QuerySet[ActionStep]:
    """The history; for one agency's people only what they said and what they were answered.

    A home can change hands while an action is open: what was said to and by the provider before
    is not the new one's to read.
    """
    steps = action.steps.select_related("by", "by_agency")
    if agency_id is None:
        return steps
    answered = Q(kind=Step.SENT_BACK, pk__gt=_last_change_of_agency(action))
    return steps.filter(Q(by_agency=agency_id) | answered)


def _last_change_of_agency(action: Action) -> int:
    """The step by which the agency that owns an action now came to it; 0 where it always has."""
    for step in action.steps.filter(kind=Step.HANDED_OVER).order_by("-pk"):
        if step.changes.get("agency_before") != step.changes.get("agency"):
            return step.pk
    return 0


def orphaned_actions(group_ids: frozenset[int], day: date) -> QuerySet[Action]:
    """Unfinished actions of these groups that nobody is there to do.

    Nobody is named, or the person may no longer sign in, or has left the group without
    being one of the provider's own people.
    """
    in_group = Membership.objects.current(day).filter(
        group=OuterRef("group"), person=OuterRef("owner")
    )
    of_provider = HeldRole.objects.filter(
        person=OuterRef("owner"),
        role=Role.PROVIDER,
        person__is_active=True,
        person__agency=OuterRef("owner_agency"),
    )
    return (
        Action.objects.filter(group__in=group_ids, state__in=UNFINISHED)
        .filter(~Exists(in_group), ~Exists(of_provider))
        .select_related("owner", "owner_agency", "group")
    )


@dataclass(frozen=True)
class StateCount:
    """How many actions of a group are in a state."""

    group: str
    state: State
    actions: int


def counts_by_state(group_ids: frozenset[int]) -> list[StateCount]:
    """For those who oversee: how many actions, and nothing of what they say."""
    rows = (
        Action.objects.filter(group__in=group_ids)
        .values("group__name", "state")
        .annotate(actions=Count("pk"))
        .order_by("group__name", "state")
    )
    return [StateCount(row["group__name"], State(row["state"]), row["actions"]) for row in rows]


def overdue_by_group(group_ids: frozenset[int], day: date) -> dict[str, int]:
    """How many actions of each group are overdue."""
    rows = (
        Action.objects.filter(group__in=group_ids, state__in=UNFINISHED, due_on__lt=day)
        .values("group__name")
        .annotate(actions=Count("pk"))
        .order_by()
    )
    return {row["group__name"]: row["actions"] for row in rows}


def homes_acted_on(measure: str) -> frozenset[str]:
    """Homes where something was agreed that should move this measure: no fair comparison."""
    found = Action.objects.filter(measure=measure).exclude(state=State.CANCELLED)
    return frozenset(found.values_list("home_id", flat=True)) - {""}


def possible_owners(group: Group, day: date, *, home_provider: Agency | None) -> list[Person]:
    """Who can own an action of a group: its members, and the people of the home's provider."""
    members = [place.person for place in members_on(group, day)]
    people = {person.pk: person for person in members}
    if home_provider is not None:
        for person in home_provider.people.filter(
            is_active=True, held_roles__role=Role.PROVIDER
        ).select_related("agency"):
            people[person.pk] = person
    return sorted(people.values(), key=lambda person: str(person).casefold())
