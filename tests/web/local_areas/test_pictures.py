"""Pictures of areas: they say in words what they show, and no two fillings look alike."""

import re

from caresight.web.local_areas.charts.caterpillar import Ranked, caterpillar
from caresight.web.local_areas.charts.course import Line, course_chart, first_after
from caresight.web.local_areas.charts.flow import Stream, flow
from caresight.web.ui.charts.area_map import Shaded, area_map, swatch
from caresight.web.ui.charts.patterns import CLASSES, definitions
from tests.web.invented_places import boundaries

PERIODS = ["2016-04-01", "2017-04-01", "2018-04-01"]


def shaded(count: int = 3) -> list[Shaded]:
    return [
        Shaded(one, f"Area <{n}>", f"{n}.0", place=None if n == 0 else n)
        for n, one in enumerate(boundaries()[:count])
    ]


def test_every_area_of_a_map_tells_its_name_and_figure() -> None:
    drawn = area_map(shaded(), title="A map", description="The table says the same.")

    assert 'aria-label="A map"' in drawn
    assert "<desc>The table says the same.</desc>" in drawn
    assert "<title>Area &lt;2&gt;: 2.0</title>" in drawn


def test_an_area_without_a_figure_is_hatched_and_has_no_number() -> None:
    drawn = area_map(shaded(1), title="A map", description="")

    assert 'fill="url(#map-none)"' in drawn
    assert ">–</text>" in drawn


def test_fillings_differ_by_their_marks_or_by_light_and_dark() -> None:
    made = re.findall(
        r"<pattern id=.([^\"]+)\".*?</rect>|<pattern id=\"([^\"]+)\"", definitions("x")
    )

    assert len(made) == CLASSES + 1
    assert len(set(made)) == len(made)


def test_a_swatch_of_the_legend_says_which_group_it_is() -> None:
    assert "Group 1" in swatch(0)
    assert "No figure" in swatch(None)


def test_a_clear_difference_is_a_triangle_and_no_difference_a_dot() -> None:
    areas = [
        Ranked("Low", "1.0", 1.0, 0.5, 1.5, "lower"),
        Ranked("Middle", "2.0", 2.0, None, None, "similar", is_chosen=True),
        Ranked("High", "3.0", 3.0, 2.5, 3.5, "higher"),
    ]

    drawn = caterpillar(areas, england=2.1, polarity="lower_is_better", title="All", unit="days")

    assert drawn.count("mark-improvement") == 1
    assert drawn.count("mark-concern") == 1
    assert drawn.count('class="point"') == 1
    assert ">Middle</text>" in drawn
    assert ">England</text>" in drawn


def test_a_break_lies_between_the_periods_that_it_parts() -> None:
    assert first_after(PERIODS, "2017-04-01") == 1
    assert first_after(PERIODS, "2016-04-01") is None
    assert first_after(PERIODS, "2020-03-01") is None


def test_a_gap_in_a_course_is_not_bridged_and_a_break_has_its_letter() -> None:
    lines = [Line("England", [12.0, None, 11.0]), Line("Middle area", [9.0, 9.5, 9.9])]

    drawn = course_chart(lines, periods=PERIODS, breaks=["2017-04-01"], title="C", unit="days")

    assert drawn.count("<polyline") == 3
    assert 'class="break"' in drawn
    assert ">A</text>" in drawn


def test_streams_are_as_thick_as_their_share_and_nothing_is_still_drawn() -> None:
    streams = [Stream("NHS", 3.0, "3.0"), Stream("Social care", 1.0, "1.0")]

    drawn = flow(streams, whole="4.0 days", title="Divided")
    empty = flow([Stream("NHS", 0.0, "0")], whole="0 days", title="Divided")

    assert re.findall(r"v([\d.]+)C", drawn) == ["112.5", "37.5"]
    assert "flow-stream" in empty
