"""Taking minutes: home by home, each text guarded against two writers at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.actions.models import Action
from caresight.web.actions.operations import open_action
from caresight.web.directory.citations import Citation, to_json
from caresight.web.meetings import policies
from caresight.web.meetings.models import AgendaItem, Disagreement, HomeMinute, Meeting
from caresight.web.meetings.operations.holding import locked, sent_before, trace
from caresight.web.meetings.operations.levels import Agreed, forget_level, keep_level
from caresight.web.meetings.operations.wordings import keep_earlier, wordings_of
from caresight.web.meetings.states import MeetingState, Outcome, Part, PlaceState


@dataclass(frozen=True)
class Spoken:
    """What the minute of one home says."""

    outcome: Outcome
    discussed: str = ""
    cites: Sequence[Citation] = ()
    agreed: Agreed | None = None


@transaction.atomic
def open_minutes(*, actor: Person, at: datetime, meeting: Meeting) -> Meeting:
    """Begin the minutes, on the day of the meeting or after it."""
    held = locked(meeting)
    policies.check_can_be_opened(held, timezone.localdate(at))
    held.state, held.opened_at = MeetingState.OPEN, at
    held.save(update_fields=["state", "opened_at"])
    # Nobody answered these in time; they are not on the agenda, and say so.
    held.places.filter(state=PlaceState.PROPOSED).update(
        state=PlaceState.DECLINED, decided_at=at, decided_reason="Not answered before the meeting."
    )
    trace(held, "open_minutes", actor=actor, at=at)
    return held


@transaction.atomic
def save_minute(
    *, actor: Person, at: datetime, place: AgendaItem, version: int, spoken: Spoken
) -> HomeMinute:
    """Keep what was said about a home; `version` is 0 where nothing was kept before.

    Raises
    ------
    ChangedMeanwhile
        If somebody else saved this minute after the page was opened. Nothing is changed.
    Refusal
        If the minutes are signed, or a home was discussed and no level agreed.
    """
    meeting = locked(place.meeting)
    policies.check_can_be_minuted(meeting)
    policies.check_is_on_agenda(place)
    minute = HomeMinute.objects.filter(place=place).first()
    policies.check_version(minute.version if minute else 0, version)
    _check_is_whole(spoken)
    minute = minute or HomeMinute(place=place, version=0)
    before = wordings_of(minute, getattr(minute, "level", None))
    minute.outcome, minute.discussed = spoken.outcome.value, spoken.discussed.strip()
    minute.cites = to_json(spoken.cites)
    minute.version += 1
    minute.written_by, minute.written_at = actor, at
    minute.save()
    level = None
    if spoken.outcome == Outcome.DISCUSSED and spoken.agreed is not None:
        level = keep_level(actor=actor, at=at, minute=minute, agreed=spoken.agreed)
    else:
        forget_level(minute)
    keep_earlier(
        meeting, before, wordings_of(minute, level), version=version, actor=actor, at=at,
        minute=minute,
    )  # fmt: skip
    detail = {
        "version": minute.version,
        "outcome": minute.outcome,
        "level": level.level if level else "",
        "suggested": place.suggested_level,
        "reason_kind": level.reason_kind if level else "",
        "cites": [one.ref for one in spoken.cites],
    }
    trace(meeting, "save_minute", actor=actor, at=at, home_id=place.home_id, detail=detail)
    return minute


def _check_is_whole(spoken: Spoken) -> None:
    if spoken.outcome != Outcome.DISCUSSED:
        return
    if not spoken.discussed.strip():
        raise Refusal("The minute does not say what was discussed.")
    if spoken.agreed is None:
        raise Refusal(
            "A home that was discussed has a level, if only the one that it had.",
            what_to_do="Choose the level that was agreed.",
        )


@transaction.atomic
def save_business(
    *,
    actor: Person,
    at: datetime,
    meeting: Meeting,
    version: int,
    matters_arising: str,
    general_business: str,
) -> Meeting:
    """Keep matters arising and general business."""
    held = locked(meeting)
    policies.check_can_be_minuted(held)
    policies.check_version(held.version, version)
    before = {
        Part.MATTERS_ARISING: held.matters_arising, Part.GENERAL_BUSINESS: held.general_business,
    }  # fmt: skip
    after = {
        Part.MATTERS_ARISING: matters_arising.strip(),
        Part.GENERAL_BUSINESS: general_business.strip(),
    }
    keep_earlier(held, before, after, version=held.version, actor=actor, at=at)
    held.matters_arising = matters_arising.strip()
    held.general_business = general_business.strip()
    held.version += 1
    held.save(update_fields=["matters_arising", "general_business", "version"])
    trace(held, "save_business", actor=actor, at=at, detail={"version": held.version})
    return held


@transaction.atomic
def disagree(
    *, actor: Person, at: datetime, token: UUID, place: AgendaItem, agency: Agency, words: str
) -> Disagreement:
    """Note that an agency did not agree, in its words; they stay beside what was agreed."""
    meeting = locked(place.meeting)
    policies.check_can_be_minuted(meeting)
    minute = HomeMinute.objects.filter(place=place).first()
    if minute is None:
        raise Refusal("Nothing is minuted for this home yet.", what_to_do="Save the minute first.")
    earlier = sent_before(Disagreement.objects.all(), token, minute_id=minute.pk)
    if earlier is not None:
        return earlier
    detail = {"agency": agency.pk}
    trace(meeting, "disagree", actor=actor, at=at, home_id=place.home_id, detail=detail)
    return Disagreement.objects.create(
        token=token, minute=minute, agency=agency, words=words.strip(), at=at, by=actor
    )


@transaction.atomic
def agree_action(*, actor: Person, at: datetime, place: AgendaItem, **agreed: Any) -> Action:
    """Open an action that the meeting agrees about a home; not once its minutes are signed."""
    meeting = locked(place.meeting)
    policies.check_can_be_minuted(meeting)
    return open_action(
        actor=actor, at=at, home_id=place.home_id, home_name=place.home_name,
        area_code=place.area_code, meeting_ref=meeting.ref, **agreed,
    )  # fmt: skip
