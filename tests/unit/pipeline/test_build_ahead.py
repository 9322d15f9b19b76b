import threading

import pyarrow as pa
import pytest

from caresight.pipeline.build_ahead import MOST_WAITING, OneAhead, WriterBehind


class Book:
    """Takes the place of the lake's writer."""

    def __init__(self):
        self.rows = []

    def append(self, table_name, rows):
        self.rows += [(table_name, value) for value in rows["n"].to_pylist()]
        return rows.num_rows


def rows(n):
    return lambda: pa.table({"n": [n]})


def test_items_come_in_their_order_and_one_is_made_ahead():
    made = []
    with OneAhead(made.append(n) or n for n in range(4)) as coming:
        first = next(coming)
        rest = list(coming)

    assert [first, *rest] == made == [0, 1, 2, 3]


def test_what_goes_wrong_ahead_is_raised_where_the_item_is_used():
    def items():
        yield 1
        raise OSError("gone")

    with OneAhead(items()) as coming, pytest.raises(OSError, match="gone"):
        list(coming)


def test_small_rows_are_held_back_and_all_are_written_in_order():
    book = Book()
    with WriterBehind(book) as behind:
        for n in range(5):
            behind.append("charts", rows(n))
            behind.append("measurements", rows(n))

    assert [n for table, n in book.rows if table == "charts"] == [0, 1, 2, 3, 4]
    assert len(book.rows) == 10


def test_rows_that_cannot_be_made_stop_the_build():
    def broken():
        raise ValueError("no rows")

    with pytest.raises(ValueError, match="no rows"), WriterBehind(Book()) as behind:
        behind.append("charts", broken)


def test_no_more_than_a_few_writes_wait():
    gate, behind = threading.Event(), WriterBehind(Book())
    slow = [lambda: gate.wait(5) and rows(1)()] * (MOST_WAITING + 1)
    with behind:
        for each in slow:
            behind.append("charts", each)
        waiter = threading.Timer(0.05, gate.set)
        waiter.start()
        behind.append("charts", rows(2))

        assert gate.is_set()


def test_after_a_fault_nothing_more_is_written():
    book = Book()
    behind = WriterBehind(book)
    behind.append("charts", rows(1))
    behind.__exit__(KeyError, KeyError(), None)

    assert book.rows == []
