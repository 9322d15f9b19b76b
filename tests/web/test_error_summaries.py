"""Every link of every error summary leads to something that is drawn on the page."""

import re
from typing import Any

import pytest
from django.urls import reverse

from caresight.web.ui.forms import CaresightForm
from tests.web.addresses import ARGUMENTS
from tests.web.casework import Casework
from tests.web.examples import apps_with_examples, examples_of
from tests.web.test_access import undone

ASKING = (
    "chair council healthwatch safeguarding social_worker provider administrator governance "
    "oversight"
).split()
MOST_RECORDS = 2
"""A form reads alike for every record of its kind."""
WITHOUT_FORMS = frozenset({"notices", "residents", "joint"})
ID, TO = re.compile(r'\bid="([^"]+)"'), re.compile(r'href="#([^"]*)"')


def lost_links(page: str) -> set[str]:
    """Links within a page that lead to nothing on it."""
    return set(TO.findall(page)) - set(ID.findall(page))


def lost_problem(answer: Any) -> set[str]:
    """Where an error of the whole form would lead, if it is not on the page."""
    form = answer.context.get("form") if answer.context else None
    summary = answer.content.decode().split("error-summary", 1)[-1].split("</div>")[0]
    # A summary without links is of a form that is shut by now: it only says why.
    if not isinstance(form, CaresightForm) or not TO.findall(summary):
        return set()
    form.is_valid()
    form.add_error(None, "Something else is wrong.")
    where = {problem.where for problem in form.problems if "Something else" in problem.message}
    return where - set(ID.findall(answer.content.decode()))


def summaries_of(casework: Casework, address: str, spoilt: list[Any]) -> list[Any]:
    """Answers with an error summary, of the first of them all who may send the form."""
    for username in ASKING:
        browser = casework.browser(username)
        answers = [undone(browser.post, address, sent) for sent in spoilt]
        found = [one for one in answers if not one.streaming and b"error-summary" in one.content]
        if found:
            return found
    return []


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("app", apps_with_examples())
def test_every_link_of_an_error_summary_leads_to_a_field(casework: Casework, app: str) -> None:
    made = examples_of(app, casework)
    lost, shown = [], 0
    for name, fields in made.posts.items():
        spoilt = [{}, dict.fromkeys(fields, "?"), {**fields, "token": "?"}]
        for arguments in made.addresses.get(name, [ARGUMENTS.get(name, {})])[:MOST_RECORDS]:
            address = reverse(name, kwargs=dict(arguments))
            for answer in summaries_of(casework, address, spoilt):
                shown += 1
                wrong = lost_links(answer.content.decode()) | lost_problem(answer)
                lost += [f"{address} leads to {one!r}" for one in wrong]

    assert sorted(set(lost)) == []
    assert shown or app in WITHOUT_FORMS
