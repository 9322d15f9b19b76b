from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from caresight.indicators.catalogue import load_indicators
from caresight.vocabulary.refusal import Refusal
from tests.unit.checks.sample_definitions import indicator

RATING = {"of": "rating"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": RATING, "kind": "ordinal", "numerator": RATING}, "not both"),
        ({"denominator": None}, "needs a numerator and a denominator"),
        ({"kind": "ordinal"}, "needs a value"),
        ({"kind": "value", "denominator": None}, "is required"),
        ({"kind": "share"}, "per must be 1"),
        ({"value": RATING, "kind": "ordinal", "pooling": {"months": 3}}, "can be pooled"),
        ({"period": "quarter", "pooling": {"months": 3}}, "can be pooled"),
        ({"stratify_by": ["size"]}, "size_breaks go together"),
        ({"both_tails": True}, "both_tails_because"),
        ({"value": RATING, "kind": "ordinal", "chart_method": "u_prime"}, "rate or a share"),
        ({"chart_method": "t"}, "chart_method"),
        ({"per": 0}, "greater than 0"),
        ({"polarity": "up"}, "higher_is_better"),
        ({"colour": "red"}, "Extra inputs"),
    ],
    ids=lambda case: str(case)[:40],
)
def test_a_definition_that_contradicts_itself_is_refused(changes: dict[str, Any], words: str):
    with pytest.raises(ValidationError, match=words):
        indicator(**changes)


def test_the_catalogue_knows_which_indicators_a_build_measures(tmp_path):
    for code, status, register in (
        ("one", "live", "cqc"), ("two", "piloted", "cms"), ("three", "retired", "cqc"),
    ):  # fmt: skip
        definition = indicator(code=code, status=status, population={"register": register})
        (tmp_path / f"{code}.yaml").write_text(
            yaml.safe_dump(definition.model_dump(mode="json", by_alias=True, exclude_none=True))
        )

    catalogue = load_indicators(tmp_path)

    assert len(catalogue) == 3
    assert [i.code for i in catalogue] == ["one", "three", "two"]
    assert [i.code for i in catalogue.used()] == ["one", "two"]
    assert [i.code for i in catalogue.used(register="cms")] == ["two"]
    assert catalogue.require("one").code == "one"


def test_a_code_that_nobody_bears_is_refused_with_the_codes_there_are(definitions):
    with pytest.raises(Refusal, match="falls_with_harm"):
        load_indicators(definitions).require("magic")
