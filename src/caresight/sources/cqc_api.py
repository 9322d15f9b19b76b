"""CQC's API answers: locations and providers as nested JSON, which no mapping can flatten.

An answer may be one object, a list of ids, or one object on each line. Optional fields are
missing keys, not nulls. Names of people are never read, only that there is a manager.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa

from caresight.sources.answer import Reading, SetAside, arrow_schema
from caresight.sources.cqc_api_location import Fault, location_row, rating_rows, relationship_rows
from caresight.sources.editions import stated
from caresight.sources.intake import Opened
from caresight.sources.recognition import Contents, Layout
from caresight.vocabulary.refusal import Refusal

Fields = dict[str, Any]


def read_locations(contents: Contents, layout: Layout) -> Reading:
    """Read location answers into locations, links between them and ratings."""
    tables: dict[str, list[Fields]] = {"locations": [], "relationships": [], "events": []}
    refused: list[SetAside] = []
    read = landed = 0
    for number, given in _objects(contents.opened, "locations"):
        read += 1
        try:
            row = location_row(given)
            made = [row], list(relationship_rows(given)), list(rating_rows(given))
        except Fault as fault:
            refused.append(_set_aside(contents.opened.file_name, number, fault))
            continue
        landed += 1
        for rows, more in zip(tables.values(), made, strict=True):
            rows.extend(more)
    filled = {
        name: pa.Table.from_pylist(rows, schema=arrow_schema(name))
        for name, rows in tables.items()
        if rows
    }
    return _reading(layout, contents.opened, filled, refused, read, landed)


def read_providers(contents: Contents, layout: Layout) -> Reading:
    """Count provider answers; evidence is kept by location, which names its provider."""
    read = sum(1 for _ in _objects(contents.opened, "providers"))
    return _reading(layout, contents.opened, {}, [], read, 0)


READERS: dict[str, Callable[[Contents, Layout], Reading]] = {
    "cqc_api_locations": read_locations,
    "cqc_api_providers": read_providers,
}


def _reading(
    layout: Layout,
    opened: Opened,
    tables: dict[str, pa.Table],
    refused: list[SetAside],
    read: int,
    landed: int,
) -> Reading:
    definition = layout.definition
    told = stated(definition, preamble="", file_name=opened.file_name)
    return Reading(
        source=definition.id,
        title=definition.title,
        register=definition.register_,
        agency=str(definition.agency),
        definition_version=str(definition.version),
        complete=definition.complete,
        invented='"data_note": "invented"' in opened.head,
        published_on=told.published_on,
        period=told.period,
        area_codes=(),
        tables=tables,
        set_aside=tuple(refused),
        rows_read=read,
        rows_landed=landed,
        rows_passed_over=read - landed - len(refused),
        gate=definition.gate,
    )


def _objects(opened: Opened, listed_as: str) -> Iterator[tuple[int, Fields]]:
    """Every object of an answer with its line, or its place in the list."""
    text = opened.path.read_text(encoding="utf-8-sig")
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        yield from _lines(opened, text)
        return
    answers = whole.get(listed_as, [whole]) if isinstance(whole, dict) else whole
    for number, given in enumerate(answers, start=1):
        yield number, _object(opened, number, given)


def _lines(opened: Opened, text: str) -> Iterator[tuple[int, Fields]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, _object(opened, number, json.loads(line))
        except json.JSONDecodeError as problem:
            raise Refusal(
                f"the line is not JSON ({problem.msg})",
                file=opened.file_name,
                row=number,
                expected="one JSON object on each line",
                came=line[:80],
                what_to_do="The file may be cut short: fetch it again.",
            ) from None


def _object(opened: Opened, number: int, given: object) -> Fields:
    if isinstance(given, dict):
        return given
    raise Refusal(
        "an answer is no JSON object",
        file=opened.file_name,
        row=number,
        came=str(given)[:80],
        what_to_do="Fetch the file again.",
    )


def _set_aside(file_name: str, number: int, fault: Fault) -> SetAside:
    return SetAside(
        file_name, number, fault.field, fault.rule, str(fault.came)[:200], fault.expected,
        f"{fault.field} is not {fault.expected}. The location was set aside. Fetch it again; "
        "if it comes like this again, tell CQC.",
    )  # fmt: skip
