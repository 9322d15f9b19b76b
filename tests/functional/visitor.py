"""What a person does in a browser, step by step."""

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Response, expect

WIDTHS = {"wide": 1280, "narrow": 360}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Visitor:
    """Somebody at a browser."""

    page: Page
    server: str

    def given_a_screen(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})

    def given_i_am_signed_in(self) -> None:
        self.when_i_open("/sign-in/")
        self.when_i_sign_in("three unrelated words")
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def when_i_open(self, address: str) -> None:
        self.page.goto(self.server + address)

    def when_i_am_taken_on_by(self, clickable: Locator) -> Response | None:
        """Click, and be on the page that comes: a click alone returns while the old one stands."""
        with self.page.expect_navigation() as arrived:
            clickable.click()
        return arrived.value

    def given_i_am_signed_in_as(self, name: str, password: str = "three unrelated words") -> None:
        self.when_i_open("/sign-in/")
        self.when_i_sign_in(password, name)
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def when_i_sign_in(self, password: str, name: str = "priya") -> None:
        self.page.get_by_label("User name").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.when_i_am_taken_on_by(self.page.get_by_role("button", name="Sign in", exact=True))

    def when_i_type_the_code(self, code: str, button: str = "Go on") -> None:
        self.page.get_by_label("Code").fill(code)
        self.when_i_am_taken_on_by(self.page.get_by_role("button", name=button))

    def when_i_sign_out(self) -> None:
        self.when_i_am_taken_on_by(self.page.get_by_role("button", name="Sign out"))

    def when_i_follow(self, name: str) -> None:
        link = self.page.get_by_role("main").get_by_role("link", name=name).first
        self.when_i_am_taken_on_by(link)

    def then_i_read(self, text: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def then_the_heading_is(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def then_axe_finds_nothing(self) -> None:
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert found.violations_count == 0, found.generate_report()

    def then_nothing_runs_over_the_edge(self) -> None:
        wide, shown = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= shown, f"the page is {wide} wide on a screen of {shown}"
