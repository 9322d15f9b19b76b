"""One monthly cycle of a group, in a real browser: six people of six agencies and those around.

A social worker's low-level worry, a missing return and a pattern of 999 calls, none alarming
alone, are flagged together; discussed; acted on; reviewed with the provider; and closed. Each
step also asks what the others may not see of it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.functional.cycle_after import After
from tests.functional.cycle_cast import EVERYBODY, make_cast
from tests.functional.cycle_meeting import Meeting
from tests.functional.cycle_people import Clock, colleagues
from tests.functional.cycle_preparing import Preparing
from tests.functional.cycle_review import Review
from tests.functional.cycle_story import Story
from tests.functional.cycle_telling import Telling
from tests.functional.cycle_world import BEGINS, CycleWorld, make_world

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> CycleWorld:
    """The invented borough, as its figures have it."""
    return make_world(tmp_path_factory.mktemp("cycle"))


@pytest.fixture
def story(
    world: CycleWorld, server: str, browser: Browser, settings: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Story]:  # fmt: skip
    """The people, their group, and a clock that can be moved."""
    clock = Clock(BEGINS)
    monkeypatch.setattr("django.utils.timezone.now", clock.now)
    settings.HOME = world.folder
    group = make_cast(world, BEGINS)
    people = colleagues(browser, server, clock, EVERYBODY)
    yield Story(world, group, clock, people, tmp_path)
    for one in people.values():
        one.page.context.close()


def test_small_worries_of_several_agencies_are_flagged_discussed_acted_on_and_answered(
    story: Story,
) -> None:
    telling = Telling(story)
    telling.given_figures_that_alarm_nobody()
    telling.when_a_social_worker_reports_a_low_level_worry_on_a_phone()
    telling.when_healthwatch_and_the_ambulance_service_add_small_things()
    telling.when_safeguarding_tells_named_agencies_only()
    telling.then_each_reads_what_they_may()
    telling.when_it_is_handed_down_and_combined()
    telling.then_the_home_is_flagged_only_together()
    telling.then_the_arithmetic_stands_beside_it()
    telling.then_who_was_named_reads_what_it_would_add()
    telling.then_a_viewer_sees_the_evidence_as_before_and_nothing_more()

    before = Preparing(story)
    before.given_the_group_meets_each_second_thursday()
    before.when_the_coordinator_calls_the_meeting_and_proposes_the_agenda()
    before.then_the_home_is_on_the_agenda_with_its_reasons()
    before.then_members_are_told_and_others_find_no_meeting()
    before.when_members_send_their_reports()
    before.when_the_coordinator_freezes_the_pack()
    before.then_members_read_the_pack_as_a_page_and_as_a_file()

    meeting = Meeting(story)
    meeting.given_the_day_of_the_meeting()
    meeting.when_it_is_minuted_what_was_said_and_which_evidence_was_cited()
    meeting.then_another_level_than_suggested_needs_its_reason()
    meeting.when_one_agency_disagrees()
    meeting.when_an_action_is_agreed()
    meeting.when_the_minutes_are_sent_for_correction()
    meeting.when_a_member_asks_for_a_correction_which_is_accepted()
    meeting.then_the_chair_and_nobody_else_signs()
    meeting.then_those_who_oversee_read_the_level_and_no_words()
    meeting.then_the_others_see_nothing_of_it()

    review = Review(story)
    review.when_a_member_calls_one_at_once()
    review.then_everyone_entitled_has_a_notice_and_nobody_else()
    review.when_triage_convenes_it_with_one_coordinator()
    review.when_every_agency_is_asked_and_one_answers()
    review.when_the_provider_is_invited_to_part_two()
    review.when_a_decision_opens_an_action_and_the_provider_is_told()
    review.then_the_provider_sees_part_two_and_nothing_else()
    review.then_those_who_oversee_see_its_course_only()
    review.when_everything_but_the_action_is_done()
    review.then_it_cannot_be_stood_down_while_the_action_is_open()
    review.when_the_provider_says_that_it_is_done_and_the_group_accepts()
    review.then_it_is_stood_down()

    after = After(story)
    after.when_the_provider_is_asked_and_replies()
    after.then_the_reply_stands_beside_what_members_read()
    after.when_the_visit_is_closed_with_its_evidence()
    after.then_nobody_claims_yet_that_it_worked()
    after.when_the_coordinator_answers_who_spoke_up()
    after.then_the_social_worker_reads_what_happened()
