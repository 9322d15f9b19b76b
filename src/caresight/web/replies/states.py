"""The states of a reply, how a provider can be told something, and what a reply can be about."""

from enum import StrEnum


class ReplyState(StrEnum):
    """Where a reply stands."""

    DRAFT = "draft"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"

    @property
    def label(self) -> str:
        """The state as a page words it."""
        return _STATES[self]


_STATES = {
    ReplyState.DRAFT: "Draft, not sent",
    ReplyState.SENT: "Sent, not yet answered",
    ReplyState.ACKNOWLEDGED: "Read by the group",
    ReplyState.ACCEPTED: "Accepted as a correction",
    ReplyState.NOT_ACCEPTED: "Not accepted",
}
STANDING = (
    ReplyState.SENT,
    ReplyState.ACKNOWLEDGED,
    ReplyState.ACCEPTED,
    ReplyState.NOT_ACCEPTED,
)
"""States in which a reply stands beside the evidence: from the moment at which it is sent."""
WAITING = (ReplyState.SENT, ReplyState.ACKNOWLEDGED)
"""States in which a group may still answer."""


class Purpose(StrEnum):
    """What a reply is for."""

    CORRECT = "correct"
    EXPLAIN = "explain"

    @property
    def label(self) -> str:
        """The purpose as a page words it."""
        return {"correct": "Correct the data", "explain": "Explain"}[self.value]


class Subject(StrEnum):
    """What a reply is about."""

    SIGNAL = "signal"
    ITEM = "item"
    TOLD = "told"
    FIGURE = "figure"

    @property
    def label(self) -> str:
        """The subject as a page words it."""
        return {
            "signal": "What was noticed",
            "item": "Intelligence that was shared",
            "told": "What was told",
            "figure": "A figure",
        }[self.value]


class Means(StrEnum):
    """How a provider was told."""

    CARESIGHT = "caresight"
    LETTER = "letter"
    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in_person"

    @property
    def label(self) -> str:
        """The means as a page words it."""
        return {
            "caresight": "On this site",
            "letter": "By letter",
            "email": "By e-mail",
            "phone": "By phone",
            "in_person": "In person",
        }[self.value]
