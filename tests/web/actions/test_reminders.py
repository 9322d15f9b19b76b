"""Reminders: once each, to those who may still see the action, without a word of it."""

from datetime import datetime, timedelta

import pytest

from caresight.web.actions import operations
from caresight.web.notices.models import Notice
from tests.web.actions.agreed import DUE, EFFECT, NOW, agree, agree_with_provider, closed
from tests.web.casework import Casework


def at(days: int) -> datetime:
    """So many days after the action is due."""
    return NOW + timedelta(days=(DUE - NOW.date()).days + days)


def subjects(casework: Casework, name: str) -> list[str]:
    found = Notice.objects.filter(person=casework.people[name], once_key__startswith="action:")
    return [notice.subject for notice in found.order_by("made_at", "pk")]


@pytest.mark.parametrize(
    ("days", "word"),
    [(-8, None), (-7, "within a week"), (-1, "within a week"), (0, "due today"), (3, None),
     (7, "overdue"), (15, "overdue")],
)  # fmt: skip
def test_a_reminder_comes_on_its_day(casework: Casework, days: int, word: str | None) -> None:
    agree(casework)

    operations.remind(at=at(days))

    assert [word in subject for subject in subjects(casework, "council") if word] == (
        [True] if word else []
    )
    assert len(subjects(casework, "council")) == (1 if word else 0)


def test_each_reminder_is_sent_once_and_an_overdue_one_each_week(casework: Casework) -> None:
    agree(casework)

    for days in range(-8, 22):
        operations.remind(at=at(days))
        operations.remind(at=at(days))

    assert len(subjects(casework, "council")) == 5


def test_another_day_reminds_anew(casework: Casework) -> None:
    action = agree(casework)
    operations.remind(at=at(0))
    operations.change_due(
        actor=casework.people["council"], at=at(0), action=action,
        due_on=DUE + timedelta(days=30), reason="The trainer is away",
    )  # fmt: skip

    operations.remind(at=at(30))

    assert subjects(casework, "council") == ["An action of yours is due today"] * 2


def test_somebody_who_left_the_group_is_not_reminded_but_its_leads_are(casework: Casework) -> None:
    agree(casework, owner="ambulance")
    casework.people["ambulance"].memberships.update(until_on=NOW.date())
    Notice.objects.all().delete()

    operations.remind(at=at(0))
    operations.remind(at=at(1))

    assert subjects(casework, "ambulance") == []
    assert subjects(casework, "chair") == ["An action of your group"]


def test_a_provider_whose_home_was_sold_is_not_reminded(casework: Casework) -> None:
    action = agree_with_provider(casework)
    casework.people["provider"].agency.registered.all().delete()
    Notice.objects.all().delete()

    operations.remind(at=at(0))

    assert subjects(casework, "provider") == []
    assert action.owner == casework.people["provider"]


def test_when_the_effect_should_show_somebody_is_told_to_look(casework: Casework) -> None:
    closed(casework, **EFFECT)

    operations.remind(at=NOW + (EFFECT["effect_by"] - NOW.date()))

    assert subjects(casework, "council") == ["It is time to see whether an action worked"]
    assert subjects(casework, "chair") == ["It is time to see whether an action worked"]


def test_reminders_are_in_the_daily_work(settings) -> None:
    assert "caresight.web.actions.operations.remind" in settings.DAILY
