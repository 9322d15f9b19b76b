"""The commands that hand submitted returns to a build, and the definition that they rest on."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caresight.cli import returns as cli_returns
from caresight.lake.lake import Lake
from caresight.sources.catalogue import load_sources
from caresight.vocabulary.refusal import Refusal
from caresight.web.providers import export_command
from caresight.web.providers.export_command import run
from caresight.web.providers.return_definition import KEYS, return_form
from tests.web.casework import Casework
from tests.web.providers.filled_returns import send

ROOT = Path(__file__).resolve().parents[3]


def asked(to: Path, since: str = "") -> argparse.Namespace:
    return argparse.Namespace(command="export-returns", to=str(to), since=since)


@pytest.mark.django_db
def test_the_command_writes_the_returns_and_says_how_many(
    own: Casework, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send(own.browser("provider"))

    assert run(asked(tmp_path / "out")) == 0

    assert capsys.readouterr().out == "1 return handed down.\n"
    assert len(list((tmp_path / "out").iterdir())) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("to", "since"), [("none/out", ""), ("out", "soon")])
def test_the_command_refuses_a_place_or_a_day_that_is_none(
    own: Casework, tmp_path: Path, to: str, since: str
) -> None:
    with pytest.raises(Refusal):
        run(asked(tmp_path / to, since))


@pytest.mark.django_db
def test_the_command_takes_a_day_to_begin_with(own: Casework, tmp_path: Path) -> None:
    send(own.browser("provider"))

    run(asked(tmp_path / "out", "2026-11-22"))

    assert list((tmp_path / "out").iterdir()) == []


def test_the_command_is_declared_with_its_arguments() -> None:
    parser = argparse.ArgumentParser()
    export_command.add_commands(parser.add_subparsers(dest="command"))

    found = parser.parse_args(["export-returns", "--to", "x"])

    assert (found.command, found.to, found.since) == ("export-returns", "x", "")


@pytest.mark.django_db
def test_a_build_lands_what_was_submitted_once(
    own: Casework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(own.browser("provider"))
    (tmp_path / "casework.sqlite3").touch()
    monkeypatch.setattr(cli_returns, "_export", lambda _home, to: run(asked(to)))
    lake, sources = Lake(tmp_path), load_sources(ROOT / "definitions" / "sources")

    first = cli_returns.collect_returns(lake, sources)
    again = cli_returns.collect_returns(lake, sources)

    assert first == "From the forms: 1 monthly return new or corrected."
    assert again == ""


def test_without_casework_nothing_is_asked_for(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.delenv("CARESIGHT_DATABASE", raising=False)
    sources = load_sources(ROOT / "definitions" / "sources")

    assert cli_returns.collect_returns(Lake(tmp_path), sources) == ""


def test_the_form_asks_for_every_column_of_the_spreadsheet_once() -> None:
    form = return_form()
    asked_for = [name for name, _ in form.definition.labels()]

    assert sorted(asked_for) == sorted(set(form.source.columns) - set(KEYS))
    assert form.definition.review_due > date(2026, 11, 20)


def test_every_question_is_about_a_column_that_is_asked_for() -> None:
    form = return_form()

    for question in form.definition.questions:
        assert set(getattr(question, "columns", ())) <= set(form.columns())


def test_every_relation_of_the_checks_is_looked_at_in_the_form() -> None:
    parts = {relation.part for relation in return_form().relations}

    assert {"falls_with_harm", "occupied_bed_days", "deaths_expected", "agency_hours"} <= parts
