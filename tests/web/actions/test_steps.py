"""An action taken through its pages: found, agreed, handed over, said done, closed, reopened."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caresight.web.actions import operations
from caresight.web.actions.models import Action
from caresight.web.actions.states import State
from tests.web.actions.agreed import EFFECT, NOW, agree, agree_with_provider, closed
from tests.web.casework import OURS, TODAY, Casework
from tests.web.intelligence.items import send

SOON = (timezone.localdate() + timedelta(days=30)).isoformat()
WHY = "A reason that can be read in a year"
DONE = {"done_on": TODAY.isoformat(), "what_was_done": "The lift runs again", "proof": "Bill"}


def take(browser: Client, page: str, action: Action, **said: object) -> str:
    """Post a step's form and read the page that follows."""
    answer = browser.post(reverse(page, args=[action.pk]), said, follow=True)
    action.refresh_from_db()
    return answer.content.decode()


def test_a_home_is_found_by_its_name_first(casework: Casework) -> None:
    browser = casework.browser("council")

    many = browser.get(reverse("open_action"), {"which": "Rowan"})
    one = browser.get(reverse("open_action"), {"which": "Rowan", "which_chosen": OURS})

    assert "homes fit" in many.content.decode() or many.status_code == 302
    assert one.url == f"{reverse('open_action')}?home={OURS}"


def test_an_action_of_no_single_home_can_be_agreed(casework: Casework) -> None:
    answer = casework.browser("council").get(f"{reverse('open_action')}?home=none")

    html = answer.content.decode()
    assert "Agree a new action" in html
    assert "What should it change?" not in html


def test_a_provider_says_done_is_sent_back_says_so_again_and_is_accepted(
    casework: Casework,
) -> None:
    action = agree_with_provider(casework)
    provider, chair = casework.browser("provider"), casework.browser("chair")

    assert "Thank you" in take(provider, "say_action_done", action, **DONE)
    assert action.state == State.SAID_DONE
    take(chair, "send_back_action", action, reason="It stood still again today")
    assert "It stood still again today" in take(provider, "say_action_done", action, **DONE)
    take(chair, "close_action", action, outcome="done", **DONE)

    assert (action.state, action.outcome) == (State.CLOSED, "done")


def test_what_a_provider_said_stands_in_the_form_that_accepts_it(casework: Casework) -> None:
    action = agree_with_provider(casework)
    take(casework.browser("provider"), "say_action_done", action, **DONE)

    page = casework.browser("chair").get(reverse("close_action", args=[action.pk]))

    assert "The lift runs again" in page.content.decode()


def test_an_action_is_handed_over_to_a_person_or_to_an_agency(casework: Casework) -> None:
    action, browser = agree(casework), casework.browser("chair")
    regulator = casework.people["regulator"]

    take(browser, "hand_over_action", action, who=f"p{regulator.pk}", reason=WHY)
    assert action.owner == regulator
    html = take(browser, "hand_over_action", action, who=f"a{regulator.agency_id}", reason=WHY)

    assert action.owner is None
    assert "Handed over from regulator to Invented Regulator" in html
    assert "Nobody is there to do this" in html


def test_a_day_is_changed_an_action_cancelled_and_opened_again(casework: Casework) -> None:
    action, browser = agree(casework), casework.browser("chair")

    assert "Moved from 11 December 2026" in take(
        browser, "change_action_due", action, due_on=SOON, reason=WHY
    )
    assert "Cancelled" in take(browser, "cancel_action", action, reason=WHY)
    assert "Opened again, due" in take(browser, "reopen_action", action, due_on=SOON, reason=WHY)


def test_a_reason_that_says_nothing_is_refused_on_the_page(casework: Casework) -> None:
    action = agree(casework)

    html = take(casework.browser("chair"), "cancel_action", action, reason="no")

    assert "This needs a reason" in html
    assert action.state == State.OPEN


def test_half_an_expectation_is_said_beside_its_fields(casework: Casework) -> None:
    action = agree(casework)

    html = take(
        casework.browser("council"), "edit_action", action, version=1, title="Teach everybody",
        kind="training", measure="falls_with_harm",
    )  # fmt: skip

    assert html.count("Say which figure should move, which way, and by when.") >= 2


def test_an_edit_adds_the_figure_that_should_move(casework: Casework) -> None:
    action = agree(casework)

    html = take(
        casework.browser("council"), "edit_action", action, version=1, title="Teach everybody",
        kind="training", measure="falls_with_harm", direction="down", effect_by=SOON,
    )  # fmt: skip

    assert "Falls with harm should go down by" in html


def test_a_verdict_without_a_reason_is_refused_on_the_page(casework: Casework) -> None:
    action = closed(casework, **EFFECT)

    html = take(casework.browser("council"), "action_effect", action, verdict="worked", reason="x")

    assert "This needs a reason" in html
    assert action.verdict == ""


def test_a_verdict_stands_on_the_actions_page_with_what_the_comparison_said(
    casework: Casework,
) -> None:
    action = closed(casework, **EFFECT)

    html = take(
        casework.browser("council"), "action_effect", action, verdict="no_change", reason=WHY
    )

    assert "No change" in html
    assert "The comparison said:" in html
    assert "Looked at: no change" in html


def test_a_note_sent_by_two_people_is_kept_for_the_first(casework: Casework) -> None:
    action = agree(casework)
    said = {"token": "6a6f3a5e-3c2e-4d2c-9b1c-0a4f0e5b7c11", "words": "It goes"}
    take(casework.browser("council"), "note_on_action", action, **said)

    assert "sent by somebody else" in take(
        casework.browser("chair"), "note_on_action", action, **said
    )


def test_an_item_is_cited_by_its_reference_and_linked_for_who_may_read_it(
    casework: Casework,
) -> None:
    item = send(casework)
    browser = casework.browser("council")
    offered = browser.get(f"{reverse('open_action')}?home={OURS}").content.decode()
    assert f'value="item:{item.ref}"' in offered

    said = {
        "token": "6a6f3a5e-3c2e-4d2c-9b1c-0a4f0e5b7c12", "title": "Look into it", "kind": "visit",
        "group": casework.groups["Alderbourne"].pk, "due_on": SOON, "cites": [f"item:{item.ref}"],
        "who": f"p{casework.people['council'].pk}", "other_cite": "Letter of May",
    }  # fmt: skip
    html = browser.post(f"{reverse('open_action')}?home={OURS}", said, follow=True).content.decode()

    assert f'href="{reverse("item", args=[item.pk])}"' in html
    assert item.words not in html
    assert "Letter of May" in html


@pytest.mark.parametrize("name", ["council", "chair"])
def test_an_overdue_action_says_how_late_it_is(casework: Casework, name: str) -> None:
    action = agree(casework)
    Action.objects.filter(pk=action.pk).update(due_on=timezone.localdate() - timedelta(days=4))

    html = casework.browser(name).get(reverse("actions")).content.decode()

    assert "4 days late" in html
    assert "Overdue" in html


def test_the_list_warns_those_who_lead_of_actions_nobody_can_do(casework: Casework) -> None:
    agree(casework, owner=None, owner_agency="Invented Regulator")

    pages = {
        name: casework.browser(name).get(reverse("actions")).content.decode()
        for name in ("chair", "ambulance")
    }

    assert "nobody who can do it" in pages["chair"]
    assert "nobody who can do it" not in pages["ambulance"]


def test_an_expected_effect_that_has_not_been_asked_for_needs_no_page(casework: Casework) -> None:
    action = operations.close_action(
        actor=casework.people["council"], at=NOW, action=agree(casework), outcome="overtaken",
        done_on=TODAY, what_was_done="The home closed before", proof="Register of May",
    )  # fmt: skip

    html = casework.browser("council").get(reverse("action", args=[action.pk])).content.decode()

    assert "Overtaken by events" in html
    assert "No figure is expected to move" in html
