"""May this person? Everything that is not named here is refused.

A provider's person reads what was said to and by their own agency about a home that it runs
now; a member reads what is said about the homes that their groups cover; a lead of such a
group tells and answers. Oversight, viewers and administrators read none of the words.
"""

from collections.abc import Collection

from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access
from caresight.web.replies.states import STANDING

_MEMBERS = frozenset({Role.MEMBER})
_BOTH_SIDES = frozenset({Role.MEMBER, Role.PROVIDER})

PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys("replies reply telling".split(), _BOTH_SIDES),
    **dict.fromkeys("acknowledge_reply answer_reply tell_provider told told_csv".split(), _MEMBERS),
}
"""The roles that may open each page, by the name of its address."""


def is_own_home(access: Access, home_id: str, own_homes: Collection[str]) -> bool:
    """Whether a home is one that the person answers for as a provider, today."""
    return access.holds(Role.PROVIDER) and access.agency_id is not None and home_id in own_homes


def may_see_as_provider(
    access: Access, *, home_id: str, agency_id: int | None, own_homes: Collection[str]
) -> bool:
    """Whether something said to or by an agency about a home is theirs to read, today."""
    return is_own_home(access, home_id, own_homes) and access.agency_id == agency_id


def may_see_as_member(access: Access, covering: Collection[int]) -> bool:
    """Whether the person works in one of the groups that cover the home."""
    return not access.group_ids.isdisjoint(covering)


def may_see_reply_as_member(access: Access, state: str, covering: Collection[int]) -> bool:
    """Members read a reply from the moment at which it is sent; a draft is the provider's own."""
    return state in STANDING and may_see_as_member(access, covering)


def may_tell(access: Access, covering: Collection[int]) -> bool:
    """Whether the person leads a group that covers the home, and so speaks to its provider."""
    return not access.led_group_ids.isdisjoint(covering)


def may_answer(access: Access, state: str, covering: Collection[int]) -> bool:
    """Whether the person acknowledges and answers a reply that was sent."""
    return state in STANDING and may_tell(access, covering)
