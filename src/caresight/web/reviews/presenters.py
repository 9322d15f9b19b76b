"""Reviews in words: a line of the list, a row of a file, moments and hours."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from caresight.vocabulary.lists import joined
from caresight.web.groups.access import Access
from caresight.web.reviews.models import Review
from caresight.web.reviews.procedure import level_label, procedure_of
from caresight.web.reviews.queries import RUNNING_WORD, Listed
from caresight.web.reviews.states import RUNNING, State
from caresight.web.ui.words import count

STATES = (
    ("", "All"),
    (RUNNING_WORD, "Not ended"),
    *((state.value, state.label) for state in State),
)
TONES = {
    State.CALLED: "late",
    State.UNDER_WAY: "open",
    State.NOT_HELD: "closed",
    State.STOOD_DOWN: "closed",
}
CSV_COLUMNS = (
    "reference name homes group called_at triaged_at state coordinator stood_down_at stood_down_to"
).split()


@dataclass(frozen=True)
class ReviewLine:
    """One review in the list."""

    pk: int
    ref: str
    name: str
    homes: str
    group: str
    called: str
    state: str
    tone: str
    coordinator: str
    next_word: str
    """What waits, where something does and the reader may know it."""


def moment(at: datetime | None) -> str:
    """“5 November 2026, 14:30”; empty for never."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y, %H:%M}"


def since(start: datetime, end: datetime | None) -> str:
    """How long it took: “40 minutes”, “5 hours”, “3 days”; empty where it has not happened."""
    if end is None:
        return ""
    minutes = max(0, int((end - start).total_seconds() // 60))
    if minutes < 60:
        return count(minutes, "minute")
    hours = minutes // 60
    return count(hours, "hour") if hours < 72 else count(hours // 24, "day")


def state_label(review: Review) -> str:
    """The state, with the level where the review has ended."""
    state = State(review.state)
    if state == State.STOOD_DOWN:
        return f"Stood down to {level_label(review.ladder, review.stood_down_to).lower()}"
    return state.label


def triage_words(review: Review) -> str:
    """What triage decided; empty before."""
    chosen = procedure_of(review.ladder).triage_decision(review.triage_decision)
    return chosen.label if chosen else review.triage_decision.replace("_", " ").capitalize()


def home_names(review: Review, access: Access, *, own_only: bool) -> str:
    """The homes; a provider reads the names of its own only."""
    names = [
        home.home_name
        for home in review.homes.all()
        if not own_only or home.home_id in access.home_ids
    ]
    return joined(names) or "a home of your organisation"


def review_line(listed: Listed, access: Access, now: datetime) -> ReviewLine:
    """A line of the list, no wider than the reader's part."""
    review = listed.review
    knows_course = listed.sees_whole or listed.oversees
    return ReviewLine(
        pk=review.pk,
        ref=review.ref,
        name=review.name,
        homes=home_names(review, access, own_only=not knows_course),
        group=review.group.name if knows_course else "",
        called=moment(review.called_at) if knows_course else "",
        state=state_label(review),
        tone=TONES[State(review.state)],
        coordinator=str(review.coordinator or "") if listed.sees_whole else "",
        next_word=_next_word(review, now) if knows_course else "",
    )


def _next_word(review: Review, now: datetime) -> str:
    if review.state == State.CALLED:
        hours = procedure_of(review.ladder).triage_within_hours
        late = (now - review.called_at).total_seconds() > hours * 3600
        return "triage is late" if late else f"triage within {count(hours, 'hour')}"
    if review.state in RUNNING and review.meet_by:
        return f"meet by {review.meet_by.day} {review.meet_by:%B %Y}"
    return ""


def csv_row(listed: Listed) -> list[object]:
    """A row of the file, in the order of `CSV_COLUMNS`."""
    review = listed.review
    return [
        review.ref,
        review.name,
        "; ".join(home.home_name for home in review.homes.all()),
        review.group.name,
        review.called_at.isoformat(),
        review.triaged_at.isoformat() if review.triaged_at else None,
        review.state,
        str(review.coordinator) if listed.sees_whole and review.coordinator else None,
        review.stood_down_at.isoformat() if review.stood_down_at else None,
        review.stood_down_to or None,
    ]
