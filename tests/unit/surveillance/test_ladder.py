from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from caresight.surveillance.ladder import Ladder, load_ladders
from caresight.vocabulary.refusal import Refusal
from tests.unit.surveillance.invented import DEFINITIONS, LADDERS


def raw(name: str = "nqb-2022") -> dict:
    return yaml.safe_load((DEFINITIONS / "escalation" / f"{name}.yaml").read_text())


def test_three_presets_are_shipped():
    assert sorted(LADDERS.by_code) == ["nqb-2022", "qsg-2014", "qsg-2017"]


@pytest.mark.parametrize(
    ("points", "agencies", "level"),
    [
        (0, 0, "routine"),
        (4.9, 5, "routine"),
        (5, 1, "routine"),
        (5, 2, "enhanced"),
        (20, 2, "enhanced"),
        (8.9, 3, "enhanced"),
        (9, 3, "intensive"),
    ],
)
def test_a_level_needs_its_points_and_its_agencies(points, agencies, level):
    ladder = LADDERS.require("nqb-2022")

    assert ladder.levels[int(ladder.steps(points, agencies))].code == level


def test_a_sum_of_tenths_that_falls_a_hair_short_reaches_its_threshold():
    assert LADDERS.require("nqb-2022").steps(sum([0.1] * 50), 2) == 1


def test_the_ladder_of_2017_has_a_step_for_what_one_agency_alone_knows():
    ladder = LADDERS.require("qsg-2017")

    assert ladder.levels[int(ladder.steps(4, 1))].code == "further_information"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"colour": "red"}, "colour"),
        ({"reviewer": "System quality group, secretary"}, "another role"),
        (
            {"raises_alone": [{"code": "thing", "label": "a thing", "level": "none_such"}]},
            "none_such",
        ),
    ],
)
def test_a_faulty_ladder_is_refused_with_what_is_wrong(change, complaint):
    with pytest.raises(ValidationError, match=complaint):
        Ladder.model_validate({**raw(), **change})


def test_thresholds_that_do_not_rise_are_refused():
    faulty = raw()
    faulty["levels"][2]["points"] = faulty["levels"][1]["points"]

    with pytest.raises(ValidationError, match="thresholds must rise"):
        Ladder.model_validate(faulty)


def test_an_unknown_ladder_is_refused_with_those_there_are():
    with pytest.raises(Refusal, match="nqb-2022, qsg-2014, qsg-2017"):
        LADDERS.require("local")


def test_a_misspelt_key_is_refused_by_file_and_key(tmp_path: Path):
    (tmp_path / "local.yaml").write_text(yaml.safe_dump({**raw(), "levles": []}))

    with pytest.raises(Refusal, match=r"local\.yaml.*levles"):
        load_ladders(tmp_path)
