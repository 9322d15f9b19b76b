"""Reads about meetings. Everything that a person sees goes through a query that takes `access`."""

from caresight.web.meetings.queries.levels import (
    Decision,
    LevelLine,
    current_level,
    decisions_for_build,
    levels_of_home,
    outcomes_between,
)
from caresight.web.meetings.queries.meetings import (
    is_chair,
    last_held,
    next_meeting,
    visible_meetings,
)

__all__ = [
    "Decision",
    "LevelLine",
    "current_level",
    "decisions_for_build",
    "is_chair",
    "last_held",
    "levels_of_home",
    "next_meeting",
    "outcomes_between",
    "visible_meetings",
]
