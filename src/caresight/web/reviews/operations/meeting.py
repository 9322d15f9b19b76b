"""The meetings of a review: planned, moved, held; what was said in each part."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.actions.history import ChangedMeanwhile
from caresight.web.actions.policies import check_reason, check_words
from caresight.web.reviews import policies
from caresight.web.reviews.models import Review, ReviewMeeting
from caresight.web.reviews.states import Moment, Part
from caresight.web.reviews.telling import tell_members, tell_people
from caresight.web.reviews.timeline import held, keep, sent_before


@transaction.atomic
def plan_meeting(  # noqa: PLR0913 - the form of a meeting, part by part
    *,
    actor: Person,
    at: datetime,
    review: Review,
    begins_at: datetime,
    place: str,
    has_part_two: bool,
    why_no_part_two: str = "",
    agenda: str = "",
    questions: str = "",
    token: UUID | None = None,
) -> ReviewMeeting:
    """Plan the first meeting or a follow-up. To leave the provider out needs a reason."""
    now = held(review)
    policies.check_is_under_way(now)
    policies.check_has_coordinator(now, timezone.localdate(at))
    last = now.meetings.last()
    if sent_before(token, actor) and last is not None:
        return last
    if begins_at < at:
        raise Refusal("a meeting cannot be planned for the past", came=begins_at.isoformat())
    if not has_part_two:
        check_reason(why_no_part_two)
    meeting = ReviewMeeting.objects.create(
        review=now, number=(last.number if last else 0) + 1, begins_at=begins_at,
        place=place.strip(), has_part_two=has_part_two,
        why_no_part_two="" if has_part_two else why_no_part_two.strip(),
        agenda=agenda.strip(), questions=questions.strip(),
    )  # fmt: skip
    changes = {"meeting": meeting.number, "begins_at": begins_at.isoformat()}
    keep(now, Moment.MEETING_PLANNED, actor=actor, at=at, changes=changes, token=token)
    _tell(meeting, at, "A meeting of a review is planned")
    return meeting


@transaction.atomic
def move_meeting(
    *,
    actor: Person,
    at: datetime,
    meeting: ReviewMeeting,
    begins_at: datetime,
    place: str,
    reason: str,
) -> ReviewMeeting:
    """Another hour or place, with the reason."""
    now = held(meeting.review)
    policies.check_is_under_way(now)
    # Read again under the lock: it may have been held or moved since the page was opened.
    fresh = ReviewMeeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    _check_is_to_come(fresh)
    check_reason(reason)
    if begins_at < at:
        raise Refusal("a meeting cannot be planned for the past", came=begins_at.isoformat())
    changes = {
        "meeting": fresh.number, "before": fresh.begins_at.isoformat(),
        "begins_at": begins_at.isoformat(),
    }  # fmt: skip
    fresh.begins_at, fresh.place = begins_at, place.strip()
    fresh.save(update_fields=["begins_at", "place"])
    keep(now, Moment.MEETING_MOVED, actor=actor, at=at, words=reason.strip(), changes=changes)
    _tell(fresh, at, "A meeting of a review was moved")
    return fresh


@transaction.atomic
def write_part_one(
    *,
    actor: Person,
    at: datetime,
    meeting: ReviewMeeting,
    version: int,
    took_part: str,
    words: str,
) -> ReviewMeeting:
    """What members said among themselves. The first saving says that the meeting was held."""
    now = held(meeting.review)
    policies.check_is_under_way(now)
    fresh = ReviewMeeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if fresh.part_one_version != version:
        raise _changed()
    check_words(words)
    if not took_part.strip():
        raise Refusal("say who took part", what_to_do="Name the agencies and the people.")
    if fresh.begins_at > at:
        raise Refusal(
            "this meeting has not begun",
            expected=f"a meeting that began before now; this one begins {fresh.begins_at:%d %B %Y}",
            what_to_do="Move the meeting if it was held earlier than planned.",
        )
    before, fresh.took_part, fresh.part_one = fresh.part_one, took_part.strip(), words.strip()
    fresh.part_one_version += 1
    fresh.held_at = fresh.held_at or at
    fresh.save()
    changes = {"meeting": fresh.number, "version": fresh.part_one_version}
    earlier = before if before != fresh.part_one else ""
    keep(now, Moment.MEETING_HELD, actor=actor, at=at, words=earlier, changes=changes)
    return fresh


@transaction.atomic
def write_part_two(
    *,
    actor: Person,
    at: datetime,
    meeting: ReviewMeeting,
    version: int,
    agenda: str,
    questions: str,
    shared: str,
    words: str,
) -> ReviewMeeting:
    """What the provider sees: the agenda, what it is asked, what was shared and what was said."""
    now = held(meeting.review)
    policies.check_is_under_way(now)
    fresh = ReviewMeeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if fresh.part_two_version != version:
        raise _changed()
    if not fresh.has_part_two:
        raise Refusal(
            "this meeting has no part with the provider", came=fresh.why_no_part_two or None
        )
    earlier = _part_two_of(fresh)
    fresh.agenda, fresh.questions = agenda.strip(), questions.strip()
    fresh.shared, fresh.part_two = shared.strip(), words.strip()
    fresh.part_two_version += 1
    fresh.save()
    changes = {"meeting": fresh.number, "version": fresh.part_two_version}
    after = _part_two_of(fresh)
    before = [f"{part}: {was}" for part, was in earlier.items() if was and was != after[part]]
    keep(
        now, Moment.PART_TWO_WRITTEN, actor=actor, at=at, words="\n\n".join(before),
        changes=changes,
    )  # fmt: skip
    return fresh


def _part_two_of(meeting: ReviewMeeting) -> dict[str, str]:
    return {
        "Agenda": meeting.agenda, "Asked": meeting.questions, "Shared": meeting.shared,
        "Said": meeting.part_two,
    }  # fmt: skip


def _check_is_to_come(meeting: ReviewMeeting) -> None:
    if meeting.held_at is not None:
        raise Refusal("this meeting was held", what_to_do="Plan a follow-up meeting.")


def _changed() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        "somebody else saved while you wrote",
        what_to_do="Compare the two texts below, then save again.",
    )


def _tell(meeting: ReviewMeeting, at: datetime, subject: str) -> None:
    sentence = f"{subject}: {timezone.localtime(meeting.begins_at):%d %B %Y, %H:%M}."
    tell_members(meeting.review, at=at, subject=subject, sentence=sentence)
    if meeting.has_part_two:
        invited = meeting.review.participants.filter(
            part=Part.PART_TWO, withdrawn_at__isnull=True
        ).select_related("person")
        tell_people(
            meeting.review, [one.person for one in invited], at=at, subject=subject,
            sentence=sentence,
        )  # fmt: skip
