"""A definition that does not hold is refused when it is loaded, in words that help."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from caresight.sources.catalogue import load_sources
from caresight.sources.columns import ColumnDefinition
from caresight.sources.definition import SourceDefinition
from caresight.vocabulary.refusal import Refusal


def fields(**changes: Any) -> dict[str, Any]:
    """A definition that holds, with changes."""
    return {
        "id": "wards",
        "version": 1,
        "title": "Wards",
        "publisher": "Invented council",
        "agency": "council",
        "register": "cqc",
        "licence": "none",
        "attribution": "",
        "cadence": "monthly",
        "contact_role": "Analyst",
        "use": "A test.",
        "recognise": {"formats": ["csv"], "headings": ["id", "month", "beds"]},
        "columns": {"id": {"type": "id"}, "month": {"type": "period"}, "beds": {"type": "integer"}},
        "observations": [
            {"entity": {"id": "id"}, "period": "month", "agency": "council", "components": ["beds"]}
        ],
    } | changes


def written(folder: Path, content: dict[str, Any] | str, name: str = "wards.yaml") -> Path:
    text = content if isinstance(content, str) else yaml.safe_dump(content)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_every_definition_of_the_project_holds(definitions: Path) -> None:
    catalogue = load_sources(definitions / "sources")

    assert len(catalogue) >= 26
    assert all(
        source.use and source.contact_role and source.licence for source in catalogue.values()
    )


def test_a_definition_that_holds_is_loaded_with_a_version(tmp_path: Path) -> None:
    catalogue = load_sources(written(tmp_path, fields()))

    assert list(catalogue) == ["wards"]
    assert len(catalogue.version) == 12


def test_any_change_of_a_definition_changes_the_version(tmp_path: Path) -> None:
    before = load_sources(written(tmp_path, fields())).version
    after = load_sources(written(tmp_path, fields(title="Other wards"))).version

    assert before != after


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"colour": "red"}, "colour: Extra inputs"),
        ({"agency": "parish"}, "agency"),
        ({"gate": 1.5}, "gate"),
        ({"only": [{"column": "ward", "is_one_of": ["A"]}]}, "no column is called ward"),
        ({"observations": []}, "makes nothing of them"),
        ({"columns": {"id": {"type": "choice"}}}, "lists its values"),
        ({"columns": {"id": {"from": "a", "join": ["b"]}}}, "give one of"),
        ({"columns": {"id": {"type": "date", "formats": ["%d/%m/%Y", "%m/%d/%Y"]}}}, "guess"),
        ({"locations": ["name"]}, "location_id"),
        ({"locations": {"location_id": "id", "colour": "id"}}, "no column colour"),
    ],
)
def test_a_definition_that_does_not_hold_names_the_fault(
    changes: dict[str, Any], words: str, tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match=words) as caught:
        load_sources(written(tmp_path, fields(**changes)))

    assert caught.value.file == "wards.yaml"


def test_a_file_whose_name_is_not_its_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="name and its id differ"):
        load_sources(written(tmp_path, fields(), name="other.yaml"))


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="not YAML"):
        load_sources(written(tmp_path, "id: [unclosed"))


def test_a_folder_without_definitions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no source definitions"):
        load_sources(tmp_path)


def test_a_heading_may_be_left_out_where_it_is_the_name_of_the_column() -> None:
    definition = SourceDefinition.model_validate(fields())

    assert definition.columns["beds"].headings == ("beds",)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (
            {"from": "a", "type": "integer", "minimum": 0, "maximum": 5},
            "a whole number from 0 to 5",
        ),
        ({"from": "a", "type": "number", "maximum": 2.5}, "a number of at most 2.5"),
        ({"from": "a", "type": "choice", "values": ["SFF", "None"]}, "one of “SFF”, “None”"),
        ({"from": "a", "type": "date", "formats": ["%d/%m/%Y"]}, "a date like 31/10/2026"),
        ({"from": "a", "type": "flag"}, "one of “Y”, “N”"),
    ],
)
def test_what_is_expected_of_a_cell_is_said_in_words(column: dict[str, Any], words: str) -> None:
    assert ColumnDefinition.model_validate(column).expected == words


def test_the_example_of_the_guide_holds(tmp_path: Path) -> None:
    guide = Path(__file__).resolve().parents[3] / "docs/how-to/add-a-source.md"
    example = guide.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]

    catalogue = load_sources(written(tmp_path, example, name="night_visits.yaml"))

    assert catalogue["night_visits"].columns["night_visits"].maximum == 500


def test_a_heading_that_is_carried_down_must_be_read_by_a_column(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no column reads Year, which is carried down"):
        load_sources(written(tmp_path, fields(carried_down=["Year"])))


def test_a_fixed_stretch_of_days_must_not_end_before_it_starts(tmp_path: Path) -> None:
    observed = {
        "entity": {"id": "id"}, "agency": "council", "components": ["beds"],
        "period": {"since": "2020-04-01", "until": "2020-03-31"},
    }  # fmt: skip

    with pytest.raises(Refusal, match="the last day lies before the first"):
        load_sources(written(tmp_path, fields(observations=[observed])))
