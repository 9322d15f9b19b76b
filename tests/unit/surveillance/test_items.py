from dataclasses import replace
from datetime import date

import pytest
import yaml
from pydantic import ValidationError

from caresight.surveillance.item_weights import ItemWeights, load_item_weights
from caresight.surveillance.items import (
    Item,
    lone_low_level,
    points_on,
    raises_alone,
    weigh,
)
from caresight.vocabulary.refusal import Refusal
from tests.unit.surveillance.invented import DEFINITIONS

WEIGHTS = load_item_weights(DEFINITIONS)
RAW = yaml.safe_load((DEFINITIONS / "surveillance" / "items.yaml").read_text())
CODING = yaml.safe_load((DEFINITIONS / "intelligence" / "themes.yaml").read_text())
DAY = date(2026, 11, 22)


def item(ref="I-000001", **changes):
    """A worry of middling severity, seen this month."""
    whole = Item(
        ref=ref, observed_on=date(2026, 11, 2), agency="council",
        themes=frozenset({"staffing.safe_staffing"}), severity=3, grade="none",
        direction="worrying", reliability="not_assessed", credibility="not_assessed",
        known_on=date(2026, 11, 3),
    )  # fmt: skip
    return replace(whole, **changes)


def counted(*items, day=DAY):
    return {one.item.ref: one.counted for one in weigh(items, WEIGHTS, day)}


@pytest.mark.parametrize(("severity", "points"), [(1, 0.5), (2, 1), (3, 1.5), (4, 2), (5, 3)])
def test_a_graver_item_counts_more(severity, points):
    assert points_on(item(severity=severity), WEIGHTS, DAY) == points


@pytest.mark.parametrize(
    ("changes", "points"),
    [
        ({"grade": "suspect"}, 2.25),
        ({"grade": "suspect", "severity": 5}, 3),
        ({"reliability": "not_reliable"}, 0.75),
        ({"credibility": "doubtful"}, 0.375),
        ({"credibility": "untrue"}, 0),
        ({"grade": "a word of tomorrow"}, 1.5),
        ({"direction": "neutral"}, 0),
    ],
)
def test_grade_and_what_is_known_of_the_source_change_what_it_counts(changes, points):
    assert points_on(item(**changes), WEIGHTS, DAY) == points


@pytest.mark.parametrize(
    ("seen", "points"),
    [
        (date(2026, 11, 30), 1.5),
        (date(2026, 9, 1), 1.5),
        (date(2026, 8, 31), 0.75),
        (date(2026, 5, 31), 0.375),
        (date(2025, 12, 1), 0.375),
        (date(2025, 11, 30), 0),
    ],
)
def test_an_item_fades_with_the_months_since_it_was_seen(seen, points):
    assert points_on(item(observed_on=seen), WEIGHTS, DAY) == points


def test_a_good_item_counts_the_same_whatever_its_severity():
    assert {points_on(item(direction="good", severity=s), WEIGHTS, DAY) for s in (1, 5)} == {1}


def test_an_item_counts_only_while_it_was_known_to_be_so():
    changed = item(until_on=date(2026, 11, 20))

    assert counted(changed, day=date(2026, 11, 2)) == {}
    assert counted(changed, day=date(2026, 11, 19)) == {"I-000001": 1.5}
    assert counted(changed, day=date(2026, 11, 20)) == {}


def test_two_items_of_one_agency_on_one_theme_are_one_voice():
    lesser = item("I-000002", severity=1)

    weighed = {one.item.ref: one for one in weigh([lesser, item()], WEIGHTS, DAY)}

    assert (weighed["I-000002"].counted, weighed["I-000002"].points) == (0, 0.5)
    assert weighed["I-000002"].voice == "I-000001"


@pytest.mark.parametrize(
    "changes",
    [
        {"agency": "healthwatch"},
        {"themes": frozenset({"medicines.medicines"})},
        {"themes": frozenset({"staffing_of_another_kind"})},
        {"themes": frozenset()},
        {"direction": "good"},
    ],
    ids=["another agency", "another theme", "like word", "no theme", "another direction"],
)
def test_items_that_differ_are_voices_of_their_own(changes):
    assert all(counted(item(), item("I-000002", **changes)).values())


def test_an_item_about_a_whole_group_of_themes_repeats_one_about_any_of_them():
    broad = item("I-000002", themes=frozenset({"staffing"}), severity=4)

    assert counted(item(), broad) == {"I-000002": 2, "I-000001": 0}


def test_a_third_item_joins_two_that_shared_nothing_before():
    parts = [
        item("I-000001", themes=frozenset({"a.one"})),
        item("I-000002", themes=frozenset({"b.two"})),
        item("I-000003", themes=frozenset({"a.one", "b.two"}), severity=1),
    ]

    assert sorted(counted(*parts).values()) == [0, 0, 1.5]


def test_only_a_single_low_level_worry_is_alone():
    low = item(severity=2)
    good = item("I-000002", direction="good", themes=frozenset({"a.one"}))
    other = item("I-000003", severity=1, agency="healthwatch")

    assert lone_low_level(weigh([low, good], WEIGHTS, DAY), WEIGHTS) == "council"
    assert lone_low_level(weigh([low, other], WEIGHTS, DAY), WEIGHTS) is None
    assert lone_low_level(weigh([item()], WEIGHTS, DAY), WEIGHTS) is None
    assert lone_low_level([], WEIGHTS) is None


GRAVE = {
    "themes": frozenset({"abuse.organisational_care"}), "grade": "suspect", "severity": 4,
    "credibility": "first_hand",
}  # fmt: skip


@pytest.mark.parametrize(
    "less",
    [
        {"themes": frozenset({"abuse.neglect"})},
        {"themes": frozenset({"abuse"})},
        {"grade": "consider"},
        {"severity": 3},
        {"credibility": "uncorroborated"},
        {"direction": "neutral"},
    ],
)
def test_only_suspected_organisational_abuse_that_is_borne_out_raises_a_level_alone(less):
    assert raises_alone(item(**GRAVE), WEIGHTS) == "organisational_abuse"
    assert raises_alone(item(**{**GRAVE, **less}), WEIGHTS) == ""


@pytest.mark.parametrize("scale", ["grade", "reliability", "credibility"])
def test_every_step_of_every_scale_is_weighed(scale):
    assert set(RAW[scale]) == {step["code"] for step in CODING["scales"][scale]}


def test_what_raises_a_level_alone_names_themes_and_steps_that_there_are():
    themes = {theme["code"] for theme in CODING["themes"]}

    for thing in WEIGHTS.alone:
        assert set(thing.themes) <= themes
        assert thing.grade in RAW["grade"]
        assert set(thing.credibility) <= set(RAW["credibility"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"severity_points": {1: 1, 2: 2}}, "each severity"),
        ({"severity_points": {1: 1, 2: 0.5, 3: 2, 4: 2, 5: 3}}, "graver"),
        ({"grade": {"none": 3}}, "factor"),
        ({"fades": [{"months": 6, "share": 0.5}, {"months": 3, "share": 1}]}, "fade"),
        ({"fades": [{"months": 3, "share": 0.5}, {"months": 6, "share": 1}]}, "fade"),
    ],
)
def test_weights_that_make_no_sense_are_refused(change, words):
    with pytest.raises(ValidationError, match=words):
        ItemWeights.model_validate({**RAW, **change})


def test_an_item_counts_for_as_long_as_something_is_left_of_it():
    assert WEIGHTS.lasts_months == 12
    assert WEIGHTS.left_after(WEIGHTS.lasts_months) == 0 < WEIGHTS.left_after(11)


def test_two_weights_of_items_in_force_are_refused(tmp_path):
    for name in ("a", "b"):
        text = yaml.safe_dump({**RAW, "code": f"items_{name}"})
        (tmp_path / f"items_{name}.yaml").write_text(text)

    with pytest.raises(Refusal, match="exactly one"):
        load_item_weights(tmp_path)
