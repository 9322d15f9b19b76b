"""CQC's API answers: locations and providers as nested JSON, which no mapping can flatten.

An answer may be one object, a list of ids, or one object on each line. Optional fields are
missing keys, not nulls. Names of people are never read, only that there is a manager.
"""

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from caresight.sources.answer import Reading, SetAside, arrow_schema
from caresight.sources.cqc_api_location import (
    Fault,
    health_area_rows,
    location_row,
    rating_rows,
    relationship_rows,
)
from caresight.sources.editions import stated
from caresight.sources.intake import Opened
from caresight.sources.json_text import BrokenJson, values
from caresight.sources.recognition import Contents, Layout

Fields = dict[str, Any]


def read_locations(contents: Contents, layout: Layout) -> Reading:
    """Read location answers into locations, links between them and ratings."""
    tables: dict[str, list[Fields]] = {"locations": [], "relationships": [], "events": []}
    given, refused = _answers(contents.opened, "locations")
    read, landed = len(given) + len(refused), 0
    seen: dict[str, tuple[int, Fields]] = {}
    for number, answer in given:
        try:
            row = location_row(answer)
            _check_unrepeated(seen, row["location_id"], number, answer)
            events = [*rating_rows(answer), *health_area_rows(answer)]
            made = [row], list(relationship_rows(answer)), events
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
    given, refused = _answers(contents.opened, "providers")
    return _reading(layout, contents.opened, {}, refused, len(given) + len(refused), 0)


def _check_unrepeated(
    seen: dict[str, tuple[int, Fields]], location_id: str, number: int, answer: Fields
) -> None:
    first, said = seen.setdefault(location_id, (number, answer))
    if first == number:
        return
    same = "the same as" if said == answer else "other things than"
    raise Fault(
        "locationId", "duplicate_row" if said == answer else "conflicting_rows", location_id,
        f"given once; this says {same} row {first}, which landed",
    )  # fmt: skip


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


def _answers(opened: Opened, listed_as: str) -> tuple[list[tuple[int, Fields]], list[SetAside]]:
    """Every object of an answer with its line or its place in the list; and what is none."""
    found = list(values(opened.path))
    if len(found) == 1 and isinstance(found[0][1], dict):
        listed = found[0][1].get(listed_as)
        if isinstance(listed, list) and "total" in found[0][1]:
            found = list(enumerate(listed, start=1))
    given = [(number, value) for number, value in found if isinstance(value, dict)]
    refused = [
        _no_object(opened.file_name, number, value)
        for number, value in found
        if not isinstance(value, dict)
    ]
    return given, refused


def _no_object(file_name: str, number: int, value: object) -> SetAside:
    broken = f" ({value.why})" if isinstance(value, BrokenJson) else ""
    came = value.text if isinstance(value, BrokenJson) else value
    return SetAside(
        file_name, number, "", "not_json", _shown(came), "one JSON object",
        f"This is not a JSON object{broken}. It was set aside. It may be cut short: fetch the "
        "file again.",
    )  # fmt: skip


def _set_aside(file_name: str, number: int, fault: Fault) -> SetAside:
    return SetAside(
        file_name, number, fault.field, fault.rule, _shown(fault.came), fault.expected,
        f"{fault.field} is not {fault.expected}. The location was set aside. Fetch it again; "
        "if it comes like this again, tell CQC.",
    )  # fmt: skip


def _shown(came: object) -> str:
    return "" if came is None else str(came)[:200].encode("utf-8", "backslashreplace").decode()
