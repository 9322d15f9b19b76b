"""Which roles may open the pages of this app."""

from caresight.web.accounts.roles import EVERYBODY, STAFF, Role

PAGES = {
    **dict.fromkeys("homes compare".split(), STAFF),
    "homes_csv": frozenset({Role.ANALYST, Role.ADMINISTRATOR}),
    **dict.fromkeys("choose_release".split(), EVERYBODY),
}
