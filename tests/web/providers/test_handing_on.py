"""The commands that hand submitted returns to a build, and the definition that they rest on."""

import argparse
import shutil
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
from caresight.web.providers.return_definition import KEYS, return_form, return_forms
from caresight.web.providers.states import DIGITAL
from tests.web.casework import OURS, Casework
from tests.web.providers.filled_returns import send

ROOT = Path(__file__).resolve().parents[3]


DIGITAL_ADDRESS = f"/own/homes/{OURS}/digital-return/"


def asked(to: Path, since: str = "", of: str = "") -> argparse.Namespace:
    return argparse.Namespace(command="export-returns", to=str(to), since=since, of=of)


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


@pytest.mark.django_db
def test_a_build_lands_each_return_as_its_own_source(
    own: Casework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = own.browser("provider")
    send(browser)
    send(browser, address=DIGITAL_ADDRESS, device="yes", answered_on="2026-11-20")
    (tmp_path / "casework.sqlite3").touch()
    monkeypatch.setattr(cli_returns, "_export", lambda _home, to: run(asked(to)))

    told = cli_returns.collect_returns(Lake(tmp_path), load_sources(ROOT / "definitions/sources"))

    assert told == "From the forms: 1 monthly return and 1 digital answer new or corrected."
    assert set(cli_returns.NOUNS) == {form.source.id for form in return_forms()}


@pytest.mark.django_db
def test_one_csv_file_holds_returns_of_one_source(own: Casework, tmp_path: Path) -> None:
    send(own.browser("provider"), address=DIGITAL_ADDRESS, device="yes", answered_on="2026-11-20")

    run(asked(tmp_path / "digital.csv", of=DIGITAL))

    assert (tmp_path / "digital.csv").read_text(encoding="utf-8").splitlines()[1] == (
        "1-990000,Rowan Court,device,yes,,,2026-11-20"
    )


@pytest.mark.parametrize("leave_out", ["device", "tablets_out_of", "skills_training"])
def test_a_form_of_answers_that_leaves_a_question_out_is_refused(
    tmp_path: Path, settings: Any, leave_out: str
) -> None:
    shutil.copytree(ROOT / "definitions", tmp_path / "definitions")
    path = tmp_path / "definitions" / "returns" / "digital_return.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(one for one in lines if not one.startswith(f"      {leave_out}:")))
    settings.DEFINITIONS = tmp_path / "definitions"

    with pytest.raises(Refusal, match=leave_out):
        return_form(DIGITAL)


def test_the_digital_form_asks_for_what_a_home_answers_and_nothing_else() -> None:
    form = return_form(DIGITAL)

    assert set(form.criteria) <= set(form.columns())
    assert not any(one.status_at_least for one in form.criteria.values())


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
