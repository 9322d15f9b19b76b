"""A rapid quality review, from the call to its end."""

from tests.functional.cycle_people import Colleague
from tests.functional.cycle_story import (
    DECIDED,
    KNOWN,
    PART_ONE,
    PART_TWO,
    SAID_IN_THE_GROUP,
    SHIFT,
    TOLD,
    URGENT,
    Story,
)

ENTITLED = ("chair", "council", "regulator", "ambulance", "healthwatch", "oversight")


class Review:
    """Steps of a review."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def when_a_member_calls_one_at_once(self) -> None:
        self.story.on(2026, 12, 15)
        safeguarding = self.story.as_("safeguarding")
        safeguarding.when_i_go_to("reviews")
        safeguarding.when_i_follow("Call a review")
        safeguarding.when_i_type("Which home", self.story.home)
        safeguarding.when_i_press("Continue")
        safeguarding.then_i_read("is told at once")
        safeguarding.when_i_type("What is the worry?", URGENT)
        safeguarding.when_i_tick("No, or not as far", of="at risk of harm today?")
        safeguarding.when_i_press("Call the review")
        safeguarding.then_i_am_told("was called. Everybody entitled was told.")
        self.story.numbers["review"] = safeguarding.number

    def then_everyone_entitled_has_a_notice_and_nobody_else(self) -> None:
        for name in ENTITLED:
            self.story.as_(name).then_i_have_a_notice("called")
            self.story.as_(name).then_i_read("A review was called")
            self.story.as_(name).then_i_do_not_read(URGENT, self.story.home)
        for name in ("provider", "viewer", "social_worker", "administrator"):
            person = self.story.as_(name)
            person.when_i_go_to("notices")
            person.then_i_do_not_read("A review was called")
            person.then_closed_to_me("review", pk=self.story.numbers["review"])

    def when_triage_convenes_it_with_one_coordinator(self) -> None:
        council = self._review("council")
        council.when_i_follow("Record the triage call")
        council.when_i_tick("Hold a rapid quality review", of="What was decided?")
        council.when_i_type("Who took part in the call?", "Council, regulator, NHS board")
        council.when_i_type("Why?", "Two admissions within a week, and no answer on staffing.")
        council.when_i_choose("council, Invented Council", of="Coordinator")
        council.when_i_press("Record the call")
        council.then_i_am_told("The triage call has been recorded.")

    def when_every_agency_is_asked_and_one_answers(self) -> None:
        council = self._review("council")
        council.when_i_follow("Ask agencies what they know")
        council.when_i_press("Ask")
        regulator = self._review("regulator")
        regulator.when_i_follow("Answer for Invented Regulator")
        regulator.when_i_type("What does your agency know?", KNOWN)
        regulator.when_i_press("Send the answer")
        ambulance = self._review("ambulance")
        ambulance.then_i_read(KNOWN)

    def when_the_provider_is_invited_to_part_two(self) -> None:
        council = self._review("council")
        council.when_i_follow("Invite somebody")
        council.when_i_choose("provider, Invented Provider", of="Who is invited?")
        council.when_i_press("Invite")
        council = self._review("council")
        council.when_i_follow("Plan a meeting")
        council.when_i_type("On", "2026-12-16", exact=True)
        council.when_i_type("At", "10:00", exact=True)
        council.when_i_press("Plan the meeting")
        self.story.on(2026, 12, 16, hour=11)
        council = self._review("council")
        council.when_i_follow("Write part one")
        council.when_i_type("Who took part?", "All six agencies")
        council.when_i_type("What was said", PART_ONE)
        council.when_i_press("Save")
        council = self._review("council")
        council.when_i_follow("Write part two")
        council.when_i_type("What was said with the provider", PART_TWO)
        council.when_i_press("Save")

    def when_a_decision_opens_an_action_and_the_provider_is_told(self) -> None:
        council = self._review("council")
        council.when_i_follow("Write down a decision")
        council.when_i_choose("Improvement plan", of="Kind of decision")
        council.when_i_type("What was decided?", DECIDED)
        council.when_i_press("Keep the decision")
        council.when_i_follow("Open an action")
        council.when_i_type("What is to be done?", SHIFT)
        council.when_i_type("Due on", "2026-12-30")
        council.when_i_choose("provider, Invented Provider", of="Who will do it?")
        council.when_i_press("Agree the action")
        council.when_i_follow(SHIFT)
        self.story.numbers["shift"] = council.number
        council = self._review("council")
        council.when_i_follow("Tell the provider")
        council.when_i_type("What is the provider told?", TOLD)
        council.when_i_choose("On this site", of="How?")
        council.when_i_press("Tell the provider")
        council.then_i_read(TOLD)

    def then_the_provider_sees_part_two_and_nothing_else(self) -> None:
        provider = self._review("provider")
        provider.then_the_heading_is("Rapid quality review: your part")
        for words in (PART_TWO, TOLD):
            provider.then_i_read(words)
        provider.then_i_do_not_read(*SAID_IN_THE_GROUP, DECIDED, "Invented Regulator")
        review = self.story.numbers["review"]
        for page in ("write_facts", "invite_to_review", "decide_in_review", "stand_down_review"):
            provider.then_closed_to_me(page, pk=review)
        provider.then_closed_to_me("meeting", pk=self.story.numbers["meeting"])
        provider.then_closed_to_me("together", home_id=self.story.home_id)
        for name in ("other_provider", "viewer", "social_worker"):
            self.story.as_(name).then_closed_to_me("review", pk=review)

    def then_those_who_oversee_see_its_course_only(self) -> None:
        oversight = self._review("oversight")
        oversight.then_i_read("Under way")
        oversight.then_i_do_not_read(*SAID_IN_THE_GROUP, DECIDED, PART_TWO, SHIFT)

    def when_everything_but_the_action_is_done(self) -> None:
        council = self._review("council")
        council.when_i_follow("Write down the facts")
        council.when_i_type("What do all agree on?", "One carer was on the floor at tea.")
        council.when_i_press("Save")
        while (judge := council.page.get_by_role("link", name="Judge", exact=False)).count():
            links = judge.all()
            open_ones = [one for one in links if not self._is_met(one)]
            if not open_ones:
                break
            council.when_i_am_taken_on_by(open_ones[0])
            council.when_i_tick("Met", of="Is it met?")
            council.when_i_type("What shows it?", "Seen at the visit of 17 December.")
            council.when_i_press("Save")

    @staticmethod
    def _is_met(judge: object) -> bool:
        entry = judge.locator("xpath=ancestor::li")  # type: ignore[attr-defined]
        return bool(entry.inner_text().strip().startswith("Met"))

    def then_it_cannot_be_stood_down_while_the_action_is_open(self) -> None:
        council = self._review("council")
        council.then_i_read("Before it can be stood down: 1 action is still open.")
        council.when_i_go_to("stand_down_review", pk=self.story.numbers["review"])
        council.then_i_read("It cannot be stood down yet")
        self._stand_down(council)
        council.then_i_read("1 action is still open.")
        self._review("council").then_i_read("Under way")

    def when_the_provider_says_that_it_is_done_and_the_group_accepts(self) -> None:
        self.story.on(2026, 12, 30)
        provider = self.story.as_("provider")
        provider.when_i_go_to("action", pk=self.story.numbers["shift"])
        provider.then_i_do_not_read(*SAID_IN_THE_GROUP, DECIDED)
        provider.when_i_follow("Say that it is done")
        provider.when_i_type("What was done?", "The shift runs since 18 December.")
        provider.when_i_type("What shows it?", "Rota of week 52")
        provider.when_i_press_the_last_button()
        council = self.story.as_("council")
        council.when_i_go_to("action", pk=self.story.numbers["shift"])
        council.then_i_read("Rota of week 52")
        council.when_i_follow("Accept and close")
        council.page.get_by_role("group", name="How did it end?").get_by_role("radio").first.check()
        council.when_i_press("Close the action")

    def then_it_is_stood_down(self) -> None:
        council = self._review("council")
        council.when_i_follow("Stand the review down")
        self._stand_down(council)
        council.then_i_am_told("The review has been stood down.")
        self._review("ambulance").then_i_read("Stood down")

    @staticmethod
    def _stand_down(council: Colleague) -> None:
        council.when_i_tick("Enhanced", of="To which level?")
        council.when_i_type("Why is it safe to stand down?", "The shift is worked and seen.")
        council.when_i_press("Stand down")

    def _review(self, name: str) -> Colleague:
        person = self.story.as_(name)
        person.when_i_go_to("review", pk=self.story.numbers["review"])
        return person
