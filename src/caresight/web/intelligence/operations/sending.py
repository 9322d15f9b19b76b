"""Sending an item together with what identifies a resident, which goes to the store apart."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caresight.web.accounts.models import Person
from caresight.web.intelligence import policies
from caresight.web.intelligence.identifying import identifying_parts, without_parts
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.operations.reporting import report_item
from caresight.web.residents.operations import keep_details

KEPT_APART = "[kept apart]"


@transaction.atomic
def send_item(
    *,
    actor: Person,
    at: datetime,
    token: UUID,
    words: str,
    home_name: str,
    move_names: bool = False,
    details: str = "",
    **given: Any,
) -> Item:
    """Report an item; with `move_names` what may identify somebody is moved to the store apart.

    The item and its details are kept together or not at all.
    """
    if earlier := _sent_as_first(token, actor):
        return earlier
    found = identifying_parts(words, allowed=[home_name]) if move_names else []
    if found:
        details = "\n\n".join(part for part in (details.strip(), words.strip()) if part)
        words = without_parts(words, found, put=KEPT_APART)

    def keep_apart(item: Item) -> None:
        # Last, so that a store that cannot be written leaves no item without its details.
        if details.strip():
            _keep(item, details, actor, at)

    return report_item(
        actor=actor, at=at, token=token, words=words, home_name=home_name,
        resident_identifiable=bool(details.strip()), and_keep=keep_apart, **given,
    )  # fmt: skip


def _sent_as_first(token: UUID, actor: Person) -> Item | None:
    return Item.objects.filter(token=token, reporter=actor).first()


@transaction.atomic
def keep_item_details(*, actor: Person, at: datetime, item: Item, words: str) -> None:
    """Add, to the store apart, who an item is about."""
    # As it is now, and held: of an item that is erased nothing may be kept apart any more.
    policies.check_can_change(Item.objects.select_for_update(no_key=True).get(pk=item.pk))
    Item.objects.filter(pk=item.pk).update(resident_identifiable=True)
    _keep(item, words, actor, at)


def _keep(item: Item, words: str, actor: Person, at: datetime) -> None:
    keep_details(item_ref=item.ref, words=words, actor=actor, at=at, home_id=item.home_id)
