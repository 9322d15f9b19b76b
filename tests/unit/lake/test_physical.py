import random

import pyarrow as pa
import pytest

from caresight.lake.physical import in_order
from tests.unit.lake.rows import table


def _charts(*pairs: tuple[str | None, str]) -> pa.Table:
    return table("charts", *({"entity_id": home, "indicator": code} for home, code in pairs))


def _pairs(rows: pa.Table) -> list[tuple[str | None, str]]:
    return [(row["entity_id"], row["indicator"]) for row in rows.to_pylist()]


@pytest.mark.parametrize("seed", range(20))
def test_rows_come_out_sorted_whatever_their_order(seed: int) -> None:
    chance = random.Random(seed)
    pairs = [(chance.choice("ABC"), chance.choice("xy")) for _ in range(seed)]

    assert _pairs(in_order("charts", _charts(*pairs))) == sorted(pairs)


def test_rows_that_are_in_order_are_not_sorted_again() -> None:
    rows = _charts(("A", "x"), ("A", "y"), ("B", "x"), ("B", "x"))

    assert in_order("charts", rows) is rows


def test_a_table_without_an_order_stays_as_it_came() -> None:
    rows = table("quality", {"rule": "b"}, {"rule": "a"})

    assert in_order("quality", rows) is rows


def test_a_key_that_is_not_known_does_not_stop_the_sorting() -> None:
    rows = in_order("charts", _charts(("B", "x"), (None, "x"), ("A", "x")))

    assert [entity for entity, _ in _pairs(rows)] == ["A", "B", None]
