"""The same table in every kind of file that may bring it."""

import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter
import yaml

from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.definition import SourceDefinition
from caresight.sources.reading import read, recognise
from caresight.sources.return_template import ROWS, write_template
from caresight.vocabulary.refusal import Refusal
from tests.sources.conftest import RETURN, SAMPLES, Make

CELLS = ["2026-10", "1-999", "Orrin House", 20, 600, 3]
HEADINGS = RETURN.strip().split(",")


def numbers(table: pa.Table) -> dict[str, float]:
    return dict(zip(table["component"].to_pylist(), table["value"].to_pylist(), strict=True))


def workbook(path: Path, *, first_row: int = 0, first_column: int = 0) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("return")
        sheet.write_row(first_row, first_column, HEADINGS)
        sheet.write_row(first_row + 1, first_column, CELLS)
        sheet.write_row(first_row + 3, first_column, [*CELLS[:1], "1-998", "Elm", 20, 600, "x"])
    return path


@pytest.mark.parametrize(("row", "column"), [(0, 0), (2, 0), (2, 1)])
def test_a_workbook_is_read_wherever_its_table_begins(
    row: int, column: int, tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = workbook(tmp_path / "a.xlsx", first_row=row, first_column=column)

    reading = read(path, catalogue)

    assert (reading.source, reading.rows_read) == ("provider_return", 2)
    assert [aside.row for aside in reading.set_aside] == [row + 4]


def test_a_gzipped_workbook_is_read(tmp_path: Path, make: Make, catalogue: SourceCatalogue) -> None:
    content = gzip.compress(workbook(tmp_path / "a.xlsx").read_bytes())

    assert read(make(content, "a.xlsx.gz"), catalogue).rows_landed == 2


def test_a_gzipped_table_is_read(make: Make, catalogue: SourceCatalogue) -> None:
    content = gzip.compress((RETURN + "2026-10,1-999,Orrin House,20,600,3\n").encode())

    assert numbers(read(make(content), catalogue).tables["observations"])["falls"] == 3


def test_a_true_date_of_a_workbook_is_read_however_the_sheet_shows_it(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "mm/dd/yy"}) as book:
        sheet = book.add_worksheet("Locations")
        headings = list(catalogue["cqc_latest_ratings"].recognise.headings)
        headings += ["Service / Population Group"]
        sheet.write_row(0, 0, headings)
        sheet.write_row(
            1, 0, ["1-999", "Orrin House", "Y", "ZZ1 1ZZ", "Quillmarsh", "Overall", "Good"]
        )
        sheet.write_datetime(1, 7, date(2026, 2, 1))
        sheet.write_row(1, 8, ["1-9", "Overall"])

    [event] = read(path, catalogue).tables["events"].to_pylist()

    assert (event["on"], event["detail"]) == (date(2026, 2, 1), "Good")


def test_lines_of_json_are_read_by_a_definition(make: Make, catalogue: SourceCatalogue) -> None:
    fields = catalogue["provider_return"].model_dump(by_alias=True, exclude_unset=True)
    fields["recognise"] = {**fields["recognise"], "formats": ["json-lines"]}
    known = catalogue_of(SourceDefinition.model_validate(fields))
    lines = [
        dict(zip(HEADINGS, CELLS, strict=True)),
        {"month": "2026-13", "location_id": "1-998"},
    ]
    path = make("".join(json.dumps(line) + "\n" for line in lines), "a.jsonl")

    reading = read(path, known)

    assert [aside.row for aside in reading.set_aside] == [2]
    assert numbers(reading.tables["observations"])["falls"] == 3


def catalogue_of(definition: SourceDefinition) -> SourceCatalogue:
    return SourceCatalogue({definition.id: definition}, version="test")


@pytest.mark.parametrize(
    ("sample", "source", "landed", "set_aside"),
    [
        ("ratings_two_styles_of_capitals.csv", "cqc_latest_ratings", 6, 0),
        ("directory_with_lines_above.csv", "cqc_directory", 3, 0),
        ("search_result.csv", "cqc_search_result", 2, 0),
        ("ambulance_with_coverage.csv", "ambulance_incidents", 3, 1),
        ("safeguarding_with_coverage.csv", "safeguarding_concerns", 2, 0),
        ("admissions_suppressed.csv", "emergency_admissions", 3, 0),
        ("return_partly_bad.csv", "provider_return", 3, 2),
        ("location_answer.json", "cqc_api_locations", 1, 0),
    ],
)
def test_an_invented_sample_of_each_layout_is_known_and_read(
    sample: str, source: str, landed: int, set_aside: int, catalogue: SourceCatalogue
) -> None:
    reading = read(SAMPLES / sample, catalogue)

    (known,) = recognise(SAMPLES / sample, catalogue)
    assert known.id == reading.source == source
    assert (reading.rows_landed, reading.rows_set_aside) == (landed, set_aside)


def test_both_spellings_of_a_rating_mean_the_same(catalogue: SourceCatalogue) -> None:
    events = read(SAMPLES / "ratings_two_styles_of_capitals.csv", catalogue).tables["events"]

    assert events["detail"].to_pylist().count("Requires improvement") == 2


def test_a_location_that_comes_in_several_rows_is_one_statement(catalogue: SourceCatalogue) -> None:
    reading = read(SAMPLES / "ratings_two_styles_of_capitals.csv", catalogue)

    assert reading.tables["locations"].num_rows == 4
    assert reading.tables["events"].num_rows == 6


def test_an_answer_of_the_api_gives_location_links_and_ratings(catalogue: SourceCatalogue) -> None:
    tables = read(SAMPLES / "location_answer.json", catalogue).tables

    [home] = tables["locations"].to_pylist()
    assert (home["beds"], home["status"], home["manager_in_post"]) == (24, "registered", True)
    assert (home["has_nursing"], home["has_dementia"]) == (True, True)
    assert [r["relation"] for r in tables["relationships"].to_pylist()] == ["predecessor"]
    ratings = {(r["topic"], r["detail"], str(r["on"])) for r in tables["events"].to_pylist()}
    assert ratings == {
        ("Overall", "Good", "2025-03-01"),
        ("Safe", "Requires improvement", "2025-03-01"),
        ("Overall", "Inadequate", "2023-01-15"),
    }


def test_the_template_is_read_back(tmp_path: Path, catalogue: SourceCatalogue) -> None:
    path = tmp_path / "template.xlsx"
    homes = [("1-999", "Orrin House"), ("1-998", "Elm Court")]

    write_template(path, catalogue["provider_return"], month="2026-10", homes=homes)

    reading = read(path, catalogue)
    assert (reading.source, reading.rows_landed, reading.set_aside) == ("provider_return", 2, ())
    assert not any("not in this file" in note for note in reading.notes)


def test_a_template_for_too_many_homes_is_refused(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    homes = [(f"1-{n}", "Elm") for n in range(ROWS + 1)]

    with pytest.raises(Refusal, match=f"rows for {ROWS} homes"):
        write_template(tmp_path / "a.xlsx", catalogue["provider_return"], homes=homes)


def test_a_template_of_no_month_is_refused(tmp_path: Path, catalogue: SourceCatalogue) -> None:
    with pytest.raises(Refusal, match="about one month"):
        write_template(tmp_path / "a.xlsx", catalogue["provider_return"], month="soon")


def test_a_file_that_fits_two_sources_is_refused_unless_one_is_named(
    make: Make, catalogue: SourceCatalogue
) -> None:
    first = catalogue["provider_return"]
    second = first.model_copy(update={"id": "second_return"})
    known = SourceCatalogue({first.id: first, second.id: second}, version="test")
    path = make(RETURN + "2026-10,1-999,Orrin House,20,600,3\n")

    with pytest.raises(Refusal, match="more than one source") as caught:
        read(path, known)

    assert caught.value.came == "provider_return, second_return"
    assert read(path, known, source="second_return").source == "second_return"


DELAYS = """
id: delayed_days
version: 1
title: Delayed days of councils
publisher: NHS England
agency: hospital
register: areas
licence: Open Government Licence v3.0
attribution: ""
cadence: monthly
contact_role: Analyst
use: A mapping of a workbook of the old kind with text above and notes below.
missing: ["-"]
recognise:
  formats: [xls]
  headings: [Region, ONS Geography, Code, Name, NHS, Social Care, Both, Total]
  sheet: by responsible org
  within_rows: 20
  repeated_headings: true
published: {preamble: "Published: ([^\\n]+)"}
about: {preamble: "Period: ([^\\n]+)"}
columns:
  council: {from: ONS Geography, type: id}
  social_care_days: {from: Social Care, type: number, minimum: 0}
only: [{column: council, is_blank: false}]
observations:
  - entity: {type: area, id: council}
    period: edition
    agency: hospital
    components: [social_care_days]
"""


@pytest.mark.real
def test_an_old_workbook_with_text_above_and_notes_below_is_mapped_without_code(
    shared_folder: Path,
) -> None:
    known = catalogue_of(SourceDefinition.model_validate(yaml.safe_load(DELAYS)))

    reading = read(shared_folder / "data/dtoc/nhse_monthly/DToC_Jun_19.xls", known)

    days = dict(zip(reading.tables["observations"]["entity_id"].to_pylist(),
                    reading.tables["observations"]["value"].to_pylist(), strict=True))  # fmt: skip
    assert (str(reading.published_on), str(reading.period)) == ("2019-08-08", "Jun 2019")
    assert (len(days), days["E06000015"], reading.set_aside) == (150, 31.0, ())


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def test_an_open_document_is_read(make: Make, catalogue: SourceCatalogue) -> None:
    def line(cells: list[object]) -> str:
        inner = "".join(
            f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
            if isinstance(cell, int)
            else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in cells
        )
        return f"<table:table-row>{inner}</table:table-row>"

    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="return">{line(list(HEADINGS))}{line(list(CELLS))}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", MANIFEST)

    reading = read(make(packed.getvalue(), "return.ods"), catalogue)

    assert numbers(reading.tables["observations"])["falls"] == 3
