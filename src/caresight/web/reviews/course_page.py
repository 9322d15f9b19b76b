"""A review for those who see a part of it: its course for oversight, part two for the provider."""

from dataclasses import dataclass

from caresight.web.directory.homes import known_homes
from caresight.web.groups.access import Access
from caresight.web.reviews.models import Review, ReviewMeeting
from caresight.web.reviews.presenters import (
    TONES,
    home_names,
    moment,
    since,
    state_label,
    triage_words,
)
from caresight.web.reviews.states import State


@dataclass(frozen=True)
class HomeLine:
    """A home of the review as it was named then."""

    home_id: str
    name: str
    note: str
    """Where it has closed or left the register since."""


@dataclass(frozen=True)
class CoursePage:
    """For those who oversee: when each step was taken, and where it stands. No words."""

    review: Review
    state: str
    tone: str
    homes: list[HomeLine]
    course: list[tuple[str, str]]


@dataclass(frozen=True)
class PartTwoPage:
    """For the provider's people: the meetings that they join, and what they were told."""

    review: Review
    homes: str
    meetings: list[tuple[ReviewMeeting, str]]
    decisions: list[tuple[str, str]]


def home_lines(review: Review) -> list[HomeLine]:
    """The homes, each with what has become of it."""
    homes = list(review.homes.all())
    known = {row["home_id"]: row for row in known_homes([home.home_id for home in homes])}
    lines = []
    for home in homes:
        row = known.get(home.home_id)
        note = "no longer in the register" if row is None else "" if row["is_open"] else "closed"
        lines.append(HomeLine(home.home_id, home.home_name, note))
    return lines


def course_of(review: Review) -> list[tuple[str, str]]:
    """Each step with its moment and the time since the call; those not taken are left out."""
    held = [one for one in review.meetings.all() if one.held_at is not None]
    first = held[0].begins_at if held else None
    steps = [
        ("Called", review.called_at, ""),
        ("Triage", review.triaged_at, triage_words(review) if review.triaged_at else ""),
        ("First meeting held", first, ""),
        ("Ended", review.stood_down_at, state_label(review) if review.stood_down_at else ""),
    ]
    lines = []
    for words, at, more in steps:
        if at is None:
            continue
        after = f", {since(review.called_at, at)} after the call" if at != review.called_at else ""
        lines.append((words, f"{moment(at)}{after}{f'. {more}' if more else ''}"))
    planned = [one for one in review.meetings.all() if one.held_at is None]
    lines += [(f"Meeting {one.number} planned for", moment(one.begins_at)) for one in planned]
    return lines


def course_page(review: Review) -> CoursePage:
    """The page for those who oversee."""
    return CoursePage(
        review=review,
        state=state_label(review),
        tone=TONES[State(review.state)],
        homes=home_lines(review),
        course=course_of(review),
    )


def part_two_page(review: Review, access: Access) -> PartTwoPage:
    """The page for the provider's invited people: nothing of part one, nobody else's homes."""
    told = review.decisions.filter(told_at__isnull=False)
    return PartTwoPage(
        review=review,
        homes=home_names(review, access, own_only=True),
        meetings=[
            (one, moment(one.begins_at)) for one in review.meetings.filter(has_part_two=True)
        ],
        decisions=[(moment(one.told_at), one.told_words) for one in told],
    )
