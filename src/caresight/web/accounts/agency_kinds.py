"""The kinds of agency around a care home, and whose evidence their word counts as."""

from enum import StrEnum

from caresight.vocabulary.agencies import Agency as Evidence


class AgencyKind(StrEnum):
    """What kind of organisation an agency is."""

    COUNCIL = "council"
    NHS_BOARD = "nhs_board"
    REGULATOR = "regulator"
    AMBULANCE = "ambulance"
    HOSPITAL = "hospital"
    SAFEGUARDING = "safeguarding"
    HEALTHWATCH = "healthwatch"
    PROVIDER = "provider"
    NHS_REGION = "nhs_region"
    POLICE = "police"
    FIRE = "fire"
    PROFESSIONAL_REGULATOR = "professional_regulator"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind as a page words it."""
        return _LABELS.get(self, self.value.replace("_", " ").capitalize())

    @property
    def evidence(self) -> Evidence:
        """The agency of the evidence that its people's word belongs to."""
        return _EVIDENCE.get(self, Evidence.INTELLIGENCE)


_LABELS = {
    AgencyKind.NHS_BOARD: "NHS integrated care board",
    AgencyKind.NHS_REGION: "NHS regional team",
    AgencyKind.SAFEGUARDING: "Safeguarding adults board",
    AgencyKind.FIRE: "Fire and rescue",
}
_EVIDENCE = {
    AgencyKind.COUNCIL: Evidence.COUNCIL,
    AgencyKind.REGULATOR: Evidence.REGULATOR,
    AgencyKind.AMBULANCE: Evidence.AMBULANCE,
    AgencyKind.HOSPITAL: Evidence.HOSPITAL,
    AgencyKind.SAFEGUARDING: Evidence.SAFEGUARDING,
    AgencyKind.HEALTHWATCH: Evidence.HEALTHWATCH,
    AgencyKind.PROVIDER: Evidence.PROVIDER,
}

OF_AREAS = frozenset({AgencyKind.COUNCIL, AgencyKind.NHS_BOARD})
"""The kinds of agency that answer for areas."""
