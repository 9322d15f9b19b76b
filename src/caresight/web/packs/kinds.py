"""What packs there are, who each is for, and where one stands."""

from enum import StrEnum


class PackKind(StrEnum):
    """What a pack is for."""

    MEETING = "meeting"
    REPORT_UP = "report_up"
    REVIEW = "review"

    @property
    def label(self) -> str:
        """The kind as a page words it."""
        return {
            "meeting": "Pack for a meeting",
            "report_up": "Report to the oversight group",
            "review": "Pack for a review",
        }[self.value]


class Audience(StrEnum):
    """Who a pack is for; nobody else ever reads it."""

    MEMBERS = "members"
    OVERSIGHT = "oversight"
    PROVIDER = "provider"

    @property
    def label(self) -> str:
        """The audience as a cover words it."""
        return {
            "members": "Members of the group only. It holds what people said in confidence.",
            "oversight": "The group and its oversight group.",
            "provider": "The provider's people who are invited, and the members.",
        }[self.value]


class PackState(StrEnum):
    """Where a pack stands."""

    WAITING = "waiting"
    ASSEMBLING = "assembling"
    FROZEN = "frozen"

    @property
    def label(self) -> str:
        """The state as a page words it."""
        return {
            "waiting": "Waiting to be made",
            "assembling": "Being made",
            "frozen": "Frozen",
        }[self.value]


class FileKind(StrEnum):
    """A form in which a pack can be taken away."""

    PDF = "pdf"
    ODS = "ods"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """What the file is, for a browser."""
        return {
            "pdf": "application/pdf",
            "ods": "application/vnd.oasis.opendocument.spreadsheet",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }[self.value]
