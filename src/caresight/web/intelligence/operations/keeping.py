"""What time asks for: groups that come later, and words whose retention has ended."""

from datetime import datetime, timedelta

from django.db import transaction

from caresight.web.audit.actors import SYSTEM
from caresight.web.audit.operations import record
from caresight.web.groups.queries import groups_covering
from caresight.web.intelligence.models import (
    Clearance,
    Comment,
    Disposition,
    Import,
    Item,
    ItemGroup,
    ItemText,
    Release,
    Revision,
)
from caresight.web.residents.operations import forget

GONE = "(erased: the words are no longer kept)"
IMPORTS_KEPT = timedelta(days=2)


@transaction.atomic
def forget_item(*, actor: object, at: datetime, item: Item, reason: str) -> None:
    """Delete for good what an item says, and who it is about.

    What was counted of it (home, days, themes, grades, what was decided) stays, so that
    figures that rest on it can still be explained.
    """
    held = Item.objects.select_for_update(no_key=True).get(pk=item.pk)
    if held.forgotten_at is None:
        held.words, held.forgotten_at, held.may_identify = GONE, at, False
        held.withdrawn_why = ""
        held.version += 1
        held.save()
        ItemText.objects.filter(item=held).delete()
        Clearance.objects.filter(item=held).delete()
        Comment.objects.filter(item=held).delete()
        Revision.objects.filter(item=held).update(words=GONE)
        Disposition.objects.filter(item=held).update(reason=GONE, feedback="")
        Release.objects.filter(item=held).update(words_for_provider=GONE)
        record(
            actor=actor,
            at=at,
            operation="intelligence.forget_item",
            subject=f"item:{held.pk}",
            home_id=held.home_id,
            reason=reason,
        )
    # Asked again it does no harm: the store apart may have failed the first time.
    forget(item_ref=held.ref, reason=reason, actor=actor, at=at)


def wordings_of(item: Item) -> list[str]:
    """Every wording that an item ever had: wherever else one was quoted, it is found by it."""
    found = [item.words, *Revision.objects.filter(item=item).values_list("words", flat=True)]
    found += Clearance.objects.filter(item=item).values_list("words", flat=True)
    found += Release.objects.filter(item=item).values_list("words_for_provider", flat=True)
    return list(dict.fromkeys(one.strip() for one in found if one.strip()))


def look_after_items(*, at: datetime) -> str:
    """Once a day: give items to groups that have come to cover their homes.

    Spreadsheets that were checked hold words and are no record: they are deleted after two days.
    """
    old, _ = Import.objects.filter(at__lt=at - IMPORTS_KEPT).delete()
    given = 0
    for item in Item.objects.filter(given_to=None, withdrawn_at=None, forgotten_at=None)[:5_000]:
        groups = list(groups_covering(item.home_id, item.area_code))
        if groups:
            with transaction.atomic():
                ItemGroup.objects.bulk_create(
                    (ItemGroup(item=item, group=group) for group in groups), ignore_conflicts=True
                )
                record(
                    actor=SYSTEM,
                    at=at,
                    operation="intelligence.give_to_groups",
                    subject=f"item:{item.pk}",
                    home_id=item.home_id,
                    detail={"groups": [group.pk for group in groups]},
                )
            given += 1
    return f"{given} items given to groups, {old} checked spreadsheets deleted"
