from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from caresight.checks.catalogue import load_checks
from caresight.checks.definition_files import load_definitions
from caresight.vocabulary.refusal import Refusal
from tests.unit.checks.sample_definitions import GOVERNED, Check, check

CHECK = GOVERNED | {
    "code": "a_check", "dimension": "accuracy", "rule": {"of": "homes_reporting"},
    "doubtful_below": 0.9, "poor_below": 0.5, "what_to_do": "Ask the home.",
}  # fmt: skip


def write(folder: Path, name: str = "a_check.yaml", **changes: object) -> Path:
    content = {key: value for key, value in (CHECK | changes).items() if value != "left out"}
    path = folder / name
    path.write_text(yaml.safe_dump(content))
    return path


def refusal(folder: Path) -> Refusal:
    with pytest.raises(Refusal) as caught:
        load_checks(folder)
    return caught.value


def test_a_valid_definition_is_read(tmp_path):
    write(tmp_path)

    catalogue = load_checks(tmp_path)

    assert [definition.code for definition in catalogue] == ["a_check"]
    assert len(catalogue) == 1
    assert catalogue.used == (catalogue.by_code["a_check"],)


def test_the_version_changes_with_a_definition_and_not_with_its_layout(tmp_path):
    path = write(tmp_path)
    before = load_checks(tmp_path).version

    path.write_text("# a comment\n" + path.read_text())
    after_comment = load_checks(tmp_path).version
    write(tmp_path, doubtful_below=0.91)

    assert after_comment == before
    assert load_checks(tmp_path).version != before


@pytest.mark.parametrize(
    ("changes", "column", "expected"),
    [
        ({"owner": "left out"}, "owner", "required"),
        ({"ownr": "x"}, "ownr", "misspelt"),
        ({"dimension": "beauty"}, "dimension", "accuracy"),
        ({"doubtful_below": 7}, "doubtful_below", "less than or equal to 1"),
        ({"rule": {"of": "magic"}}, "rule", "homes_reporting"),
        ({"reviewer": "OWNER'S ROLE"}, "whole", "another role"),
        ({"review_due": "2025-01-01"}, "whole", "after reviewed_on"),
        ({"poor_below": 0.95}, "whole", "must not lie above"),
        ({"gate": "home"}, "whole", "no_more_than"),
    ],
    ids=lambda case: str(case)[:30],
)
def test_a_fault_names_the_file_the_key_and_what_was_expected(tmp_path, changes, column, expected):
    write(tmp_path, **changes)

    fault = refusal(tmp_path)

    assert fault.file == "a_check.yaml"
    assert column in str(fault.column)
    assert expected in str(fault.expected)


def test_several_faults_are_announced_together(tmp_path):
    write(tmp_path, owner="left out", title="left out")

    assert "1 more faults follow" in str(refusal(tmp_path))


def test_two_files_may_not_bear_one_code(tmp_path):
    write(tmp_path)
    write(tmp_path, name="b.yaml")

    fault = refusal(tmp_path)

    assert fault.file == "b.yaml"
    assert "a_check.yaml" in fault.what


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"title: [", "no YAML"), (b"\xff\xfe\x00", "no YAML"), (b"- a\n- b", "no definition")],
)
def test_a_file_that_is_no_definition_is_refused(tmp_path, content, words):
    (tmp_path / "odd.yaml").write_bytes(content)

    assert words in str(refusal(tmp_path))


def test_a_folder_without_definitions_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no definitions were found"):
        load_definitions(tmp_path, Check)


def test_definitions_are_found_in_the_folder_above_as_well(tmp_path):
    (tmp_path / "checks").mkdir()
    write(tmp_path / "checks")

    assert len(load_checks(tmp_path)) == 1


def test_a_retired_check_is_not_used(tmp_path):
    write(tmp_path, status="retired")

    assert load_checks(tmp_path).used == ()


def test_bed_days_are_no_component():
    beds = check("no_more_than", part="occupied_bed_days", whole="bed_days")

    assert beds.components == ("occupied_bed_days",)
    assert check("homes_reporting").components == ()


def test_a_copy_cannot_need_more_figures_than_are_compared():
    with pytest.raises(ValidationError, match="at_least"):
        check("copied_months", components=["falls"], at_least=3, not_zero=2, look_back=1)
