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

OPEN_TO_ALL = frozenset({"sign_in", "health", "robots"})
"""Pages that need no sign-in."""

PAGES: dict[str, frozenset[Role]] = {
    "sign_out": EVERYBODY,
    "people": frozenset({Role.ADMINISTRATOR}),
}


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


def may_see_refused_values(roles: Collection[str]) -> bool:
    """Whether the values of rows set aside are shown: they are as raw as they came."""
    return not {Role.ANALYST, Role.ADMINISTRATOR}.isdisjoint(roles)
