import csv
from datetime import date, timedelta

import pytest

from caresight.pipeline.tidy_charts import POINT_COLUMNS, write_tidy_charts
from caresight.vocabulary.refusal import Refusal

HEADING = "series_id,f,x,y\n"
PARAMETERS = "series_id,improvement_direction,target,rebase,fix_after_n_points,screen_outliers\n"
DAYS = [date(2025, 1, 1) + timedelta(days=7 * week) for week in range(20)]


def rows_of(values, name="falls", facet="Home A"):
    return "".join(f"{name},{facet},{day},{y}\n" for day, y in zip(DAYS, values, strict=False))


GOOD = HEADING + rows_of([5, 7, 4, 6, 8, 5, 7, 6, 5, 9, 4, 6, 7, 5])


@pytest.fixture
def chart(tmp_path):
    def run(inputs=GOOD, parameters=PARAMETERS + "falls,decrease,,,,\n", **settings):
        files = tmp_path / "in.csv", tmp_path / "params.csv"
        for path, text in zip(files, (inputs, parameters), strict=True):
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        output = tmp_path / "out.csv"
        summary = write_tidy_charts(*files, output, **settings)
        with output.open(encoding="utf-8") as stream:
            return summary, list(csv.DictReader(stream))

    run.folder = tmp_path
    return run


def test_every_point_has_its_row_with_the_columns_of_the_peer(chart):
    summary, rows = chart()

    assert (summary.series, summary.points, summary.rule_set) == (1, 14, "nhs-r-0.2.2")
    assert tuple(rows[0]) == POINT_COLUMNS
    assert float(rows[0]["mean"]) == pytest.approx(6.0)
    assert rows[0]["relative_to_mean"] == "-1"


def test_facets_have_their_own_targets_and_rebases(chart):
    values = [5, 7, 4, 6, 8, 5, 15, 16, 15, 19, 14, 16, 17, 15]
    inputs = HEADING + rows_of(values, facet="B") + rows_of(values, facet="A")
    setting = f"falls,decrease,A=6;B=7,B={DAYS[6]},,\n"

    _, rows = chart(inputs, PARAMETERS + setting)

    assert [row["f"] for row in rows] == ["A"] * 14 + ["B"] * 14
    assert {row["rebase_group"] for row in rows[:14]} == {"0"}
    assert [row["rebase_group"] for row in rows[14:]] == ["0"] * 6 + ["1"] * 8
    assert {row["target"] for row in rows[14:]} == {"7.0"}
    assert float(rows[14]["mean"]) == pytest.approx(35 / 6)


def test_what_has_no_effect_is_said(chart):
    parameters = PARAMETERS.strip() + ",colour\nfalls,decrease,C=4,2020-01-01,,,red\n"

    summary, _ = chart(parameters=parameters + "deaths,decrease,,,,,\n")

    said = " ".join(summary.notes)
    for word in ("colour", "no facet C", "2020-01-01", "no series deaths"):
        assert word in said


def test_the_data_choose_the_chart_and_the_row_says_why(chart):
    inputs = (
        HEADING
        + rows_of([0, 1, 0, 0, 0, 1, 0, 2, 0, 0, 0, 1, 0, 0], "rare")
        + rows_of([5.5, 7.2, 4.1, 6.6, 8.8, 5.1, 7.0, 6.3, 5.2, 9.1, 4.4, 6.5, 7.7, 5.0], "score")
        + rows_of([3.5] * 8 + [4.5] * 6, "steps")
    )
    names = "".join(f"{name},decrease,,,,\n" for name in ("rare", "score", "steps"))

    summary, rows = chart(inputs, PARAMETERS + names, method="auto")

    methods = {row["series_id"]: row["method"] for row in rows}
    assert methods == {"rare": "exact", "score": "xmr", "steps": "run"}
    assert all(row["method_reason"] for row in rows)
    assert summary.rule_set == "caresight-2026"


@pytest.mark.parametrize("method", ["exact", "u_prime", "run"])
def test_a_chart_may_be_asked_for(chart, method):
    counts = GOOD + f"falls,Home A,{DAYS[14]},\n"

    _, rows = chart(counts, PARAMETERS + "falls,decrease,,,,FALSE\n", method=method)

    assert {row["method"] for row in rows} == {method}
    assert {row["method_reason"] for row in rows} == {"The chart that was asked for."}


def test_a_missing_value_stays_missing(chart):
    _, rows = chart(GOOD + f"falls,Home A,{DAYS[14]},\nfalls,Home A,{DAYS[15]},NaN\n")

    assert [row["y"] for row in rows[14:]] == ["", ""]
    assert rows[15]["outside_limits"] == ""


def test_names_that_a_spreadsheet_would_run_are_defused(chart):
    name = "=cmd|calc"

    _, rows = chart(HEADING + rows_of([1, 2, 3], name), PARAMETERS + f"{name},neutral,,,,\n")

    assert {row["series_id"] for row in rows} == {"'=cmd|calc"}


BAD_INPUTS = {
    "an empty file": ("", "empty"),
    "a heading alone": (HEADING, "no row"),
    "a missing column": ("series_id,f,x\na,b,2025-01-01\n", "column “y”"),
    "a column twice": ("series_id,f,x,y,y\na,b,2025-01-01,1,1\n", "twice"),
    "text for a value": (GOOD + f"falls,Home A,{DAYS[14]},many\n", "row 16, column “y”"),
    "an infinity": (GOOD + f"falls,Home A,{DAYS[14]},inf\n", "row 16, column “y”"),
    "a number too large": (GOOD + f"falls,Home A,{DAYS[14]},1e308\n", "row 16, column “y”"),
    "a formula": (GOOD + f"falls,Home A,{DAYS[14]},=1+1\n", "row 16, column “y”"),
    "text for a date": (GOOD + "falls,Home A,last week,3\n", "row 16, column “x”"),
    "an impossible date": (GOOD + "falls,Home A,2025-02-30,3\n", "row 16, column “x”"),
    "another style of date": (GOOD + "falls,Home A,01/02/2025,3\n", "row 16, column “x”"),
    "a date twice": (GOOD + f"falls,Home A,{DAYS[0]},3\n", "also in row 2"),
    "a cell too many": (GOOD + f"falls,Home A,{DAYS[14]},3,4\n", "row 16"),
    "no name": (GOOD + f",Home A,{DAYS[14]},3\n", "row 16, column “series_id”"),
    "a series without parameters": (GOOD + f"new,Home A,{DAYS[14]},3\n", "none for new"),
    "another encoding": (HEADING.encode() + b"caf\xe9,b,2025-01-01,1\n", "UTF-8"),
    "one endless line": (HEADING + "a" * 1_100_000, "too long"),
    "an open quotation": (HEADING + '"falls,Home A,2025-01-01,3\n', "csv"),
    "a web page": ("<!doctype html><html>", "column “series_id”"),
}


@pytest.mark.parametrize("fault", BAD_INPUTS)
def test_a_bad_input_file_is_refused_with_its_place_and_nothing_is_written(chart, fault):
    inputs, said = BAD_INPUTS[fault]

    with pytest.raises(Refusal, match=said) as refusal:
        chart(inputs)

    assert refusal.value.file
    assert refusal.value.expected
    assert refusal.value.came
    assert refusal.value.what_to_do
    assert {path.name for path in chart.folder.iterdir()} == {"in.csv", "params.csv"}


BAD_PARAMETERS = {
    "a heading alone": ("", "no rows"),
    "a bad direction": ("falls,upwards,,,,\n", "improvement_direction"),
    "several targets": ("falls,decrease,4|5,,,\n", "column “target”"),
    "a target that is no number": ("falls,decrease,low,,,\n", "column “target”"),
    "a facet without a name": ("falls,decrease,=4,,,\n", "each facet"),
    "a facet twice": ("falls,decrease,A=4;A=5,,,\n", "each facet"),
    "text for a rebase": ("falls,decrease,,summer,,\n", "column “rebase”"),
    "a baseline below 12": ("falls,decrease,,,11,\n", "fix_after_n_points"),
    "a baseline in words": ("falls,decrease,,,all,\n", "fix_after_n_points"),
    "screening in words": ("falls,decrease,,,,perhaps\n", "screen_outliers"),
    "a series twice": ("falls,decrease,,,,\nfalls,increase,,,,\n", "also in row 2"),
    "no name": (",decrease,,,,\n", "series_id"),
}


@pytest.mark.parametrize("fault", BAD_PARAMETERS)
def test_bad_parameters_are_refused_with_their_place(chart, fault):
    text, said = BAD_PARAMETERS[fault]

    with pytest.raises(Refusal, match=said) as refusal:
        chart(parameters=PARAMETERS + text)

    assert refusal.value.file == "params.csv"
    assert not (chart.folder / "out.csv").exists()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"method": "pie"}, "no such chart"),
        ({"rules": "mine"}, "no rule set"),
        ({"method": "exact"}, "needs counts"),
    ],
)
def test_settings_that_do_not_exist_are_refused(chart, settings, said):
    with pytest.raises(Refusal, match=said):
        chart(HEADING + rows_of([1.5, 2, 3]), **settings)


def test_an_answer_that_cannot_be_written_is_refused(chart, tmp_path):
    chart()
    with pytest.raises(Refusal, match="cannot be written"):
        write_tidy_charts(tmp_path / "in.csv", tmp_path / "params.csv", tmp_path / "no" / "out.csv")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refusal, match="cannot be read"):
        write_tidy_charts(tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.csv")
