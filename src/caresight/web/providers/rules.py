"""May this person? Everything that is not named here is refused.

A provider's person reads and sends for the homes that their agency runs now, or for those of
them that were allotted to them. Members see which returns are missing, in numbers only.
"""

from collections.abc import Collection

from caresight.vocabulary.agencies import Agency
from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access
from caresight.web.replies.rules import is_own_home, may_see_as_provider

_OWN = frozenset({Role.PROVIDER})

PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys(
        """own_homes own_home own_home_csv own_figure own_figure_csv own_return
        own_digital_return own_return_upload own_return_template write_reply edit_reply""".split(),
        _OWN,
    ),
    **dict.fromkeys("missing_returns missing_returns_csv".split(), frozenset({Role.MEMBER})),
}
"""The roles that may open each page, by the name of its address."""

SHARED_EVIDENCE = frozenset(
    {Agency.PROVIDER, Agency.WORKFORCE, Agency.AMBULANCE, Agency.HOSPITAL, Agency.REGULATOR}
)
"""Whose evidence a provider reads without being told: its own, what its calls and admissions
came to, and what the regulator publishes. What safeguarding, the council and Healthwatch hold
may come from somebody who must not be found out; a group's lead tells of it."""

CASEWORK = "casework"
"""The source under which people's own words and decisions are handed to a build."""

PLAIN_SIGNALS = frozenset(
    {
        "silence",
        "behaviour_sudden_zeros",
        "behaviour_copied_months",
        "behaviour_digit_heaping",
        "since_inspection",
        "changed_hands",
        "happening_enforcement",
        "happening_special_focus",
        "happening_penalty",
    }
)
"""Signals without a figure that rest on the home's own returns or on a public register."""


def may_see_figure(agency: str, sources: Collection[str]) -> bool:
    """Whether a provider sees a figure, by whose evidence it is and where it comes from."""
    return agency in SHARED_EVIDENCE and bool(sources) and CASEWORK not in sources


def may_see_plain_signal(agency: str, rule: str) -> bool:
    """Whether a provider sees a signal that rests on no figure."""
    return agency in SHARED_EVIDENCE and rule in PLAIN_SIGNALS


def may_see_own_home(access: Access, home_id: str, own_homes: Collection[str]) -> bool:
    """Whether a home is theirs to look at and to answer for."""
    return is_own_home(access, home_id, own_homes)


def may_see_return(
    access: Access, *, home_id: str, agency_id: int | None, own_homes: Collection[str]
) -> bool:
    """Whether a return is theirs: sent by their agency, of a home that it runs now."""
    return may_see_as_provider(access, home_id=home_id, agency_id=agency_id, own_homes=own_homes)
