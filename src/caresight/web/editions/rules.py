"""May this person? Everything that is not named here is refused.

The overview and its editions hold counts of areas, which tell of no single home: staff read
them. Who takes files out publishes; who looks after people keeps the list of recipients.
"""

from caresight.web.accounts.roles import STAFF, Role

PUBLISHERS = frozenset({Role.ANALYST, Role.ADMINISTRATOR})
KEEPERS = frozenset({Role.ADMINISTRATOR})
PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys(
        ("overview", "overview_csv", "overview_ods", "editions", "edition", "edition_csv",
         "edition_ods"),
        STAFF,
    ),
    "publish_edition": PUBLISHERS,
    **dict.fromkeys(("recipients", "add_recipient", "end_recipient"), KEEPERS),
}  # fmt: skip
"""The roles that may open each page, by the name of its address."""


def may_publish(roles: frozenset[str]) -> bool:
    """Whether the person publishes an edition."""
    return bool(PUBLISHERS & roles)


def may_keep_recipients(roles: frozenset[str]) -> bool:
    """Whether the person keeps the list of recipients."""
    return bool(KEEPERS & roles)
