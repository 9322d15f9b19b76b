"""What a field of a form or of an address may be given: HTML, formulas, a megabyte, a NUL.

The fields come from the pages themselves, and the pages from the server's own addresses, so
that a new form cannot be forgotten. Each is tried by somebody who may send it.
"""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from tests.web.addresses import ARGUMENTS
from tests.web.casework import PEOPLE, Casework
from tests.web.examples import Examples, apps_with_examples, examples_of
from tests.web.test_access import (
    IN_FILES,
    addresses,
    browser_of,
    pages,
    patterns,
    takes_arguments,
    undone,
)

MARK = "<script>caresight()</script>"
FORMULA = '=HYPERLINK("http://invented.invalid","open me")'
HOSTILE = {
    "HTML with a NUL": f"night\x00{MARK}\u202e\u200b",
    "a number without end": "9" * 5_000,
}
SIZE, DAY = {"a megabyte": "m" * 1_000_000}, {"a day that is none": "0000-13-99"}
# What is refused before any database hears of it need not be tried on each of them.
IN_A_FORM = HOSTILE | (SIZE if IN_FILES else {})
IN_AN_ADDRESS = HOSTILE | (DAY if IN_FILES else {})
TAKEN_FROM: dict[str, tuple[int, str]] = {}
"""By form, the record and the person that it is taken from: found once, used by each test."""
MOST_RECORDS = 4
MOST_KEPT = 100_000
"""Characters of one value that may reach the database; the longest field takes 20,000."""
MOST_SECONDS = 5.0
LED_ON = frozenset({"attention"})
"""Pages that lead some people on to their own first page, whatever is sent."""
NOT_THEIRS = frozenset({401, 403, 404, 405})
ALSO_ASKED = (("page",), ("release",), ("home", "q", "month", "next", "token"))
"""What addresses may carry beside the fields of their forms; those of a group all at once."""
by_app = pytest.mark.parametrize("app", apps_with_examples())


@dataclass
class Tried:
    """What was tried, and what went wrong."""

    how_many: int = 0
    faults: list[str] = field(default_factory=list)

    def judge(self, asked: str, answer: Any, seconds: float, kept: int) -> None:
        """Note what an answer to hostile words must not be."""
        self.how_many += 1
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.status_code >= 500:
            self.faults.append(f"{asked}: answered {answer.status_code}")
        if MARK.encode() in body and answer.get("Content-Type", "").startswith("text/html"):
            self.faults.append(f"{asked}: the page holds the words as HTML")
        if seconds > MOST_SECONDS:
            self.faults.append(f"{asked}: took {seconds:.0f} s")
        if kept > MOST_KEPT:
            self.faults.append(f"{asked}: {kept} characters went to the database")


@pytest.mark.slow
@by_app
def test_no_field_of_a_form_can_be_given_words_that_break_it(casework: Casework, app: str) -> None:
    made, tried = examples_of(app, casework), Tried()

    for name, address, browser in _forms(casework, made):
        sent = dict(made.posts[name])
        for one in sorted({*sent, *_fields(undone(browser.get, address))}):
            for what, words in IN_A_FORM.items():
                asked = f"{name}: {what} in {one}"
                _try(tried, asked, browser.post, address, {**sent, one: words})

    assert tried.faults == []


@pytest.mark.slow
@by_app
def test_no_field_of_an_address_can_be_given_words_that_break_it(
    casework: Casework, app: str
) -> None:
    made, tried = examples_of(app, casework), Tried()
    browser = browser_of(casework, "chair")

    for name, address in _first_addresses(made):
        asked_by = _who_opens(casework, browser, address)
        if asked_by is None:
            continue
        drawn = sorted(_fields(undone(asked_by.get, address)))
        for fields in [*((one,) for one in drawn), *ALSO_ASKED]:
            for what, words in IN_AN_ADDRESS.items():
                asked = f"{name}: {what} as ?{' and ?'.join(fields)}"
                _try(tried, asked, asked_by.get, address, dict.fromkeys(fields, words))

    assert tried.faults == []


@pytest.mark.slow
@pytest.mark.once
@by_app
def test_what_was_written_as_html_or_formula_is_shown_as_words(
    casework: Casework, app: str
) -> None:
    made, shown = examples_of(app, casework), []
    for name, address, browser in _forms(casework, made):
        for words in (MARK, FORMULA):
            sent = {one: _in_place_of(value, words) for one, value in made.posts[name].items()}
            with transaction.atomic():
                browser.post(address, sent)

    for username in ("chair", "provider", "administrator"):
        browser = browser_of(casework, username)
        for _, address, _ in addresses(made):
            if _runs(undone(browser.get, address)):
                shown.append(f"{username}: {address}")

    assert shown == []


@pytest.mark.once
def test_every_page_that_takes_a_form_has_an_example_of_one(casework: Casework) -> None:
    posted, known = set(), {name: [ARGUMENTS.get(name, {})] for name in pages()}
    for app in apps_with_examples():
        with transaction.atomic():
            made = examples_of(app, casework)
            posted |= set(made.posts)
            known |= {name: [*rows] for name, rows in made.addresses.items()}
            transaction.set_rollback(True)
    browsers = [browser_of(casework, username) for username in PEOPLE]

    taken = {
        name
        for name in set(pages()) - posted - LED_ON
        if not takes_arguments(name) or known[name] != [{}]
        for browser in browsers
        if _takes_a_form(browser, reverse(name, kwargs=dict(known[name][0])))
    }

    assert taken == set()


def _takes_a_form(browser: Client, address: str) -> bool:
    answer = undone(browser.post, address, {})
    is_sent_to_the_door = answer.status_code == 302 and "/sign-in/" in answer["Location"]
    return answer.status_code not in NOT_THEIRS and not is_sent_to_the_door


def _forms(casework: Casework, made: Examples) -> Iterator[tuple[str, str, Client]]:
    """Each form once, at the first record and by the first person that it is taken from."""
    browsers = {username: browser_of(casework, username) for username in PEOPLE}
    for name in made.posts:
        tries = [
            reverse(name, kwargs=dict(one)) + query
            for one in made.addresses.get(name, [ARGUMENTS.get(name, {})])[:MOST_RECORDS]
            for query in made.queries.get(name, [""])
        ]
        if name not in TAKEN_FROM:
            TAKEN_FROM[name] = _taken_from(browsers, tries, dict(made.posts[name]))
        place, who = TAKEN_FROM[name]
        yield name, tries[place], browsers[who]


def _taken_from(
    browsers: Mapping[str, Client], tries: list[str], sent: dict[str, object]
) -> tuple[int, str]:
    """Which try, by whom, is taken as it is; or at least read and sent back with errors."""
    read: list[tuple[int, str]] = []
    for place, address in enumerate(tries):
        for who in browsers:
            status = undone(browsers[who].post, address, sent).status_code
            if status == 302:
                return place, who
            if status not in NOT_THEIRS:
                read.append((place, who))
    assert read, f"nobody may send the example of {tries[0]}"
    return read[0]


def _first_addresses(made: Examples) -> Iterator[tuple[str, str]]:
    for name in pages():
        if name in made.addresses:
            yield name, reverse(name, kwargs=dict(made.addresses[name][0]))
        elif not takes_arguments(name) and _is_of_app(name, made):
            yield name, reverse(name)


def _is_of_app(name: str, made: Examples) -> bool:
    """Whether a page without arguments belongs to the app of these examples."""
    apps = {patterns()[each].callback.__module__.split(".")[2] for each in made.addresses}
    return patterns()[name].callback.__module__.split(".")[2] in apps


def _who_opens(casework: Casework, first: Client, address: str) -> Client | None:
    if undone(first.get, address).status_code == 200:
        return first
    browsers = (browser_of(casework, username) for username in PEOPLE)
    return next((one for one in browsers if undone(one.get, address).status_code == 200), None)


def _fields(answer: Any) -> set[str]:
    """The names of the fields that a page draws, but for the guard against forged forms."""
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return set()
    names = re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', answer.content.decode())
    return set(names) - {"csrfmiddlewaretoken"}


def _try(tried: Tried, asked: str, ask: Any, address: str, sent: Mapping[str, object]) -> None:
    longest = 0

    def watch(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        nonlocal longest
        rows = parameters if many else [parameters or ()]
        values = (value for row in rows for value in row if isinstance(value, str))
        longest = max([longest, *map(len, values)])
        return execute(sql, parameters, many, context)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(watch))
        start = time.perf_counter()
        answer = undone(ask, address, sent)
        seconds = time.perf_counter() - start
    tried.judge(asked, answer, seconds, longest)


def _in_place_of(value: object, words: str) -> object:
    """Hostile words where a person writes; numbers, days and choices stay as they were."""
    return words if isinstance(value, str) and " " in value else value


def _runs(answer: Any) -> bool:
    """Whether words run: as HTML on a page, or as a formula in a cell of a csv."""
    kind = answer.get("Content-Type", "")
    if answer.status_code != 200 or not kind.startswith(("text/html", "text/csv")):
        return False
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind.startswith("text/html"):
        return MARK.encode() in body
    return re.search(rb'(?:^|\n|,)"?=HYPERLINK', body) is not None
