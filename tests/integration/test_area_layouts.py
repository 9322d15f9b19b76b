"""A new year's layout needs a definition and no code; two files of one month are told apart."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caresight.indicators.area_catalogue import load_area_definitions
from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.build_places import Places, measure_areas, place_parts
from caresight.pipeline.landing import land
from caresight.sources.catalogue import load_sources
from tests.integration.area_files import KINGSTON, SUTTON, long_csv, population

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEW_LAYOUT = """
id: delayed_transfers_of_2024
version: 1
title: Waits for discharge, in the layout of 2024
publisher: Nobody
agency: hospital
register: cqc
licence: Open Government Licence v3.0
attribution: Invented.
cadence: monthly
contact_role: Discharge lead of the NHS board
use: Days that people waited in hospital after they could leave.
notes: Codes stand in the last column, months as numbers, and the agencies have new names.
recognise:
  formats: [csv]
  headings: [Reporting month, Health days, Council days, Joint days, GSS]
missing: ["n/k"]
suppressed: ["#"]
columns:
  month: {from: Reporting month, type: period, required: true}
  area: {from: GSS, type: area, of_time: Reporting month, required: true}
  nhs: {from: Health days, type: number, minimum: 0}
  social_care: {from: Council days, type: number, minimum: 0}
  both: {from: Joint days, type: number, minimum: 0}
duplicates: {key: [area, month]}
observations:
  - entity: {type: area, id: area}
    period: month
    agency: hospital
    components:
      delayed_days_nhs: nhs
      delayed_days_social_care: social_care
      delayed_days_both: both
"""


def places_of(lake: Lake, definitions: Path, on: date = date(2026, 11, 23)) -> Places:
    evidence = Evidence(lake, KnownAt(on))
    sources = load_sources(definitions / "sources")
    found = measure_areas(evidence, load_area_definitions(definitions), sources)
    assert found is not None
    return found


@pytest.fixture
def of_2024(tmp_path: Path, definitions: Path) -> Path:
    """The project's definitions, and one that is new."""
    folder = tmp_path / "definitions"
    for name in ("sources", "area_measures", "area_rankings", "neighbours"):
        shutil.copytree(definitions / name, folder / name)
    (folder / "sources/delayed_transfers_of_2024.yaml").write_text(NEW_LAYOUT, encoding="utf-8")
    return folder


def test_a_layout_that_nobody_foresaw_is_read_by_a_definition_alone(
    tmp_path: Path, of_2024: Path
) -> None:
    lines = ["Reporting month,Health days,Council days,Joint days,GSS"]
    lines += [f"2024-{month:02},{10 * month},5,n/k,{SUTTON}" for month in range(1, 13)]
    lines += [f"2024-{month:02},#,5,1,{KINGSTON}" for month in range(1, 13)]
    file = tmp_path / "waits.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    lake = Lake(tmp_path / "home")
    paths = [file, population(tmp_path / "people.xlsx")]
    land(lake, load_sources(of_2024 / "sources"), paths, received_at=NOW)

    figures = {one.measure.code: one for one in places_of(lake, of_2024).figures}

    year = figures["delayed_days_nhs_12_months"]
    row = year.areas.index(SUTTON)
    assert year.numerators[row, 0] == 10 * sum(range(1, 13))
    assert year.values[row, 0] == pytest.approx(780 / 366 / 73_000 * 100_000)
    assert year.quality[year.areas.index(KINGSTON), 0] == 3  # suppressed, not nought
    assert "delayed_days_both_12_months" in figures


def test_of_two_files_of_one_month_the_later_counts_and_both_stay(
    tmp_path: Path, definitions: Path
) -> None:
    lake, sources = Lake(tmp_path / "home"), load_sources(definitions / "sources")
    people, first = population(tmp_path / "people.xlsx"), long_csv(tmp_path / "first.csv")
    land(lake, sources, [people, first], received_at=NOW)
    text = first.read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if line.startswith("Sutton,"))
    told = int(old.split(",")[1])
    second = tmp_path / "second.csv"
    second.write_text(text.replace(old, old.replace(f"Sutton,{told},", "Sutton,9999,")))
    land(lake, sources, [second], received_at=LATER)

    places = places_of(lake, definitions)
    month = next(one for one in places.figures if one.measure.code == "delayed_days_nhs")

    assert month.numerators[month.areas.index(SUTTON), 0] == 9999
    parts = place_parts(places, Evidence(lake, KnownAt(date(2026, 11, 23))), sources)
    listed = {one["row"]["code"]: one["differences"] for one in parts.measures}
    different = listed["delayed_days_nhs"]
    assert [(one["area_name"], one["period_words"]) for one in different] == [
        ("Sutton", "April 2017")
    ]
    assert (different[0]["first"], different[0]["second"]) == (9999, told)
    assert listed["delayed_days_social_care"] == []
    # As known on the day before, the first file alone speaks.
    before = places_of(lake, definitions, date(2026, 11, 22))
    month = next(one for one in before.figures if one.measure.code == "delayed_days_nhs")
    assert month.numerators[month.areas.index(SUTTON), 0] == told
