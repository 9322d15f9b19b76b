"""The commands that list sources, write the template and fetch."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caresight.cli.main import app
from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import read
from caresight.vocabulary.refusal import Refusal


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_sources_are_listed_for_people(catalogue: SourceCatalogue) -> None:
    output = run("sources")

    assert "cqc_latest_ratings" in output
    assert f"{len(catalogue)} sources" in output


def test_sources_are_listed_for_programs(catalogue: SourceCatalogue) -> None:
    listed = {entry["id"]: entry for entry in json.loads(run("sources", "--json"))}

    assert set(listed) == set(catalogue)
    assert listed["cqc_directory"]["can_be_fetched"] is True
    assert listed["provider_return"]["formats"] == ["csv", "tsv", "xlsx", "ods"]


def test_a_template_is_written_with_a_row_for_each_home(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    homes, to = tmp_path / "homes.csv", tmp_path / "return.xlsx"
    homes.write_text("location_id,name\n1-999,Orrin House\n1-998,Elm Court\n")

    run("template", "-o", str(to), "--month", "2026-10", "--homes", str(homes))

    assert read(to, catalogue).rows_landed == 2


def test_a_template_is_never_written_over_a_file_unasked(tmp_path: Path) -> None:
    to = tmp_path / "return.xlsx"
    to.write_text("filled in by hand")

    result = CliRunner().invoke(app, ["template", "-o", str(to)])

    assert result.exit_code == 2
    assert to.read_text() == "filled in by hand"


def test_homes_without_the_two_columns_are_refused(tmp_path: Path) -> None:
    homes = tmp_path / "homes.csv"
    homes.write_text("id\n1-999\n")

    result = CliRunner().invoke(
        app, ["template", "-o", str(tmp_path / "a.xlsx"), "--homes", str(homes)]
    )

    assert result.exit_code == 2
    assert "location_id" in result.output


def test_a_key_that_is_not_in_the_environment_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CQC_API_KEY", raising=False)

    result = CliRunner().invoke(app, ["fetch", "cqc_api_locations", "--to", str(tmp_path)])

    assert result.exit_code == 2
    assert "CQC_API_KEY" in result.output


def test_a_source_that_is_sent_cannot_be_fetched(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["fetch", "provider_return", "--to", str(tmp_path)])

    assert isinstance(result.exception, Refusal)
