"""The agencies around a care home, by the evidence that each of them holds.

A signal belongs to exactly one agency: the one that would have known it first.
"""

from enum import StrEnum


class Agency(StrEnum):
    """Who holds a piece of evidence."""

    PROVIDER = "provider"
    WORKFORCE = "workforce"
    AMBULANCE = "ambulance"
    HOSPITAL = "hospital"
    SAFEGUARDING = "safeguarding"
    REGULATOR = "regulator"
    COUNCIL = "council"
    HEALTHWATCH = "healthwatch"
    INTELLIGENCE = "intelligence"

    @property
    def label(self) -> str:
        """The agency's evidence in words, as a heading shows it."""
        return _LABELS[self]


_LABELS = {
    Agency.PROVIDER: "Provider returns",
    Agency.WORKFORCE: "Workforce record",
    Agency.AMBULANCE: "Ambulance",
    Agency.HOSPITAL: "Hospital",
    Agency.SAFEGUARDING: "Safeguarding",
    Agency.REGULATOR: "Regulator",
    Agency.COUNCIL: "Council",
    Agency.HEALTHWATCH: "Healthwatch",
    Agency.INTELLIGENCE: "Intelligence",
}
