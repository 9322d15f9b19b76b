"""Who may see what, on every path: each person asks for every page of every record.

The list of pages comes from the server's own addresses, and the records from the examples
that each app's tests make, one in each state. In each record a word is planted, with the
names of those who may ever read it. The word must reach nobody else: in no page, file, file
name, search, count or error, whether asked for or posted by hand.
"""

import io
import os
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from http.cookies import SimpleCookie
from itertools import zip_longest
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse
from pypdf import PdfReader

from tests.web.addresses import ARGUMENTS, all_patterns, names_of_evidence_pages
from tests.web.casework import OURS, PEOPLE, Casework
from tests.web.examples import Examples, apps_with_examples, examples_of

NOBODY, NO_RECORD = "nobody", 987_654_321
ONE_OF_EACH_REACH = (
    "chair regulator safeguarding social_worker neighbour oversight provider governance"
).split()
"""On PostgreSQL, where the same rules ask in another dialect: who asks in another way."""
IN_FILES = not os.environ.get("CARESIGHT_DATABASE", "").startswith("postgres")
EVERYBODY = [NOBODY, *(PEOPLE if IN_FILES else ONE_OF_EACH_REACH)]
MUTABLE = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|name="token" value="[^"]*"'
    rb'|value="[0-9a-f-]{36}"|id="id_token[^"]*"|Content-Length: [0-9]+'
    rb"|Expires: [^\n]*|Notices \([0-9]+\)<span[^/]*/span>|(?<=>)Notices(?=</a>)"
)
NEW_EACH_TIME = frozenset({"second_factor", "own_account", "notices"})
"""Pages of one's own: a secret drawn anew, this very session, what one was told oneself."""
CLOSED: dict[str, set[str]] = defaultdict(set)
"""Pages without a record that are refused for a person's role: asked for once, not with the
records of every app anew."""
by_app = pytest.mark.parametrize("app", apps_with_examples())
"""Each app's records are made alone: two apps may want the same home for different ends."""


@cache
def patterns() -> Mapping[str, URLPattern]:
    return {str(pattern.name): pattern for pattern in all_patterns()}


TOUCHED = frozenset("attention attention_csv homes homes_csv home area area_measure".split())
"""Pages of evidence that stand beside casework; the others read no table of it."""


OF_OUR_HOME = {name: [{"home_id": OURS}] for name in ("home", "together", "own_home")}
"""Pages of one home on which records of several apps meet; asked for whatever was made."""


def pages() -> list[str]:
    """The pages that could show something of casework."""
    return [name for name in patterns() if name in TOUCHED or name not in evidence_pages()]


@cache
def evidence_pages() -> frozenset[str]:
    return frozenset(names_of_evidence_pages())


def takes_arguments(name: str) -> bool:
    return bool(patterns()[name].pattern.converters)


def addresses(made: Examples) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Every page of every record made, and every page that needs no record."""
    for name in pages():
        without = (
            [ARGUMENTS.get(name, {})] if not takes_arguments(name) or name in ARGUMENTS else []
        )
        for arguments in [*made.addresses.get(name, without), *OF_OUR_HOME.get(name, [])]:
            address = reverse(name, kwargs=dict(arguments))
            yield name, address, arguments
            yield from ((name, address + query, {}) for query in made.queries.get(name, ()))


def browser_of(casework: Casework, username: str) -> Client:
    browser = Client() if username == NOBODY else casework.browser(username)
    browser.raise_request_exception = False
    return browser


def said(answer: Any) -> str:
    """All that an answer says: every header, and its body, opened where it is packed."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith((b"PK", b"%PDF")):
        body = _opened(body)
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{head}\n{body.decode('utf-8', 'replace')}"


@cache
def _opened(body: bytes) -> bytes:
    """What stands in a packed file; the same file is the same for whoever takes it."""
    if body.startswith(b"%PDF"):
        pages = PdfReader(io.BytesIO(body)).pages
        return "\n".join(page.extract_text() for page in pages).encode()
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\n".join([name.encode() + packed.read(name) for name in packed.namelist()])


def undone(ask: Any, *arguments: Any) -> Any:
    """Ask, and undo what the request changed: in the database, and in the browser's cookies."""
    browser: Client = ask.__self__
    cookies = browser.cookies.output()
    with transaction.atomic():
        answer = ask(*arguments)
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
    return answer


@dataclass
class Found:
    """What went wrong while one person asked for everything."""

    leaks: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def read_all(casework: Casework, username: str, made: Examples) -> Found:
    """Ask for everything, and post every form by hand."""
    browser, found = browser_of(casework, username), Found()
    hidden = {word for word, readers in made.secrets.items() if username not in readers}
    absent: dict[str, str] = {}
    # Who reads some of the records may be told that a step is not theirs to take.
    is_stranger = len(hidden) == len(made.secrets)
    for name, address, arguments in addresses(made):
        if address in CLOSED[username]:
            continue
        asks = [("GET", undone(browser.get, address))]
        if name in made.posts:
            asks.append(("POST", undone(browser.post, address, made.posts[name])))
        for method, answer in asks:
            asked, text = f"{username}: {method} {name} {address}", said(answer)
            found.leaks += [
                f"{asked} shows {word}"
                for word in hidden
                if word in text and not _is_echo(browser, address, word, text)
            ]
            found.seen |= {word for word in made.secrets if word in text}
            if answer.status_code >= 500:
                found.faults.append(f"{asked} answered {answer.status_code}")
        if not takes_arguments(name) and {one.status_code for _, one in asks} == {403}:
            CLOSED[username].add(address)
        if (
            _is_of_a_record(name, arguments)
            and is_stranger
            and asks[0][1].status_code in (403, 404)
        ):
            if name not in absent:
                absent[name] = said(undone(browser.get, reverse(name, kwargs={"pk": NO_RECORD})))
            if not _same(said(asks[0][1]), absent[name], str(arguments["pk"])):
                found.different.append(f"{username}: {address}")
    return found


def _is_of_a_record(name: str, arguments: Mapping[str, object]) -> bool:
    """Whether the number is a record's own: whoever sees a group may be told what is not theirs."""
    is_numbered = isinstance(arguments.get("pk"), int)
    return (
        is_numbered and set(arguments) == {"pk"} and "/group" not in str(patterns()[name].pattern)
    )


def _is_echo(browser: Client, address: str, word: str, text: str) -> bool:
    """Whether a page only says the word back that was asked for, as it would any other."""
    if word not in address:
        return False
    other = word[::-1]
    return _plain(said(undone(browser.get, address.replace(word, other))), "") == _plain(
        text.replace(word, other), ""
    )


def _same(here: str, nothing: str, key: str) -> bool:
    """Whether a refused record answers as one that is not there does, but for its number."""
    return _plain(here, key) == _plain(nothing, str(NO_RECORD))


def _plain(text: str, key: str) -> str:
    """A text without what differs at every asking, and without the number asked for."""
    plain = MUTABLE.sub(b"", text.encode()).decode()
    return re.sub(rf"(?<=[/:]){key}(?=/|\.|%|$)", "", plain) if key else plain


@pytest.mark.slow
@by_app
def test_nobody_reads_a_word_that_is_not_for_them(casework: Casework, app: str) -> None:
    made = examples_of(app, casework)

    found = {username: read_all(casework, username, made) for username in EVERYBODY}

    assert [leak for one in found.values() for leak in one.leaks] == []
    assert [fault for one in found.values() for fault in one.faults] == []
    # A record that may not be seen is like one that is not there.
    assert [each for one in found.values() for each in one.different] == []
    # Otherwise the test could pass because nothing is shown to anybody.
    assert [
        f"{username} never reads {word}"
        for word, readers in made.secrets.items()
        for username in readers
        if username in found and word not in found[username].seen
    ] == []


@pytest.mark.slow
@by_app
def test_what_is_hidden_changes_nothing_for_who_may_not_see_it(
    casework: Casework, app: str
) -> None:
    names = [name for name in pages() if not takes_arguments(name) and name not in NEW_EACH_TIME]
    lists = [reverse(name) for name in names]
    strangers = ["viewer", "analyst", "left"]
    before = {one: _as_read(casework, one, lists) for one in strangers}

    secrets = examples_of(app, casework).secrets
    for one in strangers:
        if not any(one in readers for readers in secrets.values()):
            after = _as_read(casework, one, lists)
            changed = {each: _first_change(before[one][each], after[each]) for each in lists}
            assert {each: line for each, line in changed.items() if line} == {}


def _first_change(before: bytes, after: bytes) -> str:
    """The first line that differs; empty where none does."""
    lines = zip_longest(before.decode().splitlines(), after.decode().splitlines(), fillvalue="")
    return next((f"{then} | {now}" for then, now in lines if then != now), "")


def _as_read(casework: Casework, username: str, lists: list[str]) -> dict[str, bytes]:
    browser = browser_of(casework, username)
    return {each: MUTABLE.sub(b"", said(undone(browser.get, each)).encode()) for each in lists}


def test_every_page_with_arguments_has_an_example(casework: Casework) -> None:
    known = set(ARGUMENTS)
    for app in apps_with_examples():
        with transaction.atomic():
            known |= set(examples_of(app, casework).addresses)
            transaction.set_rollback(True)

    assert {name for name in patterns() if takes_arguments(name)} - known == set()


def test_every_app_of_casework_has_examples() -> None:
    assert set(apps_with_examples()) >= {
        "accounts", "groups", "notices", "intelligence", "replies", "actions",
        "meetings", "reviews", "packs", "joint", "providers", "learning", "projects",
        "digital", "editions", "governance",
    }  # fmt: skip


def test_the_pages_of_evidence_are_among_those_asked_for() -> None:
    assert set(names_of_evidence_pages()) <= set(patterns())
