"""May this person? Everything that is not named here is refused.

Needs, offers and what good homes do are the work of a group: its members read and record
them. Themes by quarter are for staff besides: counts only, small ones left out.
"""

from caresight.web.accounts.roles import STAFF, Role
from caresight.web.groups.access import Access

_MEMBERS = frozenset({Role.MEMBER})
PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys(
        (
            "learning", "learning_topic", "learning_csv", "offer_training", "training_offer",
            "training_uptake", "training_effect", "end_offer", "good_practice",
            "take_back_practice",
        ),
        _MEMBERS,
    ),
    **dict.fromkeys(("learning_themes", "learning_themes_csv"), STAFF),
}  # fmt: skip
"""The roles that may open each page, by the name of its address."""


def may_work_in(access: Access, group_id: int) -> bool:
    """Whether the person reads and records what a group offers."""
    return group_id in access.group_ids


def may_end(access: Access, group_id: int, offered_by_id: int) -> bool:
    """Whether the person ends an offer: who made it, and a lead of the group."""
    if group_id not in access.group_ids:
        return False
    return offered_by_id == access.person.pk or group_id in access.led_group_ids


def may_take_back(access: Access, group_id: int, written_by_id: int) -> bool:
    """Whether the person takes a note on good practice back: who wrote it, and a lead."""
    return may_end(access, group_id, written_by_id)


def counts_exactly(access: Access) -> bool:
    """Whether the person reads themes of their own groups exactly, and not the public counts."""
    return bool(access.group_ids)
