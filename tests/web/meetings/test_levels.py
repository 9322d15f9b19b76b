"""Levels through time: which holds, since when, and what an oversight tier reads of them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.meetings import operations, queries
from caresight.web.meetings.models import AgreedLevel
from caresight.web.meetings.operations import Agreed
from caresight.web.meetings.operations.levels import months_on
from caresight.web.meetings.presenters.log import levels_chart
from caresight.web.meetings.queries.levels import current_levels
from caresight.web.meetings.queries.log import (
    LogWanted,
    homes_by_level,
    levels_used,
    log,
)
from tests.web.casework import BORDER, OURS, OURS_AREA
from tests.web.meetings.held import LATER, MEETS_ON, NOW, minute, open_up, plan, put_on, sign

SECRET = "quincewords are the reason"


def agree(casework, on, level, *, home_id=OURS, group="Alderbourne", **agreed):
    days = 0 if level == "routine" else 14
    return operations.agree_level_in_review(
        actor=casework.people["council"], at=datetime.combine(on, NOW.time(), tzinfo=UTC),
        group=casework.groups[group], home_id=home_id, home_name="Rowan Court",
        area_code=OURS_AREA, review_ref="R-000001", ladder=casework.groups[group].ladder,
        agreed=Agreed(
            level=level, reason_kind="other", reason=agreed.pop("reason", SECRET),
            review_on=on + timedelta(days=days) if days else None, **agreed,
        ),
    )  # fmt: skip


def row(on):
    return AgreedLevel.objects.get(agreed_on=on)


FIRST, SECOND, THIRD = date(2026, 9, 10), date(2026, 10, 8), date(2026, 11, 12)


def test_the_latest_decision_is_the_current_one(casework):
    group = casework.groups["Alderbourne"]
    assert current_levels(group) == {}

    agree(casework, FIRST, "enhanced")
    agree(casework, SECOND, "intensive")

    assert current_levels(group)[OURS].level == "intensive"
    assert not row(FIRST).is_current


def test_a_decision_recorded_late_takes_its_place_by_its_day(casework):
    agree(casework, FIRST, "enhanced")
    agree(casework, THIRD, "enhanced")
    assert row(THIRD).since_on == FIRST

    agree(casework, SECOND, "intensive")

    assert (row(SECOND).is_current, row(THIRD).is_current) == (False, True)
    assert row(THIRD).since_on == THIRD


def test_a_level_that_lasts_passes_the_ladders_limit(casework):
    agree(casework, FIRST, "enhanced")

    agree(casework, SECOND, "enhanced")

    assert row(SECOND).since_on == FIRST
    assert row(SECOND).dwell_until == date(2027, 3, 10)


def test_two_groups_keep_levels_of_their_own_for_one_home(casework):
    agree(casework, FIRST, "enhanced", home_id=BORDER)
    agree(casework, FIRST, "intensive", home_id=BORDER, group="Quillhaven")

    ours = queries.levels_of_home(casework.access("regulator"), BORDER)
    theirs = queries.levels_of_home(casework.access("neighbour"), BORDER)

    assert [line.level for line in ours] == ["enhanced"]
    assert [line.level for line in theirs] == ["intensive"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_end_on_their_last_day(day, months, expected):
    assert months_on(day, months) == expected


def test_the_words_of_a_reason_stay_with_the_members(casework):
    agree(casework, FIRST, "enhanced", exit_criteria="medlarwords are seen")

    read = {
        name: queries.levels_of_home(casework.access(name), OURS)
        for name in ("regulator", "oversight", "neighbour", "left", "provider", "viewer", "analyst")
    }

    assert read["regulator"][0].reason == SECRET
    (told,) = read["oversight"]
    assert (told.level, told.reason_kind, told.reason, told.exit_criteria) == (
        "enhanced", "other", "", "",
    )  # fmt: skip
    assert not any(read[name] for name in ("neighbour", "left", "provider", "viewer", "analyst"))


def test_a_level_that_the_review_may_not_agree_leaves_nothing(casework):
    with pytest.raises(Refusal, match="needs a day of review"):
        operations.agree_level_in_review(
            actor=casework.people["council"], at=NOW, group=casework.groups["Alderbourne"],
            home_id=OURS, home_name="Rowan Court", area_code="", review_ref="R-000001",
            ladder="nqb-2022", agreed=Agreed("intensive", "other", SECRET),
        )  # fmt: skip
    assert not AgreedLevel.objects.exists()


def found(casework, day=THIRD, **wanted):
    rows = log(casework.groups["Alderbourne"], LogWanted(**wanted), day)
    return [(one.home_id, one.level) for one in rows]


def test_the_log_is_narrowed_by_what_holds_is_late_or_ever_was(casework):
    agree(casework, FIRST, "enhanced")
    agree(casework, SECOND, "routine")
    agree(casework, SECOND, "intensive", home_id=BORDER)

    assert found(casework) == [(BORDER, "intensive"), (OURS, "routine")]
    assert found(casework, shown="late") == [(BORDER, "intensive")]
    assert len(found(casework, shown="all")) == 3
    assert found(casework, shown="all", level="enhanced") == [(OURS, "enhanced")]
    assert found(casework, home_id=BORDER) == [(BORDER, "intensive")]
    assert found(casework, words="rowan court") == found(casework)
    assert found(casework, words="heron") == []


def test_homes_by_level_count_each_home_where_it_stands(casework):
    agree(casework, FIRST, "enhanced")
    agree(casework, SECOND, "intensive", home_id=BORDER)
    agree(casework, THIRD, "routine")
    group = casework.groups["Alderbourne"]

    days = homes_by_level(group)
    chart = levels_chart(days, levels_used(group))

    assert [day.homes for day in days] == [
        {"enhanced": 1}, {"enhanced": 1, "intensive": 1}, {"routine": 1, "intensive": 1},
    ]  # fmt: skip
    assert chart is not None
    assert chart.sentence.startswith("After 12 November 2026: 1 at Intensive")
    assert chart.rows[0] == ("12 November 2026", [1, 0, 1])


def test_a_group_that_never_agreed_the_lowest_level_sees_all_of_its_homes(casework):
    agree(casework, FIRST, "enhanced")
    agree(casework, SECOND, "intensive", home_id=BORDER)
    group = casework.groups["Alderbourne"]

    chart = levels_chart(homes_by_level(group), levels_used(group))

    assert "1 at Enhanced" in chart.sentence
    assert "1 at Intensive" in chart.sentence
    assert str(chart.picture).count("Enhanced: 1 home") == 2  # after each of the two days


def test_homes_at_the_lowest_level_alone_are_no_bar(casework):
    agree(casework, FIRST, "routine")
    group = casework.groups["Alderbourne"]

    chart = levels_chart(homes_by_level(group), levels_used(group))

    assert "none above the lowest level" in chart.sentence
    assert "<rect" not in str(chart.picture)
    assert chart.rows == [("10 September 2026", [1])]


def test_a_group_that_agreed_nothing_has_no_chart(casework):
    group = casework.groups["Alderbourne"]

    assert levels_chart(homes_by_level(group), levels_used(group)) is None


def test_a_minute_of_a_later_meeting_follows_an_earlier_one(casework):
    sign(casework)
    meeting = plan(casework, starts_at=LATER)
    put_on(casework, meeting)
    open_up(casework, meeting)

    minute(casework, meeting.places.get())

    level = current_levels(casework.groups["Alderbourne"])[OURS]
    assert (level.agreed_on, level.since_on) == (LATER.date(), MEETS_ON.date())
