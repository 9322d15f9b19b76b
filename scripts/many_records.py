"""Fills a home folder's casework with invented records in bulk: a region's worth of years.

500 people, 2,000 meetings, 200,000 intelligence items and 20,000 actions over the homes of
an invented release. Called in a process whose Django is set up on that folder.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

PEOPLE, MEETINGS, ITEMS, ACTIONS = 500, 2_000, 200_000, 20_000
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
AREAS = ("X99000001", "X99000002")
_SAID = """
    call bells rang unanswered medicine round late new night staff agency carers unsure quiet
    lounge family worried about fluids lovely welcome clean room food cold manager away records
    missing care plan out of date kind carers activities stopped garden locked fall not reported
""".split()


def fill(
    homes: int,
    *,
    people: int = PEOPLE,
    meetings: int = MEETINGS,
    items: int = ITEMS,
    actions: int = ACTIONS,
    seed: int = 5,
) -> None:
    """Make the two groups of the tests, then everything else in bulk."""
    from tests.web.casework import make_casework  # noqa: PLC0415 - needs Django

    casework = make_casework()
    dice = Random(seed)
    _people(casework, people)
    _items(casework, homes, items, dice)
    _meetings(casework, homes, meetings, dice)
    _actions(casework, homes, actions, dice)


def _people(casework: Any, how_many: int) -> None:
    from caresight.web.accounts.models import HeldRole, Person  # noqa: PLC0415
    from caresight.web.groups.models import Membership  # noqa: PLC0415

    agencies = list(casework.agencies.values())
    groups = [casework.groups["Alderbourne"], casework.groups["Quillhaven"]]
    made = Person.objects.bulk_create(
        Person(username=f"member{n}", agency=agencies[n % len(agencies)], password="!")
        for n in range(how_many)
    )
    HeldRole.objects.bulk_create(HeldRole(person=one, role="member") for one in made)
    Membership.objects.bulk_create(
        Membership(group=groups[n % 2], person=one, from_on=NOW.date() - timedelta(days=300))
        for n, one in enumerate(made)
    )


def _items(casework: Any, homes: int, how_many: int, dice: Random) -> None:
    from caresight.web.intelligence.models import (  # noqa: PLC0415
        Item,
        ItemGroup,
        ItemText,
        ItemTheme,
    )
    from caresight.web.intelligence.search_words import search_text  # noqa: PLC0415

    reporters = [casework.people[name] for name in ("council", "ambulance", "social_worker")]
    groups = [casework.groups["Alderbourne"], casework.groups["Quillhaven"]]
    themes = ("staffing", "medicines", "safeguarding", "leadership")

    def one(number: int) -> Item:
        home = 3 * dice.randrange(homes // 3) + number % 2
        days = dice.randrange(1, 1800)
        reporter = reporters[number % len(reporters)]
        at = NOW - timedelta(days=days)
        return Item(
            home_id=f"H{home:08d}", home_name=f"Invented Home {home}", area_code=AREAS[number % 2],
            observed_on=at.date(), received_on=at.date(), recorded_at=at, reporter=reporter,
            reporter_agency=reporter.agency, direction="worrying", severity=1 + number % 3,
            words=" ".join(dice.choices(_SAID, k=25)),
        )  # fmt: skip

    for batch in _batches((one(number) for number in range(how_many)), 2_000):
        made = Item.objects.bulk_create(batch)
        ItemGroup.objects.bulk_create(
            ItemGroup(item=item, group=groups[AREAS.index(item.area_code)]) for item in made
        )
        ItemTheme.objects.bulk_create(
            ItemTheme(item=item, code=themes[item.severity % len(themes)]) for item in made
        )
        ItemText.objects.bulk_create(
            ItemText(item=item, text=search_text(item.words, item.home_name)) for item in made
        )


def _meetings(casework: Any, homes: int, how_many: int, dice: Random) -> None:
    from caresight.web.meetings.models import AgendaItem, Meeting  # noqa: PLC0415

    groups = [casework.groups["Alderbourne"], casework.groups["Quillhaven"]]
    made = Meeting.objects.bulk_create(
        Meeting(
            group=groups[n % 2], kind="monthly", title="Monthly meeting", state="signed",
            starts_at=NOW - timedelta(days=n), ends_at=NOW - timedelta(days=n) + timedelta(hours=2),
            signed_by=casework.people["chair"], signed_at=NOW,
        )
        for n in range(1, how_many + 1)
    )  # fmt: skip
    places = (
        AgendaItem(
            meeting=meeting, home_id=f"H{home:08d}", home_name=f"Invented Home {home}",
            area_code=AREAS[0], position=position, why="flagged", put_at=NOW,
        )
        for meeting in made
        for position, home in enumerate(dice.sample(range(0, homes, 3), 10))
    )  # fmt: skip
    for batch in _batches(places, 2_000):
        AgendaItem.objects.bulk_create(batch)


def _actions(casework: Any, homes: int, how_many: int, dice: Random) -> None:
    from caresight.web.actions.models import Action  # noqa: PLC0415

    owners = [casework.people[name] for name in ("council", "regulator", "healthwatch")]
    groups = [casework.groups["Alderbourne"], casework.groups["Quillhaven"]]

    def one(number: int) -> Action:
        home, owner = 3 * dice.randrange(homes // 3) + number % 2, owners[number % len(owners)]
        closed = number % 5 != 0
        return Action(
            group=groups[number % 2], home_id=f"H{home:08d}", home_name=f"Invented Home {home}",
            area_code=AREAS[number % 2], title=f"Visit number {number}", kind="visit", owner=owner,
            owner_agency=owner.agency, due_on=(NOW - timedelta(days=number % 900 - 60)).date(),
            why_no_cites="invented", state="closed" if closed else "open",
            outcome="done" if closed else "", closed_at=NOW if closed else None,
            opened_by=owner, opened_at=NOW - timedelta(days=number % 900),
        )  # fmt: skip

    for batch in _batches((one(number) for number in range(how_many)), 2_000):
        Action.objects.bulk_create(batch)


def _batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch
