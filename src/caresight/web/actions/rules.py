"""May this person? Everything that is not named here is refused.

Those who work in a group see its actions whole. A provider's people see the title, the day
and the state of their own agency's actions. Those who oversee see how many there are.
"""

from caresight.web.accounts.roles import Role
from caresight.web.actions.models import Action
from caresight.web.groups.access import Access

_MEMBERS = frozenset({Role.MEMBER})
_WITH_PROVIDERS = frozenset({Role.MEMBER, Role.PROVIDER})

PAGES: dict[str, frozenset[Role]] = {
    "actions": frozenset({Role.MEMBER, Role.PROVIDER, Role.OVERSIGHT}),
    "actions_csv": _WITH_PROVIDERS,
    "actions_json": _WITH_PROVIDERS,
    "action": _WITH_PROVIDERS,
    "note_on_action": _WITH_PROVIDERS,
    "say_action_done": _WITH_PROVIDERS,
    "open_action": _MEMBERS,
    "edit_action": _MEMBERS,
    "change_action_due": _MEMBERS,
    "hand_over_action": _MEMBERS,
    "close_action": _MEMBERS,
    "send_back_action": _MEMBERS,
    "cancel_action": _MEMBERS,
    "reopen_action": _MEMBERS,
    "action_effect": _MEMBERS,
    "action_effect_csv": _MEMBERS,
}
"""The roles that may open each page, by the name of its address."""


def may_see_whole(access: Access, action: Action) -> bool:
    """Whether they may read what the group says of it."""
    return action.group_id in access.group_ids


def may_see_action(access: Access, action: Action) -> bool:
    """Whether they may know of it at all."""
    if may_see_whole(access, action):
        return True
    return (
        access.holds(Role.PROVIDER)
        and access.agency_id == action.owner_agency_id
        and (not action.home_id or action.home_id in access.home_ids)
    )


def may_open_action(access: Access, group_id: int) -> bool:
    """Whether they may agree a new action in a group's name."""
    return group_id in access.group_ids


def may_note(access: Access, action: Action) -> bool:
    """Whether they may write how it goes."""
    return may_see_action(access, action)


def may_lead(access: Access, action: Action) -> bool:
    """Whether they lead the group that agreed it: cancel it, answer its provider."""
    return action.group_id in access.led_group_ids


def may_manage(access: Access, action: Action) -> bool:
    """Whether they may change, hand over, close and reopen it: those who lead, and its owner."""
    own = action.owner_id is not None and action.owner_id == access.person.pk
    return may_lead(access, action) or (own and may_see_whole(access, action))


def may_say_done(access: Access, action: Action) -> bool:
    """Whether they are the provider's people, whose word a lead accepts or sends back."""
    return may_see_action(access, action) and not may_see_whole(access, action)
