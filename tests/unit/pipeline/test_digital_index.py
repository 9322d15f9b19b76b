"""How digital homes are in a release index: what is written is read, narrowed and found again."""

from pathlib import Path

import pytest

from caresight.pipeline.digital_csv import COLUMNS, digital_rows
from caresight.pipeline.release_index.digital import DigitalParts
from caresight.pipeline.release_index.reading import ReleaseIndex
from caresight.pipeline.release_index.reading_digital import DIGITAL_ORDERS, DigitalWish
from caresight.pipeline.release_index.scope import Scope
from caresight.pipeline.release_index.writing import IndexWriter
from caresight.vocabulary.refusal import Refusal
from tests.unit.pipeline.invented_digital import area, home, parts
from tests.unit.pipeline.invented_documents import home_document, summary

ELM, OAK = "H0000001", "H0000002"


def index_with(folder: Path, digital: DigitalParts | None) -> ReleaseIndex:
    documents = [
        home_document(ELM, name="Elm", area_code="X99000001"),
        home_document(OAK, name="Oak", area_code="X99000002"),
    ]
    path = IndexWriter(folder, "2026-11.1").write(
        summary(), documents, [], [], digital=lambda: digital
    )
    return ReleaseIndex(path)


@pytest.fixture
def index(tmp_path: Path) -> ReleaseIndex:
    oak = home(OAK, 0, 0, states={"dspt_met": "no", "tablets": "no"}, falls_on="2026-12-01")
    return index_with(tmp_path, parts(home(ELM), oak))


def names(index: ReleaseIndex, **wish: object) -> list[str]:
    return [row["name"] for row in index.digital_homes(DigitalWish(**wish))[0]]  # type: ignore[arg-type]


def test_what_is_written_is_read(index: ReleaseIndex) -> None:
    assert index.digital_home(ELM) == home(ELM)
    assert index.digital_areas()[1] == area("X99000001", "Quillmarsh")
    assert index.digital_summary is not None
    assert index.digital_summary["steps"][2]["label"] == "Core"


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({}, ["Elm", "Oak"]),
        ({"band_from": 1}, ["Elm"]),
        ({"possible_from": 1}, ["Elm"]),
        ({"area": "X99000002"}, ["Oak"]),
        ({"states": {"dspt_met": "no"}}, ["Oak"]),
        ({"states": {"dspt_met": "not_no"}}, ["Elm"]),
        ({"states": {"nhsmail": "not_known", "tablets": "yes"}}, ["Elm"]),
        ({"tablets_from": 1.0}, ["Elm", "Oak"]),
        ({"tablets_from": 2.0}, []),
        ({"only_falling": True}, ["Oak"]),
        ({"held_back_by": ("nhsmail", "tablets")}, ["Elm", "Oak"]),
        ({"held_back_by": ("mail",)}, []),
    ],
)
def test_homes_are_found_by_what_they_have(index: ReleaseIndex, wish: dict, found: list) -> None:
    assert names(index, **wish) == found


@pytest.mark.parametrize("order", DIGITAL_ORDERS)
def test_every_order_lists_every_home(index: ReleaseIndex, order: str) -> None:
    assert sorted(names(index, order=order)) == ["Elm", "Oak"]


def test_an_order_that_nobody_made_is_refused(index: ReleaseIndex) -> None:
    with pytest.raises(Refusal):
        names(index, order="luck")


def test_a_narrowed_index_reads_its_own_homes_only(index: ReleaseIndex) -> None:
    own = index.within(Scope(area_codes=frozenset({"X99000001"})))

    assert names(own) == ["Elm"]
    assert own.digital_home(OAK) is None
    assert len(own.digital_areas()) == 2


def test_a_release_without_such_evidence_answers_with_nothing(tmp_path: Path) -> None:
    index = index_with(tmp_path, None)

    assert index.digital_summary is None
    assert index.digital_areas() == []
    assert index.digital_home(ELM) is None
    assert names(index) == []
    with pytest.raises(Refusal, match="nothing of how digital"):
        list(digital_rows(index, "homes"))


@pytest.mark.parametrize("what", COLUMNS)
def test_every_table_of_the_command_has_its_columns(index: ReleaseIndex, what: str) -> None:
    rows = list(digital_rows(index, what))

    assert rows
    assert all(set(COLUMNS[what]) <= set(row) for row in rows)


def test_the_bands_of_the_command_are_codes_and_not_places(index: ReleaseIndex) -> None:
    elm = next(iter(digital_rows(index, "homes")))

    assert (elm["band"], elm["band_possible"]) == ("minimum", "core")
    assert elm["next_step_waits_for"] == "wifi_residents nhsmail"
