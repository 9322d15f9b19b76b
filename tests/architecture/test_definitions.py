"""Every definition that analysts own loads, is in date, and names what exists."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from caresight.checks.catalogue import load_checks
from caresight.checks.definition_files import Governed
from caresight.checks.running import run_checks
from caresight.indicators.area_definition import AddedUp, load_area_measures
from caresight.indicators.area_ranking import load_area_rankings
from caresight.indicators.catalogue import load_indicators
from caresight.indicators.definition import Counted, Indicator
from caresight.indicators.measurement import components_of
from caresight.maturity.editions import load_maturity
from tests.unit.checks.small_system import SmallSystem

ROOT = Path(__file__).resolve().parents[2]
INDICATORS = tuple(load_indicators(ROOT / "definitions"))
CHECKS = tuple(load_checks(ROOT / "definitions"))
MATURITY = load_maturity(ROOT / "definitions")
AREA_MEASURES = load_area_measures(ROOT / "definitions")
RANKINGS = load_area_rankings(ROOT / "definitions")
GOVERNED: tuple[Governed, ...] = (
    *INDICATORS, *CHECKS, *MATURITY, *AREA_MEASURES, *RANKINGS,
)  # fmt: skip


def sources() -> dict[str, dict[str, object]]:
    files = (ROOT / "definitions" / "sources").rglob("*.yaml")
    found = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files]
    return {definition["id"]: definition for definition in found}


def components() -> set[str]:
    return {
        name
        for definition in sources().values()
        for output in definition.get("observations", ())
        for name in output.get("components", ())
    }


def by_code(definitions):
    return pytest.mark.parametrize("definition", definitions, ids=lambda one: one.code)


@by_code(GOVERNED)
def test_a_definition_is_in_date(definition):
    assert definition.review_due >= datetime.now(UTC).date()


@by_code(GOVERNED)
def test_owner_and_reviewer_are_two_roles(definition):
    assert definition.owner.casefold() != definition.reviewer.casefold()


def test_codes_are_unique_over_indicators_and_checks():
    codes = [definition.code for definition in GOVERNED]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("folder", ["indicators", "checks", "area_measures", "area_rankings"])
def test_a_file_bears_the_code_of_its_definition(folder):
    for path in (ROOT / "definitions" / folder).rglob("*.yaml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["code"] == path.stem


def test_there_are_enough_indicators_for_england_and_for_the_validity_study():
    registers = [indicator.population.register_name for indicator in INDICATORS]

    assert registers.count("cqc") >= 24
    assert registers.count("cms") >= 20


@by_code(INDICATORS)
def test_an_indicator_names_sources_and_components_that_exist(definition: Indicator):
    known = sources()

    assert set(definition.sources) <= set(known)
    assert set(components_of([definition])) <= components()
    for spec in definition.specs:
        if isinstance(spec, Counted):
            source = known[spec.covered_by]
            assert spec.kind in {event["kind"] for event in source["events"]}


@by_code(INDICATORS)
def test_a_national_list_is_not_asked_for_the_areas_that_it_names(definition: Indicator):
    for spec in definition.specs:
        if isinstance(spec, Counted):
            names_areas = sources()[spec.covered_by].get("covers") == "preamble"
            assert (spec.areas == "named") == names_areas


@by_code(INDICATORS)
def test_a_standard_says_where_it_comes_from_and_lies_in_the_units_range(definition: Indicator):
    standard = definition.comparators.standard

    if standard is not None:
        assert standard.value > 0
        assert definition.kind != "share" or standard.value < 1


@by_code(CHECKS)
def test_a_check_names_sources_and_components_that_exist(definition):
    assert set(definition.sources) <= set(sources())
    assert set(definition.components) <= components()


def test_the_checks_cover_all_six_words():
    assert {check.dimension for check in CHECKS} == {
        "accuracy", "completeness", "consistency", "timeliness", "validity", "uniqueness",
    }  # fmt: skip


def test_every_check_can_be_run():
    system = SmallSystem()
    system.home("1-1")

    verdicts = run_checks(
        CHECKS, evidence=system, homes=system.arrow_table("homes"), readings=[], months=[],
        gates={},
    )  # fmt: skip

    assert verdicts.quality.num_rows == 0


@by_code(MATURITY)
def test_the_criteria_of_the_index_name_sources_that_exist(definition):
    named = {source for criterion in definition.criteria for source in criterion.sources}

    assert named <= set(sources())


@by_code(AREA_MEASURES)
def test_a_measure_of_areas_reads_what_a_source_tells_or_says_why_there_is_no_figure(definition):
    how = definition.method
    read = how.numerator if isinstance(how, AddedUp) else (how.outcome,)
    prefixes = tuple(
        f"{output['named']['prefix']}_"
        for source in sources().values()
        for output in source.get("observations", ())
        if "named" in output
    )

    told = all(name in components() or name.startswith(prefixes) for name in read)
    assert told or definition.why_none


@by_code(RANKINGS)
def test_a_ranking_is_of_measures_that_exist(definition):
    known = {one.code for one in AREA_MEASURES}

    assert {one.measure for one in definition.measures} <= known


def test_delayed_days_weigh_most_in_the_ranking_of_2017():
    ranking = next(one for one in RANKINGS if one.code == "interface_2017")
    weights = {one.measure: one.weight for one in ranking.measures}

    assert max(weights, key=weights.__getitem__) == "delayed_days_12_months"
    assert len(weights) == 6
