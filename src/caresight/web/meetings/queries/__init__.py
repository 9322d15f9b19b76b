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
    coming_meetings,
    is_chair,
    last_held,
    meetings_listed,
    meetings_worked_in,
    next_meeting,
    visible_meetings,
)
from caresight.web.meetings.queries.minutes import (
    homes_on,
    on_agenda,
    places_worked_in,
    sent_reports,
)

__all__ = [
    "Decision", "LevelLine", "coming_meetings", "current_level", "decisions_for_build",
    "homes_on", "is_chair", "last_held", "levels_of_home", "meetings_listed",
    "meetings_worked_in", "next_meeting", "on_agenda", "outcomes_between", "places_worked_in",
    "sent_reports", "visible_meetings",
]  # fmt: skip
