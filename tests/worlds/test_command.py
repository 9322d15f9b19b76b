"""`caresight world` writes a world and says where it is."""

import json
import re
from pathlib import Path

from typer.testing import CliRunner

from caresight.cli.main import app

SMALL = ["--homes", "40", "--months", "18", "--seed", "3"]


def test_it_writes_a_world_and_says_where_the_files_are(tmp_path: Path) -> None:
    to = tmp_path / "world"

    result = CliRunner().invoke(app, ["world", "--to", str(to), *SMALL, "--last-month", "2026-10"])

    assert result.exit_code == 0
    assert "40 invented homes in 6 invented councils, May 2025 to October 2026" in result.output
    assert (to / "files" / "returns").is_dir()
    assert (to / "truth" / "truth.csv").is_file()


def test_it_answers_in_json(tmp_path: Path) -> None:
    to = str(tmp_path / "world")

    result = CliRunner().invoke(app, ["world", "--to", to, *SMALL, "--json"])

    answer = json.loads(result.output)
    assert answer["homes"] == 40
    assert answer["areas"][0] == "X99000001"
    assert re.fullmatch(r"\d{4}-\d{2}", answer["last_month"])


def test_a_month_that_is_none_is_refused(tmp_path: Path) -> None:
    to = str(tmp_path / "world")

    result = CliRunner().invoke(app, ["world", "--to", to, *SMALL, "--last-month", "2026-13"])

    assert result.exit_code == 2
    assert "Expected YYYY-MM" in result.output
