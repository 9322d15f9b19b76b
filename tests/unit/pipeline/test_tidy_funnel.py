import csv
from pathlib import Path

import pytest

from caresight.pipeline.tidy_funnel import OUTPUT_COLUMNS, RUN_COLUMNS, draw_tidy_funnels
from caresight.vocabulary.refusal import Refusal

UNITS = """dataset_id,row,group,numerator,denominator
homes,1,Byre End,12,100
homes,2,Alder Rise,30,150
homes,3,Cobb Lane,25,140
homes,4,Byre End,8,90
"""
RUNS = (
    ",".join(RUN_COLUMNS)
    + """
first,homes,PR,,0.1,99,1,TRUE,TRUE,TRUE
second,homes,SR,CQC,0.1,95,100,false,TRUE,TRUE
"""
)


class Desk:
    """A folder with both files, and the answer."""

    def __init__(self, folder: Path) -> None:
        self.units, self.runs, self.to = (
            folder / name for name in ("units.csv", "runs.csv", "answer.csv")
        )
        self.folder = folder
        self.write(UNITS, RUNS)

    def write(self, units: str | bytes = UNITS, runs: str | bytes = RUNS) -> None:
        for path, text in ((self.units, units), (self.runs, runs)):
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def draw(self, rules: str = "caresight-2026"):
        return draw_tidy_funnels(self.units, self.runs, self.to, rules=rules)

    def answer(self) -> list[dict[str, str]]:
        with self.to.open(encoding="utf-8", newline="") as text:
            return list(csv.DictReader(text))

    def refusal(self, rules: str = "caresight-2026") -> Refusal:
        with pytest.raises(Refusal) as caught:
            self.draw(rules)
        assert not self.to.exists()
        assert not list(self.folder.glob(".*"))
        return caught.value


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_every_run_gives_every_group_once_in_the_order_of_its_name(desk):
    report = desk.draw()

    assert (report.runs, report.rows) == (2, 6)
    assert [(row["run_id"], row["group"]) for row in desk.answer()] == [
        (run, group)
        for run in ("first", "second")
        for group in ("Alder Rise", "Byre End", "Cobb Lane")
    ]


def test_the_answer_has_the_units_columns_and_phi_and_tau2(desk):
    desk.draw()

    assert tuple(desk.answer()[0]) == OUTPUT_COLUMNS
    assert float(desk.answer()[0]["phi"]) > 0
    assert desk.answer()[3]["phi"] == "0.0"


def test_rows_of_one_group_are_added_up(desk):
    desk.draw()

    assert desk.answer()[1]["numerator"] == "20"
    assert desk.answer()[1]["denominator"] == "190"
    assert float(desk.answer()[1]["rr"]) == 20 / 190


def test_results_that_a_table_of_runs_already_has_are_not_read(desk):
    heading, *rows = RUNS.strip().split("\n")
    with_results = [heading + ",target,phi,tau2"] + [f"{row},wrong,wrong,wrong" for row in rows]
    desk.write(runs="\n".join(with_results))

    assert desk.draw().notes == ()


def test_columns_that_nobody_asked_for_are_passed_over_and_named(desk):
    desk.write(
        units=UNITS.replace("denominator\n", "denominator,comment\n").replace("0\n", "0,x\n")
    )

    assert desk.draw().notes == ("units.csv: columns not used: comment",)


def test_a_byte_order_mark_and_blank_lines_do_no_harm(desk):
    desk.write(units=b"\xef\xbb\xbf" + UNITS.encode() + b"\n,,,,\n")

    assert desk.draw().rows == 6


def test_a_formula_in_a_name_is_defused(desk):
    desk.write(units=UNITS.replace("Cobb Lane", "=cmd|' /C calc'!A0"))
    desk.draw()

    assert desk.answer()[0]["group"] == "'=cmd|' /C calc'!A0"


def test_a_number_that_is_not_whole_stays_so(desk):
    desk.write(units=UNITS.replace("140", "140.125"))
    desk.draw()

    assert desk.answer()[2]["denominator"] == "140.125"


def test_an_earlier_answer_is_replaced_only_when_all_went_well(desk):
    desk.to.write_text("earlier")
    desk.write(units=UNITS.replace("25,140", "25,0"))

    with pytest.raises(Refusal):
        desk.draw()

    assert desk.to.read_text() == "earlier"


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "says"),
    [
        ("12,100", "-12,100", 2, "numerator", "a count, 0 or more"),
        ("12,100", "NaN,100", 2, "numerator", "a count, 0 or more"),
        ("12,100", "1e308,100", 2, "numerator", "a count, 0 or more"),
        ("12,100", "inf,100", 2, "numerator", "a count, 0 or more"),
        ("12,100", "1_2,100", 2, "numerator", "a count, 0 or more"),
        ("12,100", "twelve,100", 2, "numerator", "“twelve”"),
        ("12,100", ",100", 2, "numerator", "an empty cell"),
        ("12,100", "=1+1,100", 2, "numerator", "“=1+1”"),
        ("25,140", "25,0", 4, "denominator", "a number above 0"),
        ("25,140", "25,-3", 4, "denominator", "a number above 0"),
        ("30,150", "300,150", 3, "numerator", "more events than trials"),
        ("homes,4,", "homes,1,", 5, "row", "already, in row 2"),
        ("Cobb Lane", "", 4, "group", "empty"),
        ("homes,3", ",3", 4, "dataset_id", "empty"),
        ("25,140", "25", 4, None, "4 cells"),
        ("25,140", "25,140,9", 4, None, "6 cells"),
    ],
)
def test_a_bad_unit_is_refused_with_its_place(desk, old, new, row, column, says):
    desk.write(units=UNITS.replace(old, new))

    refusal = desk.refusal()

    assert (refusal.file, refusal.row, refusal.column) == ("units.csv", row, column)
    assert says in str(refusal)
    assert refusal.what_to_do


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "says"),
    [
        ("first,homes", "first,flats", 2, "dataset_id", "no such data set in units.csv"),
        ("PR,,", "XX,,", 2, "data_type", "PR or SR or RC"),
        ("CQC", "DHSC", 3, "sr_method", "SHMI or CQC"),
        ("SR,CQC", "SR,", 3, "sr_method", "an empty cell"),
        ("0.1,99", "0.5,99", 2, "trim_by", "below 0.5"),
        ("0.1,99", "0.1,90", 2, "limit", "95 or 99"),
        ("99,1,", "99,0,", 2, "multiplier", "above 0"),
        ("100,false", "100,no", 3, "draw_adjusted", "TRUE or FALSE"),
        ("second", "first", 3, "run_id", "already, in row 2"),
        ("second", "", 3, "run_id", "empty"),
    ],
)
def test_a_bad_run_is_refused_with_its_place(desk, old, new, row, column, says):
    desk.write(runs=RUNS.replace(old, new, 1))

    refusal = desk.refusal()

    assert (refusal.file, refusal.row, refusal.column) == ("runs.csv", row, column)
    assert says in str(refusal)


def test_a_data_set_that_cannot_be_drawn_names_the_run(desk):
    desk.write(units="dataset_id,row,group,numerator,denominator\nhomes,1,A,0,5\nhomes,2,B,0,5\n")

    refusal = desk.refusal()

    assert (refusal.file, refusal.row) == ("runs.csv", 2)
    assert "no unit has an event" in str(refusal)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (UNITS.split("\n", maxsplit=1)[0].encode(), "a heading but no row"),
        (UNITS.replace("denominator", "size").encode(), "Columns are missing: denominator."),
        (UNITS.replace("row,", "group,", 1).encode(), "Columns are missing: row."),
        (
            UNITS.replace("denominator\n", "denominator,row\n", 1).encode(),
            "Columns are there twice: row.",
        ),
        (b"PK\x03\x04 and more", "a spreadsheet or packed file"),
        (b"\x1f\x8b and more", "a spreadsheet or packed file"),
        (UNITS.replace("Cobb", "C\u00f6bb").encode("latin-1"), "not UTF-8"),
        (b"<html>" + b"x" * 1_000_001, "overlong or binary line 1"),
        (UNITS.encode() + b"homes,5,\0,1,2\n", "overlong or binary line 6"),
        (UNITS.encode() + b'homes,5,"Open quote,1,2\n', "not a well-formed csv"),
    ],
)
def test_a_file_that_is_no_tidy_csv_is_refused(desk, content, says):
    desk.write(units=content)

    refusal = desk.refusal()

    assert refusal.file == "units.csv"
    assert says in str(refusal)


def test_a_file_that_is_not_there_is_refused(desk):
    desk.units.unlink()

    assert "cannot be read" in str(desk.refusal())


def test_unknown_rules_are_refused(desk):
    assert "caresight-2026 or exact-2026 or funnelplotr-0.6.0" in str(desk.refusal("mine"))


def test_an_answer_that_would_replace_its_own_input_is_refused(desk):
    with pytest.raises(Refusal, match="replace one of the files"):
        draw_tidy_funnels(desk.units, desk.runs, desk.units)

    assert desk.units.read_text() == UNITS


def test_a_folder_that_is_not_there_is_refused(desk):
    with pytest.raises(Refusal, match="cannot be written"):
        draw_tidy_funnels(desk.units, desk.runs, desk.folder / "nowhere" / "answer.csv")


def test_the_rules_may_be_the_packages_own(desk):
    desk.write(runs=RUNS.replace("PR,,", "RC,,"))
    desk.draw()
    ours = desk.answer()[0]["ul998"]
    desk.draw("funnelplotr-0.6.0")

    assert desk.answer()[0]["ul998"] != ours
