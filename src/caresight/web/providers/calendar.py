"""Which returns a home owes, and where each stands: due, late, in, or never came."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caresight.vocabulary.periods import months_after
from caresight.web.providers.states import ReturnState


class Standing(StrEnum):
    """Where the return of one month stands."""

    DUE = "due"
    LATE = "late"
    MISSING = "missing"
    DRAFT = "draft"
    LATE_DRAFT = "late_draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RECEIVED = "received"

    @property
    def label(self) -> str:
        """The standing as a page words it."""
        return {
            "due": "Due",
            "late": "Late",
            "missing": "Missing",
            "draft": "Draft, not submitted",
            "late_draft": "Late: draft, not submitted",
            "submitted": "Submitted",
            "accepted": "Accepted into the evidence",
            "received": "Received as a file",
        }[self.value]

    @property
    def is_in(self) -> bool:
        """Whether the figures have come."""
        return self in (Standing.SUBMITTED, Standing.ACCEPTED, Standing.RECEIVED)

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed and nothing came."""
        return self in (Standing.LATE, Standing.MISSING, Standing.LATE_DRAFT)

    @property
    def look(self) -> str:
        """The class of its tag."""
        if self.is_in:
            return "good"
        return "late" if self.is_overdue else "open"


@dataclass(frozen=True)
class Month:
    """One line of a home's return calendar."""

    first: date
    due_on: date
    standing: Standing


def latest_month(day: date) -> date:
    """The newest month that is over, and so can be counted."""
    return months_after(day, -1)


def due_on(month: date, due_day: int) -> date:
    """The day by which the return of a month is due."""
    return months_after(month, 1).replace(day=due_day)


def standing(
    month: date, *, day: date, due_day: int, state: str | None, is_received: bool
) -> Standing:
    """Where one return stands: what was typed here first, then what came as a file."""
    if state == ReturnState.ACCEPTED:
        return Standing.ACCEPTED
    if state == ReturnState.SUBMITTED:
        return Standing.SUBMITTED
    if is_received:
        return Standing.RECEIVED
    over = day > due_on(month, due_day)
    if state == ReturnState.DRAFT:
        return Standing.LATE_DRAFT if over else Standing.DRAFT
    if not over:
        return Standing.DUE
    return Standing.LATE if month == latest_month(day) else Standing.MISSING


def calendar(
    *,
    day: date,
    due_day: int,
    months: int,
    states: Mapping[date, str],
    received: Collection[date],
    since: date | None,
) -> list[Month]:
    """The months that the provider answers for, the newest first.

    A provider that took the home over answers from the month after: the one in which it
    changed hands was not all theirs.
    """
    last = latest_month(day)
    wanted = [months_after(last, -back) for back in range(months)]
    if since is not None:
        begins = since if since.day == 1 else months_after(since, 1)
        wanted = [month for month in wanted if month >= begins or month in states]
    return [
        Month(
            month,
            due_on(month, due_day),
            standing(
                month,
                day=day,
                due_day=due_day,
                state=states.get(month),
                is_received=month in received,
            ),
        )
        for month in wanted
    ]
