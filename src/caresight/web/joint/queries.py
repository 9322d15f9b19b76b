"""Reads of what is put together about a home: every one of them takes the reader's access."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.http import Http404, QueryDict
from django.utils import timezone

from caresight.pipeline.adding_items import Sum, sum_with
from caresight.pipeline.release_index.documents import HomeDocument
from caresight.pipeline.release_index.together import CountedItem, TogetherDocument
from caresight.surveillance.items import Item as Weighable
from caresight.vocabulary.agencies import Agency as Evidence
from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.actions.models import Action
from caresight.web.actions.queries import actions_of_home
from caresight.web.directory.homes import known_home
from caresight.web.directory.releases import Shown
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.groups.queries import groups_covering
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Handling, State
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.queries import items_of_home
from caresight.web.joint.rules import may_see_together
from caresight.web.meetings.models import HomeMinute
from caresight.web.meetings.queries import LevelLine, levels_of_home
from caresight.web.meetings.states import HELD, Outcome
from caresight.web.replies.beside import StandingReply, replies_beside
from caresight.web.ui.paging import page_asked, text_asked

MOST_ITEMS = 200
"""Items of one home that a page shows; the newest count most."""


@dataclass(frozen=True)
class Discussed:
    """A home on the table of a meeting."""

    meeting_id: int
    title: str
    on: date
    group: str


@dataclass(frozen=True)
class Known:
    """All that one person may know of one home, evidence and judgement."""

    home: HomeDocument
    together: TogetherDocument
    groups: list[Group]
    """Groups that cover the home and that the person works in."""
    items: list[Item]
    levels: list[LevelLine]
    actions: list[Action]
    discussed: list[Discussed]
    replies: list[StandingReply]
    restricted: list[Item]
    """Of the items, those that only named agencies read: they are in no release."""
    with_restricted: Sum | None
    """What the home would come to with them; None where there are none that count."""

    @cached_property
    def counted(self) -> dict[str, CountedItem]:
        """The items that the release combined, by their reference."""
        return {one["ref"]: one for one in self.together["items"]}


def groups_worked_in(access: Access, home_id: str, area_code: str) -> list[Group]:
    """Groups that cover a home and that the person works in; none where they may not look."""
    covering = list(groups_covering(home_id, area_code))
    if not may_see_together(access, [group.pk for group in covering]):
        return []
    return [group for group in covering if group.pk in access.group_ids]


def known_of_home(access: Access, release: Shown, home_id: str, *, at: datetime) -> Known | None:
    """Everything about a home that the person may know; None where they may not look."""
    home = release.index.home(home_id)
    groups = groups_worked_in(access, home_id, home["row"]["area_code"]) if home else []
    together = release.index.together(home_id) if groups else None
    if home is None or together is None:
        return None
    items = _items(access, home_id)
    restricted = [item for item in items if item.handling == Handling.NAMED_AGENCIES]
    as_at = date.fromisoformat(release.summary["as_at"])
    further = [weighable(item) for item in restricted if item.state != State.DUPLICATE]
    return Known(
        home=home,
        together=together,
        groups=groups,
        items=items,
        levels=levels_of_home(access, home_id),
        actions=list(actions_of_home(access, home_id)[:MOST_ITEMS]),
        discussed=discussed(access, home_id),
        replies=replies_beside(
            access, home_id, at=at, known_on=None if release.is_newest else as_at
        ),
        restricted=restricted,
        with_restricted=sum_with(release.index, home_id, further, as_at=as_at) if further else None,
    )


def _items(access: Access, home_id: str) -> list[Item]:
    # A few agencies report many items: each is read once.
    found = items_of_home(access, home_id).prefetch_related("reporter_agency", "themes")
    return list(found.order_by("-observed_on", "-pk")[:MOST_ITEMS])


def discussed(access: Access, home_id: str) -> list[Discussed]:
    """The meetings of the person's groups that discussed a home, newest first."""
    found = (
        HomeMinute.objects.filter(
            outcome=Outcome.DISCUSSED,
            place__home_id=home_id,
            place__meeting__group__in=access.group_ids,
            place__meeting__state__in=HELD,
        )
        .select_related("place__meeting__group")
        .order_by("-place__meeting__starts_at")
    )
    return [
        Discussed(
            meeting_id=one.place.meeting.pk,
            title=one.place.meeting.title,
            on=timezone.localdate(one.place.meeting.starts_at),
            group=one.place.meeting.group.name,
        )
        for one in found
    ]


def weighable(item: Item) -> Weighable:
    """An item as the arithmetic takes it: its codes and days."""
    kind = item.reporter_agency.kind if item.reporter_agency else None
    groups = coding().group_by_code
    return Weighable(
        ref=item.ref,
        observed_on=item.observed_on,
        agency=AgencyKind(kind).evidence if kind else Evidence.INTELLIGENCE,
        themes=frozenset(
            theme.code
            if groups.get(theme.code, theme.code) == theme.code
            else f"{groups[theme.code]}.{theme.code}"
            for theme in item.themes.all()
        ),
        severity=item.severity,
        grade=item.grade,
        direction=item.direction,
        reliability=item.reliability,
        credibility=item.credibility,
        # What a reader knows now is added to a sum that may be some days old.
        known_on=date.min,
    )


@dataclass(frozen=True)
class ClockWanted:
    """Whose clock somebody asks for."""

    group: Group
    groups: list[Group]
    """The groups that the person can choose from."""
    home_id: str
    page: int


def clock_wanted(access: Access, asked: QueryDict) -> ClockWanted:
    """The group asked for, among those that the person works in.

    Raises
    ------
    Http404
        If the person works in no group, or not in the one asked for.
    """
    groups = list(Group.objects.filter(pk__in=access.group_ids, is_active=True))
    home_id = text_asked(asked, "home", most=20)
    wanted = asked.get("group", "") or _group_of(access, home_id)
    chosen = [group for group in groups if not wanted or str(group.pk) == wanted]
    if not chosen:
        raise Http404("There is no such group.")
    return ClockWanted(chosen[0], groups, home_id, page_asked(asked))


def _group_of(access: Access, home_id: str) -> str:
    """A group of the person that covers a home; the first of theirs where no home is asked."""
    home = known_home(home_id) if home_id else None
    found = groups_worked_in(access, home_id, home["area_code"]) if home else []
    return str(found[0].pk) if found else ""
