"""Which homes of a group need which training, by what is noticed and what is said.

A need is a reason to make an offer. It is inferred from what every member may read, so that
all members see the same.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from caresight.pipeline.release_index.reading_together import NoticedOfHome
from caresight.vocabulary.periods import months_after
from caresight.web.audit.unchanged import KeptUntilWritten
from caresight.web.directory.releases import Shown, newest
from caresight.web.groups.models import Group
from caresight.web.groups.queries import scope_of_groups
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Direction
from caresight.web.intelligence.models import ItemTheme
from caresight.web.intelligence.queries import items_all_members_may_see
from caresight.web.learning.topics import Topic, Topics

ITEM_POINTS = 1.0
"""What one item adds to the order of needs: as much as a weak signal."""


@dataclass
class Need:
    """One home's need of one topic."""

    home_id: str
    name: str
    area_name: str = ""
    points: float = 0.0
    sentences: list[str] = field(default_factory=list)
    items: int = 0

    @property
    def why(self) -> str:
        """The reasons in short."""
        said = f"{self.items} thing{'s' if self.items > 1 else ''} that people said"
        return " ".join([*self.sentences, *([f"{said}."] if self.items else [])])


_KEPT: KeptUntilWritten[Hashable, dict[str, list[Need]]] = KeptUntilWritten()


def needs_of(group: Group, wanted: Topics, *, day: date) -> dict[str, list[Need]]:
    """Every topic's needs, the weightiest first; topics without one are left out."""
    release = newest()
    key = (group.pk, day, release.release_id if release else "", wanted.version)
    return _KEPT.get(key, lambda: _worked_out(group, wanted, day, release))


def _worked_out(
    group: Group, wanted: Topics, day: date, release: Shown | None
) -> dict[str, list[Need]]:
    found: dict[str, dict[str, Need]] = defaultdict(dict)
    if release:
        _noticed(group, wanted, release, found)
    _said(group, wanted, day, found)
    return {
        code: sorted(homes.values(), key=lambda one: (-one.points, one.name, one.home_id))
        for code, homes in found.items()
    }


def doing_well(group: Group, topic: Topic, *, most: int = 10) -> list[NoticedOfHome]:
    """Homes of a group that stand out for the better in a topic, each once, best first."""
    release = newest()
    if release is None:
        return []
    index = release.index.within(scope_of_groups([group.pk]))
    worse = {one.home_id for one in index.noticed(topic.indicators, "concerning")}
    best: dict[str, NoticedOfHome] = {}
    for one in index.noticed(topic.indicators, "improving"):
        if one.home_id not in worse:
            best.setdefault(one.home_id, one)
    return list(best.values())[:most]


def _noticed(
    group: Group, wanted: Topics, release: Shown, found: Mapping[str, dict[str, Need]]
) -> None:
    topic_of = {code: topic.code for topic in wanted.topics for code in topic.indicators}
    index = release.index.within(scope_of_groups([group.pk]))
    for one in index.noticed(topic_of, "concerning"):
        homes = found[topic_of[one.indicator]]
        need = homes.setdefault(one.home_id, Need(one.home_id, one.name, one.area_name))
        need.points += one.points
        if one.sentence not in need.sentences:
            need.sentences.append(one.sentence)


def _said(group: Group, wanted: Topics, day: date, found: Mapping[str, dict[str, Need]]) -> None:
    since = months_after(day.replace(day=1), -wanted.counts.months)
    items = items_all_members_may_see(group).filter(
        direction=Direction.WORRYING, observed_on__gte=since
    )
    topics_of = _topics_by_theme(wanted)
    pairs = ItemTheme.objects.filter(item__in=items, code__in=topics_of).values_list(
        "item", "item__home_id", "item__home_name", "code"
    )
    counted: set[tuple[int, str]] = set()
    for item, home_id, name, code in pairs:
        for topic in topics_of[code]:
            if (item, topic) not in counted:
                counted.add((item, topic))
                need = found[topic].setdefault(home_id, Need(home_id, name))
                need.items += 1
                need.points += ITEM_POINTS


def _topics_by_theme(wanted: Topics) -> dict[str, list[str]]:
    """Every heading and group to the topics that it points to."""
    found: dict[str, list[str]] = defaultdict(list)
    for topic in wanted.topics:
        for code in _codes(topic.themes):
            found[code].append(topic.code)
    return found


def _codes(themes: Iterable[str]) -> set[str]:
    """Headings named, and all headings of the groups named."""
    known = coding()
    codes: set[str] = set()
    for code in themes:
        whole = known.group_by_code.get(code) == code
        codes |= set(known.codes_of_group(code)) if whole else {code}
    return codes
