"""May this person? Everything that is not named here is refused."""

from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access

PAGES: dict[str, frozenset[Role]] = {}
"""The store has no pages of its own: it is opened from an item, by who may see that item."""


def may_open_details(access: Access) -> bool:
    """Whether details may be opened, of an item that the person may see."""
    return access.holds(Role.SAFEGUARDING)
