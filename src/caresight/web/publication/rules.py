"""Which roles may open the pages of this app."""

from caresight.web.accounts.roles import EVERYBODY, STAFF, Role

PAGES = {
    **dict.fromkeys("data quality set_aside releases use_cases".split(), STAFF),
    "set_aside_csv": frozenset({Role.ANALYST, Role.ADMINISTRATOR}),
    **dict.fromkeys("about accessibility privacy".split(), EVERYBODY),
}
