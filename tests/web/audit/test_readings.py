"""Whatever shows words about a home or a person's work leaves an entry, page and file alike."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse

import caresight.web
from caresight.web.audit.models import Entry
from caresight.web.audit.unchanged import READING
from tests.web.actions.agreed import EFFECT, agree
from tests.web.casework import OURS, Casework
from tests.web.learning.given import offered
from tests.web.meetings.held import plan
from tests.web.reviews.called import call

SOURCE = Path(caresight.web.__path__[0])
VERBS = ("open_", "read_", "take_")
CHANGING = {
    "intelligence.take_back_release",
    "intelligence.take_in",
    "learning.take_back_practice",
    "local_areas.take_back_note",
    "replies.open_told",
}
"""They begin like a reading, and change a record."""


def entries(operation: str) -> list[Entry]:
    return list(Entry.objects.filter(operation=operation))


@pytest.mark.parametrize(
    ("page", "operation"),
    [
        ("actions", "actions.read_list"),
        ("actions_csv", "actions.take_list"),
        ("actions_json", "actions.take_list"),
    ],
)
def test_who_read_a_list_of_actions_is_in_the_trail(
    casework: Casework, page: str, operation: str
) -> None:
    action = agree(casework)

    casework.browser("regulator").get(reverse(page), {"home": OURS})

    (entry,) = entries(operation)
    assert (entry.actor_name, entry.home_id) == ("regulator", OURS)
    assert f'"actions": "{action.pk}"' in entry.detail


@pytest.mark.parametrize("page", ["actions", "actions_csv", "reviews", "reviews_csv", "told"])
def test_a_list_that_shows_nothing_leaves_no_entry(casework: Casework, page: str) -> None:
    casework.browser("neighbour").get(reverse(page))

    assert not [one for one in Entry.objects.all() if one.operation in READING]


def test_who_read_the_effect_of_an_action_is_in_the_trail(casework: Casework) -> None:
    action = agree(casework, **EFFECT)

    casework.browser("regulator").get(reverse("action_effect", args=[action.pk]))

    (entry,) = entries("actions.read_effect")
    assert (entry.subject, entry.home_id) == (f"action:{action.pk}", OURS)


@pytest.mark.parametrize(
    ("page", "operation"),
    [("reviews", "reviews.read_list"), ("reviews_csv", "reviews.take_list")],
)
def test_who_read_a_list_of_reviews_is_in_the_trail(
    casework: Casework, page: str, operation: str
) -> None:
    review = call(casework)

    casework.browser("regulator").get(reverse(page))

    (entry,) = entries(operation)
    assert f'"reviews": "{review.pk}"' in entry.detail


def test_who_read_the_actions_of_a_meeting_is_in_the_trail(casework: Casework) -> None:
    action, meeting = agree(casework), plan(casework)

    casework.browser("regulator").get(reverse("meeting_actions", args=[meeting.pk]))

    (entry,) = entries("meetings.read_actions")
    assert (entry.subject, action.ref in entry.detail) == (f"meeting:{meeting.ref}", True)


@pytest.mark.parametrize(
    ("address", "operation", "subject"),
    [
        ("/learning/topics/falls/", "learning.read_topic", "topic:falls"),
        ("/learning.csv", "learning.take_needs", ""),
    ],
)
def test_who_read_the_needs_of_homes_is_in_the_trail(
    casework: Casework, address: str, operation: str, subject: str
) -> None:
    offered(casework)

    casework.browser("regulator").get(address)

    (entry,) = entries(operation)
    assert entry.subject == subject
    assert entry.group_ref == f"group:{casework.groups['Alderbourne'].pk}"


def test_every_operation_that_reads_leaves_what_is_worked_out_as_it_is() -> None:
    named = set(_named_in_the_source())

    assert named >= CHANGING
    assert named - CHANGING == {one for one in READING if one.split(".")[1].startswith(VERBS)}


def _named_in_the_source() -> Iterator[str]:
    """Operations that are named to open, read or take something, as the trail writes them."""
    for file in sorted(SOURCE.rglob("*.py")):
        if file.name == "unchanged.py" or "migrations" in file.parts:
            continue
        app, text = file.relative_to(SOURCE).parts[0], file.read_text(encoding="utf-8")
        bare = "note_reading" in text or "_note_read" in text
        for node in ast.walk(ast.parse(text)):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            first, dot, verb = node.value.partition(".")
            if dot and first.isidentifier() and verb.isidentifier() and verb.startswith(VERBS):
                yield node.value
            elif bare and not dot and first.isidentifier() and first.startswith(VERBS):
                yield f"{app}.{first}"
