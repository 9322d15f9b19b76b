"""Two clicks on one form in the same instant: the second does not see the first's record yet."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from django.db.models import Model

from caresight.vocabulary.refusal import Refusal
from caresight.web.actions.models import ActionStep
from caresight.web.actions.operations import add_note
from caresight.web.audit import once as once_module
from caresight.web.audit.models import Entry
from caresight.web.governance.retention import apply_schedule
from caresight.web.groups.models import Group
from caresight.web.groups.operations import agree_terms, make_group
from caresight.web.intelligence.kinds import Handling
from caresight.web.intelligence.operations import (
    comment_on,
    release_to_provider,
    send_item,
    sending,
)
from caresight.web.packs.operations import freeze_report_up
from caresight.web.providers.operations import Filled, submit_return
from caresight.web.replies.operations import reply, tell_provider
from caresight.web.residents.models import Details
from caresight.web.reviews.operations import decide
from tests.web.actions.agreed import agree
from tests.web.casework import OURS, OURS_AREA, Casework
from tests.web.intelligence.items import NOW, send
from tests.web.learning.given import noted, offered
from tests.web.meetings.held import plan
from tests.web.reviews.called import under_way

pytestmark = pytest.mark.django_db(databases=["default", "residents"])

Sent = Callable[[UUID], Model]


def _note(casework: Casework) -> Sent:
    action, by = agree(casework), casework.people["council"]

    def note(token: UUID) -> Model:
        add_note(actor=by, at=NOW, action=action, words="Half are taught", token=token)
        return ActionStep.objects.get(token=token)

    return note


def _comment(casework: Casework) -> Sent:
    said = {"item": send(casework), "words": "We heard the same"}
    by = casework.people["council"]
    return lambda token: comment_on(actor=by, at=NOW, token=token, **said)


def _release(casework: Casework) -> Sent:
    item = send(casework, handling=Handling.PROVIDER_MAY_SEE)
    said = {"item": item, "version": item.version, "words": "Bells went unanswered."}
    by = casework.people["council"]
    return lambda token: release_to_provider(actor=by, at=NOW, token=token, **said)


def _item(casework: Casework) -> Sent:
    return lambda token: send(casework, token=token)


def _told(casework: Casework) -> Sent:
    said: dict[str, Any] = {
        "actor": casework.people["council"], "home_id": OURS, "home_name": "Rowan Court",
        "agency": casework.agencies["Invented Care 1 Ltd"], "what": "Falls rose in October",
    }  # fmt: skip
    return lambda token: tell_provider(at=NOW, token=token, **said)


def _reply(casework: Casework) -> Sent:
    said: dict[str, Any] = {
        "actor": casework.people["provider"], "home_id": OURS, "home_name": "Rowan Court",
        "agency": casework.agencies["Invented Care 1 Ltd"], "about": "signal",
        "about_ref": "s1", "words": "A ward was closed then",
    }  # fmt: skip
    return lambda token: reply(at=NOW, token=token, **said)


def _decision(casework: Casework) -> Sent:
    said = {"review": under_way(casework), "kind": "visit", "words": "Visit on a night"}
    by = casework.people["council"]
    return lambda token: decide(actor=by, at=NOW, token=token, **said)


def _meeting(casework: Casework) -> Sent:
    return lambda token: plan(casework, token=token)


def _pack(casework: Casework) -> Sent:
    said: dict[str, Any] = {
        "actor": casework.people["council"], "group": casework.groups["Alderbourne"],
        "from_on": date(2026, 11, 1), "until_on": date(2026, 11, 21), "achieved": "", "asks": "",
    }  # fmt: skip
    return lambda token: freeze_report_up(at=NOW, token=token, **said)


def _group(casework: Casework) -> Sent:
    facts = {"name": "A third group", "kind": "local", "ladder": "nqb-2022"}
    by = casework.people["administrator"]
    return lambda token: make_group(actor=by, at=NOW, token=token, **facts)


def _terms(casework: Casework) -> Sent:
    said = {"group": casework.groups["Alderbourne"], "text": "We meet", "agreed_on": NOW.date()}
    by = casework.people["chair"]
    return lambda token: agree_terms(actor=by, at=NOW, token=token, **said)


def _retention(casework: Casework) -> Sent:
    return lambda token: apply_schedule(by=casework.people["governance"], at=NOW, token=token)


def _return(casework: Casework) -> Sent:
    home: Any = {
        "home_id": OURS, "name": "Rowan Court", "area_code": OURS_AREA, "location_ids": "1-1"
    }  # fmt: skip
    filled = Filled(home, date(2026, 10, 1), {"falls": 6.0}, version=0)
    by = casework.people["provider"]
    return lambda token: submit_return(
        actor=by, at=NOW, filled=filled, token=token, confirmed=False
    )


def _offer(casework: Casework) -> Sent:
    return lambda token: offered(casework, token=token)


def _practice(casework: Casework) -> Sent:
    return lambda token: noted(casework, token=token)


FORMS = (
    _note, _comment, _release, _item, _told, _reply, _decision, _meeting, _pack, _group, _terms,
    _retention, _return, _offer, _practice,
)  # fmt: skip


def blind_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next look for a record finds nothing, as where the first click has yet to commit."""
    see = once_module._made_with

    def blind(*asked: Any) -> Model | None:
        monkeypatch.setattr(once_module, "_made_with", see)
        return None

    monkeypatch.setattr(once_module, "_made_with", blind)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__.strip("_"))
def test_the_second_of_two_clicks_gets_the_record_of_the_first(
    casework: Casework, monkeypatch: pytest.MonkeyPatch, form: Callable[[Casework], Sent]
) -> None:
    sent, token = form(casework), uuid4()
    first = sent(token)
    entries = Entry.objects.count()
    blind_once(monkeypatch)

    second = sent(token)

    assert second == first
    assert type(first)._default_manager.filter(token=token).count() == 1
    assert Entry.objects.count() == entries


def test_details_of_a_resident_are_kept_once_however_often_the_form_is_sent(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = uuid4()
    said: dict[str, Any] = {
        "actor": casework.people["social_worker"], "at": NOW, "token": token, "home_id": OURS,
        "home_name": "Rowan Court", "area_code": OURS_AREA, "observed_on": date(2026, 11, 20),
        "words": "Bells went unanswered", "themes": ["staffing"], "severity": 2,
        "details": "An invented resident",
    }  # fmt: skip
    first = send_item(**said)
    monkeypatch.setattr(sending, "_sent_as_first", lambda *_: None)
    blind_once(monkeypatch)

    second = send_item(**said)

    assert second == first
    assert Details.objects.filter(item_ref=first.ref).count() == 1


def test_a_record_that_is_refused_for_a_reason_of_its_own_stays_refused(
    casework: Casework,
) -> None:
    item = send(casework)

    with pytest.raises(Refusal):
        comment_on(actor=casework.people["council"], at=NOW, item=item, words=" ", token=uuid4())


def test_a_record_that_the_database_refuses_for_another_reason_is_an_error(
    casework: Casework,
) -> None:
    def make() -> Group:
        return Group.objects.create(pk=casework.groups["Alderbourne"].pk, name="Taken already")

    with pytest.raises(IntegrityError):
        once_module.once(Group, uuid4(), make)
