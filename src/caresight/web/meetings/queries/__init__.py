"""Reads about meetings. Everything that a person sees goes through a query that takes `access`."""

from caresight.web.meetings.queries.levels import (
    LevelLine,
    levels_of_home,
)
from caresight.web.meetings.queries.meetings import (
    coming_meetings,
    is_chair,
    last_held,
    meetings_listed,
    meetings_worked_in,
    visible_meetings,
)
from caresight.web.meetings.queries.minutes import (
    homes_on,
    on_agenda,
    places_worked_in,
    sent_reports,
)

__all__ = [
    "LevelLine", "coming_meetings", "homes_on", "is_chair", "last_held", "levels_of_home",
    "meetings_listed", "meetings_worked_in", "on_agenda", "places_worked_in", "sent_reports",
    "visible_meetings",
]  # fmt: skip
