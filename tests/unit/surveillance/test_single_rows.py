from datetime import date

import numpy as np
import pytest

from caresight.indicators.measured import MISSING
from caresight.surveillance.notices import HISTORY_MONTHS, Notices
from caresight.surveillance.occurrences import (
    add_occurrences,
    behaviours,
    happenings,
    note_changes_of_hands,
)
from caresight.surveillance.silence import Presence, detect_silence, silence_in_words
from caresight.vocabulary.periods import month_of
from tests.unit.surveillance.invented import LAST, WEIGHTS, measured, months

HOMES = {"1-000000001": (0, "H0000000"), "H0000000": (0, "H0000000")}
RULES = WEIGHTS.rules


def event(kind, on, **changes):
    return {
        "entity_id": "1-000000001", "kind": kind, "on": on, "detail": None, "topic": None,
        "outcome": None, "agency": "regulator", **changes,
    }  # fmt: skip


def noticed(events):
    notices = Notices(WEIGHTS)
    found = happenings(events, RULES.happening.events, RULES.happening.version, HOMES)
    add_occurrences(notices, found, {0: month_of(LAST)})
    return notices


def test_enforcement_is_strong_and_may_raise_a_level_alone():
    signals = noticed([event("enforcement", date(2026, 8, 3))]).signals

    assert [(s.strength, s.raises_alone, s.sentence) for s in signals] == [
        ("strong", "enforcement", "The regulator has taken enforcement action (3 August 2026).")
    ]


def test_an_old_event_counts_in_its_own_months_and_no_more():
    notices = noticed([event("enforcement", date(2025, 3, 3))])
    held = sorted(notices.concerning.cells[0] % HISTORY_MONTHS)

    assert notices.signals == []
    assert held == list(range(HISTORY_MONTHS - 20, HISTORY_MONTHS - 8))


def test_an_event_of_an_unknown_home_or_without_a_day_is_passed_over():
    strangers = [event("enforcement", None), event("enforcement", LAST, entity_id="1-999")]

    assert noticed(strangers).signals == []


def test_a_concern_counts_only_where_abuse_by_the_organisation_led_to_an_enquiry():
    topics = [("organisational", "led_to_enquiry"), ("organisational", "not"), ("neglect", "x")]
    events = [event("safeguarding_concern", LAST, topic=t, outcome=o) for t, o in topics]

    assert [s.raises_alone for s in noticed(events).signals] == ["organisational_abuse"]


def test_of_several_events_of_one_kind_the_latest_speaks():
    events = [event("penalty", date(2026, 2, 1)), event("penalty", date(2026, 9, 1))]

    assert ["1 September 2026" in s.sentence for s in noticed(events).signals] == [True]


@pytest.mark.parametrize(("verdict", "count"), [("good", 0), ("doubtful", 1), ("poor", 1)])
def test_what_the_checks_say_of_a_home_is_a_signal_of_its_provider(verdict, count):
    row = {
        "entity_id": "H0000000", "rule": "copied_months", "verdict": verdict,
        "period_start": date(2026, 9, 1), "period_end": LAST, "sentence": "The same twice.",
    }  # fmt: skip
    found = behaviours([row], RULES.behaviour, HOMES)

    assert [(thing.agency, thing.sentence) for thing in found] == [
        ("provider", "The same twice.")
    ] * count


def presence(*sent):
    rows = np.array([[mark == "x" for mark in line] for line in sent])
    return Presence(np.arange(len(rows)), months(rows.shape[1]), rows)


def silent(*sent):
    known = presence(*sent)
    return known, detect_silence(known, np.ones_like(known.sent), RULES.silence)


@pytest.mark.parametrize(
    ("line", "strength"),
    [("xxxxxxxxxxxx", 0), ("xxxxxxxxxxx.", 0), ("xxxxxxxxxx..", 2), ("xxxxxxxx....", 3),
     ("xxxxx.......", 0), ("............", 0)],
)  # fmt: skip
def test_silence_grows_with_its_length_and_needs_a_habit_before_it(line, strength):
    _, found = silent(line, *["x" * 12] * 3)

    assert found.strength[0, -1] == strength


def test_a_month_that_nobody_sent_yet_is_no_silence():
    _, found = silent(*["xxxxxxxxxx.."] * 4)

    assert found.strength[:, -1].tolist() == [0] * 4


def test_the_share_that_is_in_counts_open_homes_that_ever_sent():
    known = presence("xxx", "xx.", "...", "xx.")
    is_open = np.ones_like(known.sent)
    is_open[3, -1] = False

    assert known.share_in(is_open) == 0.5
    assert presence("...").share_in(np.ones((1, 3), dtype=bool)) is None


def test_a_closed_home_is_not_silent():
    known = presence("xxxxxxxx....", *["x" * 12] * 3)
    is_open = np.ones_like(known.sent)
    is_open[0, 8:] = False

    assert detect_silence(known, is_open, RULES.silence).strength[0, -1] == 0


def test_silence_is_said_with_the_last_return():
    known, found = silent("xxxxxxxxxx..", *["x" * 12] * 3)

    assert silence_in_words(found, known, 0)[0] == (
        "No return for two months; the last one is for August 2026."
    )


def test_only_what_homes_themselves_report_tells_of_silence():
    known = Presence.of(np.arange(1), months(3))
    known.add(measured("ambulance_incidents", [1.0] * 3))
    before = known.sent.any()
    known.add(measured("falls", [1.0, np.nan, 1.0], quality=np.array([[0, MISSING, 0]])))

    assert not before
    assert known.sent.tolist() == [[True, False, True]]


@pytest.mark.parametrize(("on", "count"), [(date(2026, 3, 1), 1), (date(2025, 3, 1), 0)])
def test_a_recent_change_of_hands_is_noted_and_counts_nothing(on, count):
    notices = Notices(WEIGHTS)
    change = {"home_id": "H0000000", "kind": "changed_hands", "on": on}
    note_changes_of_hands(notices, [change], HOMES, {0: month_of(LAST)})

    assert [(s.direction, s.points, s.sentence) for s in notices.signals] == [
        ("neutral", 0.0, "It changed hands on 1 March 2026.")
    ] * count
    assert notices.concerning.cells == []
