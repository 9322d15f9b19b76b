"""Two months of the invented group's work, up to today."""

from datetime import date, datetime, time, timedelta
from typing import TypedDict
from uuid import uuid4

from django.utils import timezone

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.actions.models import Action
from caresight.web.actions.operations import close_action, open_action
from caresight.web.config.demonstrating.people import Cast
from caresight.web.config.demonstrating.story import (
    DISCUSSED,
    IN_SHORT,
    ITEMS,
    QUESTION_TO_PROVIDER,
    REPLY,
    REPORTS,
    WORRY,
)
from caresight.web.directory.citations import Citation
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.operations import dispose, report_item
from caresight.web.meetings.models import AgendaItem, Meeting
from caresight.web.meetings.operations import (
    Agreed,
    Said,
    Spoken,
    add_home,
    call_meeting,
    open_minutes,
    plan_ahead,
    propose_agenda,
    record_attendance,
    save_minute,
    save_report,
    send_minutes,
    set_rule,
    sign_minutes,
)
from caresight.web.meetings.proposing import HomeFacts
from caresight.web.meetings.recurrence import Recurrence
from caresight.web.meetings.states import Outcome, PlaceState, Presence, ReasonKind
from caresight.web.replies.operations import reply, send_reply, tell_provider
from caresight.web.replies.states import Subject
from caresight.web.reviews.operations import NamedHome, call_review, record_triage

MONTHLY = "monthly_group_meeting"


class Expected(TypedDict, total=False):
    """What an action is expected to move, and by when."""

    measure: str
    direction: str
    effect_by: date


def report_items(cast: Cast, homes: list[HomeRow], *, now: datetime) -> list[Item]:
    """Everything that the invented people know."""
    made = []
    for told in ITEMS:
        home, person = homes[told.home], cast.people[told.by]
        at = now - timedelta(days=told.days_ago)
        named = [agency for name in told.named if (agency := cast.people[name].agency)]
        made.append(
            report_item(
                actor=person, at=at, home_id=home["home_id"], home_name=home["name"],
                area_code=home["area_code"], observed_on=timezone.localdate(at),
                words=told.words, themes=[told.theme], severity=told.severity, kind=told.kind,
                direction=told.direction, handling=told.handling, named_agencies=named,
            )
        )  # fmt: skip
    return made


def plan_meetings(cast: Cast, *, now: datetime) -> list[Meeting]:
    """The calendar from a rule, seen from ten weeks ago: the last meeting and those to come."""
    lead, at = cast.people["council"], now - timedelta(days=70)
    rule = set_rule(
        actor=lead, at=at, group=cast.group, kind=MONTHLY, place="Invented town hall", version=0,
        rule=Recurrence(
            ordinal=2, weekday=3, starts=time(14), minutes=120,
            first_month=at.date().replace(day=1),
        ),
    )  # fmt: skip
    plan_ahead(actor=lead, at=at, rule=rule)
    return list(Meeting.objects.filter(group=cast.group).order_by("starts_at"))


def hold(
    cast: Cast, meeting: Meeting, homes: list[HomeRow], items: list[Item], *, is_last: bool
) -> None:
    """A meeting, from its calling to its signed minutes; at the last one the story is told."""
    lead, starts = cast.people["council"], meeting.starts_at
    call_meeting(actor=lead, at=starts - timedelta(days=16), meeting=meeting)
    propose_agenda(actor=lead, at=starts - timedelta(days=8), meeting=meeting)
    if is_last and not meeting.places.filter(home_id=homes[0]["home_id"]).exists():
        home = homes[0]
        facts = HomeFacts(
            home["home_id"], home["name"], home["area_code"], suggested_level=home["level"],
            suggested_label=home["level_label"], suggested_step=home["step"],
        )  # fmt: skip
        add_home(
            actor=lead, at=starts - timedelta(days=7), meeting=meeting, home=facts, release_id="",
            reason="Several agencies told us of small things in the same month.",
        )  # fmt: skip
    for name, words in REPORTS.items() if is_last else ():
        person = cast.people[name]
        assert person.agency is not None  # noqa: S101 - every account of the cast has one
        save_report(
            actor=person, at=starts - timedelta(days=6), meeting=meeting,
            agency_id=person.agency.pk, said=[Said("not_known_to_others", words)], references=[],
            version=0, send=True,
        )  # fmt: skip
    open_minutes(actor=lead, at=starts, meeting=meeting)
    present = {cast.people[name].pk: Presence.PRESENT for name in REPORTS}
    record_attendance(actor=lead, at=starts, meeting=meeting, presence=present)
    meeting.refresh_from_db()
    for place in meeting.places.filter(state=PlaceState.ON):
        _minute(
            cast, place, is_the_one=is_last and place.home_id == homes[0]["home_id"], items=items
        )
    meeting.refresh_from_db()
    after = meeting.ends_at + timedelta(days=1)
    send_minutes(actor=lead, at=after, meeting=meeting, due_on=(after + timedelta(days=3)).date())
    meeting.refresh_from_db()
    sign_minutes(actor=cast.people["board"], at=after + timedelta(days=5), meeting=meeting)


def _minute(cast: Cast, place: AgendaItem, *, is_the_one: bool, items: list[Item]) -> None:
    lead, at = cast.people["council"], place.meeting.starts_at + timedelta(minutes=30)
    cites = [Citation("item", item.ref, item.ref) for item in items[:3]] if is_the_one else []
    level = "enhanced" if is_the_one else place.suggested_level or "routine"
    same = level == place.suggested_level
    save_minute(
        actor=lead, at=at, place=place, version=0,
        spoken=Spoken(
            outcome=Outcome.DISCUSSED, discussed=DISCUSSED if is_the_one else IN_SHORT,
            cites=cites,
            agreed=Agreed(
                level=level,
                reason_kind=(ReasonKind.AS_SUGGESTED if same else ReasonKind.NOT_IN_THE_DATA).value,
                reason="" if same else "What people told us is not in the figures yet.",
                review_on=None if level == "routine" else _in_two_weeks(place.meeting),
            ),
        ),
    )  # fmt: skip


def _in_two_weeks(meeting: Meeting) -> date:
    # Soon enough for every step of the ladders that come with Caresight.
    return timezone.localdate(meeting.starts_at) + timedelta(days=14)


def act(cast: Cast, meeting: Meeting, homes: list[HomeRow], items: list[Item]) -> list[Action]:
    """What the meeting agreed: one action done, one late, one to come."""
    at, home = meeting.starts_at + timedelta(minutes=40), homes[0]
    cites = [
        Citation("item", item.ref, item.ref)
        for item in items[:5]
        if item.home_id == home["home_id"]
    ]
    plans = (
        ("regulator", "visit", "Visit together at tea time, unannounced", 5),
        ("council", "training", "Training in skin care for the first floor", 30),
        ("safeguarding", "safeguarding", "Look again at the two low-level referrals together", 7),
    )
    made = []
    for name, kind, title, days in plans:
        owner = cast.people[name]
        assert owner.agency is not None  # noqa: S101 - every account of the cast has one
        made.append(
            open_action(
                actor=cast.people["council"], at=at, group=cast.group, home_id=home["home_id"],
                home_name=home["name"], title=title, kind=kind, owner=owner,
                owner_agency=owner.agency, due_on=(at + timedelta(days=days)).date(),
                cites=cites, meeting_ref=meeting.ref,
                **(_fewer_ulcers(at + timedelta(days=240)) if kind == "training" else {}),
            )
        )  # fmt: skip
    close_action(
        actor=cast.people["regulator"], at=at + timedelta(days=4), action=made[0], outcome="done",
        done_on=(at + timedelta(days=4)).date(), proof="Invented visit note 12",
        what_was_done="Visited at 17:00. One carer on the first floor; bells rang for 14 minutes.",
    )  # fmt: skip
    for item in items:
        if item.home_id == home["home_id"] and item.handling == "group_only":
            dispose(
                actor=cast.people["council"], at=at, item=item, state="action",
                reason="Discussed together at the monthly meeting.",
                feedback="Thank you. Your group looked at this with what others knew, and "
                "agreed a visit.",
            )  # fmt: skip
    return made


def _fewer_ulcers(by: datetime) -> Expected:
    return {"measure": "new_pressure_ulcers", "direction": "down", "effect_by": by.date()}


def tell_and_hear(cast: Cast, home: HomeRow, *, after: datetime) -> None:
    """What the provider was asked, and what it replied."""
    provider = cast.people["provider"]
    assert provider.agency is not None  # noqa: S101 - every account of the cast has one
    told = tell_provider(
        actor=cast.people["council"], at=after + timedelta(days=1), home_id=home["home_id"],
        home_name=home["name"], area_code=home["area_code"], agency=provider.agency,
        group=cast.group, title="What we would like to know", what=QUESTION_TO_PROVIDER,
    )  # fmt: skip
    written = reply(
        actor=provider, at=after + timedelta(days=3), home_id=home["home_id"],
        home_name=home["name"], area_code=home["area_code"], agency=provider.agency,
        about=Subject.TOLD, about_ref=told.ref, about_words=told.title, told=told, words=REPLY,
    )  # fmt: skip
    send_reply(
        actor=provider, at=after + timedelta(days=3), written=written, version=written.version,
        names_confirmed=True,
    )  # fmt: skip


def call_at_once(cast: Cast, home: HomeRow, *, now: datetime) -> None:
    """A member cannot wait for the next meeting, and calls a review."""
    called = call_review(
        actor=cast.people["safeguarding"], at=now - timedelta(days=2), group=cast.group,
        homes=[NamedHome(home["home_id"], home["name"], home["area_code"])], worry=WORRY,
        immediate_risk=False, provider=cast.people["provider"].agency,
        provider_name=home["provider_name"], token=uuid4(),
    )  # fmt: skip
    record_triage(
        actor=cast.people["council"], at=now - timedelta(days=2) + timedelta(hours=3),
        review=called.review, decision="review", took_part="Council, regulator, NHS board",
        reason="Two admissions within a week, and no answer on staffing.",
        coordinator=cast.people["council"], meet_by=(now + timedelta(days=3)).date(),
    )  # fmt: skip
