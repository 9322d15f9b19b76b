"""Reads about learning: offers, uptake and good practice of the groups a person works in."""

from django.db.models import Count, Q, QuerySet, Sum

from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.learning.models import GoodPractice, Offer, OfferedHome


def groups_of(access: Access) -> list[Group]:
    """The groups whose learning a person works on."""
    return list(Group.objects.filter(pk__in=access.group_ids, is_active=True))


def visible_offers(access: Access) -> QuerySet[Offer]:
    """The offers of the person's groups, newest first."""
    return (
        Offer.objects.filter(group__in=access.group_ids)
        .select_related("group", "given_by", "offered_by")
        .annotate(
            offered_to=Count("homes"),
            taken_up=Count("homes", filter=Q(homes__taken_up_on__isnull=False)),
            people=Sum("homes__staff"),
        )
    )


def visible_homes(access: Access) -> QuerySet[OfferedHome]:
    """The homes of these offers."""
    return OfferedHome.objects.filter(offer__group__in=access.group_ids).select_related(
        "offer", "recorded_by"
    )


def visible_practice(access: Access) -> QuerySet[GoodPractice]:
    """What is written of good homes, newest first; without what was taken back."""
    return GoodPractice.objects.filter(
        group__in=access.group_ids, taken_back_at=None
    ).select_related("written_by__agency", "group")


def offers_by_topic(group: Group) -> dict[str, tuple[int, int, int]]:
    """Topic to offers made, homes that took one up, and people who came."""
    rows = (
        OfferedHome.objects.filter(offer__group=group)
        .values("offer__topic")
        .annotate(
            offers=Count("offer", distinct=True),
            homes=Count("home_id", filter=Q(taken_up_on__isnull=False), distinct=True),
            people=Sum("staff"),
        )
        .order_by()
    )
    return {row["offer__topic"]: (row["offers"], row["homes"], row["people"] or 0) for row in rows}
