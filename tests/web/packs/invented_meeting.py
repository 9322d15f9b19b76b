"""A meeting of Alderbourne with homes, items, replies, actions, reports, and a review."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from caresight.web.actions.models import Action
from caresight.web.intelligence.models import Item, ItemAgency, ItemGroup, ItemTheme
from caresight.web.meetings.models import (
    AgendaItem,
    AgreedLevel,
    Meeting,
    MemberReport,
    ReportEntry,
)
from caresight.web.replies.models import Reply
from caresight.web.reviews.models import (
    Decision,
    InformationRequest,
    Participant,
    Review,
    ReviewHome,
    ReviewMeeting,
)
from tests.web.casework import BORDER, OURS, OURS_AREA, THEIRS_AREA, Casework

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HELD = NOW + timedelta(days=5)
ALL_MEMBERS, NAMED_ONLY, NAMES_SOMEBODY = "tulip-word", "orchid-word", "daffodil-word"
REPLIED, REPORTED, ASKED = "marigold-word", "begonia-word", "primrose-word"
PART_ONE, PART_TWO, POOLED = "foxglove-word", "snowdrop-word", "bluebell-word"


@dataclass(frozen=True)
class Invented:
    """What was made."""

    meeting: Meeting
    before: Meeting
    review: Review


def invented_meeting(casework: Casework, *, now: datetime = NOW) -> Invented:
    """Make it in the test's database."""
    group = casework.groups["Alderbourne"]
    before = _meeting(group, now - timedelta(days=30), "signed")
    meeting = _meeting(group, now + timedelta(days=5), "called")
    for position, (home_id, name, area) in enumerate(
        [(OURS, "Rowan Court", OURS_AREA), (BORDER, "Heron Court", THEIRS_AREA),
         ("H99999999", "Vanished <b>House</b>", OURS_AREA)]
    ):  # fmt: skip
        AgendaItem.objects.create(
            meeting=meeting, home_id=home_id, home_name=name, area_code=area, position=position,
            why="flagged", reasons=["Suggested: Intensive."],
            put_at=now, put_by=casework.people["council"],
        )  # fmt: skip
    _level(casework, before, now)
    _items(casework, now)
    _reply(casework, now)
    _action(casework, now)
    report = MemberReport.objects.create(
        meeting=meeting, agency=casework.agencies["Invented Regulator"], form="member_report",
        form_version=1, state="sent", written_by=casework.people["regulator"], written_at=now,
        sent_at=now,
    )  # fmt: skip
    ReportEntry.objects.create(report=report, section="new_concerns", words=REPORTED)
    return Invented(meeting, before, _review(casework, now))


def _meeting(group: object, starts: datetime, state: str) -> Meeting:
    return Meeting.objects.create(
        group=group, kind="monthly_group_meeting", title="Monthly meeting", starts_at=starts,
        ends_at=starts + timedelta(hours=2), state=state, place="Town hall",
    )  # fmt: skip


def _level(casework: Casework, before: Meeting, now: datetime) -> None:
    AgreedLevel.objects.create(
        group=before.group, home_id=OURS, home_name="Rowan Court", area_code=OURS_AREA,
        meeting=before, ladder="nqb-2022", ladder_version=1, level="enhanced",
        level_label="Enhanced", step=1, top_step=2, suggested_label="Intensive", suggested_step=2,
        agreed_on=before.starts_at.date(), since_on=before.starts_at.date(),
        reason_kind="too_early", reason="Wait for the inspection.",
        recorded_by=casework.people["chair"], recorded_at=before.starts_at,
    )  # fmt: skip


def _items(casework: Casework, now: datetime) -> None:
    for words, handling, identifies in (
        (f"Call bells ring for long: {ALL_MEMBERS}", "group_only", False),
        (f"Told in confidence: {NAMED_ONLY}", "named_agencies", False),
        (f"Mrs Invented fell: {NAMES_SOMEBODY}", "group_only", True),
    ):
        item = Item.objects.create(
            home_id=OURS, home_name="Rowan Court", area_code=OURS_AREA, words=words,
            observed_on=date(2026, 11, 1), received_on=date(2026, 11, 2), recorded_at=now,
            reporter=casework.people["ambulance"], handling=handling, severity=2,
            reporter_agency=casework.agencies["Invented Ambulance Service"],
            direction="worrying", may_identify=identifies,
        )  # fmt: skip
        ItemGroup.objects.create(item=item, group=casework.groups["Alderbourne"])
        ItemTheme.objects.create(item=item, code="safe_environments")
        if handling == "named_agencies":
            ItemAgency.objects.create(item=item, agency=casework.agencies["Invented Regulator"])


def _reply(casework: Casework, now: datetime) -> None:
    Reply.objects.create(
        home_id=OURS, home_name="Rowan Court", area_code=OURS_AREA, about="signal",
        agency=casework.agencies["Invented Care 1 Ltd"], about_ref="x",
        about_words="Falls with harm were above the limit in October.", words=REPLIED,
        state="sent", written_by=casework.people["provider"], written_at=now, sent_at=now,
        sent_by=casework.people["provider"],
    )  # fmt: skip


def _action(casework: Casework, now: datetime) -> None:
    Action.objects.create(
        group=casework.groups["Alderbourne"], home_id=OURS, home_name="Rowan Court",
        area_code=OURS_AREA, title="=Visit the home", kind="visit",
        owner=casework.people["council"],
        owner_agency=casework.agencies["Alderbourne Council"], due_on=date(2026, 11, 10),
        opened_by=casework.people["chair"], opened_at=now - timedelta(days=20),
    )  # fmt: skip


def _review(casework: Casework, now: datetime) -> Review:
    people, group = casework.people, casework.groups["Alderbourne"]
    review = Review.objects.create(
        group=group, ladder="nqb-2022", name="rapid quality review", worry="Grave: " + POOLED,
        called_by=people["regulator"], called_at=now, state="under_way", triaged_at=now,
        provider=casework.agencies["Invented Care 1 Ltd"], provider_name="Invented Care 1 Ltd",
        coordinator=people["council"],
    )  # fmt: skip
    review.groups.add(group)
    ReviewHome.objects.create(review=review, home_id=OURS, home_name="Rowan Court")
    ReviewMeeting.objects.create(
        review=review, number=1, begins_at=now, part_one=PART_ONE, part_two=PART_TWO,
        agenda="What happened", shared="The figures",
    )  # fmt: skip
    InformationRequest.objects.create(
        review=review, agency=casework.agencies["Invented Ambulance Service"],
        questions="What do you know?", due_at=now, asked_by=people["council"], asked_at=now,
        state="given", answer=POOLED,
    )  # fmt: skip
    Decision.objects.create(
        review=review, kind="visit", words=f"Look closely {PART_ONE}", decided_by=people["chair"],
        decided_at=now, told_words=f"We will visit {PART_TWO}", told_at=now,
    )  # fmt: skip
    Participant.objects.create(
        review=review, person=people["provider"], part="part_two", invited_by=people["council"],
        invited_at=now,
    )  # fmt: skip
    return review
