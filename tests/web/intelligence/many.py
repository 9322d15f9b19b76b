"""As many items as an installation may hold, for tests of speed: 200,000 in half a minute.

    from tests.web.intelligence.many import make_many_items
    make_many_items(people=people, homes=[("H00000000", "Rowan Court", "X99000001"), …])

They go past the operations, so that they leave no trail; everything else is as the form would
keep it: words that are searched, themes, groups that cover each home, every handling code.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.db import transaction

from caresight.web.accounts.models import Agency, Person
from caresight.web.groups.queries import groups_covering
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Handling, Kind, State
from caresight.web.intelligence.models import Item, ItemAgency, ItemGroup, ItemText, ItemTheme
from caresight.web.intelligence.search_words import search_text

WORDS = """
    bells unanswered night staff agency tired meals late cold tea garden singing visitors smell
    corridor hoist broken lift medicines missed chart unsigned falls bruise pressure sore dressing
    manager away kind patient laughter activities complaint answered telephone handover hospital
    discharge ambulance waiting paramedic notes bed rails crash mat call cord shower hot water
    heating windows laundry lost glasses hearing aid dentures fluids thickener choking supervision
    training induction rota gaps weekend evening morning lunch supper calm quarrel window latch
""".split()
HANDLING = [Handling.GROUP_ONLY] * 14 + [
    Handling.PROVIDER_MAY_SEE, Handling.PROVIDER_MAY_SEE, Handling.PUBLIC_THEME_ONLY,
    Handling.NAMED_AGENCIES,
]  # fmt: skip
BATCH = 10_000
Home = tuple[str, str, str]
"""Its id, name and area."""


def make_many_items(
    *,
    people: Sequence[Person],
    homes: Sequence[Home],
    how_many: int = 200_000,
    last_day: date = date(2026, 11, 21),
    seed: int = 1,
) -> int:
    """Make them, the newest last, and say how many there are now."""
    dice = Random(seed)
    covering = {home: _groups(home) for home in homes}
    agencies = list(Agency.objects.all()[:20])
    codes = sorted(coding().codes_in_use)
    for begun in range(0, how_many, BATCH):
        batch = range(begun, min(begun + BATCH, how_many))
        chosen = [dice.choice(homes) for _ in batch]
        items = [
            _item(dice, home, dice.choice(people), last_day, number / how_many)
            for number, home in zip(batch, chosen, strict=True)
        ]
        with transaction.atomic():
            _keep(dice, items, chosen, covering, agencies, codes)
    return Item.objects.count()


def _groups(home: Home) -> list[int]:
    return [group.pk for group in groups_covering(home[0], home[2])]


def _item(dice: Random, home: Home, person: Person, last_day: date, when: float) -> Item:
    seen = last_day - timedelta(days=int((1 - when) * 1_500) + dice.randrange(20))
    direction = dice.choices(["worrying", "good", "neutral"], [7, 2, 1])[0]
    return Item(
        home_id=home[0],
        home_name=home[1],
        area_code=home[2],
        observed_on=seen,
        received_on=seen,
        recorded_at=datetime(seen.year, seen.month, seen.day, 12, tzinfo=UTC),
        reporter=person,
        reporter_agency_id=person.agency_id,
        kind=dice.choice(list(Kind)),
        direction=direction,
        severity=dice.choices([1, 2, 3, 4, 5], [30, 40, 20, 8, 2])[0],
        grade=dice.choices(["none", "consider", "suspect"], [92, 6, 2])[0],
        handling=dice.choice(HANDLING),
        words=" ".join(dice.choices(WORDS, k=dice.randrange(12, 70))).capitalize() + ".",
        state=dice.choices([State.NEW, State.LOOKING, State.NO_ACTION, State.ACTION], [2, 1, 5, 2])[
            0
        ],
        review_by=seen + timedelta(days=60) if dice.random() < 0.05 else None,
    )


def _keep(  # the parts of one batch, each in one statement
    dice: Random,
    items: list[Item],
    chosen: list[Home],
    covering: dict[Home, list[int]],
    agencies: list[Agency],
    codes: list[str],
) -> None:
    Item.objects.bulk_create(items, batch_size=2_000)
    named = [item for item in items if item.handling == Handling.NAMED_AGENCIES]
    ItemAgency.objects.bulk_create(
        [ItemAgency(item=item, agency=dice.choice(agencies)) for item in named], batch_size=2_000
    )
    ItemGroup.objects.bulk_create(
        [
            ItemGroup(item=item, group_id=pk)
            for item, home in zip(items, chosen, strict=True)
            for pk in covering[home]
        ],
        batch_size=2_000,
    )
    ItemTheme.objects.bulk_create(
        [
            ItemTheme(item=item, code=code)
            for item in items
            for code in dice.sample(codes, dice.choice([1, 1, 2]))
        ],
        batch_size=2_000,
    )
    ItemText.objects.bulk_create(
        [ItemText(item=item, text=search_text(item.words, item.home_name)) for item in items],
        batch_size=2_000,
    )
