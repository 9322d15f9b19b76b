"""Words that may leave a group are screened for names wherever somebody writes them."""

import importlib
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.urls import reverse

from caresight.web.audit.models import Entry
from caresight.web.intelligence.forms.screening import Screened, names_of_bodies
from tests.web.casework import Casework
from tests.web.examples import examples_of
from tests.web.test_access import undone

NAMED = "Mrs Smith fell, born 12/03/1931, NHS number 943 476 5919."
PLACES = {
    # page: app, who writes, the field
    "home_minute": ("meetings", "chair", "discussed"),
    "meeting_business": ("meetings", "chair", "general_business"),
    "disagree": ("meetings", "chair", "words"),
    "write_part_two": ("reviews", "chair", "words"),
    "decide_in_review": ("reviews", "chair", "words"),
    "write_practice_note": ("local_areas", "council", "words"),
}


class Words(Screened):
    """A form with one text that may leave."""

    screened = ("words",)
    words = forms.CharField()


def form(words: str, why: str = "", *, before: str = "") -> Words:
    return Words({"words": words, "why_names_stay": why}, initial={"words": before})


@pytest.mark.django_db
def test_words_that_name_nobody_are_asked_nothing() -> None:
    assert form("Bells rang for twenty minutes.").is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["Mrs Smith fell.", "Born 12/03/1931.", "NHS number 943 476 5919."]
)
def test_words_that_may_name_somebody_wait_for_a_reason(words: str) -> None:
    asked = form(words)

    assert not asked.is_valid()
    assert "may identify a person" in str(asked.errors["words"])
    assert not asked.fields["why_names_stay"].widget.is_hidden
    assert form(words, why="It is the name of a street.").is_valid()
    assert not form(words, why="yes").is_valid()


@pytest.mark.django_db
def test_a_reason_that_names_somebody_is_no_reason() -> None:
    asked = form("Mrs Smith fell.", why="The daughter of Mrs Smith agreed to it.")

    assert "without naming" in str(asked.errors["why_names_stay"])


@pytest.mark.django_db
def test_words_that_stood_there_before_are_not_asked_about_again() -> None:
    assert form("Mrs Smith fell.", before="Mrs Smith fell.").is_valid()


def test_agencies_and_groups_are_nobody(casework: Casework) -> None:
    assert {"Invented Regulator", "Alderbourne", "Rowan Court"} <= set(
        names_of_bodies(["Rowan Court", ""])
    )


@pytest.mark.parametrize("name", PLACES)
def test_a_page_holds_words_back_until_a_reason_is_kept(casework: Casework, name: str) -> None:
    app, who, field = PLACES[name]
    made = examples_of(app, casework)
    browser = casework.browser(who)

    why = "It is an invented example for a test."
    sent: dict[str, Any] = {**made.posts[name], field: NAMED}
    for address in [reverse(name, kwargs=dict(one)) for one in made.addresses[name]]:
        held = browser.post(address, sent).content.decode()
        kept = browser.post(address, {**sent, "why_names_stay": why})
        if kept.status_code == 302 and "may identify a person" in held:
            break
    else:
        pytest.fail(f"No page held the words back and then kept them: {kept.content.decode()}")

    assert NAMED in held
    assert "why may these words stay?" in held
    noted = Entry.objects.get(operation="words.names_confirmed")
    assert noted.reason == why
    assert "Smith" not in str(noted.detail)


def test_a_report_is_screened_when_it_is_sent_and_not_before(casework: Casework) -> None:
    made = examples_of("meetings", casework)
    browser = casework.browser("healthwatch")
    posts = {
        key: NAMED if key == "not_known_to_others" else value
        for key, value in made.posts["write_report"].items()
        if key not in ("send", "keep")
    }

    answers = []
    for address in [
        reverse("write_report", kwargs=dict(x)) for x in made.addresses["write_report"]
    ]:
        draft = undone(browser.post, address, {**posts, "keep": "yes"})
        if draft.status_code == 302:
            answers.append(undone(browser.post, address, {**posts, "send": "yes"}))

    assert answers
    assert all(one.status_code == 422 for one in answers)
    assert all("may identify a person" in one.content.decode() for one in answers)


def long_forms(app: str) -> Iterator[type[forms.Form]]:
    """Forms of an app that take long words."""
    package = importlib.import_module(f"caresight.web.{app}.forms")
    found: set[type[forms.Form]] = set()
    for path in getattr(package, "__path__", []):
        for file in sorted(importlib.import_module("pathlib").Path(path).glob("*.py")):
            module = importlib.import_module(f"caresight.web.{app}.forms.{file.stem}")
            for _, one in inspect.getmembers(module, inspect.isclass):
                if issubclass(one, forms.Form) and one.__module__ == module.__name__:
                    found.add(one)
    for one in sorted(found, key=lambda each: each.__name__):
        if any(isinstance(field.widget, forms.Textarea) for field in one.base_fields.values()):
            yield one


@pytest.mark.parametrize("app", ["meetings", "reviews"])
def test_no_form_with_long_words_forgets_the_screen(app: str) -> None:
    forgotten = {
        one.__name__ for one in long_forms(app) if not (issubclass(one, Screened) and one.screened)
    }

    assert forgotten == set()
