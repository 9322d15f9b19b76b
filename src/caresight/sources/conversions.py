"""Column declarations as SQL over whole columns of text: a value, and the state of the cell.

A cell is fine, blank, suppressed, unreadable or out of bounds. Only surrounding blanks are
ever taken off; nothing else about a cell is changed to make it readable.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from caresight.sources.columns import ColumnDefinition

NUMBER_BOUND = 1e12
"""No count, share or sum of money of a care system is beyond it; 1e308 is."""
FIRST_DAY, LAST_DAY = "1900-01-01", "2100-12-31"

_BLANKS = "chr(32) || chr(9) || chr(10) || chr(13) || chr(160)"
"""Blank, tab, line ends and the unbroken blank of web pages."""
_NUMBER = r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?"
_INTEGER = r"[+-]?\d{1,15}(\.0*)?"
_ID = r"[A-Za-z0-9][A-Za-z0-9._/:@-]*"


class State(IntEnum):
    """What became of a cell."""

    FINE = 0
    BLANK = 1
    SUPPRESSED = 2
    UNREADABLE = 3
    OUT_OF_BOUNDS = 4


@dataclass(frozen=True)
class Conversion:
    """SQL of one column, in three steps: cut the cell, convert it, judge it."""

    name: str
    cut: str
    value: str
    state: str
    join: str = ""
    """A table of distinct texts that Python converted, joined on the cut cell."""


def quoted(text: str) -> str:
    """A SQL string."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A SQL name."""
    return '"' + name.replace('"', '""') + '"'


def trimmed(cell: str, *, odd_blanks: bool) -> str:
    """A cell without the blanks around it, null where nothing is left.

    Looking for odd blanks takes twice as long, so it is done only where the file has some.
    """
    return f"nullif(trim({cell}{f', {_BLANKS}' if odd_blanks else ''}), '')"


def convert(
    name: str,
    column: ColumnDefinition,
    cut: str,
    *,
    missing: tuple[str, ...],
    suppressed: tuple[str, ...],
    from_workbook: bool,
) -> Conversion:
    """The conversion of a column whose cell is the SQL expression `cut`."""
    if from_workbook and "%Y-%m-%d" not in column.formats:
        # a true date of a workbook arrives in this form, however the sheet shows it
        column = column.model_copy(update={"formats": (*column.formats, "%Y-%m-%d")})
    missing = (*missing, *column.missing)
    suppressed = (*suppressed, *column.suppressed)
    if column.capture:
        cut = f"nullif(regexp_extract({cut}, {quoted(column.capture)}, 1), '')"
    if missing:
        cut = f"CASE WHEN {cut} NOT IN ({_list(missing)}) THEN {cut} END"
    raw, value = identifier(f"r:{name}"), identifier(f"v:{name}")
    made = _VALUES[column.type](column, raw, name)
    state = _state(column, raw, value, suppressed)
    if column.blank == "false":
        made = f"CASE WHEN {raw} IS NULL THEN false ELSE {made} END"
    if column.blank_means is not None:
        made = f"CASE WHEN {raw} IS NULL THEN {quoted(column.blank_means)} ELSE {made} END"
    return Conversion(name, cut, made, state, _lookup_join(name, column))


def _lookup_join(name: str, column: ColumnDefinition) -> str:
    if column.type not in ("council", "area", "period") and not column.derive_id:
        return ""
    return f"LEFT JOIN {lookup_name(name)} ON {lookup_name(name)}.cell = {identifier(f'r:{name}')}"


def lookup_name(name: str) -> str:
    """Name of the table of distinct texts of a column."""
    return identifier(f"lookup:{name}")


def _state(column: ColumnDefinition, raw: str, value: str, suppressed: tuple[str, ...]) -> str:
    steps = []
    if suppressed:
        steps.append(f"WHEN {raw} IN ({_list(suppressed)}) THEN {State.SUPPRESSED}")
    if column.blank != "false" and column.blank_means is None:
        blank = State.SUPPRESSED if column.blank == "suppressed" else State.BLANK
        steps.append(f"WHEN {raw} IS NULL THEN {blank}")
    if _may_fail(column):
        steps.append(f"WHEN {value} IS NULL THEN {State.UNREADABLE}")
    low, high = _bounds(column)
    if column.type == "period":
        value = f"{value}.first"
    if column.other_than:
        same = f"{value} = {identifier(f'v:{column.other_than}')}"
        steps.append(f"WHEN {same} THEN {State.OUT_OF_BOUNDS}")
    outside = [f"{value} < {low}"] * (low is not None) + [f"{value} > {high}"] * (high is not None)
    if outside:
        steps.append(f"WHEN {' OR '.join(outside)} THEN {State.OUT_OF_BOUNDS}")
    return f"CASE {' '.join(steps)} ELSE {State.FINE} END" if steps else str(int(State.FINE))


def _may_fail(column: ColumnDefinition) -> bool:
    if column.named or column.contains or column.gather or column.type == "council":
        return False
    return column.type != "text" or column.pattern is not None


def _bounds(column: ColumnDefinition) -> tuple[str | None, str | None]:
    low, high = column.minimum, column.maximum
    match column.type:
        case "date" | "period":
            first, last = str(low or FIRST_DAY), str(high or LAST_DAY)
            return f"DATE {quoted(first)}", f"DATE {quoted(last)}"
        case "integer" | "number":
            default = 0.0 if column.type == "integer" else -NUMBER_BOUND
            return (
                repr(float(low if low is not None else default)),
                repr(float(high if high is not None else NUMBER_BOUND)),
            )
    return None, None


def _text(column: ColumnDefinition, raw: str, _name: str) -> str:
    return _matching(raw, column.pattern) if column.pattern else raw


def _id(column: ColumnDefinition, raw: str, name: str) -> str:
    if column.derive_id:
        return f"{lookup_name(name)}.code"
    return _matching(raw, column.pattern or _ID)


def _matching(raw: str, pattern: str) -> str:
    return f"CASE WHEN regexp_full_match({raw}, {quoted(pattern)}) THEN {raw} END"


def _number(column: ColumnDefinition, raw: str, _name: str) -> str:
    digits = raw
    if column.percent:
        digits = f"regexp_replace({digits}, '\\s*%$', '')"
    if column.money:
        digits = f"regexp_replace({digits}, '^[£$€]\\s*', '')"
    if column.thousands:
        grouped = f"regexp_full_match({digits}, '[+-]?\\d{{1,3}}(,\\d{{3}})+(\\.\\d+)?')"
        digits = f"CASE WHEN {grouped} THEN replace({digits}, ',', '') ELSE {digits} END"
    whole = column.type == "integer"
    wanted = quoted(_INTEGER if whole else _NUMBER)
    number = f"TRY_CAST({digits} AS DOUBLE)"
    return f"CASE WHEN regexp_full_match({digits}, {wanted}) THEN {number} END"


def _date(column: ColumnDefinition, raw: str, _name: str) -> str:
    return f"TRY_CAST(try_strptime({raw}, [{_list(column.formats)}]) AS DATE)"


def _choice(column: ColumnDefinition, raw: str, _name: str) -> str:
    cases = " ".join(
        f"WHEN {quoted(came)} THEN {quoted(meant)}" for came, meant in column.choices.items()
    )
    return f"CASE lower({raw}) {cases} END"


def _flag(column: ColumnDefinition, raw: str, _name: str) -> str:
    if column.named:
        return f"{raw} IS NOT NULL"
    if column.contains:
        found = " OR ".join(
            f"contains(lower({raw}), {quoted(word.casefold())})" for word in column.contains
        )
        return f"CASE WHEN {raw} IS NOT NULL THEN ({found}) END"
    true = _list(tuple(word.casefold() for word in column.true_words))
    false = _list(tuple(word.casefold() for word in column.false_words))
    return (
        f"CASE WHEN lower({raw}) IN ({true}) THEN true "
        f"WHEN lower({raw}) IN ({false}) THEN false END"
    )


def _period(_column: ColumnDefinition, _raw: str, name: str) -> str:
    table = lookup_name(name)
    pair = f"{{'first': {table}.first, 'after': {table}.after}}"
    return f"CASE WHEN {table}.first IS NOT NULL THEN {pair} END"


def _council(_column: ColumnDefinition, _raw: str, name: str) -> str:
    return f"{lookup_name(name)}.code"


_VALUES = {
    "text": _text,
    "id": _id,
    "integer": _number,
    "number": _number,
    "date": _date,
    "choice": _choice,
    "flag": _flag,
    "period": _period,
    "council": _council,
    "area": _council,
}


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(quoted(word) for word in words)


def ticked(headings: dict[str, str], pattern: str, true: tuple[str, ...]) -> str:
    """One text of all that is ticked in the columns whose headings match a pattern."""
    yes = _list(tuple(word.casefold() for word in true))
    parts = []
    for heading, cell in headings.items():
        if found := re.fullmatch(pattern, heading, re.IGNORECASE):
            words = quoted(found[1])
            parts.append(f"CASE WHEN lower(trim({cell})) IN ({yes}) THEN {words} END")
    return f"nullif(concat_ws('|', {', '.join(parts)}), '')" if parts else "NULL::VARCHAR"
