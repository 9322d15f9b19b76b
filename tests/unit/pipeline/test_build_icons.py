"""What the icon of a figure may say: no praise for silence, no blame for the best there is."""

from types import SimpleNamespace

import numpy as np
import pytest

from caresight.pipeline import build_icons
from caresight.pipeline.build_icons import of_silent_home, shown_variation
from tests.unit.surveillance.invented import INDICATORS, measured


def shown(monkeypatch, code, value, icon):
    monkeypatch.setattr(build_icons, "variation_icons", lambda *_: np.array([icon]))
    return str(shown_variation(measured(code, [[0.5, value]]), SimpleNamespace())[0])


@pytest.mark.parametrize(
    ("code", "value", "icon", "expected"),
    [
        ("return_completeness", 1.0, "concern_low", "common_cause"),
        ("return_completeness", 0.9, "concern_low", "concern_low"),
        ("return_completeness", 1.0, "improvement_high", "improvement_high"),
        ("ambulance_incidents", 0.0, "improvement_low", "neutral_low"),
        ("ambulance_incidents", 90.0, "concern_high", "concern_high"),
        ("falls_with_harm", 0.0, "improvement_low", "improvement_low"),
    ],
)
def test_an_icon_neither_praises_silence_nor_blames_the_best(
    monkeypatch, code, value, icon, expected
):
    if code == "falls_with_harm":
        assert not INDICATORS.by_code[code].both_tails

    assert shown(monkeypatch, code, value, icon) == expected


@pytest.mark.parametrize(
    ("icon", "expected"),
    [("neutral_low", "too_few"), ("improvement_low", "too_few"), ("concern_high", "concern_high")],
)
def test_the_quiet_figures_of_a_silent_home_cannot_be_judged(icon, expected):
    assert of_silent_home(icon, INDICATORS.by_code["ambulance_incidents"]) == expected


def test_other_figures_of_a_silent_home_keep_their_icon():
    indicator = INDICATORS.by_code["rating"]

    assert of_silent_home("improvement_low", indicator) == "improvement_low"
