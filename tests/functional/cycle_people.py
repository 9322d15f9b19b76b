"""The people of the monthly cycle, each at a browser of their own, and the clock they share."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.urls import resolve, reverse
from playwright.sync_api import Browser, Locator, expect

from tests.functional.visitor import Visitor

PHONE, DESK = 360, 1280


class Clock:
    """The time of the story: it runs as the true one does, and can be moved on."""

    def __init__(self, at: datetime) -> None:
        self._at, self._since, self.moves = at, time.monotonic(), 0

    def now(self) -> datetime:
        """The moment that the story has come to."""
        return self._at + timedelta(seconds=time.monotonic() - self._since)

    def move_to(self, at: datetime) -> None:
        """Let days pass, never back."""
        assert at > self.now(), "a story does not run backwards"
        self._at, self._since = at, time.monotonic()
        self.moves += 1


@dataclass
class Colleague(Visitor):
    """Somebody of an agency, who signs in on each day of the story, and does what people do."""

    name: str = ""
    clock: Clock | None = None
    seen: set[tuple[str, int]] = field(default_factory=set)
    """The pages, each with its width, that axe has looked at: shared by everybody."""
    _signed_in_at: int = -1

    def when_i_go_to(self, page: str, query: str = "", **arguments: Any) -> None:
        """Open a page by its name."""
        self._be_signed_in()
        self.when_i_open(reverse(page, kwargs=arguments or None) + query)
        self.then_the_page_is_sound()

    def when_i_follow(self, name: str) -> None:
        """Follow a link of the page."""
        super().when_i_follow(name)
        self.then_the_page_is_sound()

    def when_i_type(self, label: str, text: str, *, exact: bool = False) -> None:
        """Write into the field with this label."""
        self._main.get_by_label(label, exact=exact).fill(text)

    def when_i_choose(self, option: str, *, of: str) -> None:
        """Choose from a list, by the words that it shows."""
        box = self._main.get_by_role("combobox", name=of).first
        words = [one for one in box.locator("option").all_inner_texts() if option in one]
        assert words, f"“{of}” does not offer {option}"
        box.select_option(label=words[0])

    def when_i_tick(self, option: str, *, of: str) -> None:
        """Tick a box, or choose a button, of the group with this heading."""
        self._main.get_by_role("group", name=of).get_by_label(option).first.check()

    def when_i_press(self, button: str) -> None:
        """Press a button of the page; whatever comes must be a page that works."""
        self._press(self._main.get_by_role("button", name=button, exact=True))

    def when_i_press_the_last_button(self) -> None:
        """Send the only form of the page, whatever its button says."""
        self._press(self._main.get_by_role("button").last)

    def _press(self, button: Locator) -> None:
        came = self.when_i_am_taken_on_by(button)
        assert came is not None, "the button sent nothing"
        assert came.status < 400 or came.status in (409, 422), came.status
        self.then_the_page_is_sound()

    def then_i_am_told(self, text: str) -> None:
        """What the page answers to what was done."""
        expect(self.page.get_by_role("status").filter(has_text=text)).to_be_visible()

    def then_i_do_not_read(self, *words: str) -> None:
        """No word of these, nor in the source of the page."""
        source = self.page.content()
        for word in words:
            assert word not in source, f"{self.name} reads “{word}” at {self.page.url}"

    def then_closed_to_me(self, page: str, query: str = "", **arguments: Any) -> None:
        """A page that answers as if it did not exist, or says that it is not for me."""
        self._be_signed_in()
        answer = self.page.goto(self.server + reverse(page, kwargs=arguments or None) + query)
        assert answer is not None
        assert answer.status in (403, 404), f"{self.name} opened {page}: {answer.status}"

    def then_i_have_a_notice(self, text: str) -> None:
        """A notice in my list, that nobody has read yet."""
        self.when_i_go_to("notices")
        self.then_i_read(text)

    def then_the_page_is_sound(self) -> None:
        """No fault, no server's error; axe finds nothing, looked at once for each kind of page."""
        name = resolve(self._path).url_name or ""
        width = (self.page.viewport_size or {"width": DESK})["width"]
        if (name, width) not in self.seen:
            self.seen.add((name, width))
            self.then_axe_finds_nothing()
            self.then_nothing_runs_over_the_edge()

    @property
    def number(self) -> int:
        """The number in the address of the page that is open."""
        return int(resolve(self._path).kwargs["pk"])

    @property
    def text(self) -> str:
        """All that the page says."""
        return self._main.inner_text()

    @property
    def _main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def _path(self) -> str:
        return "/" + self.page.url.removeprefix(self.server).split("?")[0].split("#")[0].lstrip("/")

    def _be_signed_in(self) -> None:
        """A session ends over night: whoever comes back signs in again."""
        assert self.clock is not None
        if self._signed_in_at != self.clock.moves:
            self.page.context.clear_cookies()
            self.given_i_am_signed_in_as(self.name)
            self._signed_in_at = self.clock.moves


def colleagues(
    browser: Browser, server: str, clock: Clock, names: Iterable[str]
) -> dict[str, Colleague]:
    """Everybody, each in a browser of their own."""
    seen: set[tuple[str, int]] = set()
    made = {}
    for name in names:
        width = PHONE if name == "social_worker" else DESK
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.set_default_timeout(10_000)
        made[name] = Colleague(context.new_page(), server, name=name, clock=clock, seen=seen)
    return made
