"""Erases items for good, in one way whoever asks: the schedule, or a person whose data they are.

What was counted of an item stays; its words go from the item, from what was said of it, from the
store of residents' details, and from every pack that was frozen with them.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record
from caresight.web.governance.one_at_a_time import one_at_a_time
from caresight.web.governance.queries import held_homes
from caresight.web.groups.models import Group
from caresight.web.intelligence.models import Item, ItemGroup
from caresight.web.intelligence.models.item import ref_of
from caresight.web.intelligence.operations import forget_item, wordings_of
from caresight.web.packs.erasing import erase_from_packs

AT_ONCE = 500
"""Items named in one query."""


@transaction.atomic
def erase_on_request(*, actor: Person, at: datetime, items: Sequence[int], reason: str) -> int:
    """Erase the items of a request, all or none; gives how many held words until now.

    Refused where one is not there, or is kept by a legal hold.
    """
    one_at_a_time()
    found = {
        one.pk: one for one in Item.objects.select_for_update(no_key=True).filter(pk__in=items)
    }
    if unknown := [ref_of(one) for one in items if one not in found]:
        raise Refusal("There is no such item; nothing was erased.", came=", ".join(unknown),
                      what_to_do="check the references.")  # fmt: skip
    homes, everything = held_homes()
    if kept := [one.ref for one in found.values() if everything or one.home_id in homes]:
        raise Refusal("A legal hold keeps this; nothing was erased.", came=", ".join(kept),
                      what_to_do="see Legal holds, and lift the hold first if it has ended.",
                      )  # fmt: skip
    erased = erase_items(actor=actor, at=at, items=found.values(), reason=reason)
    record(actor=actor, at=at, operation="governance.erase_on_request", subject="items",
           reason=reason, detail={"items": sorted(found), "erased": erased})  # fmt: skip
    return erased


@transaction.atomic
def erase_items(*, actor: object, at: datetime, items: Iterable[Item], reason: str) -> int:
    """Erase items that have not been erased yet; gives how many."""
    due, groups = _held({item.pk for item in items})
    wordings = {item.ref: wordings_of(item) for item in due}
    for item in due:
        forget_item(actor=actor, at=at, item=item, reason=reason)
    if wordings:
        erase_from_packs(actor=actor, at=at, wordings=wordings, group_ids=groups)
    return len(wordings)


def _held(keys: Collection[int]) -> tuple[list[Item], list[int]]:
    """Those of the items that still have words, and the groups that they were given to.

    All are held until the transaction ends, before a line is written to the trail: nobody edits
    an item meanwhile, and no pack that was made with its words is frozen after they are gone.
    """
    due: list[Item] = []
    in_order = sorted(keys)
    for start in range(0, len(in_order), AT_ONCE):
        part = Item.objects.filter(pk__in=in_order[start : start + AT_ONCE], forgotten_at=None)
        due += part.select_for_update(no_key=True).order_by("pk")
    given: set[int] = set()
    for start in range(0, len(due), AT_ONCE):
        to = ItemGroup.objects.filter(item__in=[one.pk for one in due[start : start + AT_ONCE]])
        given |= set(to.values_list("group", flat=True))
    held = Group.objects.select_for_update(no_key=True).filter(pk__in=given).order_by("pk")
    return due, list(held.values_list("pk", flat=True))
