"""The returns there are, the states of one, and how its figures came."""

from enum import StrEnum

MONTHLY, DIGITAL = "provider_return", "digital_return"
"""The sources as which returns are landed."""


class ReturnState(StrEnum):
    """Where a return stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """The state as a page words it."""
        return {
            "draft": "Draft, not submitted",
            "submitted": "Submitted",
            "accepted": "Accepted into the evidence",
        }[self.value]


class Way(StrEnum):
    """How a version's figures came."""

    FORM = "form"
    UPLOAD = "upload"

    @property
    def label(self) -> str:
        """The way as a page words it."""
        return {"form": "typed in", "upload": "from a spreadsheet"}[self.value]
