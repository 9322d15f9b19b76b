"""Measures of areas in a release index: what is written is read, and nothing is no fault."""

from pathlib import Path

from caresight.pipeline.release_index.boundaries import Boundary
from caresight.pipeline.release_index.place_parts import PlaceParts
from caresight.pipeline.release_index.reading import ReleaseIndex
from caresight.pipeline.release_index.writing import IndexWriter
from tests.unit.pipeline.invented_documents import summary
from tests.unit.pipeline.invented_places import ROW, area, figure, measure, parts


def index_with(folder: Path, places: PlaceParts | None) -> ReleaseIndex:
    path = IndexWriter(folder, "2026-11.1").write(summary(), [], [], [], places=places)
    return ReleaseIndex(path)


def test_a_measure_and_an_area_are_read_as_they_were_written(tmp_path: Path) -> None:
    index = index_with(tmp_path, parts())

    assert index.measures() == [ROW]
    assert index.measure("delayed_days") == measure()
    assert index.place("X99000001") == area("X99000001", "Quillmarsh", figure())


def test_a_list_of_areas_says_which_have_figures(tmp_path: Path) -> None:
    places = index_with(tmp_path, parts()).places()

    assert [(one["area_name"], one["has_measures"]) for one in places] == [
        ("Quillmarsh", True),
        ("Orrindale", False),
    ]


def test_what_is_not_there_is_none(tmp_path: Path) -> None:
    index = index_with(tmp_path, parts())

    assert index.measure("happiness") is None
    assert index.place("X99000009") is None


def test_a_release_without_figures_of_areas_answers_with_nothing(tmp_path: Path) -> None:
    index = index_with(tmp_path, None)

    assert (index.measures(), index.places()) == ([], [])
    assert (index.measure("delayed_days"), index.place("X99000001")) == (None, None)


def test_outlines_are_read_as_they_were_written_and_an_index_without_any_has_none(
    tmp_path: Path,
) -> None:
    one = Boundary(
        area_code="X99000001", shape="M0 0l9 0 0 9z", left=0, top=0, right=9, bottom=9,
        middle_x=6, middle_y=3, credit="Invented",
    )  # fmt: skip
    path = IndexWriter(tmp_path, "2026-11.2").write(summary(), [], [], [], boundaries=[one])

    assert ReleaseIndex(path).boundaries() == {"X99000001": one}
    assert index_with(tmp_path, None).boundaries() == {}
