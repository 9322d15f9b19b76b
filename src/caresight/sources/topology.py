"""Boundaries of areas from TopoJSON: one row for each council and region that is known.

Publishers spell the properties of an area in many ways; the definition lists them, as it lists
the headings of a table.
"""

from typing import Any

import pyarrow as pa

from caresight.sources.answer import Reading, SetAside, arrow_schema
from caresight.sources.definition import SourceDefinition, fold_heading
from caresight.sources.editions import stated
from caresight.sources.intake import Opened
from caresight.sources.json_text import values
from caresight.sources.outlines import Outline, OutOfDegrees, Ring, arcs_of, outline_of
from caresight.sources.recognition import Contents, Layout
from caresight.vocabulary.areas_over_time import known_area
from caresight.vocabulary.refusal import Refusal

Fields = dict[str, Any]


def read_boundaries(contents: Contents, layout: Layout) -> Reading:
    """Read the outlines of all areas that are known.

    Raises
    ------
    Refusal
        If the file is no topology, or its places are no degrees.
    """
    topology, arcs = _topology(contents.opened)
    landed: dict[str, Fields] = {}
    refused: list[SetAside] = []
    read = passed_over = 0
    geometries = _geometries(topology)
    _check_names(geometries, layout, contents.opened)
    for read, given in enumerate(geometries, start=1):
        said = _property(given, layout.definition, "area")
        code = known_area(said)
        if said and (code is None or code in landed):
            passed_over += 1
            continue
        outline = _outline(given, arcs)
        if code is None or outline is None:
            refused.append(_set_aside(contents.opened.file_name, read, said))
            continue
        landed[code] = _row(code, _property(given, layout.definition, "name"), outline)
    return _reading(layout, contents.opened, list(landed.values()), refused, read)


def _topology(opened: Opened) -> tuple[Fields, list[Ring]]:
    whole = next((value for _, value in values(opened.path)), None)
    if not isinstance(whole, dict) or whole.get("type") != "Topology":
        raise _no_topology(opened, "something else")
    if not isinstance(whole.get("objects"), dict) or not isinstance(whole.get("arcs"), list):
        raise _no_topology(opened, "objects or arcs of another kind")
    try:
        return whole, arcs_of(whole)
    except OutOfDegrees as problem:
        raise Refusal(
            "the places in this file are no longitude and latitude",
            file=opened.file_name,
            expected="degrees, such as -0.2, 51.4",
            came=str(problem),
            what_to_do="Ask for the boundaries in WGS 84, also called EPSG:4326.",
        ) from None
    except (ValueError, TypeError, KeyError, IndexError):
        raise _no_topology(opened, "arcs or a transform that cannot be followed") from None


def _no_topology(opened: Opened, came: str) -> Refusal:
    return Refusal(
        "this is no TopoJSON file that can be read",
        file=opened.file_name,
        expected="one object of the type Topology, with its arcs and objects",
        came=came,
        what_to_do="Ask for the boundaries as TopoJSON. It may be damaged: fetch it again.",
    )


def _geometries(topology: Fields) -> list[Fields]:
    """Every area of every layer, in the file's order."""
    layers = [layer for layer in topology["objects"].values() if isinstance(layer, dict)]
    found = [layer.get("geometries", [layer]) for layer in layers]
    return [one for some in found if isinstance(some, list) for one in some if _is_object(one)]


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _properties(given: Fields) -> Fields:
    said = given.get("properties")
    return said if isinstance(said, dict) else {}


def _check_names(geometries: list[Fields], layout: Layout, opened: Opened) -> None:
    """Refuse a file in which no area at all has a code under a name that is known."""
    if any(_property(given, layout.definition, "area") for given in geometries):
        return
    named = list(dict.fromkeys(key for given in geometries for key in _properties(given)))
    raise Refusal(
        "no area in this file has a code under a name that is known",
        file=opened.file_name,
        expected="a property called " + ", ".join(layout.definition.columns["area"].all_headings),
        came=", ".join(map(str, named[:8])) or ("no property" if geometries else "no area"),
        what_to_do="Ask for the boundaries as the Office for National Statistics publishes them, "
        "or add the name to the definition of this source.",
    )


def _property(given: Fields, definition: SourceDefinition, column: str) -> str:
    spelt = {fold_heading(heading) for heading in definition.columns[column].all_headings}
    for key, value in _properties(given).items():
        if fold_heading(key) in spelt and value:
            return str(value).strip()
    return ""


def _outline(given: Fields, arcs: list[Ring]) -> Outline | None:
    try:
        match given.get("type"):
            case "Polygon":
                return outline_of(given["arcs"], arcs)
            case "MultiPolygon":
                return outline_of([ring for part in given["arcs"] for ring in part], arcs)
    except (IndexError, TypeError, KeyError):
        return None
    return None


def _row(code: str, name: str, outline: Outline) -> Fields:
    x, y = outline.middle
    return {
        "area_code": code,
        "area_name": name or code,
        "shape": outline.path,
        "left": float(outline.left),
        "top": float(outline.top),
        "right": float(outline.right),
        "bottom": float(outline.bottom),
        "middle_x": float(x),
        "middle_y": float(y),
    }


def _set_aside(file_name: str, number: int, said: str) -> SetAside:
    fault = (
        f"The outline of {said} cannot be drawn: it has no arcs, or such as are not in the file."
        if said
        else "This area has no code under a name that is known."
    )
    return SetAside(
        file_name, number, "", "no_outline", said, "the code of an area and its outline",
        f"{fault} It was set aside; a map shows no shape for it, and the table beside the map has "
        "it all the same. Ask for the boundaries as they were published.",
    )  # fmt: skip


def _reading(
    layout: Layout, opened: Opened, rows: list[Fields], refused: list[SetAside], read: int
) -> Reading:
    definition = layout.definition
    told = stated(definition, preamble="", file_name=opened.file_name)
    table = pa.Table.from_pylist(rows, schema=arrow_schema("boundaries"))
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
        tables={"boundaries": table} if rows else {},
        set_aside=tuple(refused),
        rows_read=read,
        rows_landed=len(rows),
        rows_passed_over=read - len(rows) - len(refused),
        gate=definition.gate,
    )
