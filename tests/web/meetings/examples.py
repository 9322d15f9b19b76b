"""A meeting in each state, and how its pages are asked for."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from caresight.web.meetings import operations
from caresight.web.meetings.models import AgendaItem, Meeting
from caresight.web.meetings.operations import Said
from caresight.web.meetings.queries.agenda import known_facts
from tests.web.casework import BORDER, OURS, Casework
from tests.web.examples import Examples
from tests.web.meetings.held import (
    KIND,
    call,
    minute,
    open_up,
    plan,
    put_on,
    report,
    send_out,
    sign,
)

MEMBERS = frozenset({"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"})
MINUTED, REASONED, DISAGREED, REPORTED, DRAFTED, NOTED = (
    "bullacewords", "damsonwords", "sloewords", "rowanberry", "hawthornhip", "elderwords",
)  # fmt: skip
REASON = "The hall is closed on that day"


def examples(casework: Casework) -> Examples:
    """Planned, called, cancelled, open, out for correction and signed."""
    now = timezone.now()
    planned, called = plan(casework, starts_at=now + timedelta(days=40)), _called(casework)
    cancelled = operations.cancel_meeting(
        actor=casework.people["chair"], at=now, reason=REASON,
        meeting=plan(casework, starts_at=now + timedelta(days=70)),
    )  # fmt: skip
    opened, out, signed = (_minuted(casework, days) for days in (0, 21, 60))
    _business(casework, opened)
    send_out(casework, out)
    correction = operations.correct(
        actor=casework.people["regulator"], at=out.starts_at, token=uuid4(), meeting=out,
        place=out.places.first(), words=f"{NOTED}: it was two weeks.",
    )  # fmt: skip
    sign(casework, send_out(casework, signed))
    meetings = [planned, called, cancelled, opened, out, signed]
    places = list(AgendaItem.objects.filter(meeting__in=meetings))
    guest = operations.add_guest(
        actor=casework.people["council"], at=now, token=uuid4(), meeting=opened,
        name="An Invented Visitor", agency_name="Invented Fire Service",
    )  # fmt: skip
    on_agendas = [{"pk": place.pk} for place in places]
    each_meeting = [{"pk": meeting.pk} for meeting in meetings]
    groups = [{"pk": group.pk} for group in casework.groups.values()]
    of_group = "meeting_calendar add_meeting level_log level_log_csv flags_judged".split()
    of_home = "home_minute remove_from_agenda answer_proposal disagree minute_action".split()
    return Examples(
        addresses={
            **dict.fromkeys(of_group, groups),
            **dict.fromkeys(of_home, on_agendas),
            **dict.fromkeys(OF_MEETING, each_meeting),
            "remove_guest": [{"pk": guest.pk}],
            "answer_correction": [{"pk": correction.pk}],
        },
        posts=_posts(casework, places[0]),
        queries={
            "meetings": ["?when=past", f"?group={opened.group_id}", "?page=2", "?group=x&page=-1"],
            "level_log": ["?shown=all", "?shown=late", "?level=intensive", "?q=rowan&page=9"],
            "level_log_csv": ["?shown=all"],
            "meeting_calendar": [f"?kind={KIND}", "?kind=tea_party"],
            "propose_home": [f"?home={OURS}"],
            "add_to_agenda": [f"?home={OURS}"],
        },
        secrets={
            **dict.fromkeys((MINUTED, REASONED, DISAGREED, REPORTED, NOTED), MEMBERS),
            DRAFTED: frozenset({"ambulance"}),
        },
    )


OF_MEETING = (
    "meeting move_meeting cancel_meeting call_meeting propose_agenda add_to_agenda propose_home "
    "agenda_order meeting_reports write_report open_minutes meeting_minutes meeting_actions "
    "attendance add_guest declare_interest meeting_business send_minutes correct_minutes "
    "sign_minutes add_addendum"
).split()


def _called(casework: Casework) -> Meeting:
    meeting = call(casework, starts_at=timezone.now() + timedelta(days=12))
    put_on(casework, meeting)
    operations.propose_home(
        actor=casework.people["healthwatch"], at=timezone.now(), meeting=meeting,
        home=known_facts(meeting.group, BORDER), reason=f"{NOTED}: long waits",
        release_id="2026-11.2",
    )  # fmt: skip
    said = [Said("not_known_to_others", f"{REPORTED}: two inspections.")]
    draft = [Said("not_known_to_others", f"{DRAFTED}: not sent yet.")]
    report(casework, meeting, said=said, at=timezone.now())
    report(casework, meeting, by="ambulance", said=draft, send=False, at=timezone.now())
    return meeting


def _minuted(casework: Casework, days_ago: int) -> Meeting:
    """A meeting of some days ago, whose one home was discussed and whose other waits."""
    meeting = plan(casework, starts_at=timezone.now() - timedelta(days=days_ago, minutes=5))
    place = put_on(casework, meeting)
    if days_ago == 0:
        put_on(casework, meeting, BORDER)
    open_up(casework, meeting)
    minute(
        casework, place, level="enhanced", discussed=f"{MINUTED} were said.",
        agreed={"reason": f"{REASONED} are the reason."},
    )  # fmt: skip
    operations.disagree(
        actor=casework.people["council"], at=meeting.starts_at, token=uuid4(), place=place,
        agency=casework.agencies["Invented Regulator"], words=f"{DISAGREED}, we say.",
    )  # fmt: skip
    return meeting


def _business(casework: Casework, meeting: Meeting) -> None:
    operations.save_business(
        actor=casework.people["council"], at=meeting.starts_at, meeting=meeting, version=1,
        matters_arising=f"{NOTED} of the last meeting.", general_business="A farewell.",
    )  # fmt: skip


def _posts(casework: Casework, place: AgendaItem) -> dict[str, dict[str, Any]]:
    soon = (timezone.localdate() + timedelta(days=12)).isoformat()
    when = {"on": soon, "starts": "14:00", "minutes": 90}
    home = {"home": "Kingfisher Court", "reason": "Families told us of long waits"}
    agency = casework.agencies["Alderbourne Council"].pk
    return {
        "meeting_calendar": {
            "kind": KIND, "version": 0, "ordinal": 2, "weekday": 3, "every_months": 1,
            "first_month": soon, "starts": "14:00", "minutes": 120,
            "on_holiday": "next_working_day",
        },
        "add_meeting": {"token": str(uuid4()), "kind": KIND, **when},
        "move_meeting": {"token": str(uuid4()), **when, "reason": REASON},
        "cancel_meeting": {"reason": REASON},
        "call_meeting": {}, "propose_agenda": {}, "open_minutes": {}, "sign_minutes": {},
        "remove_guest": {},
        "add_to_agenda": home, "propose_home": home,
        "agenda_order": {f"position-{place.pk}": 1, f"minutes-{place.pk}": 9},
        "remove_from_agenda": {"reason": REASON},
        "answer_proposal": {"answer": "no", "reason": "It is on the next agenda"},
        "write_report": {"version": 0, "not_known_to_others": "Nothing new.", "send": "yes"},
        "attendance": {f"person_{casework.people['chair'].pk}": "apologies"},
        "add_guest": {"token": str(uuid4()), "name": "A Guest", "agency_name": "An agency"},
        "declare_interest": {
            "token": str(uuid4()), "name": "council", "words": "A relative works there",
            "handling": "Left the room",
        },
        "meeting_business": {"version": 1, "general_business": "None."},
        "home_minute": {
            "version": 0, "outcome": "discussed", "discussed": "It was discussed.",
            "level": "routine", "reason_kind": "too_early", "reason": "Too early to say anything",
        },
        "disagree": {"token": str(uuid4()), "agency": agency, "words": "We do not agree."},
        "minute_action": {
            "token": str(uuid4()), "group": casework.groups["Alderbourne"].pk,
            "title": "Visit on a night", "kind": "visit",
            "who": f"p{casework.people['council'].pk}", "due_on": soon,
            "why_no_cites": "Nothing can be cited yet",
        },
        "send_minutes": {"due_on": soon},
        "correct_minutes": {"token": str(uuid4()), "words": "It was two weeks."},
        "answer_correction": {"answer": "yes", "reason": "Changed as the member says"},
        "add_addendum": {"token": str(uuid4()), "words": "The owner has changed since."},
    }  # fmt: skip
