"""The same form sent twice, and two people at one record, in the same instant."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.actions.models import Action
from caresight.web.audit.models import Entry
from caresight.web.directory.citations import Citation
from caresight.web.governance.models import LegalHold
from caresight.web.governance.operations import place_hold
from caresight.web.governance.retention import apply_schedule
from caresight.web.groups.models import Group
from caresight.web.intelligence.models import Import, Item, ItemStep
from caresight.web.intelligence.operations import dispose, take_in
from caresight.web.meetings.models import AgreedLevel, CalendarRule, HomeMinute, Meeting
from caresight.web.packs.assembling import gathering
from tests.web.actions.agreed import agree
from tests.web.at_once import at_once, elsewhere, real_connections
from tests.web.casework import OURS, OURS_AREA, Casework
from tests.web.intelligence.items import NOW, send
from tests.web.meetings.held import LATER, minute, open_up, plan

pytestmark = [real_connections, pytest.mark.django_db(transaction=True)]
SOON = (timezone.localdate() + timedelta(days=30)).isoformat()


def ready(casework: Casework, name: str, address: str, form: dict[str, Any]) -> Callable[[], Any]:
    """A request that is ready to be sent: who sends it has signed in already."""
    browser = casework.browser(name)
    return lambda: browser.post(address, form)


def test_an_action_agreed_by_two_clicks_is_one_action(casework: Casework) -> None:
    form = {
        "token": str(uuid4()), "group": casework.groups["Alderbourne"].pk, "kind": "visit",
        "title": "Visit on a night", "who": f"p{casework.people['council'].pk}",
        "due_on": SOON, "cites": ["indicator:falls_with_harm"],
    }  # fmt: skip
    click = ready(casework, "council", f"{reverse('open_action')}?home={OURS}", form)

    first, second = at_once(click, click)

    action = Action.objects.get()
    assert {first.url, second.url} == {reverse("action", args=[action.pk])}
    assert action.steps.count() == 1
    assert Entry.objects.filter(operation="actions.opened").count() == 1


def test_a_level_agreed_by_two_clicks_is_one_level(casework: Casework) -> None:
    meeting = open_up(casework, plan(casework, starts_at=timezone.now()))
    form = {
        "version": 0, "outcome": "discussed", "discussed": "Falls at night.", "level": "routine",
        "reason_kind": "too_early", "reason": "Too early to say anything",
    }  # fmt: skip
    click = ready(casework, "council", reverse("home_minute", args=[meeting.places.get().pk]), form)

    answers = at_once(click, click)

    # The second is shown what the first saved, beside what it wanted to save itself.
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert HomeMinute.objects.get().version == 1
    assert AgreedLevel.objects.get().is_current


def test_of_two_levels_agreed_for_one_home_at_one_time_one_is_current(casework: Casework) -> None:
    earlier, later = open_up(casework), open_up(casework, plan(casework, starts_at=LATER))

    at_once(
        lambda: minute(casework, earlier.places.get(), level="routine", actor="chair"),
        lambda: minute(casework, later.places.get(), level="enhanced"),
    )

    levels = AgreedLevel.objects.order_by("agreed_on")
    assert [level.is_current for level in levels] == [False, True]


def test_two_leads_who_agree_the_first_rule_of_a_group_make_one_calendar(
    casework: Casework,
) -> None:
    address = reverse("meeting_calendar", args=[casework.groups["Alderbourne"].pk])
    form = {
        "version": 0, "ordinal": 2, "weekday": 3, "every_months": 1, "first_month": SOON,
        "starts": "14:00", "minutes": 120, "on_holiday": "next_working_day",
    }  # fmt: skip

    answers = at_once(*(ready(casework, name, address, form) for name in ("chair", "council")))

    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert CalendarRule.objects.get().version == 1
    assert Meeting.objects.count() == 12


def test_an_item_is_cited_while_a_lead_decides_about_it(casework: Casework) -> None:
    item = send(casework)
    cited = Citation("item", item.ref, f"Item {item.ref}")

    at_once(
        lambda: agree(casework, cites=[cited]),
        lambda: dispose(
            actor=casework.people["chair"], at=NOW, item=item, state="looking",
            reason="The council looks into it",
        ),
    )  # fmt: skip

    assert ItemStep.objects.get().item_id == item.pk
    assert Item.objects.get().state == "looking"


def test_a_spreadsheet_that_two_colleagues_take_in_gives_each_row_once(casework: Casework) -> None:
    row = {
        "row": 2, "row_hash": "a" * 64, "home_id": OURS, "home_name": "Rowan Court",
        "area_code": OURS_AREA, "words": "The lift stood still.", "severity": 2,
        "direction": "worrying", "kind": "observation", "grade": "none", "voice": "own",
        "reliability": "not_assessed", "credibility": "not_assessed", "handling": "group_only",
        "may_identify": False, "observed_on": "2026-11-20", "received_on": "2026-11-20",
        "themes": ["staffing"],
    }  # fmt: skip
    own = {
        mark: {**row, "row": 3, "row_hash": mark * 64, "words": f"Lift {mark}."} for mark in "bc"
    }
    sheets = [
        Import.objects.create(
            person=casework.people[name], file_name="items.xlsx", at=NOW, good=rows, bad=[],
            headings=[], known=0,
        )
        for name, rows in (("council", [row, own["b"]]), ("chair", [row, own["c"]]))
    ]  # fmt: skip

    taken = at_once(
        *(lambda one=one: take_in(actor=one.person, at=NOW, held=one) for one in sheets)
    )

    assert sorted(taken) == [1, 2]
    assert {one.row_hash[0] for one in Item.objects.all()} == set("abc")


def test_a_pack_reads_everything_at_one_moment(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, late = plan(casework), NOW + timedelta(days=400)
    levels = gathering.current_levels

    def while_an_action_is_agreed(group: Any) -> Any:
        elsewhere(lambda: agree(casework))
        return levels(group)

    monkeypatch.setattr(gathering, "current_levels", while_an_action_is_agreed)

    rows = gathering.gathered(meeting, at=late)

    assert Action.objects.exists()
    assert (rows.actions, rows.overdue) == ({}, [])


def test_a_hold_that_is_placed_before_the_schedule_runs_keeps_what_it_covers(
    casework: Casework,
) -> None:
    item, lead = send(casework), casework.people["governance"]
    Item.objects.filter(pk=item.pk).update(recorded_at=NOW - timedelta(days=40 * 365))

    at_once(
        lambda: place_hold(actor=lead, at=NOW, home_id=OURS, reason="the coroner's inquiry"),
        lambda: apply_schedule(by=lead, at=NOW),
    )

    assert Item.objects.get().forgotten_at is None
    assert LegalHold.objects.get().lifted_at is None


def test_a_person_invited_by_two_clicks_is_invited_once(casework: Casework) -> None:
    agency = casework.agencies["Alderbourne Council"].pk
    form = {"username": "newcomer", "name": "", "roles": ["member"], "agency": agency}
    click = ready(casework, "administrator", reverse("invite"), form)

    answers = at_once(click, click)

    assert sorted(answer.status_code for answer in answers) == [200, 422]
    assert Person.objects.get(username="newcomer").held_roles.count() == 1


def test_two_groups_of_one_name_made_at_one_time_are_one_group(casework: Casework) -> None:
    form = {
        "name": "A third group", "kind": "local", "ladder": "nqb-2022", "quorum_members": 3,
        "quorum_agencies": 2, "budget": 10, "is_active": "on", "version": 1,
    }  # fmt: skip
    page = reverse("add_group")
    clicks = [
        ready(casework, "administrator", page, {**form, "token": str(uuid4())}) for _ in range(2)
    ]

    answers = at_once(*clicks)

    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert Group.objects.filter(name="A third group").count() == 1
