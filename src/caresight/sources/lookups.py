"""Conversions that need more than SQL, done once for each distinct text of a column.

A column of councils has some 150 distinct texts in any number of rows, a column of months a
few dozen; Python looks each of them up once and DuckDB joins the answers.
"""
# ruff: noqa: S608 - statements are made of quoted names and quoted texts

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

import duckdb

from caresight.sources.columns import ColumnDefinition
from caresight.sources.conversions import lookup_name, quoted
from caresight.sources.raw_table import RAW
from caresight.vocabulary.areas import council_code
from caresight.vocabulary.areas_over_time import area_code, kind_of
from caresight.vocabulary.identifiers import derived_location_id
from caresight.vocabulary.periods import months_after, parse_period

_YEAR = 12
PAIRED_BY = "\x1f"
"""Between two cells that are looked up together; no keyboard types it."""


def needs_lookup(column: ColumnDefinition) -> bool:
    """Whether the column is converted by `make_lookup` and not by an expression."""
    return column.type in ("period", "council", "area") or column.derive_id is not None


def make_lookup(
    con: duckdb.DuckDBPyConnection,
    name: str,
    column: ColumnDefinition,
    cut: str,
) -> None:
    """Make the table of a column's distinct texts and what each of them means."""
    found = con.execute(f"SELECT DISTINCT {cut} FROM {RAW}").fetchall()
    texts = sorted(text for (text,) in found if text is not None)
    if column.type == "period":
        columns, rows = "cell VARCHAR, first DATE, after DATE", _periods(texts, column.of_months)
    elif column.type == "council":
        columns, rows = "cell VARCHAR, code VARCHAR", _councils(texts)
    elif column.type == "area":
        columns, rows = "cell VARCHAR, code VARCHAR", _areas(texts, column)
    else:
        columns, rows = "cell VARCHAR, code VARCHAR", _derived(texts)
    con.execute(f"CREATE TEMP TABLE {lookup_name(name)} ({columns})")
    values = ", ".join(f"({', '.join(map(quoted, row))})" for row in rows)
    if values:
        con.execute(f"INSERT INTO {lookup_name(name)} VALUES {values}")


def _periods(texts: Iterable[str], of_months: int | None) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for text in texts:
        try:
            # 2011-12 is a month where months stand, and a year where years do
            period = parse_period(text.replace("-", "/") if of_months == _YEAR else text)
        except ValueError:
            continue
        if of_months and months_after(period.start, of_months) != period.end:
            continue
        rows.append((text, str(period.start), str(period.end)))
    return rows


def _councils(texts: Iterable[str]) -> list[tuple[str, ...]]:
    codes = ((text, council_code(text)) for text in texts)
    return [(text, code) for text, code in codes if code]


def _areas(pairs: Iterable[str], column: ColumnDefinition) -> list[tuple[str, ...]]:
    """Codes by name and period or day; an area without a time that can be read has none."""
    rows: list[tuple[str, ...]] = []
    for pair in pairs:
        name, _, time = pair.partition(PAIRED_BY)
        on = first_day(time)
        code = area_code(name, on, restated=column.restated) if on else None
        if code and (not column.kinds or kind_of(code) in column.kinds):
            rows.append((pair, code))
    return rows


def first_day(time: str) -> date | None:
    """The first day of a period, or a day; None where the text is neither."""
    with suppress(ValueError):
        return parse_period(time).start
    with suppress(ValueError):
        return date.fromisoformat(time)
    return None


def _derived(pairs: Iterable[str]) -> list[tuple[str, ...]]:
    return [(pair, derived_location_id(*pair.split(PAIRED_BY))) for pair in pairs]
