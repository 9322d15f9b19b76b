"""Where a review stands, who takes part in which of its meetings, and what its timeline keeps."""

from enum import StrEnum


class State(StrEnum):
    """Where a review stands."""

    CALLED = "called"
    UNDER_WAY = "under_way"
    NOT_HELD = "not_held"
    STOOD_DOWN = "stood_down"

    @property
    def label(self) -> str:
        """The state as a page words it."""
        return _STATES[self]


_STATES = {
    State.CALLED: "Called, waiting for triage",
    State.UNDER_WAY: "Under way",
    State.NOT_HELD: "Not held",
    State.STOOD_DOWN: "Stood down",
}
RUNNING = (State.CALLED, State.UNDER_WAY)


class Part(StrEnum):
    """What an invited person takes part in."""

    WHOLE = "whole"
    PART_TWO = "part_two"

    @property
    def label(self) -> str:
        """The part as a page words it."""
        return {"whole": "Everything", "part_two": "Part two only, with the provider"}[self.value]


class Answered(StrEnum):
    """What came back to a request for information."""

    WAITING = "waiting"
    GIVEN = "given"
    NOTHING_KNOWN = "nothing_known"

    @property
    def label(self) -> str:
        """The answer's state as a page words it."""
        return {
            "waiting": "Waiting", "given": "Answered", "nothing_known": "Nothing known",
        }[self.value]  # fmt: skip


class Moment(StrEnum):
    """What happened in a review, as its timeline keeps it."""

    CALLED = "called"
    CALLED_AGAIN = "called_again"
    TRIAGED = "triaged"
    COORDINATOR = "coordinator"
    INVITED = "invited"
    WITHDRAWN = "withdrawn"
    ASKED = "asked"
    ANSWERED = "answered"
    MEETING_PLANNED = "meeting_planned"
    MEETING_MOVED = "meeting_moved"
    MEETING_HELD = "meeting_held"
    PART_TWO_WRITTEN = "part_two_written"
    FACTS_WRITTEN = "facts_written"
    DECIDED = "decided"
    TOLD = "told"
    ACTION_OPENED = "action_opened"
    CRITERION_JUDGED = "criterion_judged"
    CRITERION_ADDED = "criterion_added"
    STOOD_DOWN = "stood_down"

    @property
    def label(self) -> str:
        """The moment as a page words it."""
        return self.value.replace("_", " ").capitalize()
