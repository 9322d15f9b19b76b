"""May this person? Everything that is not named here is refused."""

from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group

_SEE = frozenset({Role.MEMBER, Role.OVERSIGHT, Role.ADMINISTRATOR})
_MANAGE = frozenset({Role.ADMINISTRATOR})
_LEAD = frozenset({Role.ADMINISTRATOR, Role.MEMBER})

PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys("groups group group_terms".split(), _SEE),
    **dict.fromkeys(
        "add_group edit_group group_areas add_border_home remove_border_home".split(), _MANAGE
    ),
    **dict.fromkeys("add_member end_membership agree_terms".split(), _LEAD),
}
"""The roles that may open each page, by the name of its address."""


def may_manage_groups(access: Access) -> bool:
    """Whether groups, their areas and their homes near the border may be made and changed."""
    return access.holds(Role.ADMINISTRATOR)


def may_change_members(access: Access, group: Group) -> bool:
    """Whether people may be added to a group, and their time in it ended.

    Those who chair or coordinate a group see to its members themselves; nobody's roles are
    changed by it.
    """
    return may_manage_groups(access) or group.pk in access.led_group_ids


def may_agree_terms(access: Access, group: Group) -> bool:
    """Whether terms of reference may be put down as agreed."""
    return may_change_members(access, group)
