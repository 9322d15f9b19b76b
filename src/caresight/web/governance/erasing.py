"""Erases items for good, in one way whoever asks: the schedule, or a person whose data they are.

What was counted of an item stays; its words go from the item, from what was said of it, from the
store of residents' details, and from every pack that was frozen with them.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from caresight.web.intelligence.models import Item
from caresight.web.intelligence.operations import forget_item, wordings_of
from caresight.web.packs.erasing import erase_from_packs


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
