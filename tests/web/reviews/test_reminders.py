"""Reminders of reviews: what is late, once a day, to those who may see it."""

from caresight.web.notices.models import Notice
from caresight.web.reviews import operations
from caresight.web.reviews.states import Part
from tests.web.casework import TODAY, Casework
from tests.web.reviews.called import DAY, HOUR, NOW, call, planned, under_way


def told(subject: str) -> list[str]:
    return sorted(one.person.username for one in Notice.objects.filter(subject=subject))


def test_a_triage_call_is_late_after_the_ladders_hours(casework: Casework) -> None:
    call(casework)

    operations.remind(at=NOW + 23 * HOUR)
    assert told("A review waits for its triage call") == []
    for _ in range(2):
        operations.remind(at=NOW + 25 * HOUR)

    assert told("A review waits for its triage call") == ["chair", "council"]


def test_an_agency_that_has_not_answered_is_reminded(casework: Casework) -> None:
    review = under_way(casework)
    operations.ask_agencies(
        actor=casework.people["council"], at=NOW + HOUR, review=review,
        agencies=[casework.agencies["Invented Regulator"]], questions="What do you know?",
        due_at=NOW + DAY,
    )  # fmt: skip

    operations.remind(at=NOW + DAY - HOUR)
    assert told("An answer of your agency is overdue") == []
    operations.remind(at=NOW + DAY + HOUR)

    assert told("An answer of your agency is overdue") == ["regulator"]


def test_a_review_whose_coordinator_left_is_brought_to_the_leads(casework: Casework) -> None:
    under_way(casework)
    casework.people["council"].memberships.update(until_on=TODAY)

    operations.remind(at=NOW + HOUR)

    assert told("A review has no coordinator") == ["chair"]


def test_whoever_takes_part_is_reminded_of_a_meeting_once(casework: Casework) -> None:
    review = under_way(casework)
    operations.invite(
        actor=casework.people["council"], at=NOW + HOUR, review=review,
        person=casework.people["provider"], part=Part.PART_TWO,
    )  # fmt: skip
    meeting = planned(casework, review, begins_at=NOW + 4 * DAY)

    operations.remind(at=NOW + DAY)
    assert told("A review meets soon") == []
    for _ in range(2):
        operations.remind(at=NOW + 3 * DAY)

    members = ["ambulance", "chair", "council", "healthwatch", "regulator", "safeguarding"]
    assert told("A review meets soon") == sorted([*members, "provider"])
    assert meeting.place not in Notice.objects.filter(subject="A review meets soon")[0].sentence


def test_a_provider_is_not_reminded_of_a_meeting_without_it(casework: Casework) -> None:
    review = under_way(casework)
    operations.invite(
        actor=casework.people["council"], at=NOW + HOUR, review=review,
        person=casework.people["provider"], part=Part.PART_TWO,
    )  # fmt: skip
    planned(casework, review, has_part_two=False, why_no_part_two="It would raise the risk")

    operations.remind(at=NOW + DAY)

    assert "provider" not in told("A review meets soon")


def test_reminders_are_in_the_daily_work(settings) -> None:
    assert "caresight.web.reviews.operations.remind" in settings.DAILY
