"""May this person? Everything that is not named here is refused.

A project and what it changed are facts that staff read, as they read evidence. The names of
its homes are read by whoever reads the evidence of these homes. Members of groups register
projects; who registered one, and a lead of its group, changes it and takes it back.
"""

from caresight.web.accounts.roles import STAFF, Role
from caresight.web.groups.access import Access

_MEMBERS = frozenset({Role.MEMBER})
PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys(("projects", "project", "project_csv"), STAFF),
    **dict.fromkeys(("register_project", "change_project", "take_back_project"), _MEMBERS),
}
"""The roles that may open each page, by the name of its address."""


def may_register(access: Access) -> bool:
    """Whether the person registers projects: anybody who works in a group."""
    return bool(access.group_ids)


def may_change(access: Access, group_id: int, registered_by_id: int) -> bool:
    """Whether the person changes a project: who registered it, and a lead of its group."""
    if group_id not in access.group_ids:
        return False
    return registered_by_id == access.person.pk or group_id in access.led_group_ids
