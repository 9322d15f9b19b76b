import pytest
import yaml
from pydantic import ValidationError

from caresight.surveillance.weights import Weights, load_weights, strength_code
from caresight.vocabulary.refusal import Refusal
from tests.unit.surveillance.invented import DEFINITIONS, INDICATORS, LADDERS, WEIGHTS

RAW = yaml.safe_load((DEFINITIONS / "surveillance" / "weights.yaml").read_text())


def test_one_weak_signal_raises_no_level_of_any_ladder():
    for ladder in LADDERS.by_code.values():
        assert ladder.steps(WEIGHTS.points.weak, 1) == 0


def test_no_agency_reaches_more_than_the_first_step_above_routine_alone():
    for ladder in LADDERS.by_code.values():
        assert ladder.steps(max(WEIGHTS.caps.of(a) for a in ("provider", "regulator")), 1) <= 1


def test_points_must_rise_with_strength():
    with pytest.raises(ValidationError, match="points must rise"):
        Weights.model_validate({**RAW, "points": {"weak": 2, "moderate": 2, "strong": 3}})


def test_a_threshold_under_a_misspelt_name_is_refused():
    rules = {**RAW["rules"], "peers": {**RAW["rules"]["peers"], "weak_zed": 2}}

    with pytest.raises(ValidationError, match="weak_zed"):
        Weights.model_validate({**RAW, "rules": rules})


def test_an_indicator_named_in_the_weights_keeps_to_the_rules_named_for_it():
    assert WEIGHTS.rules_for(INDICATORS.by_code["manager_in_post"]) == ("manager_absent",)
    assert "own_history" in WEIGHTS.rules_for(INDICATORS.by_code["falls"])


def test_every_indicator_that_the_weights_name_exists():
    assert set(WEIGHTS.rules_by_indicator) <= set(INDICATORS.by_code)


def test_every_thing_that_raises_alone_is_known_to_every_ladder():
    named = {event.alone for event in WEIGHTS.rules.happening.events} - {""}
    named |= {thing for s in WEIGHTS.rules.rating.scales.values() for thing in s.alone.values()}

    for ladder in LADDERS.by_code.values():
        assert named == set(ladder.alone())


def test_strengths_are_held_as_one_to_three():
    assert [strength_code(word) for word in ("weak", "moderate", "strong")] == [1, 2, 3]


def test_two_definitions_in_force_are_refused(tmp_path):
    for name in ("a", "b"):
        text = yaml.safe_dump({**RAW, "code": f"weights_{name}"})
        (tmp_path / f"weights_{name}.yaml").write_text(text)

    with pytest.raises(Refusal, match="exactly one"):
        load_weights(tmp_path)
