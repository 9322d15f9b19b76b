"""The end of the cycle: the provider replies, the action is closed, and who spoke up hears."""

from tests.functional.cycle_story import (
    ANSWER,
    DECIDED,
    DISCUSSED,
    DOOR,
    FALLS,
    QUESTION,
    REPLY,
    SAID_IN_THE_GROUP,
    TOLD,
    VISIT,
    WORRY,
    Story,
)


class After:
    """Steps of what follows."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def when_the_provider_is_asked_and_replies(self) -> None:
        council = self.story.as_("council")
        council.when_i_go_to("tell_provider", home_id=self.story.home_id)
        council.when_i_type("What it is about, in one line", "Staffing since July")
        council.when_i_type("What you tell them", QUESTION)
        council.when_i_tick("On this site", of="How you tell them")
        council.page.get_by_label("I have checked").check()
        council.when_i_press("Record that they are told")
        provider = self.story.as_("provider")
        provider.when_i_go_to("own_homes")
        provider.when_i_follow(self.story.home)
        provider.then_i_read(TOLD.split(",")[0].split()[0])
        provider.then_i_do_not_read(*SAID_IN_THE_GROUP, DECIDED, DOOR)
        provider.when_i_follow("Staffing since July")
        provider.then_i_read(QUESTION)
        provider.when_i_follow("Reply to this")
        provider.when_i_type("Your reply", REPLY)
        provider.page.get_by_label("I have checked").check()
        provider.when_i_press("Send to the group")
        provider.then_i_am_told("is sent to the local group")
        self.story.numbers["reply"] = provider.number

    def then_the_reply_stands_beside_what_members_read(self) -> None:
        ambulance = self.story.as_("ambulance")
        ambulance.when_i_go_to("home_minute", pk=self.story.numbers["place"])
        ambulance.then_i_read("What the provider said")
        ambulance.then_i_read(REPLY)
        ambulance.when_i_go_to("home", home_id=self.story.home_id)
        ambulance.when_i_follow("What its provider replied")
        ambulance.when_i_follow("RP-0")
        ambulance.then_i_read(REPLY)
        for name in ("other_provider", "viewer", "oversight", "social_worker"):
            self.story.as_(name).then_closed_to_me("reply", pk=self.story.numbers["reply"])
        self.story.as_("other_provider").then_closed_to_me("own_home", home_id=self.story.home_id)

    def when_the_visit_is_closed_with_its_evidence(self) -> None:
        regulator = self.story.as_("regulator")
        regulator.when_i_go_to("action", pk=self.story.numbers["visit"])
        regulator.when_i_follow("Close with evidence")
        regulator.page.get_by_role("group", name="How did it end?").get_by_role(
            "radio"
        ).first.check()
        regulator.when_i_type("What was done, or why not?", "Visited at tea, one carer was there.")
        regulator.page.get_by_label("What shows it?").fill("")
        regulator.when_i_press("Close the action")
        regulator.then_i_read("There is a problem")
        regulator.when_i_type("What shows it?", "Visit note of 22 December")
        regulator.when_i_press("Close the action")
        regulator.then_i_read("Visit note of 22 December")

    def then_nobody_claims_yet_that_it_worked(self) -> None:
        regulator = self.story.as_("regulator")
        regulator.when_i_follow("Did it work?")
        regulator.then_i_read("It cannot be said yet")
        regulator.then_i_read("regression to the mean")
        for name in ("provider", "viewer", "oversight"):
            self.story.as_(name).then_closed_to_me("action_effect", pk=self.story.numbers["visit"])

    def when_the_coordinator_answers_who_spoke_up(self) -> None:
        council = self.story.as_("council")
        council.when_i_go_to("dispose_item", pk=self.story.numbers[WORRY])
        council.when_i_tick("Action taken", of="What becomes of it?")
        council.when_i_type("Why?", "The visit followed from it and from what others knew.")
        council.when_i_type("What who sent it is told", ANSWER)
        council.when_i_press("Keep the decision")

    def then_the_social_worker_reads_what_happened(self) -> None:
        worker = self.story.as_("social_worker")
        worker.then_i_have_a_notice("News of something that you sent")
        worker.when_i_go_to("my_items")
        worker.then_i_read("You said – and what happened.")
        for words in (
            WORRY, "Discussed by the group.", "Action was agreed because of it", ANSWER,
        ):  # fmt: skip
            worker.then_i_read(words)
        worker.then_i_do_not_read(DISCUSSED, VISIT, DOOR, FALLS, REPLY)
