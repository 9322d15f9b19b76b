"""Every page of casework, in every state that the examples make, and every form sent empty.

Each is looked at by one person who may read it, at a wide and a narrow screen: axe finds
nothing, nothing runs over the edge, one heading tells what the page is, and nothing of the
machine's own (ids, codes, words of the programming language) shows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page, Route

from tests.functional.casework_pages import Answered, Asked, answered_pages
from tests.functional.visitor import TAGS, WIDTHS
from tests.web.addresses import ONLY_POSTED, names_of_evidence_pages, names_of_pages
from tests.web.casework import PEOPLE, make_casework
from tests.web.examples import apps_with_examples, examples_of

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.slow, pytest.mark.django_db]

SERVER = "http://caresight.test"
LOOKED_AT_ELSEWHERE = frozenset({"sign_in_code", "single_sign_on", "single_sign_on_return"})
"""Steps of signing in, which those who are signed in do not meet."""
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
LOOK = """async (tags) => {
  const found = await axe.run(
    {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  const page = document.documentElement;
  return {
    violations: found.violations.map(
      (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`),
    over: page.scrollWidth - page.clientWidth,
    title: document.title, headings: document.querySelectorAll("h1").length,
    text: [...document.querySelectorAll("code")].reduce(
      (text, code) => text.replace(code.innerText, ""), document.body.innerText),
  };
}"""
OF_THE_MACHINE = re.compile(
    r"\bNone\b|\bNaN\b|\bundefined\b|\bnull\b|\bTrue\b|\bFalse\b|\{\{|\{%|\bH0\d{5,}|\bX99\d{6}"
    r"|\d{4}-\d\d-\d\dT\d|\b[a-z]+(?:_[a-z]+)+\b|object at 0x"
)
"""Ids, codes and words of the programming language; nobody at a meeting should meet them."""


@dataclass
class Looking:
    """A browser that is given pages that were answered already."""

    page: Page
    now: Answered | None = None
    files: dict[str, tuple[Mapping[str, str], bytes]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)
    sent_empty: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.context.add_init_script(AXE.read_text(encoding="utf-8"))
        self.page.route("**/*", self._answer)

    def look_at(self, answered: Answered) -> None:
        """Open a page at each width and keep what is wrong with it."""
        self.now = answered
        (self.looked_at if answered.asked == "GET" else self.sent_empty).add(answered.name)
        self.page.goto(SERVER + answered.address, wait_until="domcontentloaded")
        for width in WIDTHS.values():
            self.page.set_viewport_size({"width": width, "height": 900})
            found = self.page.evaluate(LOOK, TAGS)
            where = f"{answered.by}: {answered.asked} {answered.address} at {width}"
            self.faults += [f"{where}: {fault}" for fault in faults_of(found)]

    def _answer(self, route: Route) -> None:
        if route.request.is_navigation_request():
            assert self.now is not None
            answer = self.now.answer
            # A browser keeps its own page for an answer without one; the words are what counts.
            route.fulfill(status=200, headers=dict(answer.items()), body=answer.content)
            return
        path = route.request.url.removeprefix(SERVER)
        if path not in self.files:
            answer = Client().get(path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            self.files[path] = (dict(answer.items()), body)
        headers, body = self.files[path]
        route.fulfill(status=200, headers=dict(headers), body=body)


def faults_of(found: Mapping[str, Any]) -> list[str]:
    """What is wrong with a page that was looked at."""
    shown = {word for word in OF_THE_MACHINE.findall(found["text"]) if word not in PEOPLE}
    return [
        *found["violations"],
        *([f"runs {found['over']} over the edge"] if found["over"] > 0 else []),
        *([f"has {found['headings']} first headings"] if found["headings"] != 1 else []),
        *([] if found["title"].strip() else ["has no title"]),
        *(f"shows “{word}”" for word in sorted(shown)),
    ]


def test_every_page_of_casework_reads_well_to_everybody_at_both_widths(
    page: Page, settings: Any, invented_home: Path
) -> None:
    settings.HOME, settings.SECOND_FACTOR, settings.ALLOWED_HOSTS = invented_home, "offered", ["*"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    looking, before = Looking(page), Asked()

    for app in apps_with_examples():
        with transaction.atomic():
            casework = make_casework()
            for answered in answered_pages(app, casework, examples_of(app, casework), before):
                looking.look_at(answered)
            transaction.set_rollback(True)

    # Otherwise the test could pass because nothing was opened.
    assert never_looked_at(looking.looked_at | before.without_page) == set()
    assert len(looking.sent_empty) > 40
    assert not looking.faults, "\n".join(looking.faults)


def never_looked_at(looked_at: set[str]) -> set[str]:
    """Pages of casework that nobody opened."""
    evidence = set(names_of_evidence_pages())
    return set(names_of_pages()) - evidence - looked_at - ONLY_POSTED - LOOKED_AT_ELSEWHERE


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        ({"violations": ["image-alt: <img>"]}, "image-alt: <img>"),
        ({"over": 12}, "runs 12 over the edge"),
        ({"headings": 0}, "has 0 first headings"),
        ({"title": " "}, "has no title"),
        ({"text": "State: not_in_the_data"}, "shows “not_in_the_data”"),
        ({"text": "Home: H00000004"}, "shows “H00000004”"),
        ({"text": "Owner: None"}, "shows “None”"),
    ],
)
def test_a_fault_of_a_page_would_be_told(found: dict[str, Any], fault: str) -> None:
    sound = {"violations": [], "over": 0, "headings": 1, "title": "A page", "text": "Words."}

    assert faults_of(sound) == []
    assert faults_of({**sound, **found}) == [fault]
