"""FunnelPlotR 0.6.0, 90 runs of 14 data sets: agreement to 1e-9, or a stated reason.

`DISAGREEMENTS` is the whole list; a difference that is not on it fails.
"""

import csv
from collections.abc import Iterator
from math import isnan
from pathlib import Path

import pytest

from caresight.pipeline.tidy_funnel import draw_tidy_funnels

LIMITS = ("ll95", "ul95", "ll998", "ul998")
ADJUSTED = tuple(f"od_{name}" for name in LIMITS)

DISAGREEMENTS = {
    ("RC", ""): (
        {*LIMITS, *ADJUSTED, "outlier"},
        "its standard error of a log ratio is 1/(2 sqrt(denominator)): on Poisson noise 73.6 % "
        "of units lie outside; ours are exact Poisson limits",
    ),
    ("SR", "CQC"): (
        {*ADJUSTED, "outlier"},
        "its adjusted limits are not squared back from the square root's scale: half the due "
        "width, 12.2 % of noise outside; ours are squared back",
    ),
    ("PR", ""): (
        {"ll95", "od_ll95", "outlier"},
        "it cuts a lower limit at 0 by comparing with the next row of a grid, so that one unit "
        "of 245 trials keeps a limit of 8e-9 that it lies below with no event; ours is 0 where "
        "the angle passes 0",
    ),
}


@pytest.fixture(scope="module")
def oracle(shared_folder: Path) -> Path:
    return shared_folder / "oracle" / "funnel"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def answer(oracle: Path, folder: Path, rules: str) -> list[dict[str, str]]:
    to = folder / "answer.csv"
    draw_tidy_funnels(oracle / "funnel_inputs.csv", oracle / "funnel_runs.csv", to, rules=rules)
    return rows_of(to)


def agrees(ours: str, theirs: str) -> bool:
    if not ours or not theirs:
        return ours == theirs
    a, b = float(ours), float(theirs)
    return a == b or abs(a - b) <= 1e-9 * abs(b) or (isnan(a) and isnan(b))


def differences(oracle: Path, ours: list[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(run, column, group) of every cell that differs."""
    theirs = rows_of(oracle / "funnel_units.csv")
    assert [(row["run_id"], row["group"]) for row in ours] == [
        (row["run_id"], row["group"]) for row in theirs
    ]
    for own, peer in zip(ours, theirs, strict=True):
        for column in list(peer)[2:]:
            if not agrees(own[column], peer[column]):
                yield own["run_id"], column, own["group"]


@pytest.mark.real
def test_all_columns_agree_except_where_the_package_is_wrong(oracle, tmp_path):
    runs = {row["run_id"]: row for row in rows_of(oracle / "funnel_runs.csv")}

    for run, column, group in differences(oracle, answer(oracle, tmp_path, "caresight-2026")):
        kind = (runs[run]["data_type"], runs[run]["sr_method"])
        assert column in DISAGREEMENTS.get(kind, (set(), ""))[0], (run, column, group)


@pytest.mark.real
def test_shares_disagree_in_one_unit_only(oracle, tmp_path):
    found = [
        (run, column, group)
        for run, column, group in differences(oracle, answer(oracle, tmp_path, "caresight-2026"))
        if run.startswith("pr_")
    ]

    assert {(run.split("/")[0], group) for run, _, group in found} == {("pr_rare_a", "U018")}
    assert len(found) == 10


@pytest.mark.real
def test_dispersion_and_variance_agree_in_every_run(oracle, tmp_path):
    ours = {row["run_id"]: row for row in answer(oracle, tmp_path, "caresight-2026")}

    for run in rows_of(oracle / "funnel_runs.csv"):
        assert agrees(ours[run["run_id"]]["phi"], run["phi"])
        assert agrees(ours[run["run_id"]]["tau2"], run["tau2"])


@pytest.mark.real
def test_by_the_packages_own_rules_all_but_two_runs_agree_to_the_last_cell(oracle, tmp_path):
    found = list(differences(oracle, answer(oracle, tmp_path, "funnelplotr-0.6.0")))

    # Its drawing grid is not in the vectors: two limits below 1e-8 hang on it.
    assert {run for run, _, _ in found} <= {
        "pr_rare_a/adj1una1/trim0.05/lim95/x100",
        "pr_rare_a/adj1una1/trim0/lim99/x1",
    }
    assert len(found) <= 3
