"""The words that an item can take where code depends on them: kind, handling, state."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of knowledge an item is."""

    OBSERVATION = "observation"
    PROVIDER_CONCERN = "provider_concern"
    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    WHISTLEBLOWING = "whistleblowing"
    VISIT = "visit"
    MEDIA = "media"
    FEEDBACK = "feedback"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind as a page words it."""
        return _KINDS[self]


_KINDS = {
    Kind.OBSERVATION: "Something seen or heard",
    Kind.PROVIDER_CONCERN: "Provider concern",
    Kind.COMPLAINT: "Complaint",
    Kind.COMPLIMENT: "Compliment",
    Kind.WHISTLEBLOWING: "Whistleblowing",
    Kind.VISIT: "Visit to the home",
    Kind.MEDIA: "Press or social media",
    Kind.FEEDBACK: "Survey or feedback",
    Kind.OTHER: "Something else",
}


class Direction(StrEnum):
    """What an item says of the home."""

    WORRYING = "worrying"
    GOOD = "good"
    NEUTRAL = "neutral"

    @property
    def label(self) -> str:
        """The direction as a page words it."""
        return {"worrying": "Worrying", "good": "Good", "neutral": "Neither"}[self.value]


class Voice(StrEnum):
    """Whose experience an item carries."""

    OWN = "own"
    RESIDENT = "resident"
    FAMILY = "family"
    STAFF = "staff"
    PROFESSIONAL = "professional"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        """The voice as a page words it."""
        return _VOICES[self]


_VOICES = {
    Voice.OWN: "The person who reports it",
    Voice.RESIDENT: "A resident",
    Voice.FAMILY: "Family or friends",
    Voice.STAFF: "Staff of the home",
    Voice.PROFESSIONAL: "Another professional",
    Voice.PUBLIC: "A member of the public",
}


class Handling(StrEnum):
    """Who may read an item. The words of each are in the definitions."""

    GROUP_ONLY = "group_only"
    NAMED_AGENCIES = "named_agencies"
    PROVIDER_MAY_SEE = "provider_may_see"
    PUBLIC_THEME_ONLY = "public_theme_only"


class State(StrEnum):
    """What became of an item."""

    NEW = "new"
    LOOKING = "looking"
    MEETING = "meeting"
    ACTION = "action"
    SAFEGUARDING = "safeguarding"
    NO_ACTION = "no_action"
    DUPLICATE = "duplicate"

    @property
    def label(self) -> str:
        """The state as a page words it."""
        return _STATES[self][0]

    @property
    def tone(self) -> str:
        """How the stylesheet marks it."""
        return _STATES[self][1]

    @property
    def sentence(self) -> str:
        """What whoever sent the item is told by itself: no detail."""
        return _STATES[self][2]


_STATES = {
    State.NEW: ("New", "open", "The group has it and has not yet said what it will do."),
    State.LOOKING: ("Being looked into", "open", "The group is looking into it."),
    State.MEETING: ("For a meeting", "open", "It goes to the group's meeting."),
    State.ACTION: ("Action taken", "good", "Action was taken."),
    State.SAFEGUARDING: (
        "Passed to safeguarding", "good", "It was passed to the safeguarding team."
    ),
    State.NO_ACTION: (
        "No further action", "closed",
        "No further action now. It stays on record and counts with what else is known.",
    ),
    State.DUPLICATE: (
        "Joined to another item", "closed", "The same was known already; the two are read together."
    ),
}  # fmt: skip

CLOSED = frozenset({State.ACTION, State.SAFEGUARDING, State.NO_ACTION, State.DUPLICATE})
"""States in which nobody need look again before the review-by date."""


class Step(StrEnum):
    """What happened to an item, as whoever sent it is told."""

    DISCUSSED = "discussed"
    ACTION = "action"
    PROVIDER_TOLD = "provider_told"

    @property
    def sentence(self) -> str:
        """The step without any detail."""
        return {
            "discussed": "Discussed by the group.",
            "action": "Action was agreed because of it and of what else is known.",
            "provider_told": "The provider was told, without a word of who said it.",
        }[self.value]


class Tie(StrEnum):
    """How two items belong together."""

    RELATED = "related"
    SAME_EVENT = "same_event"
    DUPLICATE = "duplicate"

    @property
    def label(self) -> str:
        """The tie as a page words it."""
        return {
            "related": "belongs with",
            "same_event": "is about the same event as",
            "duplicate": "says the same as",
        }[self.value]
