"""Reads of what providers were told and what they replied. Every door takes `access`.

`replies_of_home` and `tellings_of_home` are for callers that have asked who may see the home
already: a pack, a meeting, the page of a home.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.accounts.models import Agency, Person
from caresight.web.accounts.roles import Role
from caresight.web.directory.releases import newest
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group, GroupArea, GroupHome
from caresight.web.groups.queries import groups_covering
from caresight.web.intelligence.kinds import Handling
from caresight.web.intelligence.models import Release
from caresight.web.intelligence.queries import workable_items
from caresight.web.replies.models import Reply, Told
from caresight.web.replies.states import STANDING


def own_home_ids(access: Access) -> frozenset[str]:
    """The homes that the person answers for as a provider, by who runs them now."""
    if not access.holds(Role.PROVIDER) or access.agency_id is None:
        return frozenset()
    if not access.group_ids and not access.overseen_group_ids:
        return access.home_ids
    # Somebody who also works in a group reaches homes near its border: these are not theirs.
    release = newest()
    agency = Agency.objects.get(pk=access.agency_id)
    registered = [(one.register, one.provider_id) for one in agency.registered.all()]
    run = release.index.homes_of_providers(registered) if release else []
    return access.home_ids & frozenset(run)


def covering_ids(home_id: str, area_code: str) -> frozenset[int]:
    """The groups that cover a home, as `rules` asks for them."""
    return frozenset(groups_covering(home_id, area_code).values_list("pk", flat=True))


def visible_replies(access: Access) -> QuerySet[Reply]:
    """Every reply that the person may read, the newest first."""
    return _replies(access, Q(agency=access.agency_id, home_id__in=own_home_ids(access)))


def _replies(access: Access, mine: Q) -> QuerySet[Reply]:
    theirs = Q(state__in=STANDING) & in_groups(access.group_ids)
    return (
        Reply.objects.filter(mine | theirs)
        .select_related("agency", "written_by", "sent_by", "answered_by", "acknowledged_by")
        .order_by("-pk")
    )


def visible_told(access: Access) -> QuerySet[Told]:
    """Everything that the person may read of what providers were told, the newest first."""
    return _told(access, Q(agency=access.agency_id, home_id__in=own_home_ids(access)))


def _told(access: Access, mine: Q) -> QuerySet[Told]:
    return (
        Told.objects.filter(mine | in_groups(access.group_ids))
        .select_related("agency", "group", "told_by__agency", "opened_by")
        .order_by("-told_on", "-pk")
    )


def told_of_home(access: Access, home_id: str) -> QuerySet[Told]:
    """What was told about a home, as far as the person may read it."""
    return _told(access, _own(access, home_id)).filter(home_id=home_id)


def visible_replies_of_home(access: Access, home_id: str) -> QuerySet[Reply]:
    """The replies about a home, as far as the person may read them."""
    return _replies(access, _own(access, home_id)).filter(home_id=home_id)


def _own(access: Access, home_id: str) -> Q:
    """The agency's rows of one home; a list of all its homes would be as long as the agency."""
    return Q(agency=access.agency_id) if home_id in own_home_ids(access) else Q(pk__in=[])


def replies_of_home(home_id: str, *, by: datetime | None = None) -> QuerySet[Reply]:
    """Replies that stand beside a home's evidence: every one that was sent, `by` a moment.

    For callers that have asked who may see the home: members of a group that covers it.
    """
    found = Reply.objects.filter(home_id=home_id, state__in=STANDING)
    if by is not None:
        found = found.filter(sent_at__lte=by)
    return found.select_related("agency", "sent_by", "answered_by").order_by("-sent_at", "-pk")


def replies_of_homes(home_ids: list[str], *, by: datetime | None = None) -> QuerySet[Reply]:
    """As `replies_of_home`, for the homes of a whole pack at once."""
    found = Reply.objects.filter(home_id__in=home_ids, state__in=STANDING)
    if by is not None:
        found = found.filter(sent_at__lte=by)
    return found.select_related("agency", "sent_by", "answered_by").order_by("home_id", "-sent_at")


def tellings_of_home(home_id: str, *, by: datetime | None = None) -> QuerySet[Told]:
    """What the provider was told about a home, for callers that asked who may see it."""
    found = Told.objects.filter(home_id=home_id)
    if by is not None:
        found = found.filter(recorded_at__lte=by)
    return found.select_related("agency", "told_by__agency", "opened_by")


def people_of_home(agency: Agency, home_id: str) -> QuerySet[Person]:
    """The provider's people who answer for a home: all, but who has other homes allotted."""
    return (
        Person.objects.filter(agency=agency, is_active=True, held_roles__role=Role.PROVIDER)
        .filter(Q(allotted_homes__isnull=True) | Q(allotted_homes__home_id=home_id))
        .distinct()
    )


def in_groups(group_ids: frozenset[int]) -> Q:
    """Rows of homes that these groups cover."""
    if not group_ids:
        return Q(pk__in=[])
    areas = GroupArea.objects.filter(group__in=group_ids).values("area_code")
    homes = GroupHome.objects.filter(group__in=group_ids).values("home_id")
    return Q(area_code__in=areas) | Q(home_id__in=homes)


def group_led(access: Access, home: HomeRow) -> Group | None:
    """The group in whose name a lead speaks to the provider of a home."""
    covering = groups_covering(home["home_id"], home["area_code"])
    return covering.filter(pk__in=access.led_group_ids).order_by("name").first()


def readable_releases(access: Access, home_id: str = "") -> QuerySet[Release]:
    """When items were passed on to providers, also those taken back or erased since.

    Of items that the person may read as a member, of one home or of all; the newest first.
    """
    if not access.group_ids:
        return Release.objects.none()
    of_home = Release.objects.filter(home_id=home_id) if home_id else Release.objects.all()
    # Asked of each release in turn: far fewer are passed on than the group has items.
    readable = Exists(workable_items(access).filter(pk=OuterRef("item_id")))
    return of_home.filter(readable).select_related("item", "by__agency", "agency")


def passed_on(access: Access, home: HomeRow) -> list[tuple[str, str]]:
    """Items passed on to the provider that runs a home now: reference and released wording."""
    released = readable_releases(access, home["home_id"]).filter(
        register=home["register"],
        provider_id=home["provider_id"],
        taken_back_at=None,
        item__handling=Handling.PROVIDER_MAY_SEE,
        item__withdrawn_at=None,
        item__forgotten_at=None,
    )
    return [(one.item.ref, f"{one.item.ref}: {one.words_for_provider}") for one in released]
