"""The outcome and surveillance log: every level that a group agreed, through time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from caresight.web.groups.models import Group
from caresight.web.meetings.models import AgreedLevel, Meeting

MOST_POINTS = 24
SHOWN = {
    "current": "Levels now",
    "late": "Late for review",
    "all": "Every decision",
}
"""What the log can be narrowed to."""


@dataclass(frozen=True)
class LogWanted:
    """What somebody wants to see of the log, as the address says it."""

    shown: str = "current"
    level: str = ""
    words: str = ""
    home_id: str = ""


def log(group: Group, wanted: LogWanted, day: date) -> QuerySet[AgreedLevel]:
    """The decisions that fit, the highest and latest first."""
    found = AgreedLevel.objects.filter(group=group).select_related(
        "group", "recorded_by", "meeting"
    )
    if wanted.shown == "late":
        late = Q(review_on__lt=day) | Q(dwell_until__lte=day)
        found = found.filter(late, is_current=True)
    elif wanted.shown == "current":
        found = found.filter(is_current=True)
    if wanted.level:
        found = found.filter(level=wanted.level)
    if wanted.home_id:
        found = found.filter(home_id=wanted.home_id)
    for word in wanted.words.split():
        found = found.filter(home_name__icontains=word)
    order = ("-agreed_on", "-pk") if wanted.shown == "all" else ("-step", "-agreed_on", "-pk")
    return found.order_by(*order)


@dataclass(frozen=True)
class LevelUsed:
    """A level that stands in a log, and how high it is: 0 is the lowest of its ladder."""

    step: int
    code: str
    label: str


def levels_used(group: Group) -> list[LevelUsed]:
    """The levels that stand in a group's log, the lowest first."""
    found = AgreedLevel.objects.filter(group=group).order_by("step", "level")
    used: dict[tuple[str, str], LevelUsed] = {}
    for step, code, label in found.values_list("step", "level", "level_label").distinct():
        used.setdefault((code, label), LevelUsed(step, code, label))
    return list(used.values())


@dataclass(frozen=True)
class LevelsOn:
    """How many homes stood at each level after one day's decisions."""

    on: date
    homes: dict[str, int]


def homes_by_level(group: Group) -> list[LevelsOn]:
    """Homes by level after each day on which something was agreed, the latest of them.

    As many days as a chart can show: a group that meets monthly sees two years. A home counts
    from the first time that the group spoke of it.
    """
    rows = AgreedLevel.objects.filter(group=group).order_by("agreed_on", "pk")
    standing: dict[str, str] = {}
    homes: Counter[str] = Counter()
    days: dict[date, dict[str, int]] = {}
    for on, decisions in groupby(
        rows.values_list("agreed_on", "home_id", "level"), key=lambda row: row[0]
    ):
        for _, home_id, level in decisions:
            homes[level] += 1
            homes[standing.get(home_id, "")] -= 1
            standing[home_id] = level
        days[on] = {level: count for level, count in homes.items() if level and count}
    return [LevelsOn(on, count) for on, count in list(days.items())[-MOST_POINTS:]]


@dataclass(frozen=True)
class Judged:
    """Decisions beside what had been suggested, and why the homes were on the agenda."""

    why: str
    suggested: int
    agreed: int
    homes: int = 1


def judged(group: Group) -> list[Judged]:
    """The decisions of meetings that had a suggestion to compare with, counted."""
    rows = (
        AgreedLevel.objects.filter(group=group, minute__isnull=False)
        .exclude(suggested_step=None)
        .order_by("why", "suggested_step", "step")
        .values_list("why", "suggested_step", "step")
        .annotate(homes=Count("pk"))
    )
    return [Judged(*row) for row in rows]


def levels_of_meeting(meeting: Meeting) -> QuerySet[AgreedLevel]:
    """What one meeting agreed, the highest level first."""
    found = AgreedLevel.objects.filter(meeting=meeting).select_related(
        "group", "recorded_by", "meeting"
    )
    return found.order_by("-step", "home_name")
