"""The cycle before the meeting: the calendar, the agenda, the reports, the frozen pack."""

import re

from tests.functional.cycle_story import DOOR, FALLS, REPORTED, SKIN, WORRY, Story


class Preparing:
    """Steps of the coordinator, and of members before they meet."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def given_the_group_meets_each_second_thursday(self) -> None:
        self.story.on(2026, 11, 24)
        council = self.story.as_("council")
        council.when_i_go_to("meetings")
        council.when_i_follow("calendar")
        council.when_i_choose("Second", of="Which in the month")
        council.when_i_choose("Thursday", of="Day")
        council.when_i_type("Begins at", "14:00")
        council.when_i_press("Agree the rule")
        council.then_i_read("10 December 2026")

    def when_the_coordinator_calls_the_meeting_and_proposes_the_agenda(self) -> None:
        council = self.story.as_("council")
        council.when_i_go_to("meetings")
        council.when_i_follow("10 December 2026")
        self.story.numbers["meeting"] = council.number
        council.when_i_press("Call the meeting")
        council.when_i_press("Propose the homes")

    def then_the_home_is_on_the_agenda_with_its_reasons(self) -> None:
        council = self.story.as_("council")
        row = council.page.get_by_role("row").filter(has_text=self.story.home)
        said = row.inner_text()
        assert "lagged: Enhanced suggested" in said, said
        # The fourth, for named agencies, is counted for nobody.
        assert "3 new pieces of intelligence" in said, said
        self.story.numbers["place"] = self._place_of(self.story.home)

    def _place_of(self, home: str) -> int:
        link = self.story.as_("council").page.get_by_role("main").get_by_role("link", name=home)
        found = re.search(r"/meetings/home/(\d+)/", link.first.get_attribute("href") or "")
        assert found
        return int(found[1])

    def then_members_are_told_and_others_find_no_meeting(self) -> None:
        story, meeting = self.story, self.story.numbers["meeting"]
        for name in ("chair", "regulator", "ambulance", "healthwatch", "safeguarding"):
            story.as_(name).then_i_have_a_notice("10 December 2026")
        for name in ("provider", "other_provider", "viewer", "social_worker", "administrator"):
            story.as_(name).then_closed_to_me("meeting", pk=meeting)
            story.as_(name).then_closed_to_me("home_minute", pk=story.numbers["place"])
        oversight = story.as_("oversight")
        oversight.when_i_go_to("meeting", pk=meeting)
        oversight.then_i_do_not_read(story.home, "new pieces of intelligence")

    def when_members_send_their_reports(self) -> None:
        self.story.on(2026, 12, 1)
        meeting = self.story.numbers["meeting"]
        ambulance = self.story.as_("ambulance")
        ambulance.when_i_go_to("meeting", pk=meeting)
        ambulance.when_i_follow("Write your agency’s report")
        ambulance.when_i_type("What we know that others may not", REPORTED)
        group = ambulance.page.get_by_role("group", name="Homes that we are worried about")
        group.get_by_label("Home 1", exact=False).first.fill(self.story.home)
        group.get_by_label("Why home 1").fill("The doorbell is not answered at night.")
        ambulance.when_i_press("Send to the group")
        regulator = self.story.as_("regulator")
        regulator.when_i_go_to("write_report", pk=meeting)
        regulator.when_i_type("What we know that others may not", "One inspection is planned.")
        regulator.when_i_press("Keep as a draft")
        chair = self.story.as_("chair")
        chair.when_i_go_to("meeting_reports", pk=meeting)
        chair.then_i_read(REPORTED)
        chair.then_i_do_not_read("One inspection is planned.")

    def when_the_coordinator_freezes_the_pack(self) -> None:
        from caresight.web.config.work import work_through  # noqa: PLC0415 - needs Django

        council = self.story.as_("council")
        council.when_i_go_to("packs")
        council.when_i_follow("Freeze a pack for Monthly group meeting, 10 December")
        council.when_i_press("Freeze the pack")
        council.then_i_read("Waiting to be made.")
        self.story.numbers["pack"] = council.number
        work_through()
        council.when_i_follow("Look again")
        council.then_i_read("Take it with you")

    def then_members_read_the_pack_as_a_page_and_as_a_file(self) -> None:
        pack, safeguarding = self.story.numbers["pack"], self.story.as_("safeguarding")
        safeguarding.when_i_go_to("meeting", pk=self.story.numbers["meeting"])
        safeguarding.when_i_follow("Pack")
        for words in (self.story.home, WORRY, FALLS, DOOR, REPORTED):
            safeguarding.then_i_read(words)
        # Not even to those who were named: the pack is one and the same for all.
        safeguarding.then_i_do_not_read(SKIN)
        with safeguarding.page.expect_download() as taken:
            safeguarding.page.get_by_role("link", name="PDF").first.click()
        held = taken.value.path().read_bytes()
        assert held.startswith(b"%PDF")
        assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", held)
        assert b"/StructTreeRoot" in held
        assert b"<pdfuaid:part>1</pdfuaid:part>" in held
        for name in ("oversight", "provider", "viewer", "administrator", "social_worker"):
            for page in ("pack", "pack_pdf", "pack_ods", "pack_xlsx"):
                self.story.as_(name).then_closed_to_me(page, pk=pack)
