"""How a piece of daily work stands."""

from enum import StrEnum


class RunState(StrEnum):
    """How a piece of daily work of one day stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The state as a page words it."""
        return self.value.capitalize()
