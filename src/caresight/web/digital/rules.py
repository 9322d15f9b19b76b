"""May this person? Everything that is not named here is refused.

How digital homes are is evidence: staff read it of the homes within their reach, and a
provider's people of their own homes. Support is offered by the members of a home's groups; a
provider reads what was offered to its homes, without the group's notes. Filters are one's own.
"""

from collections.abc import Collection

from caresight.web.accounts.roles import STAFF, Role
from caresight.web.digital.models import SavedFilter, SupportOffer
from caresight.web.groups.access import Access
from caresight.web.replies.rules import is_own_home

_MEMBERS = frozenset({Role.MEMBER})
_FILES = frozenset({Role.ANALYST, Role.MEMBER, Role.ADMINISTRATOR})

PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys(
        "digital digital_csv digital_finder digital_matching save_filter forget_filter".split(),
        STAFF,
    ),
    "digital_finder_csv": _FILES,
    **dict.fromkeys(("digital_home", "digital_return_template"), STAFF | {Role.PROVIDER}),
    **dict.fromkeys(
        "offer_support support_outcome support_offers support_offers_csv".split(), _MEMBERS
    ),
}
"""The roles that may open each page, by the name of its address."""


def may_use_filter(access: Access, kept: SavedFilter) -> bool:
    """Whether a filter is the person's own."""
    return kept.person_id == access.person.pk


def may_offer_support(access: Access, covering: Collection[int]) -> bool:
    """Whether the person works in one of the groups that cover a home."""
    return not access.group_ids.isdisjoint(covering)


def may_record_outcome(access: Access, offer: SupportOffer) -> bool:
    """Whether the person records what came of an offer: members of the group that made it."""
    return offer.group_id in access.group_ids


def may_see_offer(access: Access, offer: SupportOffer, own_homes: Collection[str]) -> bool:
    """Whether the person sees that support was offered: its group, and the home's provider."""
    if offer.group_id in access.group_ids:
        return True
    return is_own_home(access, offer.home_id, own_homes)


def may_see_notes(access: Access, offer: SupportOffer) -> bool:
    """Whether the person reads what the group noted beside an offer: members of it alone."""
    return offer.group_id in access.group_ids
