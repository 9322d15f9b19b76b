"""What is read of a group for a period, for its report to the group that oversees it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from caresight.web.actions.queries import actions_of_group, counts_by_state, overdue
from caresight.web.audit.one_moment import one_moment
from caresight.web.groups.models import Group
from caresight.web.intelligence.queries import items_all_members_may_see
from caresight.web.meetings.models import AgreedLevel, Meeting
from caresight.web.meetings.states import HELD
from caresight.web.reviews.models import Review
from caresight.web.reviews.states import RUNNING


@dataclass(frozen=True)
class Reported:
    """What was read for a report."""

    group: Group
    from_on: date
    until_on: date
    meetings: list[date]
    levels_now: list[AgreedLevel]
    levels_before: dict[str, AgreedLevel]
    agreed: list[AgreedLevel]
    actions: list[tuple[str, int]]
    opened: int
    ended: int
    overdue: int
    themes: list[tuple[str, int]]
    items: int
    reviews: int


@one_moment()
def reported(group: Group, *, from_on: date, until_on: date, at: datetime) -> Reported:
    """Read it at one moment."""
    levels = AgreedLevel.objects.filter(group=group).order_by("agreed_on", "pk")
    span = [one for one in levels if from_on <= one.agreed_on < until_on]
    actions = actions_of_group(group)
    items = items_all_members_may_see(group).filter(
        received_on__gte=from_on, received_on__lt=until_on
    )
    held = Meeting.objects.filter(
        group=group, state__in=HELD, starts_at__date__gte=from_on, starts_at__date__lt=until_on
    )
    return Reported(
        group=group,
        from_on=from_on,
        until_on=until_on,
        meetings=[timezone.localdate(one.starts_at) for one in held],
        levels_now=[one for one in levels if one.is_current],
        levels_before={one.home_id: one for one in levels if one.agreed_on < from_on},
        agreed=span,
        actions=[(one.state.label, one.actions) for one in counts_by_state(frozenset({group.pk}))],
        opened=actions.filter(opened_at__date__gte=from_on, opened_at__date__lt=until_on).count(),
        ended=actions.filter(closed_at__date__gte=from_on, closed_at__date__lt=until_on).count(),
        overdue=overdue(group, timezone.localdate(at)).count(),
        themes=list(
            items.values_list("themes__code")
            .annotate(items=Count("pk", distinct=True))
            .order_by("-items", "themes__code")
            .exclude(themes__code=None)
        ),
        items=items.count(),
        reviews=Review.objects.filter(groups=group, state__in=RUNNING).count(),
    )
