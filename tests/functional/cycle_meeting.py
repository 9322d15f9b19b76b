"""The meeting itself, from its first minute to the chair's signature."""

from tests.functional.cycle_people import Colleague
from tests.functional.cycle_story import (
    BETTER,
    DISCUSSED,
    DISSENT,
    REPORTED,
    SAID_IN_THE_GROUP,
    VISIT,
    WHY_HIGHER,
    WORRY,
    Story,
)


class Meeting:
    """Steps of a meeting."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def given_the_day_of_the_meeting(self) -> None:
        self.story.on(2026, 12, 10, hour=14)
        council = self._council("meeting")
        council.when_i_press("Begin the minutes")
        council.when_i_follow("Note who is there")
        for name in ("chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"):
            council.when_i_choose("Present", of=f"{name}, Invented")
        council.when_i_press("Save")
        council.then_i_read("6 members of 6 agencies attend: enough to decide.")

    def when_it_is_minuted_what_was_said_and_which_evidence_was_cited(self) -> None:
        council = self._place()
        council.then_i_read("Enhanced")
        council.when_i_tick("Yes, it was discussed", of="Was the home discussed?")
        council.when_i_type("What was discussed", DISCUSSED)
        worry = f"I-{self.story.numbers[WORRY]:06d}"
        council.when_i_tick(worry, of="Evidence that was cited")
        council.when_i_tick("999 incidents", of="Evidence that was cited")
        council.when_i_tick("Intensive", of="Level agreed")

    def then_another_level_than_suggested_needs_its_reason(self) -> None:
        council = self.story.as_("council")
        council.when_i_type("Review on", "2026-12-23")
        council.when_i_press("Save the minute")
        council.then_i_read("The level agreed is not the one suggested.")
        council.when_i_choose("Members know something", of="Compared with the suggestion")
        council.when_i_type("Reason", WHY_HIGHER, exact=False)
        council.when_i_press("Save the minute")
        council.then_i_am_told("is saved")

    def when_one_agency_disagrees(self) -> None:
        council = self._place()
        council.when_i_follow("Note a disagreement")
        council.when_i_choose("Invented Healthwatch", of="Which agency?")
        council.when_i_type("In its words", DISSENT)
        council.when_i_press("Note it")
        council.then_i_read("Invented Healthwatch did not agree:")

    def when_an_action_is_agreed(self) -> None:
        council = self._place()
        council.when_i_follow("Agree an action")
        council.when_i_type("What is to be done?", VISIT)
        council.when_i_choose("Visit", of="Kind of action")
        council.when_i_type("Due on", "2026-12-22")
        council.when_i_choose("regulator, Invented Regulator", of="Who will do it?")
        council.when_i_choose("999 incidents", of="Which figure should move?")
        council.when_i_choose("Go down", of="Which way?")
        council.when_i_type("By when?", "2027-06-30")
        council.when_i_press("Agree the action")
        council.then_i_am_told("has been agreed for")
        council.when_i_follow("A-0")
        self.story.numbers["visit"] = council.number
        council.then_i_read(f"I-{self.story.numbers[WORRY]:06d}")

    def when_the_minutes_are_sent_for_correction(self) -> None:
        council = self._council("meeting_minutes")
        council.when_i_follow("Send for correction")
        council.when_i_type("Corrections until the end of", "2026-12-14")
        council.when_i_press("Send the minutes")
        self.story.as_("chair").then_i_have_a_notice("The minutes are ready")

    def when_a_member_asks_for_a_correction_which_is_accepted(self) -> None:
        self.story.on(2026, 12, 11)
        regulator = self.story.as_("regulator")
        regulator.when_i_go_to("meeting_minutes", pk=self.story.numbers["meeting"])
        regulator.then_i_read(DISSENT)
        regulator.when_i_follow("Ask for a correction")
        regulator.when_i_choose(self.story.home, of="Which part?")
        regulator.when_i_type("What should it say?", "It was said of the night as well.")
        regulator.when_i_press_the_last_button()
        council = self._place()
        council.when_i_type("What was discussed", BETTER)
        council.when_i_press("Save the minute")
        council = self._council("meeting_minutes")
        council.when_i_follow("Answer the correction")
        council.when_i_tick("Accept", of="Accept it?")
        council.when_i_type("What you did, or why not", "The night was added.")
        council.when_i_press_the_last_button()
        council.then_i_read("The night was added.")

    def then_the_chair_and_nobody_else_signs(self) -> None:
        meeting = self.story.numbers["meeting"]
        self.story.on(2026, 12, 14)
        for name in ("council", "regulator"):
            person = self.story.as_(name)
            person.when_i_go_to("meeting_minutes", pk=meeting)
            assert person.page.get_by_role("button", name="Sign the minutes").count() == 0
        chair = self.story.as_("chair")
        chair.when_i_go_to("meeting_minutes", pk=meeting)
        chair.then_i_read(BETTER)
        chair.when_i_press("Sign the minutes")
        chair.then_i_read("Signed by chair on 14 December 2026.")
        self._place(may_write=False)

    def then_those_who_oversee_read_the_level_and_no_words(self) -> None:
        oversight, meeting = self.story.as_("oversight"), self.story.numbers["meeting"]
        oversight.when_i_go_to("meeting", pk=meeting)
        oversight.then_i_read("Intensive")
        oversight.then_i_read("Members know something that the data does not show")
        oversight.then_i_do_not_read(*SAID_IN_THE_GROUP)
        for page in ("meeting_minutes", "meeting_reports", "meeting_actions"):
            oversight.then_closed_to_me(page, pk=meeting)
        oversight.then_closed_to_me("home_minute", pk=self.story.numbers["place"])
        oversight.then_closed_to_me("item", pk=self.story.numbers[WORRY])
        oversight.then_closed_to_me("together", home_id=self.story.home_id)
        oversight.then_closed_to_me("action", pk=self.story.numbers["visit"])

    def then_the_others_see_nothing_of_it(self) -> None:
        for name in ("provider", "viewer", "social_worker"):
            person = self.story.as_(name)
            for page in ("meeting", "meeting_minutes"):
                person.then_closed_to_me(page, pk=self.story.numbers["meeting"])
            person.then_closed_to_me("action", pk=self.story.numbers["visit"])
            person.then_i_do_not_read(VISIT, DISCUSSED, REPORTED)

    def _council(self, page: str) -> Colleague:
        council = self.story.as_("council")
        council.when_i_go_to(page, pk=self.story.numbers["meeting"])
        return council

    def _place(self, *, may_write: bool = True) -> Colleague:
        council = self.story.as_("council")
        council.when_i_go_to("home_minute", pk=self.story.numbers["place"])
        buttons = council.page.get_by_role("button", name="Save the minute").count()
        assert buttons == int(may_write)
        return council
