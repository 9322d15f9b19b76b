"""May this person? Everything that is not named here is refused.

A pack has one audience. Members of its group read it; those invited to a whole review read
the review's pack; who oversees the group reads what was sent up; the provider's invited
people read the part of a review that is for them. Nobody else knows that it exists.
"""

from dataclasses import dataclass

from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access
from caresight.web.packs.kinds import Audience, PackState

_READERS = frozenset({Role.MEMBER, Role.OVERSIGHT, Role.PROVIDER})
_MEMBERS = frozenset({Role.MEMBER})

PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys("packs pack pack_pdf pack_ods pack_xlsx".split(), _READERS),
    **dict.fromkeys(
        "freeze_pack freeze_review_pack report_up rebuild_pack".split(),
        _MEMBERS,
    ),
}
"""The roles that may open each page, by the name of its address."""


@dataclass(frozen=True)
class Held:
    """What the rules need to know of a pack."""

    audience: Audience
    state: PackState
    group_id: int
    of_whole_review: bool = False
    """Whether it belongs to a review that this person may read whole."""
    of_invited_part: bool = False
    """Whether it belongs to a review to whose part two this person is invited."""


def may_read(access: Access, pack: Held) -> bool:
    """Whether somebody may read a pack, in any form."""
    if _is_insider(access, pack):
        return True
    if pack.state is not PackState.FROZEN:
        return False
    if pack.audience is Audience.OVERSIGHT:
        return pack.group_id in access.overseen_group_ids
    return pack.audience is Audience.PROVIDER and _is_provider_invited(access, pack)


def may_freeze(access: Access, group_id: int) -> bool:
    """Whether somebody may freeze a pack or send a report up: the leads of the group."""
    return group_id in access.led_group_ids


def _is_insider(access: Access, pack: Held) -> bool:
    return access.holds(Role.MEMBER) and (pack.group_id in access.group_ids or pack.of_whole_review)


def _is_provider_invited(access: Access, pack: Held) -> bool:
    return access.holds(Role.PROVIDER) and pack.of_invited_part
