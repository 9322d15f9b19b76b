"""May this person? Everything that is not named here is refused."""

from caresight.web.accounts.roles import Role

PAGES: dict[str, frozenset[Role]] = {}
"""The roles that may open each page, by the name of its address."""
