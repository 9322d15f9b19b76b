"""Charts of a measure that carries over are lines, and nothing on them is marked."""

import numpy as np

from caresight.pipeline.build_charts import CARRIES_OVER, charts_of
from caresight.statistics.icons import variation_icons
from tests.unit.surveillance.invented import measured

STEP = [[20.0 + month % 3 for month in range(18)] + [30.0 + month % 3 for month in range(18)]]


def test_a_step_in_an_ordinary_measure_is_marked() -> None:
    charts = charts_of(measured("sickness", STEP))

    assert charts.marks.any()
    assert charts.signalled.any()


def test_a_step_in_a_measure_that_carries_over_is_drawn_and_not_marked() -> None:
    charts = charts_of(measured("staff_turnover", STEP))

    assert charts.method.tolist() == ["run"]
    assert charts.reason == (CARRIES_OVER,)
    assert np.isfinite(charts.centre).all()
    assert not charts.marks.any()
    assert not charts.signalled.any()
    assert variation_icons(charts, "lower_is_better").tolist() == ["too_few"]
