"""What takes long to work out is kept, and never longer than it is true."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from caresight.web.audit.actors import SYSTEM
from caresight.web.audit.operations import record
from caresight.web.audit.unchanged import READING, KeptUntilWritten

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


class Worked:
    """Counts how often it had to be worked out."""

    def __init__(self) -> None:
        self.kept: KeptUntilWritten[str, int] = KeptUntilWritten(most=2)
        self.times = 0

    def ask(self, key: str = "group") -> int:
        return self.kept.get(key, self._work)

    def _work(self) -> int:
        self.times += 1
        return self.times


def note(operation: str) -> None:
    record(actor=SYSTEM, at=NOW, operation=operation)


@pytest.fixture
def worked() -> Worked:
    note("intelligence.report_item")
    return Worked()


def test_a_sum_is_worked_out_once_while_nothing_happens(worked: Worked) -> None:
    assert [worked.ask(), worked.ask()] == [1, 1]


@pytest.mark.parametrize("operation", sorted(READING))
def test_reading_leaves_a_sum_as_it_is(worked: Worked, operation: str) -> None:
    worked.ask()

    note(operation)

    assert [worked.ask(), worked.ask()] == [1, 1]


def test_a_change_after_any_amount_of_reading_makes_a_sum_old(worked: Worked) -> None:
    worked.ask()
    note("packs.read")
    worked.ask()

    note("meetings.save_minute")
    note("packs.read")

    assert [worked.ask(), worked.ask()] == [2, 2]


def test_what_is_written_while_a_sum_is_worked_out_makes_it_old(worked: Worked) -> None:
    worked.kept.get("group", lambda: note("intelligence.edit_item") or 7)

    assert worked.ask() == 1


def test_another_trail_in_the_same_place_makes_a_sum_old(worked: Worked) -> None:
    worked.ask()

    # As after a restore: as many entries, sealed otherwise, and only reading since.
    note("packs.read")
    held = worked.kept._held["group"]
    worked.kept._held["group"] = replace(held, seal="another seal")

    assert worked.ask() == 2


def test_sums_of_other_keys_stand_by_themselves(worked: Worked) -> None:
    assert [worked.ask("a"), worked.ask("b"), worked.ask("a")] == [1, 2, 1]


def test_no_more_sums_are_kept_than_were_allowed(worked: Worked) -> None:
    for key in "abc":
        worked.ask(key)

    assert worked.ask("a") == 4
