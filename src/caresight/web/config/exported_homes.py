"""Which groups cover each home, what may be handed down of it, and by which id it is known."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from caresight.web.directory.releases import newest
from caresight.web.groups.kinds import GroupKind
from caresight.web.groups.models import GroupArea, GroupHome

EVERY_HOME = 1_000_000
STANDING, WITHDRAWN = "standing", "withdrawn"


@dataclass
class LeftOut:
    """How many rows were not handed down, and why; nothing else of them."""

    counts: Counter[str] = field(default_factory=Counter)

    def fits(self, covering: frozenset[int], given: frozenset[int], *, named: bool) -> bool:
        """Whether every member of every covering group may know; counts what may not."""
        if named:
            why = "named_agencies"
        elif not covering:
            why = "no_group_covers"
        else:
            why = "" if covering <= given else "not_shared_with_every_group"
        self.counts[why] += 1
        return not why


@dataclass(frozen=True)
class Coverage:
    """Facts about every home, read once for the whole export."""

    by_area: Mapping[str, frozenset[int]]
    by_home: Mapping[str, frozenset[int]]
    registered: Mapping[str, str]
    areas: Mapping[str, str]

    @classmethod
    def read(cls) -> "Coverage":
        """As it is now."""
        here = {"group__kind": GroupKind.LOCAL, "group__is_active": True}
        areas = GroupArea.objects.filter(**here).values_list("area_code", "group")
        homes = GroupHome.objects.filter(**here).values_list("home_id", "group")
        release = newest()
        rows = release.index.homes(only_open=False, per_page=EVERY_HOME)[0] if release else []
        return cls(
            by_area=_gathered(areas),
            by_home=_gathered(homes),
            registered={row["home_id"]: row["location_ids"].split(" ")[0] for row in rows},
            areas={row["home_id"]: row["area_code"] for row in rows},
        )

    def groups(self, home_id: str, area_code: str) -> frozenset[int]:
        """The groups that cover a home now; by the area of then where the home is unknown."""
        area = self.areas.get(home_id) or area_code
        return self.by_area.get(area, frozenset()) | self.by_home.get(home_id, frozenset())

    def entity(self, home_id: str) -> str:
        """The home's registered id, which follows it; its own id once it left the register."""
        return self.registered.get(home_id) or home_id


def _gathered(pairs: object) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for key, group in pairs:  # type: ignore[attr-defined]
        found.setdefault(key, set()).add(group)
    return {key: frozenset(groups) for key, groups in found.items()}
