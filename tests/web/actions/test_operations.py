"""What happens to an action from the day it is agreed to the day somebody says if it worked."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.actions import operations, queries
from caresight.web.actions.history import ChangedMeanwhile
from caresight.web.actions.models import Action
from caresight.web.actions.states import State, Step
from caresight.web.audit.models import Entry
from caresight.web.notices.models import Notice
from tests.web.actions.agreed import (
    CITED,
    EFFECT,
    NOW,
    PROOF,
    agree,
    agree_with_provider,
    closed,
)
from tests.web.casework import TODAY, Casework

WHY = "A reason that can be read in a year"


def by(casework: Casework, name: str, action: Action) -> dict[str, object]:
    return {"actor": casework.people[name], "at": NOW, "action": action}


def test_an_action_keeps_what_it_rests_on(casework: Casework) -> None:
    action = agree(casework)

    assert action.ref == f"A-{action.pk:06d}"
    assert action.cites[0]["words"] == CITED.words
    assert [step.kind for step in action.steps.all()] == [Step.OPENED]


def test_an_action_without_evidence_needs_the_reason_why(casework: Casework) -> None:
    with pytest.raises(Refusal, match="evidence"):
        agree(casework, cites=[])

    assert agree(casework, cites=[], why_no_cites=WHY).why_no_cites == WHY


def test_the_same_form_sent_twice_makes_one_action(casework: Casework) -> None:
    token = uuid4()

    first, second = agree(casework, token=token), agree(casework, token=token)

    assert first.pk == second.pk
    assert Action.objects.count() == 1


def test_somebody_elses_form_is_not_taken(casework: Casework) -> None:
    token = uuid4()
    agree(casework, token=token)

    with pytest.raises(Refusal, match="somebody else"):
        agree(casework, token=token, actor="chair")


@pytest.mark.parametrize(("owner", "agency"), [("council", "Invented Regulator")])
def test_an_owner_works_for_the_owning_agency(casework: Casework, owner, agency) -> None:
    with pytest.raises(Refusal, match="another agency"):
        agree(casework, owner=owner, owner_agency=agency)


def test_an_owner_can_sign_in(casework: Casework) -> None:
    casework.people["council"].is_active = False

    with pytest.raises(Refusal, match="no longer sign in"):
        agree(casework, actor="chair")


def test_an_agency_can_own_an_action_before_anybody_is_named(casework: Casework) -> None:
    action = agree(casework, owner=None, owner_agency="Invented Regulator")

    assert action.owner is None
    assert list(queries.orphaned_actions(frozenset({action.group_id}), TODAY)) == [action]


def test_the_owner_is_told_without_a_word_of_it(casework: Casework) -> None:
    action = agree(casework, owner="ambulance")

    notice = Notice.objects.get(person=casework.people["ambulance"])
    assert (notice.page, notice.arguments) == ("action", {"pk": action.pk})
    assert action.title not in f"{notice.subject} {notice.sentence}"


def test_an_edit_over_another_is_refused_and_loses_neither(casework: Casework) -> None:
    action = agree(casework)
    edit = {"version": 1, "title": "Teach everybody", "words": "All shifts", "kind": "training"}
    operations.edit_action(**by(casework, "chair", action), **edit)

    with pytest.raises(ChangedMeanwhile):
        operations.edit_action(**by(casework, "council", action), **{**edit, "title": "Other"})

    action.refresh_from_db()
    assert action.title == "Teach everybody"
    assert "night staff" in action.steps.get(kind=Step.EDITED).words


def test_an_edit_that_changes_nothing_is_no_step(casework: Casework) -> None:
    action = agree(casework)

    operations.edit_action(
        **by(casework, "council", action), version=1, title=action.title, words="",
        kind="training",
    )  # fmt: skip

    assert action.steps.count() == 1


def test_another_day_keeps_the_day_before_and_the_reason(casework: Casework) -> None:
    action = agree(casework, **EFFECT)
    later = EFFECT["effect_by"] + timedelta(days=9)

    moved = operations.change_due(**by(casework, "council", action), due_on=later, reason=WHY)

    step = action.steps.get(kind=Step.DUE_CHANGED)
    assert (moved.due_on, moved.effect_by) == (later, later)
    assert step.words == WHY
    assert step.changes["due_before"] == "2026-12-11"


def test_a_hand_over_names_both_and_tells_the_new_owner(casework: Casework) -> None:
    action = agree(casework)
    ambulance = casework.people["ambulance"]

    operations.hand_over(
        **by(casework, "council", action), owner=ambulance, owner_agency=ambulance.agency,
        reason=WHY,
    )  # fmt: skip

    changes = action.steps.get(kind=Step.HANDED_OVER).changes
    assert (changes["owner_before"], changes["owner"]) == ("council", "ambulance")
    assert Notice.objects.filter(person=ambulance).exists()


def test_closing_needs_evidence_and_then_waits_for_the_effect(casework: Casework) -> None:
    with pytest.raises(Refusal, match="evidence"):
        operations.close_action(
            **by(casework, "council", agree(casework)), **{**PROOF, "proof": ""}
        )

    assert closed(casework).state == State.CLOSED
    assert closed(casework, **EFFECT).state == State.EFFECT_AWAITED


def test_what_was_not_done_waits_for_no_effect(casework: Casework) -> None:
    action = operations.close_action(
        **by(casework, "council", agree(casework, **EFFECT)), **{**PROOF, "outcome": "not_done"}
    )

    assert action.state == State.CLOSED


def test_an_action_is_not_closed_twice(casework: Casework) -> None:
    with pytest.raises(Refusal, match="Reopen"):
        operations.close_action(**by(casework, "council", closed(casework)), **PROOF)


def test_a_provider_says_done_and_a_lead_accepts_or_sends_back(casework: Casework) -> None:
    action = agree_with_provider(casework)
    said = {name: PROOF[name] for name in ("done_on", "what_was_done", "proof")}
    operations.say_done(**by(casework, "provider", action), **said)
    sent_back = operations.send_back(**by(casework, "chair", action), reason=WHY)
    assert (sent_back.state, sent_back.what_was_done) == (State.OPEN, "")

    operations.say_done(**by(casework, "provider", action), **said)
    accepted = operations.close_action(**by(casework, "chair", action), **PROOF)

    assert accepted.state == State.CLOSED
    assert Notice.objects.filter(person=casework.people["chair"]).exists()


def test_a_provider_reads_its_own_words_and_the_answers_only(casework: Casework) -> None:
    action = agree_with_provider(casework)
    operations.add_note(**by(casework, "council", action), words="Of the group")
    operations.add_note(**by(casework, "provider", action), words="Of the provider")
    agency = casework.people["provider"].agency_id

    assert [step.words for step in queries.steps_of(action, agency_id=agency)] == [
        "Of the provider"
    ]


def test_a_new_provider_reads_nothing_of_what_passed_with_the_one_before(
    casework: Casework,
) -> None:
    action, new = agree_with_provider(casework), casework.people["other_provider"]
    said = {"done_on": TODAY, "what_was_done": "The lift was mended", "proof": "Bill of the lift"}
    operations.say_done(**by(casework, "provider", action), **said)
    operations.send_back(**by(casework, "chair", action), reason=WHY)
    operations.say_done(**by(casework, "provider", action), **said)

    handed = operations.hand_over(
        **by(casework, "chair", action), owner=new, owner_agency=new.agency,
        reason="The home has a new owner",
    )  # fmt: skip

    assert (handed.state, handed.what_was_done, handed.proof) == (State.OPEN, "", "")
    assert not queries.steps_of(action, agency_id=new.agency_id).exists()
    operations.say_done(**by(casework, "other_provider", action), **said)
    operations.send_back(**by(casework, "chair", action), reason="It stands still again")
    words = [step.words for step in queries.steps_of(action, agency_id=new.agency_id)]
    assert words == ["The lift was mended", "It stands still again"]


def test_a_note_sent_twice_is_kept_once(casework: Casework) -> None:
    action, token = agree(casework), uuid4()

    for _ in range(2):
        operations.add_note(**by(casework, "council", action), words="It goes", token=token)

    assert action.steps.filter(kind=Step.NOTED).count() == 1
    with pytest.raises(Refusal, match="somebody else"):
        operations.add_note(**by(casework, "chair", action), words="It goes", token=token)


def test_cancelled_and_closed_actions_open_again_with_a_reason(casework: Casework) -> None:
    action = operations.cancel_action(**by(casework, "chair", agree(casework)), reason=WHY)
    assert action.state == State.CANCELLED

    again = operations.reopen_action(
        **by(casework, "chair", action), due_on=date(2027, 3, 1), reason=WHY
    )

    assert (again.state, again.due_on) == (State.OPEN, date(2027, 3, 1))


def test_reopening_forgets_the_verdict_but_not_its_history(casework: Casework) -> None:
    action = closed(casework, **EFFECT)
    verdict = {"verdict": "worked", "reason": WHY, "machine_sentence": "It fell."}
    operations.record_effect(**by(casework, "council", action), **verdict)

    again = operations.reopen_action(
        **by(casework, "council", action), due_on=date(2027, 3, 1), reason=WHY
    )

    assert again.verdict == ""
    assert action.steps.get(kind=Step.REOPENED).changes["verdict_before"] == "worked"


def test_a_verdict_stands_beside_the_machines_sentence(casework: Casework) -> None:
    action = operations.record_effect(
        **by(casework, "council", closed(casework, **EFFECT)), verdict="cannot_tell", reason=WHY,
        machine_sentence="It cannot be said yet.",
    )  # fmt: skip

    assert (action.state, action.verdict) == (State.CLOSED, "cannot_tell")
    assert action.machine_sentence == "It cannot be said yet."
    with pytest.raises(Refusal, match="worked"):
        operations.record_effect(
            **by(casework, "council", action), verdict="perhaps", reason=WHY, machine_sentence=""
        )


def test_every_write_leaves_one_line_in_the_trail_without_words(casework: Casework) -> None:
    action = closed(casework)

    entries = Entry.objects.filter(subject=f"action:{action.pk}").order_by("sequence")

    assert [entry.operation for entry in entries] == ["actions.opened", "actions.closed"]
    assert not any(PROOF["what_was_done"] in entry.detail for entry in entries)


def test_the_trail_names_nobody_whom_an_action_goes_to_and_no_proof(casework: Casework) -> None:
    Person.objects.filter(username="ambulance").update(name="Ada Quince")
    ada, action = Person.objects.get(username="ambulance"), agree_with_provider(casework)
    operations.say_done(
        **by(casework, "provider", action), done_on=TODAY, what_was_done="The lift was mended",
        proof="Letter of Ada Quince",
    )  # fmt: skip

    operations.hand_over(
        **by(casework, "council", action), owner=ada, owner_agency=ada.agency, reason=WHY
    )

    entries = Entry.objects.filter(subject=f"action:{action.pk}")
    assert entries.count() == 3
    assert not any("Ada Quince" in entry.detail for entry in entries)
    assert f'"owner": {ada.pk}' in entries.get(operation="actions.handed_over").detail
    history = [step.changes for step in action.steps.all()]
    assert history[1]["proof"] == "Letter of Ada Quince"
    assert history[2]["owner"] == "Ada Quince"


@pytest.mark.parametrize("leaver", ["disabled", "left the group"])
def test_an_owner_who_goes_leaves_an_action_that_somebody_must_take(
    casework: Casework, leaver: str
) -> None:
    action = agree(casework, owner="ambulance")
    person = casework.people["ambulance"]
    groups = frozenset({action.group_id})
    assert not queries.orphaned_actions(groups, TODAY).exists()

    if leaver == "disabled":
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    else:
        person.memberships.update(until_on=TODAY)

    assert list(queries.orphaned_actions(groups, TODAY)) == [action]


def test_a_providers_person_is_no_orphan_without_a_group(casework: Casework) -> None:
    action = agree_with_provider(casework)

    assert not queries.orphaned_actions(frozenset({action.group_id}), TODAY).exists()


def test_the_reads_that_others_build_on(casework: Casework) -> None:
    action = agree(casework, review_ref="R-000001", meeting_ref="M-000001")
    later = action.due_on + timedelta(days=1)

    assert list(queries.actions_of_home(casework.access("chair"), action.home_id)) == [action]
    assert list(queries.actions_of_group(action.group)) == [action]
    assert list(queries.overdue(action.group, later)) == [action]
    assert list(queries.open_actions_of_review("R-000001")) == [action]
    assert list(queries.actions_of_meeting("M-000001")) == [action]
    assert not queries.actions_of_meeting("").exists()
    assert queries.homes_acted_on("falls_with_harm") == frozenset()
