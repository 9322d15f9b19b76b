from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from caresight.indicators.catalogue import load_indicators
from caresight.web.intelligence.coding import load_coding
from caresight.web.learning.topics import Topics, load_topics

DEFINITIONS = Path(__file__).resolve().parents[3] / "definitions"
RAW = yaml.safe_load((DEFINITIONS / "learning" / "topics.yaml").read_text())


def test_every_topic_points_to_indicators_and_themes_that_there_are():
    indicators = set(load_indicators(DEFINITIONS).by_code)
    themes = set(load_coding(DEFINITIONS).label_by_code)

    for topic in load_topics(DEFINITIONS).topics:
        assert set(topic.indicators) <= indicators, topic.code
        assert set(topic.themes) <= themes, topic.code


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t[1].update(code=t[0]["code"]), "one code"),
        (lambda t: t[1].update(indicators=t[0]["indicators"]), "two topics"),
        (lambda t: t[1].update(indicators=[], themes=[]), "nothing points"),
    ],
)
def test_topics_that_make_no_sense_are_refused(change, words):
    raw = yaml.safe_load(yaml.safe_dump(RAW, default_flow_style=False))
    change(raw["topics"])

    with pytest.raises(ValidationError, match=words):
        Topics.model_validate(raw)
