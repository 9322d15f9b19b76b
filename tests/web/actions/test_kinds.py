"""The kinds of action are data: they load, are in date, and are refused where they are wrong."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from caresight.vocabulary.refusal import Refusal
from caresight.web.actions.kinds import kind_label, kinds_of_action, load_kinds

FILE = Path(__file__).resolve().parents[3] / "definitions" / "actions" / "kinds_of_action.yaml"


def test_the_kinds_are_in_date_and_hold_those_of_a_summit() -> None:
    kinds = kinds_of_action()

    assert kinds.review_due >= date.today()
    assert {"regulatory_action", "professional_referral", "safeguarding"} <= {
        kind.code for kind in kinds.kinds
    }


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kinds": [{"code": "visit", "label": "Visit", "meaning": "Somebody goes there"}] * 2},
         "one code"),
        ({"effect": {"fewest_before": 30}}, "fewest_before"),
        ({"effect": {"fewest_comparison_homes": 40}}, "fewest_comparison_homes"),
        ({"colour": "red"}, "no such key"),
    ],
)  # fmt: skip
def test_a_file_that_makes_no_sense_is_refused_by_its_name(tmp_path: Path, change, says) -> None:
    content = yaml.safe_load(FILE.read_text())
    effect = {**content["effect"], **change.pop("effect", {})}
    (tmp_path / "actions").mkdir()
    (tmp_path / "actions" / FILE.name).write_text(
        yaml.safe_dump({**content, **change, "effect": effect})
    )

    with pytest.raises(Refusal, match=FILE.name) as refused:
        load_kinds(tmp_path)

    assert says in str(refused.value)


def test_a_kind_that_is_gone_keeps_its_words() -> None:
    assert kind_label("quality_visit") == "Quality visit"
