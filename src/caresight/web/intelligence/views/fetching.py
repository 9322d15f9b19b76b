"""How a page gets its item: through the door, and not at all where it may not be seen."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from caresight.web.audit.operations import record
from caresight.web.groups.access import Access, access_of
from caresight.web.intelligence import queries

NOT_THERE = "There is no such item, or it is not for you to read."


def item_for(request: HttpRequest, pk: int) -> tuple[Access, Any]:
    """Who asks, and the item; 404 for an item that is not there or not theirs to see."""
    access = access_of(request)
    item = queries.whole_item(access, pk)
    if item is None:
        raise Http404(NOT_THERE)
    return access, item


def require(allowed: bool) -> None:  # noqa: FBT001 - it reads as a sentence
    """Refuse what the rules do not allow; the refusal is recorded by the trail itself."""
    if not allowed:
        raise PermissionDenied


def note_reading(
    access: Access,
    operation: str,
    *,
    subject: str = "",
    home_id: str = "",
    detail: dict[str, object] | None = None,
) -> None:
    """One line of the trail for words that a page is about to show."""
    record(
        actor=access.person,
        at=timezone.now(),
        operation=f"intelligence.{operation}",
        subject=subject,
        home_id=home_id,
        detail=detail,
    )
