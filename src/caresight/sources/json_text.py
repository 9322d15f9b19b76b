"""JSON from outside: parsed, or a fault in words, whatever the text does to the parser."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LARGEST_WHOLE = 1 << 29
"""Bytes of one JSON value; beyond it memory would run out, and only lines are read."""


@dataclass(frozen=True)
class BrokenJson(Exception):  # noqa: N818 - the file's fault, not the program's
    """Text that is no JSON, and why."""

    why: str
    text: str
    row: int = 1


def parsed(text: str) -> Any:
    """The value of a JSON text.

    Raises
    ------
    BrokenJson
        If it is none, or is nested or written in a way that no honest file is.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        raise BrokenJson(problem.msg.removesuffix(" at"), text[:80], problem.lineno) from None
    except RecursionError:
        raise BrokenJson("it is nested too deeply", text[:80]) from None
    except ValueError:
        raise BrokenJson("a number has too many digits", text[:80]) from None


def values(path: Path) -> Iterator[tuple[int, Any]]:
    """Every value of a list, or of the lines of a file, with its place; some are BrokenJson."""
    try:
        if path.stat().st_size > LARGEST_WHOLE:
            raise BrokenJson("it is too large for one value", "")
        whole = parsed(path.read_text(encoding="utf-8-sig"))
    except BrokenJson:
        yield from _lines(path)
        return
    yield from enumerate(whole if isinstance(whole, list) else [whole], start=1)


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open(encoding="utf-8-sig") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                yield number, parsed(line.strip())
            except BrokenJson as broken:
                yield number, broken


def first_object(path: Path, head: str) -> dict[str, Any] | None:
    """The first object of a file, in a list or on a line.

    Raises
    ------
    BrokenJson
        If neither the file nor any of its first lines is JSON.
    """
    lines = [line for line in head.splitlines() if line.strip()][:20]
    problem: BrokenJson | None = None
    for number, text in enumerate((lines[0], None, *lines[1:])):
        try:
            if text is None and path.stat().st_size > LARGEST_WHOLE:
                continue
            value = parsed(path.read_text(encoding="utf-8-sig") if text is None else text)
        except BrokenJson as broken:
            problem = broken if number < 2 else problem
            continue
        while isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict) or number < 2:
            return value if isinstance(value, dict) else None
    raise problem or BrokenJson("it ends before its content does", head[-80:])
