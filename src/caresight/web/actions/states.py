"""The states of an action, how it can end, and what people can say of its effect."""

from enum import StrEnum


class State(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    SAID_DONE = "said_done"
    EFFECT_AWAITED = "effect_awaited"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state as a page words it."""
        return _STATES[self]


_STATES = {
    State.OPEN: "Open",
    State.SAID_DONE: "Provider says done",
    State.EFFECT_AWAITED: "Done, effect awaited",
    State.CLOSED: "Closed",
    State.CANCELLED: "Cancelled",
}
UNFINISHED = (State.OPEN, State.SAID_DONE)
"""Somebody still has to do something by the day it is due."""


class Outcome(StrEnum):
    """How an action ended."""

    DONE = "done"
    NOT_DONE = "not_done"
    OVERTAKEN = "overtaken"

    @property
    def label(self) -> str:
        """The outcome as a page words it."""
        return {"done": "Done", "not_done": "Not done", "overtaken": "Overtaken by events"}[self]


class Direction(StrEnum):
    """Which way the measure is expected to move."""

    DOWN = "down"
    UP = "up"

    @property
    def label(self) -> str:
        """The direction as a page words it."""
        return {"down": "Go down", "up": "Go up"}[self]


class Verdict(StrEnum):
    """What a person finds, having looked."""

    WORKED = "worked"
    NO_CHANGE = "no_change"
    CANNOT_TELL = "cannot_tell"
    WORSE = "worse"

    @property
    def label(self) -> str:
        """The verdict as a page words it."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.WORKED: "It worked",
    Verdict.NO_CHANGE: "No change",
    Verdict.CANNOT_TELL: "Cannot tell",
    Verdict.WORSE: "It got worse",
}


class Step(StrEnum):
    """What happened to an action, as its history keeps it."""

    OPENED = "opened"
    EDITED = "edited"
    NOTED = "noted"
    DUE_CHANGED = "due_changed"
    HANDED_OVER = "handed_over"
    SAID_DONE = "said_done"
    SENT_BACK = "sent_back"
    DONE = "done"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    EFFECT_RECORDED = "effect_recorded"

    @property
    def label(self) -> str:
        """The step as a page words it."""
        return self.value.replace("_", " ").capitalize()
