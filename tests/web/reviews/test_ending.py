"""What the end of a review leaves in the log of levels, of which group, and what follows."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from caresight.web.meetings.models import AgreedLevel
from caresight.web.meetings.queries import levels_of_home
from caresight.web.meetings.states import ReasonKind
from caresight.web.reviews import operations
from caresight.web.reviews.models import Review
from caresight.web.reviews.operations import NamedHome
from caresight.web.ui.words import day
from tests.web.casework import BORDER, OURS, THEIRS, THEIRS_AREA, TODAY, Casework
from tests.web.meetings.held import sign
from tests.web.reviews.called import (
    DAY,
    HOME,
    NOW,
    call,
    held,
    meet_all_criteria,
    stood_down,
    triage,
)

ENDS_ON = TODAY + timedelta(days=5)


def levels(**narrowed: object) -> list[tuple[str, str, str]]:
    rows = AgreedLevel.objects.filter(**narrowed).order_by("home_id", "group__name", "agreed_on")
    return [(one.home_id, one.group.name, one.level) for one in rows]


def ready_to_end(casework: Casework, review: Review) -> None:
    triage(casework, review)
    held(casework, review)
    meet_all_criteria(casework, review)


def test_the_level_to_which_a_home_is_stood_down_is_its_current_one(casework: Casework) -> None:
    review = stood_down(casework)

    (line,) = levels_of_home(casework.access("regulator"), OURS)

    assert (line.level, line.agreed_on, line.is_current) == ("enhanced", ENDS_ON, True)
    assert (line.review_ref, line.reason_kind) == (review.ref, ReasonKind.EXIT_MET)
    assert line.reason == review.stood_down_reason
    assert line.recorded_by == "council"


def test_a_level_agreed_before_the_review_no_longer_holds(casework: Casework) -> None:
    sign(casework)
    review = call(casework)
    ready_to_end(casework, review)

    operations.stand_down(
        actor=casework.people["council"], at=NOW + 40 * DAY, review=review, to_level="routine",
        reason="All of it has been put right",
    )  # fmt: skip

    assert levels() == [(OURS, "Alderbourne", "intensive"), (OURS, "Alderbourne", "routine")]
    assert levels(is_current=True) == [(OURS, "Alderbourne", "routine")]


def test_the_last_day_that_the_ladder_sets_is_the_day_of_review(casework: Casework) -> None:
    stood_down(casework)

    assert AgreedLevel.objects.get().review_on == ENDS_ON + timedelta(days=31)


def test_another_day_of_review_is_taken_from_the_form(casework: Casework) -> None:
    review = call(casework)
    ready_to_end(casework, review)
    today = timezone.localdate()
    form = {
        "token": str(uuid4()), "to_level": "enhanced", "reason": "All of it has been put right",
        "review_on": (today + timedelta(days=7)).isoformat(),
    }  # fmt: skip
    browser, page = casework.browser("council"), reverse("stand_down_review", args=[review.pk])
    last = day((today + timedelta(days=31)).isoformat())
    assert f"(looked at again by {last})" in browser.get(page).content.decode()

    too_late = {**form, "review_on": (today + timedelta(days=90)).isoformat()}
    assert "The review comes too late" in browser.post(page, too_late).content.decode()
    browser.post(page, form)

    assert AgreedLevel.objects.get().review_on == today + timedelta(days=7)


def test_a_ladder_that_the_group_took_up_meanwhile_changes_nothing(casework: Casework) -> None:
    review = call(casework)
    group = casework.groups["Alderbourne"]
    group.ladder = "qsg-2017"
    group.save()
    ready_to_end(casework, review)

    operations.stand_down(
        actor=casework.people["council"], at=NOW + 5 * DAY, review=review, to_level="enhanced",
        reason="All of it has been put right",
    )  # fmt: skip

    assert AgreedLevel.objects.get().ladder == "nqb-2022"


def test_each_home_of_a_review_gets_its_level(casework: Casework) -> None:
    stood_down(casework, homes=[HOME, NamedHome(BORDER, "Heron Court", THEIRS_AREA)])

    assert levels() == [(OURS, "Alderbourne", "enhanced"), (BORDER, "Alderbourne", "enhanced")]


def test_a_level_tells_no_group_of_a_home_that_it_does_not_cover(casework: Casework) -> None:
    stood_down(casework, homes=[HOME, NamedHome(THEIRS, "Plover House", THEIRS_AREA)])

    assert levels() == [(OURS, "Alderbourne", "enhanced"), (THEIRS, "Quillhaven", "enhanced")]


def test_the_log_of_levels_says_of_which_review_a_level_is(casework: Casework) -> None:
    review = stood_down(casework)

    page = casework.browser("regulator").get(
        reverse("level_log", args=[casework.groups["Alderbourne"].pk])
    )

    assert f"at the end of review {review.ref}" in page.content.decode()
