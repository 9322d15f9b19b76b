"""May this person? Everything that is not named here is refused."""

from caresight.web.accounts.roles import Role

PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys("jobs try_job_again".split(), frozenset({Role.ADMINISTRATOR})),
}
"""The roles that may open each page, by the name of its address."""
