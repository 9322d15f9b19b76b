"""What people are here to do. A person may hold several roles; each opens pages of its own."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is here to do."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    CONTRIBUTOR = "contributor"
    MEMBER = "member"
    SAFEGUARDING = "safeguarding"
    OVERSIGHT = "oversight"
    PROVIDER = "provider"
    INFORMATION_GOVERNANCE = "information_governance"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role as a page words it."""
        return self.value.replace("_", " ").capitalize()

    @property
    def meaning(self) -> str:
        """What the role is for, as the person who grants it should read it."""
        return _MEANINGS[self]


_MEANINGS = {
    Role.VIEWER: "reads the evidence of every home; sees nothing that people said or decided",
    Role.ANALYST: "as a viewer, and takes lists and refused rows out as files",
    Role.CONTRIBUTOR: "sends what they know of a home, and sees what became of it",
    Role.MEMBER: "works in the groups that they belong to: intelligence, meetings, actions",
    Role.SAFEGUARDING: "opens details that identify a resident, with a reason that is kept",
    Role.OVERSIGHT: "reads what the groups that they oversee report: levels, outcomes, logs",
    Role.PROVIDER: "sees and answers for their own homes only",
    Role.INFORMATION_GOVERNANCE: "reads the audit trail; keeps retention, holds and extracts",
    Role.ADMINISTRATOR: "adds people and groups; sees nothing that people said or decided",
}

STAFF = frozenset({Role.VIEWER, Role.ANALYST, Role.MEMBER, Role.OVERSIGHT, Role.ADMINISTRATOR})
"""Who reads evidence: every home, or the homes of their groups."""
EVERY_AREA = frozenset({Role.VIEWER, Role.ANALYST, Role.ADMINISTRATOR})
"""Who reads the evidence of every home, whatever groups they belong to."""
EVERYBODY = frozenset(Role)
