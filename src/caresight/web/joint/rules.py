"""May this person? Everything that is not named here is refused.

What is put together was open to every member of every group of the home when it was built;
so whoever works in one of those groups may read it, and nobody else.
"""

from collections.abc import Collection

from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access

PAGES: dict[str, frozenset[Role]] = dict.fromkeys(
    ("together", "clock", "clock_csv"), frozenset({Role.MEMBER})
)
"""The roles that may open each page, by the name of its address."""


def may_see_together(access: Access, covering: Collection[int]) -> bool:
    """Whether the person works in a group that covers the home; `covering` are their ids."""
    return not access.group_ids.isdisjoint(covering)
