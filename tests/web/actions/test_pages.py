"""The pages of actions: what each reader sees, what a form does, what is refused."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from caresight.web.actions import operations
from caresight.web.actions.models import Action
from caresight.web.actions.states import State, Step
from caresight.web.audit.models import Entry
from tests.web.actions.agreed import EFFECT, NOW, PROOF, agree, agree_with_provider, closed
from tests.web.actions.examples import GROUP_WORD, NOTE_WORD, PROVIDER_WORD, examples
from tests.web.casework import BORDER, OURS, PEOPLE, THEIRS, TODAY, Casework

SOON = (timezone.localdate() + timedelta(days=30)).isoformat()
NASTY = ["=1+1", "<script>alert(1)</script>", "\u202egnp.exe\u200b", "a" * 4_900]
"""Formula, markup, right-to-left and zero-width marks, and nearly too much."""


def form(casework: Casework, **changes: object) -> dict[str, object]:
    return {
        "token": str(uuid4()), "group": casework.groups["Alderbourne"].pk,
        "title": "Visit on a night", "kind": "visit",
        "who": f"p{casework.people['council'].pk}", "due_on": SOON,
        "cites": ["indicator:falls_with_harm"], **changes,
    }  # fmt: skip


def page(casework: Casework, name: str, action: Action) -> str:
    return casework.browser(name).get(reverse("action", args=[action.pk])).content.decode()


def test_an_action_is_agreed_on_evidence_of_the_home(casework: Casework) -> None:
    browser = casework.browser("ambulance")

    answer = browser.post(f"{reverse('open_action')}?home={OURS}", form(casework))

    action = Action.objects.get()
    assert answer.url == reverse("action", args=[action.pk])
    assert (action.home_id, action.home_name) == (OURS, "Rowan Court")
    assert action.cites[0]["kind"] == "indicator"
    assert action.cites[0]["release_id"]


def test_a_link_brings_its_evidence_and_the_figure_that_should_move(casework: Casework) -> None:
    query = f"?home={OURS}&cite=signal:falls_with_harm.0&cite=other:Letter+of+May"

    answer = casework.browser("council").get(reverse("open_action") + query)

    html = answer.content.decode()
    assert re.search(r'value="signal:falls_with_harm.0"[^>]* checked', html)
    assert "Letter of May" in html
    assert '<option value="falls_with_harm" selected>' in html


@pytest.mark.parametrize("home", [THEIRS, "H99999999", "'; drop table"])
def test_no_action_is_agreed_about_a_home_of_no_group_of_mine(casework: Casework, home) -> None:
    answer = casework.browser("council").post(
        f"{reverse('open_action')}?home={home}", form(casework)
    )

    assert answer.status_code == 404
    assert not Action.objects.exists()


def test_a_home_near_the_border_is_offered_to_both_groups(casework: Casework) -> None:
    for name in ("council", "neighbour"):
        answer = casework.browser(name).get(f"{reverse('open_action')}?home={BORDER}")
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"cites": []}, "Cite at least one"),
        ({"due_on": "2020-01-01"}, "Choose today or a later day"),
        ({"title": ""}, "required"),
        ({"title": "a" * 201}, "200"),
        ({"words": "a" * 5001}, "5000"),
        ({"measure": "falls_with_harm"}, "which way"),
        ({"who": "p999999"}, "valid choice"),
        ({"kind": "magic"}, "valid choice"),
        ({"group": "999"}, "valid choice"),
        ({"token": "no token"}, "UUID"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(casework: Casework, changes, says) -> None:
    answer = casework.browser("council").post(
        f"{reverse('open_action')}?home={OURS}", form(casework, **changes)
    )

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Action.objects.exists()


def test_the_same_form_sent_twice_shows_the_first_answer(casework: Casework) -> None:
    browser, sent = casework.browser("council"), form(casework)
    address = f"{reverse('open_action')}?home={OURS}"

    first, second = browser.post(address, sent), browser.post(address, sent)

    assert first.url == second.url
    assert Action.objects.count() == 1


@pytest.mark.parametrize("text", NASTY, ids=["formula", "markup", "marks", "long"])
def test_hostile_words_are_shown_as_words(casework: Casework, text: str) -> None:
    action = agree(casework, words=text, title=text[:100])

    html = page(casework, "council", action)
    csv = casework.browser("council").get(reverse("actions_csv")).content.decode()

    assert "<script>alert" not in html
    assert "\n=1+1" not in csv
    assert ",=1+1" not in csv


def test_each_secret_is_read_by_whom_it_may_be(casework: Casework) -> None:
    made = examples(casework)
    words = (GROUP_WORD, NOTE_WORD, PROVIDER_WORD)

    for name in PEOPLE:
        browser = casework.browser(name)
        seen = "".join(
            browser.get(reverse("action", kwargs=one)).content.decode()
            for one in made.addresses["action"]
        )
        assert {word for word in words if word in seen} == {
            word for word in words if name in made.secrets[word]
        }, name


def test_a_provider_sees_title_day_and_state_and_no_more(casework: Casework) -> None:
    action = agree_with_provider(casework, words="Of the group", **EFFECT)

    html = page(casework, "provider", action)

    assert action.title in html
    assert "Open" in html
    for hidden in ("Of the group", "Falls with harm", "Alderbourne Council", "Training"):
        assert hidden not in html


def test_a_provider_cannot_sort_actions_out_by_what_it_may_not_know(casework: Casework) -> None:
    action = agree_with_provider(casework)
    browser = casework.browser("provider")

    lists = [
        browser.get(reverse("actions") + query).content.decode()
        for query in ("", "?kind=training", f"?group={action.group_id}")
    ]

    assert [action.title in one for one in lists] == [True, False, False]


def test_those_who_oversee_count_and_read_nothing(casework: Casework) -> None:
    action = agree(casework)

    html = casework.browser("oversight").get(reverse("actions")).content.decode()

    assert "Alderbourne" in html
    assert action.title not in html
    assert action.home_name not in html


@pytest.mark.parametrize("name", ["neighbour", "left", "viewer", "administrator", "social_worker"])
def test_others_get_nothing_of_an_action(casework: Casework, name: str) -> None:
    action = agree(casework)
    browser = casework.browser(name)

    answers = [browser.get(reverse("action", args=[pk])) for pk in (action.pk, 999_999)]

    assert answers[0].status_code in (403, 404)
    assert answers[0].status_code == answers[1].status_code
    assert action.title not in answers[0].content.decode()


@pytest.mark.parametrize(
    "page_name",
    "edit_action change_action_due hand_over_action close_action cancel_action".split(),
)
def test_a_form_posted_by_hand_changes_nothing_and_leaves_a_line(
    casework: Casework, page_name: str
) -> None:
    action = agree(casework)
    posts = {"reason": "Because I say so today", "due_on": SOON, **PROOF, "version": 1,
             "title": "Other", "kind": "visit"}  # fmt: skip

    answer = casework.browser("healthwatch").post(reverse(page_name, args=[action.pk]), posts)

    action.refresh_from_db()
    assert answer.status_code == 403
    assert (action.state, action.version, action.steps.count()) == (State.OPEN, 1, 1)
    assert Entry.objects.filter(operation="audit.refused", actor_name="healthwatch").count() == 1


def test_two_who_edit_at_once_both_keep_their_text(casework: Casework) -> None:
    action = agree(casework)
    edit = {"title": "Teach everybody", "kind": "training", "words": "first", "version": 1}
    address = reverse("edit_action", args=[action.pk])
    casework.browser("chair").post(address, edit)

    answer = casework.browser("council").post(address, {**edit, "words": "second"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "first" in html
    assert "second" in html
    assert 'name="version" value="2"' in html


def test_an_old_page_is_told_that_the_action_was_closed(casework: Casework) -> None:
    action = closed(casework)
    posts = {**PROOF, "done_on": TODAY.isoformat()}

    answer = casework.browser("council").post(
        reverse("close_action", args=[action.pk]), posts, follow=True
    )

    assert "Reopen it first" in answer.content.decode()
    assert action.steps.count() == 2


def test_a_home_that_left_the_register_keeps_its_open_action(casework: Casework) -> None:
    action = agree(casework, home_id="H77777777", home_name="Gone House")

    html = page(casework, "council", action)

    assert "no longer in the register" in html
    assert "Gone House" in html


def test_a_read_is_in_the_trail(casework: Casework) -> None:
    action = agree(casework)

    page(casework, "regulator", action)

    entry = Entry.objects.get(operation="actions.read")
    assert (entry.actor_name, entry.subject) == ("regulator", f"action:{action.pk}")


def test_an_item_that_the_reader_may_not_see_is_not_even_named(casework: Casework) -> None:
    cite = {"kind": "item", "ref": "I-000999", "words": "Item I-000999", "release_id": ""}
    action = agree(casework)
    Action.objects.filter(pk=action.pk).update(cites=[cite])

    html = page(casework, "council", action)

    assert "I-000999" not in html
    assert "evidence that you may not read" in html


def test_notes_are_kept_and_empty_ones_are_not(casework: Casework) -> None:
    action = agree(casework)
    address = reverse("note_on_action", args=[action.pk])
    browser = casework.browser("ambulance")

    browser.post(address, {"token": str(uuid4()), "words": "It goes well"})
    answer = browser.post(address, {"token": str(uuid4()), "words": " "}, follow=True)

    assert action.steps.filter(kind=Step.NOTED).count() == 1
    assert "The note was not kept" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"open", "said", "nowhere"}),
        ("?whose=mine", {"open", "nowhere"}),
        ("?whose=agency", {"open", "nowhere"}),
        ("?state=all&whose=mine", {"open", "nowhere", "closed"}),
        ("?state=said_done", {"said"}),
        ("?q=lift", {"said"}),
        ("?q=a-999999", set()),
        (f"?home={OURS}", {"open", "said"}),
        ("?kind=visit", set()),
        ("?overdue=yes", set()),
        ("?orphaned=yes", set()),
        ("?state=nonsense&page=x&group=9999999999999999", {"open", "said", "nowhere"}),
    ],
)
def test_the_list_is_narrowed_as_the_address_says(casework: Casework, query, found) -> None:
    said = agree_with_provider(casework)
    operations.say_done(
        actor=casework.people["provider"], at=NOW, action=said, done_on=TODAY,
        what_was_done="It runs again now", proof="Bill",
    )  # fmt: skip
    made = {
        "open": agree(casework), "said": said, "closed": closed(casework),
        "nowhere": agree(casework, home_id="", home_name=""),
    }  # fmt: skip

    answer = casework.browser("council").get(reverse("actions_json") + query).json()

    references = {action.ref: name for name, action in made.items()}
    assert {references[one["reference"]] for one in answer["actions"]} == found


def test_a_list_asks_as_many_questions_for_fifty_as_for_one(
    casework: Casework, django_assert_max_num_queries
) -> None:
    for _ in range(30):
        agree(casework)
    browser = casework.browser("council")
    browser.get(reverse("actions"))

    with django_assert_max_num_queries(24):
        assert browser.get(reverse("actions")).status_code == 200


def test_a_list_that_is_cut_says_so_in_its_files(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caresight.web.actions.views.reading.MOST_ROWS", 1)
    browser = casework.browser("council")
    agree(casework)
    whole = browser.get(reverse("actions_json")).json()
    agree(casework, title="Visit on a night")

    cut = browser.get(reverse("actions_json")).json()
    text = browser.get(reverse("actions_csv")).content.decode()

    assert [whole["is_cut"], cut["is_cut"], len(cut["actions"])] == [False, True, 1]
    assert text.splitlines()[-1] == "Cut after 1 rows: narrow the list down."
