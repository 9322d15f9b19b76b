"""How long it took: who may read it, and what counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from caresight.evaluation.loop_clock import loops_of
from caresight.web.actions.models import Action
from caresight.web.audit.models import Entry
from caresight.web.joint.clock_days import days_of_group
from caresight.web.meetings.models import AgendaItem, AgreedLevel, HomeMinute, Meeting
from tests.web.casework import BORDER, OURS, OURS_AREA, PEOPLE, THEIRS, THEIRS_AREA, TODAY
from tests.web.joint.items import sent

MEMBERS = {"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding", "neighbour"}
OCTOBER = datetime(2026, 10, 1, 9, tzinfo=UTC)


def moment(day: int) -> datetime:
    """A moment so many days after the first of October."""
    return OCTOBER + timedelta(days=day)


def meeting_on(casework, day, outcome="discussed", home=OURS):
    """A meeting of Alderbourne's group with one home on its agenda."""
    meeting = Meeting.objects.create(
        group=casework.groups["Alderbourne"], kind="monthly", title="Monthly meeting",
        starts_at=moment(day), ends_at=moment(day) + timedelta(hours=2), state="signed",
    )  # fmt: skip
    place = AgendaItem.objects.create(
        meeting=meeting, home_id=home, home_name="Rowan Court", why="flagged", put_at=moment(day)
    )
    HomeMinute.objects.create(
        place=place, outcome=outcome, written_by=casework.people["chair"], written_at=moment(day)
    )
    return meeting


def action_on(casework, day, **changes):
    return Action.objects.create(
        group=casework.groups["Alderbourne"], home_id=OURS, home_name="Rowan Court",
        title="Visit", kind="visit", owner_agency=casework.agencies["Alderbourne Council"],
        due_on=date(2026, 12, 1), opened_by=casework.people["chair"], opened_at=moment(day),
        **changes,
    )  # fmt: skip


def days_of(casework, home=OURS, group="Alderbourne"):
    found = days_of_group(casework.groups[group], day=TODAY)
    return next((one for one in found.homes if one.home_id == home), None)


def clock_of(casework, who, query=""):
    return casework.browser(who).get(f"/clock/{query}")


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_only_who_works_in_a_group_reads_its_clock(casework, who):
    assert (clock_of(casework, who).status_code == 200) == (who in MEMBERS)
    assert (casework.browser(who).get("/clock.csv").status_code == 200) == (who in MEMBERS)


@pytest.mark.parametrize("wanted", ["other", "unknown", "word"])
def test_another_groups_clock_is_as_if_there_were_none(casework, wanted):
    asked = {"other": casework.groups["Quillhaven"].pk, "unknown": 99_999, "word": "x"}[wanted]

    assert clock_of(casework, "chair", f"?group={asked}").status_code == 404


def test_a_home_of_another_group_shows_nothing(casework):
    sent(casework, "neighbour", home_id=THEIRS, area_code=THEIRS_AREA, home_name="Hidden Hall")

    text = clock_of(casework, "chair", f"?home={THEIRS}").content.decode()

    assert "Nothing was noticed, said or agreed about this home" in text
    assert "Hidden Hall" not in text


def test_a_loop_runs_from_the_first_worry_to_the_effect(casework):
    sent(casework, "chair", at=moment(2), observed_on=date(2026, 10, 2))
    meeting_on(casework, 9)
    action_on(casework, 9, verdict="worked", verdict_at=moment(40), state="closed",
              outcome="done", closed_at=moment(20))  # fmt: skip

    found = days_of(casework)

    assert date(2026, 10, 3) in found.signals
    assert found.discussions == (date(2026, 10, 10),)
    assert found.actions == (date(2026, 10, 10),)
    assert found.effects == (date(2026, 11, 10),)
    assert loops_of(found)[0].effect == date(2026, 11, 10)


def test_releases_say_when_a_home_was_first_noticed_and_first_flagged(casework):
    found = days_of_group(casework.groups["Alderbourne"], day=TODAY)
    flagged = [home for home in found.homes if home.flags]

    assert flagged
    assert all(home.signals[0] <= home.flags[0] for home in flagged)
    assert {day for home in flagged for day in home.flags} <= {
        date(2026, 10, 21), date(2026, 11, 21),
    }  # fmt: skip


def test_a_level_that_a_group_agreed_flags_a_home(casework):
    AgreedLevel.objects.create(
        group=casework.groups["Alderbourne"], home_id=BORDER, home_name="Heron Lodge",
        ladder="nqb-2022", ladder_version=1, level="enhanced", level_label="Enhanced", step=1,
        top_step=2, agreed_on=date(2026, 10, 5), since_on=date(2026, 10, 5),
        reason_kind="agrees", recorded_by=casework.people["chair"], recorded_at=moment(5),
    )  # fmt: skip

    assert date(2026, 10, 5) in days_of(casework, BORDER).flags


@pytest.mark.parametrize(
    "changes",
    [
        {"direction": "good"},
        {"handling": "named_agencies"},
    ],
)
def test_good_news_and_what_not_every_member_may_read_start_no_clock(casework, changes):
    if "handling" in changes:
        changes["named_agencies"] = [casework.agencies["Healthwatch Alderbourne"]]
    before = days_of(casework)
    sent(casework, "chair", at=moment(2), observed_on=date(2026, 10, 2), **changes)

    assert getattr(days_of(casework), "signals", ()) == getattr(before, "signals", ())


def test_an_item_is_never_discussed_until_its_home_is_on_the_table(casework):
    item = sent(casework, "chair", at=moment(2), observed_on=date(2026, 10, 2))
    meeting_on(casework, 1)
    meeting_on(casework, 20, outcome="not_reached")
    waiting = days_of_group(casework.groups["Alderbourne"], day=TODAY).never_discussed

    meeting_on(casework, 30)
    after = days_of_group(casework.groups["Alderbourne"], day=TODAY).never_discussed

    assert [(one.ref, one.days) for one in waiting] == [(item.ref, 49)]
    assert after == []


def test_the_page_says_what_a_home_waits_for_and_how_long(casework, monkeypatch):
    action_on(casework, 10)
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda at=None: real(at) if at else TODAY)

    text = clock_of(casework, "chair", f"?home={OURS}").content.decode()

    assert "Waits for an effect to be seen" in text
    assert "Still waiting for an effect to be seen: 41 days." in text


def test_the_csv_has_a_line_for_each_way_and_defuses_names(casework):
    sent(
        casework, "chair", home_id="H99999999", home_name="=SUM(A1)", at=moment(2),
        observed_on=date(2026, 10, 2),
    )  # fmt: skip

    text = casework.browser("chair").get("/clock.csv").content.decode()

    assert "H99999999,'=SUM(A1),2026-10-03" in text
    assert text.splitlines()[0].lstrip("\ufeff").startswith("home_id,home,signal_on")


def test_reading_a_clock_leaves_one_line_in_the_trail(casework):
    clock_of(casework, "chair")

    entry = Entry.objects.get(operation="joint.read_clock")

    assert entry.group_ref == f"group:{casework.groups['Alderbourne'].pk}"


def test_the_clock_asks_the_database_a_fixed_number_of_times(
    casework, django_assert_max_num_queries
):
    for number in range(30):
        sent(casework, "chair", words=f"Number {number}", area_code=OURS_AREA)
    browser = casework.browser("chair")

    with django_assert_max_num_queries(28):
        browser.get("/clock/")
