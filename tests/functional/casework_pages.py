"""Every page of casework as a browser gets it: by whom it may be read, and after an empty form.

The pages are asked for as `tests/web/test_access.py` asks for them, and kept; the browser is
given what was kept, with its own scripts, style and security headers. So one transaction makes
and forgets each app's records, and no server is started for each of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from tests.web.addresses import ARGUMENTS, all_patterns, names_of_evidence_pages
from tests.web.casework import Casework
from tests.web.examples import Examples

FIRST_ASKED = (
    "council chair regulator safeguarding social_worker provider governance administrator "
    "oversight neighbour other_provider analyst viewer"
).split()
"""Who is asked for a page, in this order, after who opened it last: the first who may shows it."""
TAG = re.compile(rb"<(\w+)([^>]*)>")
MARKS = re.compile(rb'\b(?:class|type|role|aria-\w+|hidden|disabled)(?:="[^"]*")?')
"""What of a tag decides how it looks and how it is read out, whatever it says."""


@dataclass(frozen=True)
class Answered:
    """A page as it was answered."""

    name: str
    by: str
    asked: str
    address: str
    answer: Any


@dataclass
class Asked:
    """What was asked for until now."""

    marks: dict[str, set[bytes]] = field(default_factory=dict)
    """The kinds of element of each page that were seen: two pages without a new one are alike."""
    without_page: set[str] = field(default_factory=set)
    """Files, steps that are only posted, and addresses that lead on."""
    readers: dict[str, str] = field(default_factory=dict)
    """Who opened each page last."""

    def order(self, name: str) -> list[str]:
        """Who is asked for a page, one after the other."""
        last = [self.readers[name]] if name in self.readers else []
        return [*last, *(one for one in FIRST_ASKED if one not in last)]


def answered_pages(
    app: str, casework: Casework, made: Examples, before: Asked
) -> Iterator[Answered]:
    """Each page in each state once, by the first who may read it; then its form sent empty."""
    browsers = {name: _browser(casework, name) for name in FIRST_ASKED}
    for name, address in _addresses(app, made):
        for by in before.order(name):
            answer = _ask(browsers[by].get, address)
            if answer.status_code == 405 or (answer.status_code == 200 and not _is_page(answer)):
                before.without_page.add(name)
                break
            if answer.status_code == 200:
                before.readers[name] = by
                both = {"GET": answer, "POST": _ask(browsers[by].post, address)}
                for asked, each in both.items():
                    if _is_page(each) and _is_new(name, each.content, before):
                        yield Answered(name, by, asked, address, each)
                break
            if answer.status_code == 302:
                before.without_page.add(name)


def _ask(ask: Any, address: str) -> Any:
    """Ask, and undo what the request changed."""
    with transaction.atomic():
        answer = ask(address)
        transaction.set_rollback(True)
    assert answer.status_code < 500, f"{address} answered {answer.status_code}"
    return answer


def _is_new(name: str, content: bytes, before: Asked) -> bool:
    marks, known = _marks(content), before.marks.setdefault(name, set())
    is_new = not marks <= known
    known |= marks
    return is_new


def _is_page(answer: Any) -> bool:
    """Whether a browser shows it: a page, or one with errors; not a file, not a way on."""
    is_shown = answer.status_code in (200, 409, 422) and not answer.streaming
    return is_shown and answer.get("Content-Type", "").startswith("text/html")


def _marks(content: bytes) -> set[bytes]:
    """The kinds of element that a page is made of."""
    return {tag + b" ".join(MARKS.findall(rest)) for tag, rest in TAG.findall(content)}


def _browser(casework: Casework, name: str) -> Client:
    browser = casework.browser(name)
    browser.raise_request_exception = False
    return browser


def _addresses(app: str, made: Examples) -> Iterator[tuple[str, str]]:
    """The pages of an app, and those of others of which it made examples."""
    for name, pattern in _casework_patterns().items():
        takes = bool(pattern.pattern.converters)
        without = [ARGUMENTS.get(name, {})] if not takes or name in ARGUMENTS else []
        of_app = pattern.callback.__module__.startswith(_modules_of(app))
        for arguments in made.addresses.get(name, without if of_app else []):
            address = reverse(name, kwargs=dict(arguments))
            yield name, address
            yield from ((name, address + query) for query in made.queries.get(name, ()))


def _modules_of(app: str) -> tuple[str, ...]:
    """Where an app's pages are; those of the frame itself go with the people who sign in."""
    apps = (app, "config") if app == "accounts" else (app,)
    return tuple(f"caresight.web.{one}." for one in apps)


@cache
def _casework_patterns() -> dict[str, URLPattern]:
    # Areas are evidence, but what they say they do stands there as well.
    evidence = set(names_of_evidence_pages()) - {"area", "area_measure"}
    named = {str(pattern.name): pattern for pattern in all_patterns()}
    return {name: pattern for name, pattern in named.items() if name not in evidence}
