"""The schedule: what is due goes, what a hold keeps stays, and the row tells that it was there."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.audit.operations import record
from caresight.web.governance.models import LegalHold
from caresight.web.governance.operations import lift_hold, place_hold
from caresight.web.governance.queries import Wanted, entries
from caresight.web.governance.retention import REMOVED, apply_daily, apply_schedule, due_on
from caresight.web.governance.schedule import schedule
from caresight.web.intelligence.models import Item
from caresight.web.notices.models import Notice
from caresight.web.replies.models import Told
from tests.web.casework import OURS, THEIRS, Casework
from tests.web.intelligence.items import send

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
LONG_AGO = datetime(2015, 1, 5, 9, tzinfo=UTC)
LATELY = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def told(casework: Casework) -> dict[str, Told]:
    """Something told long ago and lately, of two homes."""

    def one(home_id: str, at: datetime) -> Told:
        return Told.objects.create(
            home_id=home_id, home_name="Rowan Court", title="A visit", words="Words told.",
            told_on=at.date(), told_by=casework.people["chair"], recorded_at=at,
        )  # fmt: skip

    return {
        "old": one(OURS, LONG_AGO),
        "old of another home": one(THEIRS, LONG_AGO),
        "new": one(OURS, LATELY),
    }


def words(told: dict[str, Told]) -> dict[str, str]:
    for one in told.values():
        one.refresh_from_db()
    return {name: one.words for name, one in told.items()}


def due_of(record: str) -> tuple[int, int]:
    line = next(one for one in due_on(NOW.date()) if one.kept.record == record)
    return line.due, line.on_hold


def test_words_past_their_time_go_and_the_row_stays(
    casework: Casework, told: dict[str, Told]
) -> None:
    apply_schedule(by=casework.people["governance"], at=NOW)

    held = words(told)
    assert held["old"] == f"{REMOVED} on 2026-11-21."
    assert held["new"] == "Words told."
    assert told["old"].title == "A visit"


def test_more_rows_than_one_query_takes_are_removed_all(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caresight.web.governance.retention.AT_ONCE", 2)
    for number in range(5):
        send(casework, words=f"Bell {number} unanswered.")
        Notice.objects.create(
            person=casework.people["chair"], made_at=LONG_AGO, kind="item", subject="News",
            sentence="News.", page="items", arguments={},
        )  # fmt: skip
        Told.objects.create(
            home_id=OURS, home_name="Rowan Court", title="A visit", words="Words told.",
            told_on=LONG_AGO.date(), told_by=casework.people["chair"], recorded_at=LONG_AGO,
        )  # fmt: skip
    Item.objects.update(recorded_at=LONG_AGO)

    counts = apply_schedule(by=casework.people["governance"], at=NOW).counts

    assert {counts[one] for one in ("intelligence.Item", "notices.Notice", "replies.Told")} == {5}
    assert not Notice.objects.filter(made_at=LONG_AGO).exists()
    assert set(Told.objects.values_list("words", flat=True)) == {f"{REMOVED} on 2026-11-21."}
    assert not Item.objects.filter(forgotten_at=None).exists()


def test_what_was_removed_is_not_due_again(casework: Casework, told: dict[str, Told]) -> None:
    apply_schedule(by=casework.people["governance"], at=NOW)

    assert due_of("replies.Told") == (0, 0)
    assert apply_schedule(by=casework.people["governance"], at=NOW).counts == {}


def test_the_list_of_what_is_due_tells_what_the_run_will_do(told: dict[str, Told]) -> None:
    assert due_of("replies.Told") == (2, 0)


def test_a_hold_on_a_home_keeps_its_records_and_no_others(
    casework: Casework, told: dict[str, Told]
) -> None:
    lead = casework.people["governance"]
    place_hold(actor=lead, at=NOW, home_id=OURS, reason="a coroner's inquiry")

    assert due_of("replies.Told") == (1, 1)
    apply_schedule(by=lead, at=NOW)

    assert words(told)["old"] == "Words told."
    assert words(told)["old of another home"].startswith(REMOVED)


def test_a_hold_on_everything_keeps_everything_until_it_is_lifted(
    casework: Casework, told: dict[str, Told]
) -> None:
    lead = casework.people["governance"]
    hold = place_hold(actor=lead, at=NOW, home_id="", reason="a public inquiry")

    assert apply_schedule(by=lead, at=NOW).counts == {}
    lift_hold(actor=lead, at=NOW, hold_id=hold.pk, reason="the inquiry is over")

    assert apply_schedule(by=lead, at=NOW).counts == {"replies.Told": 2}


def test_a_second_hold_on_the_same_home_is_refused(casework: Casework) -> None:
    lead = casework.people["governance"]
    place_hold(actor=lead, at=NOW, home_id=OURS, reason="a coroner's inquiry")

    with pytest.raises(Refusal, match="already a hold"):
        place_hold(actor=lead, at=NOW, home_id=OURS, reason="the same again")


def test_a_hold_is_lifted_once(casework: Casework) -> None:
    lead = casework.people["governance"]
    hold = place_hold(actor=lead, at=NOW, home_id=OURS, reason="a coroner's inquiry")
    lift_hold(actor=lead, at=NOW, hold_id=hold.pk, reason="the inquiry is over")

    assert lift_hold(actor=lead, at=NOW, hold_id=hold.pk, reason="once more") is None


def test_the_same_form_sent_twice_is_one_run(casework: Casework, told: dict[str, Told]) -> None:
    token, lead = uuid4(), casework.people["governance"]
    first = apply_schedule(by=lead, at=NOW, token=token)

    assert apply_schedule(by=lead, at=NOW, token=token) == first


def test_the_daily_part_leaves_words_to_a_person(told: dict[str, Told]) -> None:
    assert apply_daily(at=NOW) == "removed 0 records past their time"
    assert words(told)["old"] == "Words told."


def test_a_run_is_one_entry_of_the_trail_with_figures_only(
    casework: Casework, told: dict[str, Told]
) -> None:
    apply_schedule(by=casework.people["governance"], at=NOW)

    entry = Entry.objects.get(operation="governance.apply_retention")
    assert '"replies.Told": 2' in entry.detail
    assert "Words told" not in entry.detail


NO_WORDS_OF_CASEWORK = {
    "audit.Entry": "the trail itself",
    "groups.Group": "terms of reference are public",
    "groups.GroupTerms": "terms of reference are public",
    "accounts.Session": "ended by sign-out or after eight hours, and cleared daily",
    "accounts.HeldForm": "sealed, and removed after a day",
    "editions.Edition": "published: counts of areas and a note for every reader, kept for ever",
    "governance.LegalHold": "kept to show why something was not removed",
}


def test_every_column_of_words_is_in_the_schedule() -> None:
    cleared = {(one.record, name) for one in schedule().records for name in one.clear}
    gone = {one.record for one in schedule().records if one.then == "delete"}

    missing = {
        (model._meta.label, field.name)
        for config in apps.get_app_configs()
        if config.name.startswith("caresight.web.")
        for model in config.get_models()
        for field in model._meta.fields
        if isinstance(field, models.TextField)
        if model._meta.label not in gone | NO_WORDS_OF_CASEWORK.keys()
    }

    assert missing - cleared == set()


def test_a_hold_that_stands_has_nobody_who_lifted_it(casework: Casework) -> None:
    place_hold(actor=casework.people["governance"], at=NOW, home_id=OURS, reason="an inquiry")

    assert LegalHold.objects.get().lifted_by is None


def test_a_run_just_past_midnight_in_summer_is_a_run_of_the_new_day(
    casework: Casework, told: dict[str, Told]
) -> None:
    apply_schedule(by=casework.people["governance"], at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))

    assert words(told)["old"] == f"{REMOVED} on 2026-07-01."


def test_the_trail_of_a_summer_day_begins_at_its_own_midnight(casework: Casework) -> None:
    for minute in (22 * 60 + 59, 23 * 60):
        at = datetime(2026, 6, 30, minute // 60, minute % 60, tzinfo=UTC)
        record(actor=casework.people["chair"], at=at, operation="actions.read")

    found = entries(Wanted(from_on=date(2026, 7, 1), to_on=date(2026, 7, 1)))

    assert [one.at.hour for one in found] == [23]
