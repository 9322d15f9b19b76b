"""The pages of one home, shown as tabs to who may open more than the first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HomeTabs:
    """What stands on the tabs beside the evidence."""

    is_shown: bool = True
    said: int = 0
    """Items about the home that the person may read."""
    actions: int = 0


NO_TABS = HomeTabs(is_shown=False)
