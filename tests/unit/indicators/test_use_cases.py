"""Every figure serves a decision: what is named by no use case is refused."""

import shutil

import pytest

from caresight.indicators.use_cases import load_use_cases, require_all_named, serving
from caresight.pipeline.build_definitions import load_definitions
from caresight.vocabulary.refusal import Refusal


@pytest.fixture
def ours(definitions):
    return load_use_cases(definitions)


def test_all_definitions_of_the_project_are_named(definitions):
    assert len(load_definitions(definitions).use_cases) >= 8


def test_an_indicator_is_served_by_the_use_cases_that_name_it(ours):
    codes = {one.code for one in serving(ours, "indicators", "ambulance_incidents")}

    assert codes == {"monthly_quality_meeting", "impact_of_projects"}


def test_a_star_stands_for_any_letters(ours):
    assert [one.code for one in serving(ours, "indicators", "cms_stars")] == ["american_homes"]


def test_a_source_that_serves_no_decision_is_refused_by_name(definitions, tmp_path):
    copy = tmp_path / "definitions"
    shutil.copytree(definitions, copy)
    path = copy / "use_cases" / "chasing_returns.yaml"
    path.write_text(path.read_text().replace("  - return_completeness", "  - falls"))

    with pytest.raises(Refusal, match="no use case names indicator return_completeness"):
        load_definitions(copy)


def test_a_name_that_means_nothing_is_refused(ours):
    only = [ours[0].model_copy(update={"indicators": ("fals",), "area_measures": (),
                                       "sources": ()})]  # fmt: skip

    with pytest.raises(Refusal, match="names what is not there: fals in"):
        require_all_named(only, indicators=[], area_measures=[], sources=[])


def test_of_many_codes_without_a_use_case_some_are_named(ours):
    with pytest.raises(Refusal, match=r"source a0, .* and 4 more"):
        require_all_named(
            ours[:0], indicators=[], area_measures=[], sources=[f"a{n}" for n in range(12)]
        )


def test_a_use_case_that_needs_nothing_is_no_use_case(ours):
    said = {**ours[0].model_dump(), "indicators": (), "area_measures": (), "sources": ()}

    with pytest.raises(ValueError, match="names the indicators"):
        type(ours[0]).model_validate(said)
