"""Boundaries as TopoJSON: whatever its properties are called, and however it is broken."""

import json
from pathlib import Path
from typing import Any

import pytest

from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.outlines import outline_of, thinned
from caresight.sources.reading import Reading, read
from caresight.vocabulary.refusal import Refusal

SQUARE = [[0, 0], [1000, 0], [0, 1000], [-1000, 0], [0, -1000]]


def topology(*geometries: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "Topology",
        "transform": {"scale": [0.0001, 0.0001], "translate": [0.9, 54.0]},
        "objects": {"utla": {"type": "GeometryCollection", "geometries": list(geometries)}},
        "arcs": [SQUARE],
        **more,
    }


def area(code: str, *, key: str = "areacd", arc: int = 0) -> dict[str, Any]:
    return {"type": "Polygon", "arcs": [[arc]], "properties": {key: code, "areanm": "Somewhere"}}


@pytest.fixture
def landed(catalogue: SourceCatalogue, tmp_path: Path) -> Any:
    def reading(content: dict[str, Any]) -> Reading:
        path = tmp_path / "boundaries.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        return read(path, catalogue)

    return reading


@pytest.mark.parametrize("key", ["areacd", "AREACD", "ctyua22cd", "CTYUA19CD"])
def test_an_area_is_read_however_its_code_is_called(landed: Any, key: str) -> None:
    rows = landed(topology(area("X99000001", key=key))).tables["boundaries"].to_pylist()

    assert [row["area_code"] for row in rows] == ["X99000001"]
    assert rows[0]["shape"].startswith("M")


def test_a_county_that_became_unitary_stands_under_its_newest_code(landed: Any) -> None:
    rows = landed(topology(area("E10000027"))).tables["boundaries"].to_pylist()

    assert [row["area_code"] for row in rows] == ["E06000066"]


def test_an_area_that_has_ended_is_kept_under_its_own_code(landed: Any) -> None:
    rows = landed(topology(area("E06000028"))).tables["boundaries"].to_pylist()

    assert [row["area_code"] for row in rows] == ["E06000028"]


def test_areas_of_other_countries_and_second_layers_are_passed_over(landed: Any) -> None:
    reading = landed(topology(area("W06000001"), area("X99000001"), area("X99000001")))

    assert (reading.rows_landed, reading.rows_passed_over, reading.rows_set_aside) == (1, 2, 0)


def test_an_area_without_a_code_or_an_outline_is_set_aside_with_the_reason(landed: Any) -> None:
    nameless = {"type": "Polygon", "arcs": [[0]], "properties": {}}
    reading = landed(topology(nameless, area("X99000002", arc=7), area("X99000001")))

    assert [row.row for row in reading.set_aside] == [1, 2]
    assert "table beside the map" in reading.set_aside[0].reason


def test_a_file_in_metres_is_refused_with_what_to_ask_for(landed: Any) -> None:
    with pytest.raises(Refusal, match="longitude and latitude"):
        landed(topology(area("X99000001"), transform={"scale": [1, 1], "translate": [5e5, 2e5]}))


def test_a_file_of_another_kind_with_the_same_keys_is_refused(landed: Any) -> None:
    with pytest.raises(Refusal, match="no TopoJSON"):
        landed({**topology(area("X99000001")), "type": "Feature"})


def test_a_thinned_line_keeps_its_ends_and_its_corners() -> None:
    line = [(0.0, 50.0), (0.5, 50.0001), (1.0, 50.0), (1.0, 51.0)]

    assert thinned(line) == [(0.0, 50.0), (1.0, 50.0), (1.0, 51.0)]


def test_a_small_island_is_left_out_and_an_only_one_is_kept() -> None:
    land = [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    island = [(200, 0), (202, 0), (202, 2), (200, 2), (200, 0)]

    both, alone = outline_of([[0], [1]], [land, island]), outline_of([[1]], [land, island])

    assert both is not None
    assert both.path.count("M") == 1
    assert both.middle == (50, 50)
    assert alone is not None
    assert alone.right == 202


@pytest.mark.real
def test_every_council_of_the_published_boundaries_has_an_outline(
    catalogue: SourceCatalogue, shared_folder: Path
) -> None:
    reading = read(shared_folder / "data/boundaries/ons_uk_areas_topo_2025.json.gz", catalogue)

    rows = reading.tables["boundaries"].to_pylist()
    codes = {row["area_code"] for row in rows}
    assert reading.rows_set_aside == 0
    assert {"E06000028", "E06000058", "E10000021", "E12000007"} <= codes
    assert sum(len(row["shape"]) for row in rows) < 120_000
