"""Who may see what, on every path: each person asks for every page of every record.

The list of pages comes from the server's own addresses, and the records from the examples
that each app's tests make, one in each state. In each record a word is planted, with the
names of those who may ever read it. The word must reach nobody else: in no page, file, file
name, search, count or error, whether asked for or posted by hand.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from tests.web.addresses import ARGUMENTS, all_patterns, names_of_evidence_pages
from tests.web.casework import PEOPLE, Casework
from tests.web.examples import Examples, apps_with_examples, examples_of

NOBODY = "nobody"
EVERYBODY = [NOBODY, *PEOPLE]
MUTABLE = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|name="token" value="[^"]*"'
    rb'|value="[0-9a-f-]{36}"|id="id_token[^"]*"'
)
by_app = pytest.mark.parametrize("app", apps_with_examples())
"""Each app's records are made alone: two apps may want the same home for different ends."""


@cache
def patterns() -> Mapping[str, URLPattern]:
    return {str(pattern.name): pattern for pattern in all_patterns()}


TOUCHED = frozenset("attention attention_csv homes homes_csv home".split())
"""Pages of evidence that stand beside casework; the others read no table of it."""


def pages() -> list[str]:
    """The pages that could show something of casework."""
    return [name for name in patterns() if name in TOUCHED or name not in evidence_pages()]


@cache
def evidence_pages() -> frozenset[str]:
    return frozenset(names_of_evidence_pages())


def takes_arguments(name: str) -> bool:
    return bool(patterns()[name].pattern.converters)


def addresses(made: Examples) -> Iterator[tuple[str, str]]:
    """Every page of every record made, and every page that needs no record."""
    for name in pages():
        without = (
            [ARGUMENTS.get(name, {})] if not takes_arguments(name) or name in ARGUMENTS else []
        )
        for arguments in made.addresses.get(name, without):
            address = reverse(name, kwargs=dict(arguments))
            yield name, address
            yield from ((name, address + query) for query in made.queries.get(name, ()))


def browser_of(casework: Casework, username: str) -> Client:
    browser = Client() if username == NOBODY else casework.browser(username)
    browser.raise_request_exception = False
    return browser


def said(answer: Any) -> str:
    """All that an answer says: its body, and every header."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{head}\n{body.decode('utf-8', 'replace')}"


def undone(ask: Any, *arguments: Any) -> Any:
    """Ask, and undo what the request changed."""
    with transaction.atomic():
        answer = ask(*arguments)
        transaction.set_rollback(True)
    return answer


def read_all(browser: Client, made: Examples) -> Iterator[tuple[str, Any]]:
    """Ask for everything, and post every form by hand."""
    for name, address in addresses(made):
        yield f"GET {name} {address}", undone(browser.get, address)
        if name in made.posts:
            yield f"POST {name} {address}", undone(browser.post, address, made.posts[name])


@pytest.mark.slow
@by_app
def test_nobody_reads_a_word_that_is_not_for_them(casework: Casework, app: str) -> None:
    made = examples_of(app, casework)
    leaks, faults, unseen = [], [], []

    for username in EVERYBODY:
        hidden = {word for word, readers in made.secrets.items() if username not in readers}
        seen: set[str] = set()
        for asked, answer in read_all(browser_of(casework, username), made):
            text = said(answer)
            leaks += [f"{username}: {asked} shows {word}" for word in hidden if word in text]
            seen |= {word for word in made.secrets if word in text}
            if answer.status_code >= 500:
                faults.append(f"{username}: {asked} answered {answer.status_code}")
        unseen += [f"{username}: {word}" for word in sorted(made.secrets.keys() - hidden - seen)]

    assert leaks == []
    assert faults == []
    # Otherwise the test could pass because nothing is shown to anybody.
    assert unseen == []


@pytest.mark.slow
@by_app
def test_what_is_hidden_changes_nothing_for_who_may_not_see_it(
    casework: Casework, app: str
) -> None:
    lists = [reverse(name) for name in pages() if not takes_arguments(name)]
    strangers = ["viewer", "analyst", "left"]
    before = {one: _as_read(casework, one, lists) for one in strangers}

    secrets = examples_of(app, casework).secrets
    for one in strangers:
        if not any(one in readers for readers in secrets.values()):
            after = _as_read(casework, one, lists)
            assert [each for each in lists if after[each] != before[one][each]] == []


def _as_read(casework: Casework, username: str, lists: list[str]) -> dict[str, bytes]:
    browser = browser_of(casework, username)
    return {each: MUTABLE.sub(b"", said(undone(browser.get, each)).encode()) for each in lists}


@pytest.mark.slow
@by_app
def test_a_record_that_may_not_be_seen_is_like_one_that_is_not_there(
    casework: Casework, app: str
) -> None:
    made = examples_of(app, casework)
    different = []

    for username in EVERYBODY:
        browser = browser_of(casework, username)
        for name, found in made.addresses.items():
            for arguments in found:
                if set(arguments) == {"pk"} and not _is_like_nothing(browser, name, arguments):
                    different.append(f"{username}: {name} {arguments}")

    assert different == []


def _is_like_nothing(browser: Client, name: str, arguments: Mapping[str, object]) -> bool:
    absent = undone(browser.get, reverse(name, kwargs={"pk": 987_654_321}))
    answer = undone(browser.get, reverse(name, kwargs=dict(arguments)))
    if answer.status_code not in (403, 404):
        return True
    here = said(answer).replace(str(arguments["pk"]), "")
    return here == said(absent).replace("987654321", "").replace(str(arguments["pk"]), "")


def test_every_page_with_arguments_has_an_example(casework: Casework) -> None:
    known = set(ARGUMENTS)
    for app in apps_with_examples():
        with transaction.atomic():
            known |= set(examples_of(app, casework).addresses)
            transaction.set_rollback(True)

    assert {name for name in patterns() if takes_arguments(name)} - known == set()


def test_every_app_of_casework_has_examples() -> None:
    assert set(apps_with_examples()) >= {
        "accounts", "groups", "notices", "residents", "intelligence", "replies", "actions",
        "meetings", "reviews", "packs", "joint", "providers", "learning", "governance",
    }  # fmt: skip


def test_the_pages_of_evidence_are_among_those_asked_for() -> None:
    assert set(names_of_evidence_pages()) <= set(patterns())
