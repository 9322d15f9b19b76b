"""What of an item may leave the group: checked words only, and never who said them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from caresight.web.accounts.models import AgencyProvider
from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Handling, State
from caresight.web.intelligence.models import Clearance, Item, Release


@dataclass(frozen=True)
class SharedItem:
    """An item as the provider of its home reads it: a lead's wording, and nobody's name."""

    ref: str
    home_id: str
    home_name: str
    words: str
    direction: str
    themes: tuple[str, ...]
    observed_on: date
    told_at: datetime
    state: str


def words_outside(item: Item) -> str | None:
    """The words of an item that may leave the group; None while nobody has checked them.

    Ask for items with `select_related("clearance")`.
    """
    if item.forgotten_at is not None:
        return None
    try:
        clearance = item.clearance
    except Clearance.DoesNotExist:
        return None if item.may_identify else item.words
    if clearance.of_version == item.version:
        return clearance.words
    return None if item.may_identify else item.words


def items_for_provider(access: Access, home_id: str = "") -> list[SharedItem]:
    """Items passed on to the person's agency about homes that it runs now, newest first."""
    if not access.holds(Role.PROVIDER) or access.agency_id is None or not access.home_ids:
        return []
    ours = AgencyProvider.objects.filter(
        agency=access.agency_id, register=OuterRef("register"), provider_id=OuterRef("provider_id")
    )
    found = (
        Release.objects.filter(
            Exists(ours),
            home_id__in=[home_id] if home_id in access.home_ids else sorted(access.home_ids),
            taken_back_at=None,
            item__withdrawn_at=None,
            item__forgotten_at=None,
            item__handling=Handling.PROVIDER_MAY_SEE,
        )
        if not home_id or home_id in access.home_ids
        else Release.objects.none()
    )
    released = found.select_related("item").prefetch_related("item__themes").order_by("-pk")
    return [_shared(one) for one in released]


def _shared(release: Release) -> SharedItem:
    item, words = release.item, coding()
    return SharedItem(
        ref=item.ref,
        home_id=item.home_id,
        home_name=item.home_name,
        words=release.words_for_provider,
        direction=item.direction,
        themes=tuple(words.label(theme.code) for theme in item.themes.all()),
        observed_on=item.observed_on,
        told_at=release.at,
        state=State(item.state).label,
    )
