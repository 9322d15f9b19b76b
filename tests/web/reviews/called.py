"""Reviews as tests need them: called by Alderbourne's group, and taken as far as wished."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from caresight.web.directory.citations import Citation
from caresight.web.reviews import operations
from caresight.web.reviews.models import Review, ReviewMeeting
from caresight.web.reviews.operations import NamedHome
from tests.web.casework import OURS, OURS_AREA, Casework

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOME = NamedHome(OURS, "Rowan Court", OURS_AREA)
CITED = Citation("indicator", "falls_with_harm", "Falls with harm: 9.1, Oct 2026", "2026-11.2")
WORRY = "Several residents were found without water on three nights"


def call(casework: Casework, **changes: Any) -> Review:
    """A review that the ambulance service's member called."""
    said: dict[str, Any] = {
        "actor": casework.people["ambulance"], "at": NOW,
        "group": casework.groups["Alderbourne"], "homes": [HOME], "worry": WORRY,
        "immediate_risk": False, "cites": [CITED],
        "provider": casework.agencies["Invented Care 1 Ltd"],
        "provider_name": "Invented Care 1 Ltd",
    }  # fmt: skip
    return operations.call_review(**{**said, **changes}).review


def triage(casework: Casework, review: Review, **changes: Any) -> Review:
    """The chair records the call: it is held, and the council's coordinator coordinates."""
    said: dict[str, Any] = {
        "actor": casework.people["chair"], "at": NOW + HOUR, "review": review,
        "decision": "review", "took_part": "Regulator, NHS board, council",
        "reason": "Three agencies know of the same thing", "meet_by": date(2026, 11, 25),
        "coordinator": casework.people["council"],
    }  # fmt: skip
    return operations.record_triage(**{**said, **changes})


def under_way(casework: Casework, **changes: Any) -> Review:
    """A review that is held."""
    return triage(casework, call(casework, **changes))


def planned(casework: Casework, review: Review, **changes: Any) -> ReviewMeeting:
    """Its first meeting, two days after the call."""
    said: dict[str, Any] = {
        "actor": casework.people["council"], "at": NOW + HOUR, "review": review,
        "begins_at": NOW + 2 * DAY, "place": "Town hall", "has_part_two": True,
        "agenda": "What happened, and what is done about it",
    }  # fmt: skip
    return operations.plan_meeting(**{**said, **changes})


def held(casework: Casework, review: Review) -> ReviewMeeting:
    """A meeting that was held."""
    return operations.write_part_one(
        actor=casework.people["council"], at=NOW + 3 * DAY, meeting=planned(casework, review),
        version=1, took_part="All members", words="Members agreed that it is serious",
    )  # fmt: skip


def meet_all_criteria(casework: Casework, review: Review) -> None:
    """Every exit criterion is met, with what shows it."""
    for criterion in review.criteria.all():
        operations.judge_criterion(
            actor=casework.people["council"], at=NOW + 4 * DAY, criterion=criterion,
            is_met=True, shown_by="Visit of 20 November",
        )  # fmt: skip


def stood_down(casework: Casework, **changes: Any) -> Review:
    """A review that has ended with everything in order."""
    review = under_way(casework, **changes)
    held(casework, review)
    meet_all_criteria(casework, review)
    return operations.stand_down(
        actor=casework.people["council"], at=NOW + 5 * DAY, review=review, to_level="enhanced",
        reason="All of it has been put right",
    )  # fmt: skip
