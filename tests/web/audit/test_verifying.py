"""The trail: written once, sealed, and found out where somebody changed it by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from caresight.web.audit.actors import NOBODY, SYSTEM, actor_of
from caresight.web.audit.models import ChainHead, Entry
from caresight.web.audit.operations import record, seal_of
from caresight.web.audit.verifying import SEALS_FILE, keep_newest_seal, verify

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def trail() -> list[Entry]:
    """Five entries."""
    return [
        record(actor=SYSTEM, at=AT + timedelta(minutes=n), operation="test.do", subject=f"it:{n}")
        for n in range(5)
    ]


def by_hand(statement: str, *values: object) -> None:
    """Change the database as somebody who has its password could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS audit_entry_no_UPDATE")
            cursor.execute("DROP TRIGGER IF EXISTS audit_entry_no_DELETE")
        else:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
        cursor.execute(statement, values)


def test_a_trail_that_nobody_touched_is_whole(trail: list[Entry]) -> None:
    verdict = verify()

    assert verdict.is_whole
    assert "5 entries" in verdict.sentence


def test_an_empty_trail_is_whole(db: None) -> None:
    assert verify().is_whole


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reason", "another reason"), ("actor_name", "somebody else"), ("detail", '{"n": 2}'),
        ("at", AT - timedelta(days=1)), ("subject", "it:9"), ("home_id", "H1"),
        ("operation", "test.undo"), ("agency_name", "x"), ("group_ref", "g"),
        ("actor_ref", "person:9"), ("seal", "0" * 64), ("previous_seal", "1" * 64),
    ],
)  # fmt: skip
def test_a_row_changed_by_hand_is_named(trail: list[Entry], column: str, value: object) -> None:
    by_hand(f"UPDATE audit_entry SET {column} = %s WHERE sequence = 3", value)

    assert any("entry 3" in problem for problem in verify().problems)


def test_a_row_taken_out_is_noticed(trail: list[Entry]) -> None:
    by_hand("DELETE FROM audit_entry WHERE sequence = 3")

    assert any("entry 3 should come before" in problem for problem in verify().problems)


def test_a_row_changed_and_sealed_anew_no_longer_fits_the_next(trail: list[Entry]) -> None:
    forged = trail[2]
    forged.reason = "forged"
    by_hand(
        "UPDATE audit_entry SET reason = %s, seal = %s WHERE sequence = 3",
        forged.reason,
        seal_of(forged),
    )

    assert any("entry 4" in problem for problem in verify().problems)


def test_a_cut_end_is_noticed_by_the_head(trail: list[Entry]) -> None:
    by_hand("DELETE FROM audit_entry WHERE sequence = 5")

    assert any("entry 5 was the last" in problem for problem in verify().problems)


def test_a_cut_end_with_its_head_mended_is_noticed_by_the_seals_kept(trail: list[Entry]) -> None:
    keep_newest_seal(at=AT)
    by_hand("DELETE FROM audit_entry WHERE sequence = 5")
    ChainHead.objects.update(last_sequence=4, last_seal=trail[3].seal)

    assert verify().problems == (
        "entry 5: the seal kept beside the database is another one, or it is gone",
    )


def test_a_line_of_the_seals_file_that_is_no_seal_is_told(
    trail: list[Entry], tmp_path: Path
) -> None:
    (tmp_path / SEALS_FILE).write_text("rubbish\n")

    assert any("line 1: not a seal" in problem for problem in verify().problems)


def test_nothing_is_sealed_while_there_is_nothing(db: None, tmp_path: Path) -> None:
    assert keep_newest_seal(at=AT) == "nothing to seal yet"
    assert not (tmp_path / SEALS_FILE).exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda: Entry.objects.filter(sequence=2).update(reason="x"),
        lambda: Entry.objects.filter(sequence=2).delete(),
    ],
    ids=["change", "removal"],
)
def test_the_database_refuses_a_change_and_a_removal(
    trail: list[Entry], change: Callable[[], object]
) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change()

    assert verify().is_whole


def test_many_problems_are_cut_short(trail: list[Entry]) -> None:
    by_hand("UPDATE audit_entry SET reason = 'x'")

    assert len(verify(most_problems=2).problems) == 2


def test_somebody_without_a_key_is_nobody() -> None:
    assert actor_of(None) is NOBODY
