"""Fills a home folder's casework with invented records in bulk: a region's worth of years.

500 people, 200,000 intelligence items, 2,000 meetings and what goes with them, over the homes
of an invented release, in ten groups. Called in a process whose Django is set up on that folder.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

PEOPLE, MEETINGS, ITEMS, ACTIONS, ENTRIES = 500, 2_000, 200_000, 20_000, 200_000
WRITERS = 20
"""People who write all at once; each coordinates, and has a home of their own to minute."""
PASSWORD = "three unrelated words"
AREAS = {f"X990000{number:02d}": f"Invented Area {number}" for number in range(1, 11)}
"""Each with 1,500 homes and a group: larger than any real one, so that every list is long."""
BUSY, BORDER = "H00000000", "H00000001"
_BATCH = 2_000
_OFTEN = """
    call bells rang unanswered round late new night staff agency carers unsure quiet lounge family
    worried about fluids lovely welcome clean room food cold manager away records care plan kind
""".split()
_SELDOM = """
    medicine missing out date activities stopped garden locked fall reported bruise hoist laundry
    dentist glasses hearing pressure sore weight loss catheter antibiotic visitors chapel piano
""".split()


@dataclass(frozen=True)
class Region:
    """What records are made about, of and for."""

    casework: Any
    homes: dict[str, Any]
    """Rows of the newest release, by id."""
    now: datetime
    dice: Random
    groups: tuple[Any, ...]
    """The groups that meet, by the area that each covers; the first is the member's."""

    def group(self, number: int) -> Any:
        """The groups in turn."""
        return self.groups[number % len(self.groups)]

    def home_of(self, number: int) -> Any:
        """A home for one record: of each group in turn, one home far more often than others."""
        if number % 100 == 0:
            return self.homes[BUSY]
        of_group = len(self.homes) // len(self.groups)
        place = len(self.groups) * self.dice.randrange(of_group) + number % len(self.groups)
        return self.homes[f"H{place:08d}"]

    def homes_of_group(self, group: Any) -> list[Any]:
        """The homes of a group's area, the most pressing first."""
        number = self.groups.index(group)
        return [row for row in self.homes.values() if self._place(row) == number]

    def groups_of(self, home: Any) -> list[Any]:
        """The groups that cover a home."""
        covering = self.groups[self._place(home)]
        return [self.groups[0], covering] if home["home_id"] == BORDER else [covering]

    def _place(self, home: Any) -> int:
        return int(home["rank"] - 1) % len(self.groups)

    def ago(self, most_days: int) -> datetime:
        """A moment of the last so many days."""
        return self.now - timedelta(days=self.dice.randrange(1, most_days), minutes=1)

    def words(self, how_many: int) -> str:
        """Words as people write them: some often, some seldom."""
        often = self.dice.choices(_OFTEN, k=how_many - 2)
        return " ".join((*often, *self.dice.sample(_SELDOM, 2))).capitalize() + "."


def fill(
    *,
    people: int = PEOPLE,
    meetings: int = MEETINGS,
    items: int = ITEMS,
    actions: int = ACTIONS,
    entries: int = ENTRIES,
    seed: int = 5,
) -> None:
    """Make the groups and people of the tests, then everything else in bulk."""
    from tests.web.casework import make_casework  # noqa: PLC0415

    from caresight.web.directory.releases import newest  # noqa: PLC0415 - needs Django
    from scripts.many_decisions import make_decisions  # noqa: PLC0415
    from scripts.many_entries import make_entries  # noqa: PLC0415
    from scripts.many_items import make_items  # noqa: PLC0415
    from scripts.many_letters import make_letters  # noqa: PLC0415

    release = newest()
    assert release
    ids = [f"H{number:08d}" for number in range(release.summary["homes"])]
    rows = {row["home_id"]: row for row in release.index.home_rows(ids)}
    casework = make_casework()
    region = Region(casework, rows, datetime.now(UTC), Random(seed), _groups(casework))
    _people(region, people)
    make_items(region, items)
    make_decisions(region, meetings=meetings, actions=actions)
    make_letters(region)
    make_entries(region, entries)
    _let_the_database_count()


def home_fields(home: Any) -> dict[str, str]:
    """What a record keeps of a home."""
    return {
        "home_id": home["home_id"], "home_name": home["name"], "area_code": home["area_code"],
    }  # fmt: skip


def in_batches(rows: Iterable[Any], size: int = _BATCH) -> Iterator[list[Any]]:
    """Rows in the portions in which they are kept."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


def _groups(casework: Any) -> tuple[Any, ...]:
    """The groups of the tests, and as many more as there are areas."""
    from caresight.web.groups.models import Group, GroupArea  # noqa: PLC0415

    found = [casework.groups["Alderbourne"], casework.groups["Quillhaven"]]
    for code in list(AREAS)[2:]:
        above = casework.groups["Region"]
        group = Group.objects.create(name=f"Group of {AREAS[code]}", overseen_by=above)
        GroupArea.objects.create(group=group, area_code=code)
        found.append(group)
    return tuple(found)


def _people(region: Region, how_many: int) -> None:
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415

    from caresight.web.accounts.models import HeldRole, Person  # noqa: PLC0415
    from caresight.web.groups.models import Membership  # noqa: PLC0415

    agencies, key = list(region.casework.agencies.values())[:7], make_password(PASSWORD)
    names = [f"writer{n}" for n in range(WRITERS)]
    names += [f"member{n}" for n in range(how_many - WRITERS - len(region.casework.people))]
    made = Person.objects.bulk_create(
        Person(
            username=name, name=f"Invented Person {n}", agency=agencies[n % 7], password=key,
            email=f"{name}@example.invalid",
        )
        for n, name in enumerate(names)
    )  # fmt: skip
    HeldRole.objects.bulk_create(HeldRole(person=one, role="member") for one in made)
    since = region.now.date() - timedelta(days=300)
    Membership.objects.bulk_create(
        Membership(
            group=region.groups[0] if n < WRITERS else region.group(n), person=one,
            from_on=since, position="coordinator" if n < WRITERS else "member",
        )
        for n, one in enumerate(made)
    )  # fmt: skip


def _let_the_database_count() -> None:
    """PostgreSQL counts its tables by itself, a minute after so many rows came; here at once."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
