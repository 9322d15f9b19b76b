"""The first weeks of the cycle: people say what they know, and it is put together."""

from tests.functional.cycle_story import DOOR, FALLS, SKIN, WORRY, Story
from tests.functional.cycle_world import release, take_in

SMALL = "No harm, worth knowing"
POOR = "Discomfort or poor practice"


class Telling:
    """Steps of those who report, and of those who read what it comes to."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._evidence = ""

    def given_figures_that_alarm_nobody(self) -> None:
        home, viewer = self.story.world.home, self.story.as_("viewer")
        assert (home["step"], home["is_silent"]) == (0, True), home
        assert set(home["points_by_agency"]) == {"provider", "ambulance"}
        viewer.when_i_go_to("home", home_id=self.story.home_id)
        viewer.then_i_read("No return for two months")
        viewer.then_i_read("999 incidents")
        self._evidence = viewer.text

    def when_a_social_worker_reports_a_low_level_worry_on_a_phone(self) -> None:
        self._report("social_worker", WORRY, about="Staffing", how_serious=POOR)

    def when_healthwatch_and_the_ambulance_service_add_small_things(self) -> None:
        self._report("healthwatch", FALLS, about="Being heard", how_serious=POOR)
        self._report("ambulance", DOOR, about="Health and other services", how_serious=SMALL)

    def when_safeguarding_tells_named_agencies_only(self) -> None:
        self._report(
            "safeguarding", SKIN, about="Abuse or neglect", how_serious=POOR,
            named=("Invented Council", "Invented Regulator"),
        )  # fmt: skip

    def _report(
        self, name: str, words: str, *, about: str, how_serious: str, named: tuple[str, ...] = ()
    ) -> None:
        person = self.story.as_(name)
        if name == "social_worker":
            person.when_i_go_to("report_item")
            person.when_i_type("Which home?", self.story.home)
        else:
            person.when_i_go_to("home", home_id=self.story.home_id)
            person.when_i_follow("Send what you know")
        person.when_i_type("What was seen or heard?", words)
        person.when_i_tick("Today", of="When was it?")
        person.when_i_tick("Worrying", of="Is it worrying or good?")
        person.when_i_tick(how_serious, of="How serious is it?")
        person.when_i_tick(about, of="What is it about?")
        if named:
            person.page.get_by_text("More: who may read it").click()
            person.when_i_tick("Only the agencies that I name", of="Who may read it?")
            for agency in named:
                person.when_i_tick(agency, of="Agencies that may read it")
        person.when_i_press("Send")
        person.then_i_am_told("was received. Thank you.")
        self.story.numbers[words] = person.number

    def then_each_reads_what_they_may(self) -> None:
        numbers = self.story.numbers
        for name in ("chair", "council", "regulator", "ambulance", "healthwatch"):
            person = self.story.as_(name)
            person.when_i_go_to("intelligence")
            person.then_i_read(WORRY)
            person.then_i_read(DOOR)
        for name in ("council", "regulator", "safeguarding"):
            self.story.as_(name).when_i_go_to("item", pk=numbers[SKIN])
            self.story.as_(name).then_i_read(SKIN)
        for name in ("chair", "ambulance", "healthwatch"):
            person = self.story.as_(name)
            person.then_closed_to_me("item", pk=numbers[SKIN])
            person.when_i_go_to("search", "?q=referral")
            person.then_i_do_not_read(SKIN)
        for name in ("provider", "viewer", "oversight", "social_worker"):
            self.story.as_(name).then_closed_to_me("item", pk=numbers[DOOR])

    def when_it_is_handed_down_and_combined(self) -> None:
        from caresight.web.config.exporting_rows import export  # noqa: PLC0415 - needs Django

        now = self.story.clock.now()
        file = self.story.folder / "casework.csv"
        facts = export(file, at=now)
        assert (facts["handed_down"], facts["left_out"]["named_agencies"]) == (3, 1)
        text = file.read_text(encoding="utf-8")
        assert not any(words in text for words in (WORRY, FALLS, DOOR, SKIN, "social_worker"))
        assert take_in(self.story.world.folder, file, now) == 3
        release(self.story.world.folder, now)

    def then_the_home_is_flagged_only_together(self) -> None:
        chair = self.story.as_("chair")
        chair.when_i_go_to("together", home_id=self.story.home_id)
        chair.then_i_read("Suggested together: Enhanced")
        chair.then_i_read("Evidence alone: Routine, 4 points from 2 agencies.")
        chair.then_i_read("With 3 things that people said, Routine becomes Enhanced.")
        for words in (WORRY, FALLS, DOOR):
            chair.then_i_read(words)

    def then_the_arithmetic_stands_beside_it(self) -> None:
        chair = self.story.as_("chair")
        row = chair.page.get_by_role("row").filter(has_text=DOOR)
        assert row.locator("td").last.inner_text().split()[0] == "2.5", row.inner_text()
        council = chair.page.get_by_role("row").filter(has_text=WORRY)
        assert council.locator("td").last.inner_text().split()[0] == "1", council.inner_text()
        chair.then_i_read("6.5 points from 4 agencies")
        chair.then_i_read("Without ambulance: 4 points, Routine.")
        chair.then_i_read("Without anything that people said: 4 points, Routine.")

    def then_who_was_named_reads_what_it_would_add(self) -> None:
        regulator = self.story.as_("regulator")
        regulator.when_i_go_to("together", home_id=self.story.home_id)
        regulator.then_i_read(SKIN)
        regulator.then_i_read(
            "one more item, which only the agencies named in it may read: 6.5 → 7.5 points"
        )
        self.story.as_("chair").then_i_do_not_read(SKIN, "only the agencies named")

    def then_a_viewer_sees_the_evidence_as_before_and_nothing_more(self) -> None:
        viewer = self.story.as_("viewer")
        viewer.when_i_go_to("home", home_id=self.story.home_id)
        assert viewer.text == self._evidence
        viewer.then_i_do_not_read(WORRY, FALLS, DOOR, SKIN, "together")
        viewer.then_closed_to_me("together", home_id=self.story.home_id)
        for page in ("intelligence", "intelligence_csv", "clock", "meetings", "reviews", "actions"):
            viewer.then_closed_to_me(page)
