"""The procedures are data: every ladder has one, in date, and a wrong one is refused by name."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from caresight.surveillance.ladder import load_ladders
from caresight.vocabulary.refusal import Refusal
from caresight.web.actions.kinds import kinds_of_action
from caresight.web.reviews.procedure import load_procedures

DEFINITIONS = Path(__file__).resolve().parents[3] / "definitions"
LADDERS = load_ladders(DEFINITIONS).by_code
PROCEDURES = load_procedures(DEFINITIONS).by_code


def test_every_ladder_has_a_procedure_and_every_procedure_a_ladder() -> None:
    assert set(PROCEDURES) == set(LADDERS)


@pytest.mark.parametrize("code", PROCEDURES)
def test_a_procedure_is_in_date_and_names_what_exists(code: str) -> None:
    procedure = PROCEDURES[code]
    levels = {level.code for level in LADDERS[code].levels}
    kinds = {kind.code for kind in kinds_of_action().kinds}

    assert procedure.review_due >= date.today()
    assert set(procedure.stands_down_to) <= levels
    assert {one.level for one in procedure.triage if one.level} <= levels
    assert {one.action_kind for one in procedure.decisions} <= kinds


@pytest.mark.parametrize("code", PROCEDURES)
def test_the_outcomes_of_the_first_summits_can_be_decided(code: str) -> None:
    assert {"regulatory_action", "professional_referral", "safeguarding"} <= {
        one.code for one in PROCEDURES[code].decisions
    }


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"triage": [{"code": "no", "label": "Not held", "convenes": False}] * 2}, "one code"),
        (
            {"triage": [{"code": "no", "label": "It is not held", "convenes": False},
                        {"code": "off", "label": "It is called off", "convenes": False}]},
            "must convene",
        ),
        ({"triage_within_hours": 0}, "greater than or equal to 1"),
        ({"takes_part_in_triage": ["neighbours"]}, "council"),
    ],
)  # fmt: skip
def test_a_file_that_makes_no_sense_is_refused_by_its_name(tmp_path: Path, change, says) -> None:
    content = yaml.safe_load((DEFINITIONS / "reviews" / "nqb-2022.yaml").read_text())
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "nqb-2022.yaml").write_text(yaml.safe_dump({**content, **change}))

    with pytest.raises(Refusal, match=r"nqb-2022\.yaml") as refused:
        load_procedures(tmp_path)

    assert says in str(refused.value)
