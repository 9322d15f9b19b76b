"""May this person? The trail, retention and extracts are for the governance lead alone."""

from caresight.web.accounts.roles import Role

PAGES = dict.fromkeys(
    """
    governance audit_trail audit_trail_csv retention apply_retention holds lift_hold extracts
    erase
    """.split(),
    frozenset({Role.INFORMATION_GOVERNANCE}),
)
"""The roles that may open each page, by the name of its address."""
