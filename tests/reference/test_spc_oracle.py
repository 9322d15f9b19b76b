"""NHSRplotthedots 0.2.2, series by series, except where it should not be followed."""

import csv
import math
from collections import defaultdict

import numpy as np
import pytest

from caresight.pipeline.tidy_charts import write_tidy_charts
from caresight.statistics.chart_labels import assurance_types

pytestmark = pytest.mark.real

LIMITS = {"lpl", "upl", "outside_limits", "close_to_limits"}
WORDS = {"special_cause_type", "special_cause_flag", "point_type"}
DISAGREEMENTS = {
    "flat_constant": LIMITS,
    "target_equals_limit_flat": LIMITS,
    "flat_then_jump": LIMITS | WORDS,
    "short_n1": {"lpl", "upl"},
}
"""Kinds of series and columns in which the peer is not followed; reasons in docs/methods."""


def rows_of(path):
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def same(ours, theirs):
    try:
        return math.isclose(float(ours), float(theirs), rel_tol=1e-9)
    except ValueError:
        return ours == theirs


@pytest.fixture(scope="module")
def oracle(shared_folder):
    folder = shared_folder / "oracle" / "spc"
    return {name: rows_of(folder / f"spc_{name}.csv") for name in ("params", "points", "groups")}


@pytest.fixture(scope="module")
def summary_and_ours(shared_folder, tmp_path_factory):
    folder = shared_folder / "oracle" / "spc"
    output = tmp_path_factory.mktemp("spc") / "points.csv"
    summary = write_tidy_charts(folder / "spc_inputs.csv", folder / "spc_params.csv", output)
    return summary, rows_of(output)


@pytest.fixture(scope="module")
def ours(summary_and_ours):
    return summary_and_ours[1]


@pytest.fixture(scope="module")
def kinds(oracle):
    return {row["series_id"]: row["kind"] for row in oracle["params"]}


def test_every_point_agrees_with_the_peer_or_is_on_the_list(oracle, ours, kinds):
    unfailing = [row for row in ours if not kinds[row["series_id"]].startswith("na_in_")]
    theirs = oracle["points"]
    differing = {
        (kinds[peer["series_id"]], column)
        for row, peer in zip(unfailing, theirs, strict=True)
        for column in peer
        if not same(row[column], peer[column])
    }

    allowed = {(kind, column) for kind, columns in DISAGREEMENTS.items() for column in columns}
    assert differing <= allowed
    assert {kind for kind, _ in differing} == set(DISAGREEMENTS)


def test_groups_agree_on_counts_of_types_and_assurance(oracle, ours, kinds):
    groups = defaultdict(list)
    for row in ours:
        groups[row["series_id"], row["f"], row["rebase_group"]].append(row)
    directions = {row["series_id"]: row["improvement_direction"] for row in oracle["params"]}
    compared = 0
    for theirs in oracle["groups"]:
        series = theirs["series_id"]
        if kinds[series] in DISAGREEMENTS:
            continue
        rows = groups[series, theirs["f"], theirs["rebase_group"]]
        types = [row["point_type"] for row in rows]
        assert len(rows) == int(theirs["n"])
        for word in ("common_cause", "special_cause_improvement", "special_cause_concern"):
            assert types.count(word) == int(theirs[word])
        assert types[-1] == theirs["variation_type"]
        if theirs["assurance_type"]:
            last = rows[-1]
            limits = (float(last[name]) for name in ("lpl", "upl", "target"))
            assert assurance_types(*limits, directions[series]) == theirs["assurance_type"]
            compared += 1
    assert compared > 20


def test_limits_of_a_constant_are_the_constant_where_the_peer_has_none(ours):
    flat = [row for row in ours if row["series_id"].startswith("flat_constant")]

    assert {row["lpl"] for row in flat} == {row["upl"] for row in flat} == {"10.0"}
    assert {row["point_type"] for row in flat} == {"common_cause"}


def test_a_flat_series_that_meets_its_target_passes_where_the_peer_cannot_tell(ours):
    last = [row for row in ours if row["series_id"].startswith("target_equals_limit_flat")][-1]

    verdict = assurance_types(*(float(last[n]) for n in ("lpl", "upl", "target")), "increase")

    assert verdict == "consistent_pass"


def test_no_limits_after_a_single_jump_where_the_peer_makes_every_point_special(ours):
    jump = [row for row in ours if row["series_id"].startswith("flat_then_jump")]

    assert {row["upl"] for row in jump} == {""}
    assert {row["point_type"] for row in jump} == {"common_cause"}


@pytest.mark.parametrize("kind", ["na_in_shift", "na_in_trend"])
def test_a_gap_breaks_a_run_where_the_peer_stops_with_an_error(ours, kinds, kind):
    rows = [row for row in ours if kinds[row["series_id"]] == kind]
    gap = next(at for at, row in enumerate(rows) if not row["y"])

    assert rows[gap]["special_cause_type"] == "Common Cause"
    assert np.isfinite([float(row["upl"]) for row in rows]).all()


def test_a_rebase_on_a_date_that_is_absent_is_said_where_the_peer_is_silent(summary_and_ours):
    notes = summary_and_ours[0].notes

    assert any("2022-02-15 has no effect" in note for note in notes)


def test_points_beyond_the_limit_count_in_two_in_three_by_the_newer_rules(shared_folder, tmp_path):
    folder = shared_folder / "oracle" / "spc"
    output = tmp_path / "points.csv"

    write_tidy_charts(
        folder / "spc_inputs.csv", folder / "spc_params.csv", output, rules="nhs-england-2023"
    )

    rows = [r for r in rows_of(output) if r["series_id"].startswith("two_sigma_next_to_outside")]
    assert sum(row["special_cause_type"].startswith("2 in 3") for row in rows) == 1
