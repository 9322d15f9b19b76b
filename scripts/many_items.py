"""Intelligence items in bulk, with all that the real writes keep: themes, readers, the search."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from scripts.many_records import ITEMS, Region, home_fields, in_batches


def make_items(region: Region, how_many: int) -> None:
    """So many items, the newest last."""
    from caresight.web.intelligence import models  # noqa: PLC0415
    from caresight.web.intelligence.coding import coding  # noqa: PLC0415
    from caresight.web.intelligence.search_words import search_text  # noqa: PLC0415

    codes = [one.code for one in coding().themes]
    named = next(iter(region.casework.agencies.values()))
    reporters = _reporters(region)
    for batch in in_batches(_item(region, number, reporters) for number in range(how_many)):
        made = models.Item.objects.bulk_create(batch)
        models.ItemGroup.objects.bulk_create(
            models.ItemGroup(item=item, group=group)
            for item in made
            for group in region.groups_of(region.homes[item.home_id])
        )
        models.ItemTheme.objects.bulk_create(
            models.ItemTheme(item=item, code=code)
            for item in made
            for code in region.dice.sample(codes, 1 + item.severity % 2)
        )
        models.ItemAgency.objects.bulk_create(
            models.ItemAgency(item=item, agency=named)
            for item in made
            if item.handling == "named_agencies" and item.pk % 2
        )
        models.ItemText.objects.bulk_create(
            models.ItemText(item=item, text=search_text(item.words, item.home_name))
            for item in made
        )
        _said_of(region, made)


def _item(region: Region, number: int, reporters: Sequence[Any]) -> Any:
    from caresight.web.intelligence.kinds import Direction, Kind, State  # noqa: PLC0415
    from caresight.web.intelligence.models import Item  # noqa: PLC0415

    dice, at = region.dice, region.now - timedelta(minutes=13 * (ITEMS - number))
    # Most people send a few; those who measure have sent some thousands.
    reporter = reporters[-1 - number // 7 % 5] if number % 7 == 0 else dice.choice(reporters)
    state = dice.choices(list(State), (2, 2, 1, 10, 3, 30, 2))[0] if number < 190_000 else State.NEW
    return Item(
        **home_fields(region.home_of(number)), observed_on=at.date(), received_on=at.date(),
        recorded_at=at, reporter=reporter, reporter_agency=reporter.agency,
        direction=dice.choices(list(Direction), (7, 2, 1))[0], kind=dice.choice(list(Kind)),
        severity=dice.choices((1, 2, 3, 4, 5), (30, 30, 25, 12, 3))[0], state=state,
        handling="named_agencies" if number % 20 == 7 else "group_only",
        review_by=at.date() + timedelta(days=90) if number % 50 == 3 else None,
        withdrawn_at=at if number % 60 == 11 else None, words=region.words(25),
    )  # fmt: skip


def _reporters(region: Region) -> list[Any]:
    """Everybody who may send items; those named in the tests come last."""
    from caresight.web.accounts.models import Person  # noqa: PLC0415

    named = ("neighbour", "healthwatch", "social_worker", "ambulance", "council")
    others = Person.objects.filter(username__startswith="member").select_related("agency")
    return [*others, *(region.casework.people[name] for name in named)]


def _said_of(region: Region, items: Sequence[Any]) -> None:
    """What groups decided about items, and what members added to some."""
    from caresight.web.intelligence.kinds import Step  # noqa: PLC0415
    from caresight.web.intelligence.models import Comment, Disposition, ItemStep  # noqa: PLC0415

    lead = region.casework.people["council"]
    Disposition.objects.bulk_create(
        Disposition(item=item, state=item.state, reason="Decided so.", by=lead, at=item.recorded_at)
        for item in items
        if item.state != "new"
    )
    some = [item for item in items if item.pk % 10 == 0]
    Comment.objects.bulk_create(
        Comment(item=item, words=region.words(12), by=lead, at=item.recorded_at) for item in some
    )
    ItemStep.objects.bulk_create(
        ItemStep(
            item=item, kind=Step.DISCUSSED, on=item.received_on, group=region.groups[0],
            subject_ref="M-000001",
        )
        for item in some
    )  # fmt: skip
