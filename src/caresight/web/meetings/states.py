"""The words for where a meeting, a home on its agenda, and what follows from them stand."""

from enum import StrEnum


class MeetingState(StrEnum):
    """Where a meeting stands, in the order in which it moves."""

    PLANNED = "planned"
    CALLED = "called"
    OPEN = "open"
    CORRECTION = "correction"
    SIGNED = "signed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state as a page words it."""
        return _MEETING[self]


_MEETING = {
    MeetingState.PLANNED: "Planned",
    MeetingState.CALLED: "Called",
    MeetingState.OPEN: "Minutes being taken",
    MeetingState.CORRECTION: "Minutes out for correction",
    MeetingState.SIGNED: "Minutes signed",
    MeetingState.CANCELLED: "Cancelled",
}
HELD = (MeetingState.OPEN, MeetingState.CORRECTION, MeetingState.SIGNED)
"""States of a meeting that took place."""
AHEAD = (MeetingState.PLANNED, MeetingState.CALLED)
"""States of a meeting that is still to come."""


class PlaceState(StrEnum):
    """Whether a home is on an agenda."""

    PROPOSED = "proposed"
    ON = "on"
    DECLINED = "declined"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """The state as a page words it."""
        return {"on": "On the agenda"}.get(self.value, self.value.capitalize())


class Why(StrEnum):
    """Why a home is on an agenda, in the order in which a page says it."""

    CARRIED_OVER = "carried_over"
    REVIEW_DUE = "review_due"
    OVERDUE_ACTION = "overdue_action"
    FLAGGED = "flagged"
    NEW_INTELLIGENCE = "new_intelligence"
    MEMBER = "member"
    ADDED = "added"
    LONG_UNSEEN = "long_unseen"
    RANDOM = "random"

    @property
    def label(self) -> str:
        """The reason as a page words it."""
        return _WHY[self]


_WHY = {
    Why.CARRIED_OVER: "carried over",
    Why.REVIEW_DUE: "review due",
    Why.OVERDUE_ACTION: "overdue action",
    Why.FLAGGED: "flagged",
    Why.NEW_INTELLIGENCE: "new intelligence",
    Why.MEMBER: "proposed by a member",
    Why.ADDED: "added by the coordinator",
    Why.LONG_UNSEEN: "not discussed for long",
    Why.RANDOM: "drawn at random",
}


class Outcome(StrEnum):
    """What became of a home at a meeting."""

    OPEN = "open"
    DISCUSSED = "discussed"
    CARRIED_OVER = "carried_over"

    @property
    def label(self) -> str:
        """The outcome as a page words it."""
        return {
            "open": "Not yet discussed",
            "discussed": "Discussed",
            "carried_over": "Not discussed, carried over",
        }[self.value]


class Presence(StrEnum):
    """How somebody attended."""

    PRESENT = "present"
    DEPUTY = "deputy"
    APOLOGIES = "apologies"
    GUEST = "guest"

    @property
    def label(self) -> str:
        """The presence as a page words it."""
        return {"deputy": "Present for somebody else"}.get(self.value, self.value.capitalize())


class ReasonKind(StrEnum):
    """Why people agreed another level than was suggested, as may be told to an oversight tier."""

    AS_SUGGESTED = "as_suggested"
    KNOWN_AND_HANDLED = "known_and_handled"
    EVIDENCE_EXPLAINED = "evidence_explained"
    EVIDENCE_WRONG = "evidence_wrong"
    NOT_IN_THE_DATA = "not_in_the_data"
    TOO_EARLY = "too_early"
    EXIT_MET = "exit_met"
    EXIT_NOT_MET = "exit_not_met"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind as a page words it."""
        return _REASONS[self]


_REASONS = {
    ReasonKind.AS_SUGGESTED: "As suggested",
    ReasonKind.KNOWN_AND_HANDLED: "Known, and being handled in another way",
    ReasonKind.EVIDENCE_EXPLAINED: "The evidence has an ordinary explanation",
    ReasonKind.EVIDENCE_WRONG: "The evidence is wrong or out of date",
    ReasonKind.NOT_IN_THE_DATA: "Members know something that the data does not show",
    ReasonKind.TOO_EARLY: "Too early to say",
    ReasonKind.EXIT_MET: "The exit criteria are met",
    ReasonKind.EXIT_NOT_MET: "The exit criteria are not met yet",
    ReasonKind.OTHER: "Another reason",
}


class ReportState(StrEnum):
    """Where a member's report stands."""

    DRAFT = "draft"
    SENT = "sent"

    @property
    def label(self) -> str:
        """The state as a page words it."""
        return self.value.capitalize()


class CorrectionState(StrEnum):
    """What became of a correction to the minutes."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """The state as a page words it."""
        return {"waiting": "Not yet answered"}.get(self.value, self.value.capitalize())


class Part(StrEnum):
    """A text of the minutes that can be written over until they are signed."""

    DISCUSSED = "discussed"
    REASON = "reason"
    EXIT_CRITERIA = "exit_criteria"
    MATTERS_ARISING = "matters_arising"
    GENERAL_BUSINESS = "general_business"

    @property
    def label(self) -> str:
        """The part as a page words it."""
        return {
            "discussed": "What was discussed",
            "reason": "Reason",
            "exit_criteria": "What must be seen before the level ends",
            "matters_arising": "Minutes of the last meeting, matters arising",
            "general_business": "General business",
        }[self.value]
