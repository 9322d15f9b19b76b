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
from tests.web.examples import Examples, all_examples

NOBODY = "nobody"
EVERYBODY = [NOBODY, *PEOPLE]
MUTABLE = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|name="token" value="[^"]*"'
    rb'|value="[0-9a-f-]{36}"|id="id_token[^"]*"'
)


@cache
def patterns() -> Mapping[str, URLPattern]:
    return {str(pattern.name): pattern for pattern in all_patterns()}


def takes_arguments(name: str) -> bool:
    return bool(patterns()[name].pattern.converters)


def together(made: Mapping[str, Examples], part: str) -> dict[str, Any]:
    """One of the parts of all apps' examples as one mapping."""
    found: dict[str, Any] = {}
    for one in made.values():
        for name, value in getattr(one, part).items():
            if part == "addresses":
                found.setdefault(name, []).extend(value)
            elif part == "secrets":
                found[name] = found.get(name, frozenset()) | value
            else:
                found[name] = value
    return found


def addresses(made: Mapping[str, Examples]) -> Iterator[tuple[str, str]]:
    """Every page of every record: its name and its address."""
    of_records, queries = together(made, "addresses"), together(made, "queries")
    for name in patterns():
        for arguments in of_records.get(name, [ARGUMENTS.get(name, {})]):
            address = reverse(name, kwargs=dict(arguments))
            yield name, address
            yield from ((name, address + query) for query in queries.get(name, ()))


def browser_of(casework: Casework, username: str) -> Client:
    browser = Client() if username == NOBODY else casework.browser(username)
    browser.raise_request_exception = False
    return browser


def said(answer: Any) -> str:
    """All that an answer says: its body, and every header."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{head}\n{body.decode('utf-8', 'replace')}"


def read_all(browser: Client, made: Mapping[str, Examples]) -> Iterator[tuple[str, Any]]:
    """Ask for everything, undoing after each request what it changed."""
    posts = together(made, "posts")
    for name, address in addresses(made):
        yield f"GET {name} {address}", undone(browser.get, address)
        if name in posts:
            yield f"POST {name} {address}", undone(browser.post, address, posts[name])


def undone(ask: Any, *arguments: Any) -> Any:
    with transaction.atomic():
        answer = ask(*arguments)
        transaction.set_rollback(True)
    return answer


@pytest.mark.slow
@pytest.mark.parametrize("username", EVERYBODY)
def test_nobody_reads_a_word_that_is_not_for_them(casework: Casework, username: str) -> None:
    made = all_examples(casework)
    secrets = together(made, "secrets")
    hidden = {word for word, readers in secrets.items() if username not in readers}
    browser = browser_of(casework, username)

    leaks, faults, seen = [], [], set()
    for asked, answer in read_all(browser, made):
        text = said(answer)
        leaks += [f"{asked} shows {word}" for word in hidden if word in text]
        seen |= {word for word in secrets if word in text}
        if answer.status_code >= 500:
            faults.append(f"{asked} answered {answer.status_code}")

    assert leaks == []
    assert faults == []
    # Otherwise the test above could pass because nothing is shown to anybody.
    assert secrets.keys() - hidden - seen == set()


@pytest.mark.slow
def test_what_is_hidden_changes_nothing_for_who_may_not_see_it(casework: Casework) -> None:
    names = [name for name in patterns() if not takes_arguments(name)]
    addresses_of_lists = [reverse(name) for name in names if name not in ("sign_out", "health")]
    strangers = ["viewer", "analyst", "administrator", "left"]

    def lists(username: str) -> dict[str, tuple[int, bytes]]:
        browser = browser_of(casework, username)
        answers = {each: undone(browser.get, each) for each in addresses_of_lists}
        return {
            each: (answer.status_code, MUTABLE.sub(b"", said(answer).encode()))
            for each, answer in answers.items()
        }

    before = {username: lists(username) for username in strangers}
    secrets = together(all_examples(casework), "secrets")
    strangers = [
        one for one in strangers if not any(one in readers for readers in secrets.values())
    ]

    for username in strangers:
        after = lists(username)
        changed = [each for each in addresses_of_lists if after[each] != before[username][each]]
        assert (username, changed) == (username, [])


def test_every_page_with_arguments_has_an_example(casework: Casework) -> None:
    of_records = together(all_examples(casework), "addresses")
    known = {*of_records, *ARGUMENTS}

    assert {name for name in patterns() if takes_arguments(name)} - known == set()


def test_every_app_of_casework_has_planted_words(casework: Casework) -> None:
    made = all_examples(casework)

    assert {app for app, one in made.items() if one.secrets} >= {
        "intelligence", "residents", "replies", "actions", "meetings", "reviews", "packs",
        "providers", "governance",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("username", EVERYBODY)
def test_a_record_that_may_not_be_seen_is_like_one_that_is_not_there(
    casework: Casework, username: str
) -> None:
    made = all_examples(casework)
    of_records = together(made, "addresses")
    browser = browser_of(casework, username)

    different = []
    for name, found in of_records.items():
        numbered = [one for one in found if set(one) == {"pk"}]
        if not numbered:
            continue
        absent = undone(browser.get, reverse(name, kwargs={"pk": 987_654_321}))
        for one in numbered:
            answer = undone(browser.get, reverse(name, kwargs=dict(one)))
            refused = answer.status_code in (403, 404)
            if refused and said(answer).replace(str(one["pk"]), "") != said(absent).replace(
                "987654321", ""
            ):
                different.append(reverse(name, kwargs=dict(one)))

    assert different == []


def test_the_pages_of_evidence_are_among_those_asked_for() -> None:
    assert set(names_of_evidence_pages()) <= set(patterns())
