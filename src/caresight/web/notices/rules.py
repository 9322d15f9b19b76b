"""May this person? Everything that is not named here is refused."""

from caresight.web.accounts.roles import EVERYBODY, Role
from caresight.web.accounts.rules import may_open
from caresight.web.groups.access import Access
from caresight.web.notices.models import Notice

PAGES: dict[str, frozenset[Role]] = dict.fromkeys(
    "notices notice mark_notices_read".split(), EVERYBODY
)
"""The roles that may open each page, by the name of its address."""


def may_follow(access: Access, notice: Notice) -> bool:
    """Whether a notice may still be read: its page is open to the roles, its group to the person.

    The page itself asks again whether the record on it may be seen.
    """
    reached = access.group_ids | access.overseen_group_ids
    in_reach = notice.group_id is None or notice.group_id in reached
    return notice.person_id == access.person.pk and in_reach and may_open(access.roles, notice.page)
