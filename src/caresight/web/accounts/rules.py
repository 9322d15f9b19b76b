"""May this person open this page? Everything that no app's rules name is refused.

Each app declares its own pages in `rules.PAGES`; what a page shows of one home, item or
meeting is asked again of that app's predicates. This first gate only knows roles.
"""

import importlib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.util import find_spec

from django.apps import apps

from caresight.web.accounts.roles import EVERYBODY, Role

OPEN_TO_ALL = frozenset(
    {
        "sign_in", "sign_in_code", "single_sign_on", "single_sign_on_return", "invitation",
        "health", "robots",
    }
)  # fmt: skip
"""Pages that need no sign-in."""

_OWN = (
    "sign_out", "own_account", "own_password", "second_factor", "second_factor_remove",
    "recovery_codes", "end_own_sessions", "held_forms", "held_form", "throw_away_form",
)  # fmt: skip
_OF_PEOPLE = (
    "people", "invite", "person", "person_details", "person_roles", "person_homes",
    "person_disable", "person_enable", "person_reset_factor", "person_end_sessions",
    "person_invite_again", "person_withdraw_invitation",
    "agencies", "agency", "agency_provider", "agency_provider_remove", "agency_area",
    "agency_area_remove",
)  # fmt: skip
PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys(_OWN, EVERYBODY),
    **dict.fromkeys(_OF_PEOPLE, frozenset({Role.ADMINISTRATOR})),
}

NEEDS_SECOND_FACTOR = EVERYBODY - {Role.VIEWER, Role.ANALYST}
"""Who sees casework or people. Viewers and analysts read evidence only, and may have one."""

WITHOUT_SECOND_FACTOR = OPEN_TO_ALL | {"sign_out", "second_factor", "recovery_codes"}
"""What opens to somebody who still owes a second factor: the way to it, and the way out."""

NEVER_HELD = OPEN_TO_ALL | {
    "sign_out", "own_password", "second_factor", "second_factor_remove", "recovery_codes",
    "throw_away_form",
}  # fmt: skip
"""Pages whose forms hold passwords or codes, or nothing typed: a late one is not kept."""


@cache
def declared_pages() -> Mapping[str, frozenset[Role]]:
    """Every page that an app has ruled on, by the name of its address."""
    found: dict[str, frozenset[Role]] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.rules"
        if config.name.startswith("caresight.web.") and find_spec(name):
            found |= importlib.import_module(name).PAGES
    return found


def may_open(roles: Collection[str], page: str) -> bool:
    """Whether somebody with these roles (none: not signed in) may open a page."""
    if page in OPEN_TO_ALL:
        return True
    return bool(declared_pages().get(page, frozenset()).intersection(roles))


def needs_second_factor(roles: Collection[str], *, policy: str) -> bool:
    """Whether somebody with these roles must have a second factor."""
    return policy == "required" and not NEEDS_SECOND_FACTOR.isdisjoint(roles)


def owes_second_factor(roles: Collection[str], *, policy: str, shown: bool, page: str) -> bool:
    """Whether this page stays closed until a second factor was shown in this session."""
    if shown or page in WITHOUT_SECOND_FACTOR:
        return False
    return needs_second_factor(roles, policy=policy)


def may_see_refused_values(roles: Collection[str]) -> bool:
    """Whether the values of rows set aside are shown: they are as raw as they came."""
    return not {Role.ANALYST, Role.ADMINISTRATOR}.isdisjoint(roles)
