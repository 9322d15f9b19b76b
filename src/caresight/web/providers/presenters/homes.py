"""The first page of a provider's person: each home with what waits there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caresight.pipeline.release_index.documents import HomeRow
from caresight.vocabulary.lists import joined
from caresight.web.providers.calendar import Month
from caresight.web.providers.evidence import Signal
from caresight.web.ui.words import count, day


@dataclass(frozen=True)
class OwnHome:
    """One home of the list."""

    home_id: str
    name: str
    about: str
    month: str
    """The month of the return that is due, as the address has it; empty where none is."""
    month_name: str
    standing: str
    look: str
    noticed: str
    unread: int
    actions: str
    reviews: str


@dataclass(frozen=True)
class Waiting:
    """What waits at one home, besides its return."""

    unread: int = 0
    actions: int = 0
    overdue: int = 0
    reviews: int = 0


def own_home_line(
    row: HomeRow, month: Month | None, signals: Sequence[Signal], waiting: Waiting
) -> OwnHome:
    """One home in words."""
    worth = [signal for signal in signals if signal.direction == "concerning"]
    good = [signal for signal in signals if signal.direction == "improving"]
    noticed = joined(
        [
            *([f"{count(len(worth), 'thing')} to look at"] if worth else []),
            *([f"{count(len(good), 'thing')} that went well"] if good else []),
        ]
    )
    return OwnHome(
        home_id=row["home_id"],
        name=row["name"],
        about=" · ".join(part for part in (row["kind"], row["area_name"]) if part),
        month=f"{month.first:%Y-%m}" if month else "",
        month_name=f"{month.first:%B %Y}" if month else "",
        standing=_standing(month) if month else "No return is asked for",
        look=month.standing.look if month else "closed",
        noticed=noticed or "nothing unusual",
        unread=waiting.unread,
        actions=_actions(waiting),
        reviews=count(waiting.reviews, "review") if waiting.reviews else "",
    )


def _standing(month: Month) -> str:
    if month.standing.is_in:
        return month.standing.label
    return f"{month.standing.label}, due {day(month.due_on.isoformat())}"


def _actions(waiting: Waiting) -> str:
    if not waiting.actions:
        return "none"
    late = f", {waiting.overdue} overdue" if waiting.overdue else ""
    return f"{waiting.actions} open{late}"


def headline(homes: Sequence[OwnHome]) -> str:
    """What waits for the reader today, in a sentence."""
    late = sum(home.look == "late" for home in homes)
    due = sum(home.look == "open" for home in homes)
    unread = sum(home.unread for home in homes)
    parts = [
        *([f"{count(late, 'return')} {'is' if late == 1 else 'are'} late"] if late else []),
        *([f"{count(due, 'return')} {'is' if due == 1 else 'are'} due"] if due else []),
        *([f"{count(unread, 'message')} not yet read"] if unread else []),
    ]
    return f"{joined(parts)}.".capitalize() if parts else "Nothing waits for you today."


def waiting_at(
    home_ids: Sequence[str],
    *,
    unread: Mapping[str, int],
    due: Mapping[str, Sequence[date]],
    reviews: Mapping[str, int],
    today: date,
) -> dict[str, Waiting]:
    """What waits, home by home."""
    return {
        home_id: Waiting(
            unread=unread.get(home_id, 0),
            actions=len(due.get(home_id, ())),
            overdue=sum(on < today for on in due.get(home_id, ())),
            reviews=reviews.get(home_id, 0),
        )
        for home_id in home_ids
    }
