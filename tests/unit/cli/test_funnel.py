import json
import sys

import pytest

from caresight.cli.main import main
from tests.unit.pipeline.test_tidy_funnel import RUNS, UNITS


def run(monkeypatch, folder, *more, units=UNITS):
    (folder / "units.csv").write_text(units)
    (folder / "runs.csv").write_text(RUNS)
    arguments = ["funnel", "units.csv", "--runs", "runs.csv", "-o", "answer.csv", *more]
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["caresight", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def test_funnels_are_written_and_counted(monkeypatch, tmp_path, capsys):
    assert run(monkeypatch, tmp_path) == 0

    assert "2 funnels, 6 rows, by the rules caresight-2026: answer.csv" in capsys.readouterr().out
    assert len((tmp_path / "answer.csv").read_text().splitlines()) == 7


def test_a_program_may_read_the_count(monkeypatch, tmp_path, capsys):
    assert run(monkeypatch, tmp_path, "--json", "--rules", "exact-2026") == 0

    assert json.loads(capsys.readouterr().out) == {
        "runs": 2, "rows": 6, "output": "answer.csv", "rules": "exact-2026",
    }  # fmt: skip


def test_columns_not_used_are_named_beside_the_answer(monkeypatch, tmp_path, capsys):
    units = UNITS.replace("denominator\n", "denominator,note\n").replace("0\n", "0,\n")

    assert run(monkeypatch, tmp_path, units=units) == 0

    assert "columns not used: note" in capsys.readouterr().err


def test_bad_input_ends_with_2_and_the_place_and_no_answer(monkeypatch, tmp_path, capsys):
    assert run(monkeypatch, tmp_path, units=UNITS.replace("12,100", "-1,100")) == 2

    assert "units.csv, row 2, column “numerator”" in capsys.readouterr().err
    assert not (tmp_path / "answer.csv").exists()
