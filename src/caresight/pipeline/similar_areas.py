"""Councils alike: the newest figures of each that are known, and who comes nearest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from caresight.checks.definition_files import load_definitions
from caresight.indicators.similar_areas import SimilarAreas, Variable
from caresight.lake.as_at import Evidence
from caresight.pipeline.other_neighbours import listed_neighbours, neighbours_of_one_group
from caresight.statistics.neighbours import nearest_neighbours
from caresight.vocabulary.areas import councils, invented_councils
from caresight.vocabulary.areas_over_time import ended_areas, name_of
from caresight.vocabulary.refusal import Refusal

COLUMNS = ("area_code", "neighbour_code", "rank", "distance")
_Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Similar:
    """Neighbours as rows with COLUMNS, and the councils that have none, with what they lack."""

    rows: list[dict[str, Any]]
    lacking: dict[str, tuple[str, ...]]


def similar_areas(evidence: Evidence, definition: SimilarAreas) -> Similar:
    """The neighbours of every council, in the way that the definition names.

    Of councils of one region or one kind the rank follows the codes, and there is no distance; of
    a list that was landed there is none either.

    Raises
    ------
    Refusal
        If fewer than two councils have all that the definition asks for, or no list was landed.
    """
    if definition.way == "nearest":
        return _nearest(evidence, definition)
    if definition.way == "own_list":
        return Similar(listed_neighbours(evidence), {})
    return Similar(neighbours_of_one_group(evidence, definition.way), {})


def _nearest(evidence: Evidence, definition: SimilarAreas) -> Similar:
    figures = _figures(evidence, definition.components)
    described: dict[str, list[float]] = {}
    lacking: dict[str, tuple[str, ...]] = {}
    for code in sorted(_councils() & set(figures)):
        found = {one.label: _value(one, figures[code]) for one in definition.variables}
        missing = tuple(label for label, value in found.items() if value is None)
        if missing:
            lacking[code] = missing
        else:
            described[code] = [value for value in found.values() if value is not None]
    if len(described) < 2:
        raise Refusal(
            "there are not two councils of which all is known that makes them alike",
            expected=", ".join(one.label for one in definition.variables),
            came=f"all of it for {len(described)} of {len(figures)} areas",
            what_to_do="land the files of population by age and of deprivation first.",
        )
    return Similar(_rows(described, definition), lacking)


def definition_in(folder: Path, code: str) -> SimilarAreas:
    """The definition of that code in `neighbours/` of a folder of definitions.

    Raises
    ------
    Refusal
        If there is none.
    """
    known = {one.code: one for one in load_definitions(folder / "neighbours", SimilarAreas)}
    if code not in known:
        raise Refusal(
            "there is no such definition of similar areas",
            expected=" or ".join(sorted(known)) or "a file in definitions/neighbours",
            came=code,
        )
    return known[code]


def _councils() -> set[str]:
    return set(councils()) | set(invented_councils()) | set(ended_areas())


def _figures(evidence: Evidence, components: frozenset[str]) -> _Figures:
    """By area, the newest known figure of each component: by its period, then by publication."""
    told = evidence.table("observations")
    rows = told.filter(
        told.entity_type == "area", told.component.isin(sorted(components)), told.value.notnull()
    )
    newest: dict[tuple[str, str], tuple[date, date, float]] = {}
    for row in evidence.arrow(rows).to_pylist():
        key = (row["entity_id"], row["component"])
        came = (row["period_start"], row["published_on"], row["value"])
        newest[key] = max(newest.get(key, came), came)
    found: dict[str, dict[str, float]] = {}
    for (area, component), (_, _, value) in newest.items():
        found.setdefault(area, {})[component] = value
    return found


def _value(variable: Variable, figures: Mapping[str, float]) -> float | None:
    """The variable of an area; None where a part is not known, or cannot be taken so."""
    if not {*variable.of, *variable.over} <= set(figures):
        return None
    value = sum(figures[name] for name in variable.of)
    if variable.over:
        below = sum(figures[name] for name in variable.over)
        value = value / below if below > 0 else float("nan")
    if variable.take == "logarithm":
        value = float(np.log(value)) if value > 0 else float("nan")
    return None if np.isnan(value) else value


def _rows(described: Mapping[str, list[float]], definition: SimilarAreas) -> list[dict[str, Any]]:
    codes = list(described)
    weights = np.array([one.weight for one in definition.variables])
    found = nearest_neighbours(
        np.array(list(described.values())), weights, how_many=definition.neighbours or 1
    )
    return [
        {
            "area_code": code,
            "neighbour_code": codes[place],
            "rank": rank,
            "distance": round(float(found.distance[row, rank - 1]), 6),
        }
        for row, code in enumerate(codes)
        for rank, place in enumerate(found.nearest[row].tolist(), start=1)
    ]


def in_words(lacking: Mapping[str, tuple[str, ...]]) -> list[str]:
    """One sentence for each council that has no neighbours."""
    return [
        f"{name_of(code)} has no neighbours, as this is not known of it: {', '.join(labels)}."
        for code, labels in lacking.items()
    ]
