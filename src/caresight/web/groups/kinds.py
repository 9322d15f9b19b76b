"""The kinds of group, and the places that a person can hold in one."""

from enum import StrEnum


class GroupKind(StrEnum):
    """What a group is for."""

    LOCAL = "local"
    OVERSIGHT = "oversight"

    @property
    def label(self) -> str:
        """The kind as a page words it."""
        return {"local": "Local group", "oversight": "Oversight group"}[self.value]


class Position(StrEnum):
    """What a person does in a group."""

    CHAIR = "chair"
    COORDINATOR = "coordinator"
    MEMBER = "member"

    @property
    def label(self) -> str:
        """The position as a page words it."""
        return self.value.capitalize()
