import json

import pytest

from caresight.cli.main import main

INPUT = "series_id,f,x,y\nfalls,A,2025-01-01,3\nfalls,A,2025-02-01,4\n"


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / name for name in ("in.csv", "params.csv", "out.csv")]
    paths[0].write_text(INPUT, encoding="utf-8")
    paths[1].write_text("series_id,improvement_direction\nfalls,decrease\n", encoding="utf-8")
    return paths


def run(monkeypatch, files, *more):
    inputs, parameters, output = map(str, files)
    arguments = ["caresight", "spc", inputs, "--parameters", parameters, "-o", output, *more]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code


def test_points_are_written_and_counted(monkeypatch, files, capsys):
    assert run(monkeypatch, files) == 0
    assert "2 points of 1 series" in capsys.readouterr().out
    assert files[2].read_text(encoding="utf-8").count("\n") == 3


def test_a_program_is_answered_in_json(monkeypatch, files, capsys):
    assert run(monkeypatch, files, "--json", "--method", "auto") == 0

    assert json.loads(capsys.readouterr().out)["rule_set"] == "caresight-2026"


def test_a_refusal_ends_with_2_and_writes_nothing(monkeypatch, files, capsys):
    files[0].write_text("", encoding="utf-8")

    assert run(monkeypatch, files) == 2
    assert "What to do" in capsys.readouterr().err
    assert not files[2].exists()


def test_notes_go_beside_the_answer(monkeypatch, files, capsys):
    files[1].write_text(
        "series_id,improvement_direction,rebase\nfalls,decrease,2025-03-01\n", encoding="utf-8"
    )

    assert run(monkeypatch, files) == 0
    assert "no effect" in capsys.readouterr().err


def test_the_answer_never_replaces_what_it_is_made_from(monkeypatch, files, capsys):
    files[2] = files[0]

    assert run(monkeypatch, files) == 2
    assert files[0].read_text(encoding="utf-8") == INPUT
