"""Reads of support and of kept filters. Every door takes `access`."""

from django.db.models import Q, QuerySet

from caresight.web.accounts.models import Agency
from caresight.web.accounts.roles import Role
from caresight.web.digital.models import SavedFilter, SupportOffer
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.groups.queries import groups_covering
from caresight.web.replies.queries import own_home_ids


def own_filters(access: Access) -> QuerySet[SavedFilter]:
    """The filters that the person keeps, by name."""
    return SavedFilter.objects.filter(person=access.person)


def visible_support(access: Access) -> QuerySet[SupportOffer]:
    """Support that the person's groups offered, or that was offered to their own homes."""
    seen = Q(group__in=access.group_ids)
    if access.holds(Role.PROVIDER) and access.agency_id is not None:
        seen |= Q(home_id__in=own_home_ids(access))
    return SupportOffer.objects.filter(seen).select_related(
        "group", "given_by", "offered_by", "recorded_by"
    )


def support_to_record(access: Access) -> QuerySet[SupportOffer]:
    """Support of the person's own groups, for who records what came of it."""
    return visible_support(access).filter(group__in=access.group_ids)


def groups_offering(access: Access, home_id: str, area_code: str) -> list[Group]:
    """The groups for which the person may offer support to a home."""
    return list(groups_covering(home_id, area_code).filter(pk__in=access.group_ids))


def agencies() -> QuerySet[Agency]:
    """Agencies that may give support."""
    return Agency.objects.filter(is_active=True)
