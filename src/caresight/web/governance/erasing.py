"""Erases items for good, in one way whoever asks: the schedule, or a person whose data they are.

What was counted of an item stays; its words go from the item, from what was said of it, from the
store of residents' details, and from every pack that was frozen with them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record
from caresight.web.governance.queries import held_homes
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.models.item import ref_of
from caresight.web.intelligence.operations import forget_item, wordings_of
from caresight.web.packs.erasing import erase_from_packs


@transaction.atomic
def erase_on_request(*, actor: Person, at: datetime, items: Sequence[int], reason: str) -> int:
    """Erase the items of a request, all or none; gives how many held words until now.

    Refused where one is not there, or is kept by a legal hold.
    """
    found = {one.pk: one for one in Item.objects.select_for_update().filter(pk__in=items)}
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
    wordings: dict[str, list[str]] = {}
    groups: set[int] = set()
    for item in items:
        if item.forgotten_at is None:
            wordings[item.ref] = wordings_of(item)
            groups |= set(item.given_to.values_list("group", flat=True))
            forget_item(actor=actor, at=at, item=item, reason=reason)
    if wordings:
        erase_from_packs(actor=actor, at=at, wordings=wordings, group_ids=sorted(groups))
    return len(wordings)
