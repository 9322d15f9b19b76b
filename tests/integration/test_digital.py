"""From landed lists to the pages: bands on a day, how homes were found, and what was not known."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.maturity.editions import load_maturity
from caresight.maturity.scoring import assess
from caresight.pipeline.build_boards import health_areas
from caresight.pipeline.build_digital import digital_parts
from caresight.pipeline.build_digital_areas import Groupings
from caresight.pipeline.build_register import locations_by_home
from caresight.pipeline.digital_evidence import digital_evidence
from caresight.pipeline.landing import land
from caresight.pipeline.linking import homes_as_known
from caresight.pipeline.release_index.digital import DigitalHome, DigitalParts
from caresight.pipeline.release_index.documents import HomeRow
from caresight.sources.catalogue import load_sources
from caresight.web.digital.presenters.matching import unread_lines
from tests.unit.pipeline.invented_documents import home_row

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TOWN = "X99000001"
REGISTER = """\
Location ID,Location Name,Care Home?,Location Post Code,Location Local Authority,Location ODS Code,\
Domain,Latest Rating,Publication Date,Provider ID,Provider Name,Service / Population Group
1-1,Elm House,Y,QX1 1AA,X99000001,VX1,Overall,Good,01/02/2026,1-9,Invented Care,Overall
1-2,Oak Lodge Care Home,Y,QX1 1AB,X99000001,VX2,Overall,Good,01/02/2026,1-9,Invented Care,Overall
1-3,Ash Court,Y,QX1 1AD,X99000001,,Overall,Good,01/02/2026,1-8,Another Ltd,Overall
"""
TOOLKIT = """\
OrganisationName,ODSCode,PublicationStatus,DateOfPublication,PrimarySector,CCG (from ODS and CQC)
ELM HOUSE (VX1),VX1,25/26 Standards Met,2026-05-01,Care Home,NHS QUILLMARSH ICB
OAK LODGE (VX2),VX2,,,Care Home,NHS QUILLMARSH ICB
INVENTED CARE LIMITED (AX9),AX9,25/26 Standards Exceeded,2026-05-01,Company,
ASH COURT (VX3),VX3,Standards Splendid,2026-05-01,Care Home,NHS QUILLMARSH ICB
"""
MAIL = """\
ods_code,home_name,has_mailbox,joined_on,last_used_on
VX1,Elm House,Y,2025-01-01,2026-10-20
VX2,Oak Lodge,Y,2025-01-01,2026-02-01
"""
SAID = """\
location_id,home_name,criterion,answer,number,out_of,answered_on
1-1,Elm House,internet_office,yes,,,2026-10-01
1-1,Elm House,device,yes,,,2026-10-01
1-1,Elm House,email_monitored,yes,,,2025-11-25
1-1,Elm House,tablets,counted,2,30,2026-10-01
1-2,Oak Lodge,internet_office,yes,,,2026-09-01
1-2,Oak Lodge,internet_office,maybe,,,2026-10-15
1-2,Oak Lodge,wifi_in_the_garden,yes,,,2026-10-15
1-3,Ash Court,skills_training,counted,140,100,2026-10-01
1-99,Nobody's,device,yes,,,2026-10-01
"""


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory, definitions: Path) -> Lake:
    folder = tmp_path_factory.mktemp("digital")
    for name, text in {
        "01_November_2026_Latest_ratings.csv": REGISTER,
        "dspt_progress_2026-11-01.csv": TOOLKIT,
        "nhsmail_rollout_2026-11-01.csv": MAIL,
        "digital_return_published_2026-11-01.csv": SAID,
    }.items():
        (folder / name).write_text(text)
    lake = Lake(folder / "home")
    report = land(
        lake, load_sources(definitions / "sources"), sorted(folder.glob("*.csv")), received_at=NOW
    )
    assert [one.fate for one in report.files] == ["landed"] * 4, report.files
    return lake


def parts(lake: Lake, definitions: Path, day: date = date(2026, 11, 22)) -> DigitalParts | None:
    # What had been published counts, whenever it was loaded here.
    evidence = Evidence(lake, KnownAt(day, "published"))
    locations = locations_by_home(evidence, homes_as_known(evidence).homes)
    rows: list[HomeRow] = [
        home_row(home_id, name=own[0].text("name"), area_code=TOWN, area_name="Quillmarsh")
        for home_id, own in locations.items()
    ]
    return digital_parts(
        evidence, load_maturity(definitions), locations, rows, Groupings({TOWN: "The North"}),
        health_areas(evidence),
    )  # fmt: skip


def by_name(found: DigitalParts | None, lake: Lake) -> dict[str, DigitalHome]:
    assert found is not None
    evidence = Evidence(lake, KnownAt(date(2026, 11, 22), "published"))
    named = locations_by_home(evidence, homes_as_known(evidence).homes)
    return {named[home["home_id"]][0].text("name"): home for home in found.homes}


def test_a_home_stands_where_its_lists_and_answers_put_it(lake: Lake, definitions: Path) -> None:
    elm = by_name(parts(lake, definitions), lake)["Elm House"]
    criteria = {one["code"]: one for one in elm["criteria"]}

    assert (elm["band"], elm["band_possible"]) == (1, 1)
    assert elm["held_back_by"] == ["tablets", "wifi_residents", "video_consultation"]
    assert criteria["tablets"]["share"] == 0.67
    assert criteria["dspt_met"]["note"] == "Standards met, 2025-26"
    assert criteria["nhsmail"]["source"] == "nhsmail_rollout"


def test_a_fall_that_is_near_is_told(lake: Lake, definitions: Path) -> None:
    elm = by_name(parts(lake, definitions), lake)["Elm House"]

    assert elm["falls_on"] == "2026-11-25"


def test_evidence_that_expires_lowers_the_band_on_its_day(lake: Lake, definitions: Path) -> None:
    edition = load_maturity(definitions)[-1]
    evidence = Evidence(lake, KnownAt(date(2026, 11, 30), "published"))
    locations = locations_by_home(evidence, homes_as_known(evidence).homes)
    said = digital_evidence(evidence, edition, locations, health_areas(evidence))
    elm = next(h for h, own in locations.items() if own[0].text("name") == "Elm House")

    bands = [assess(edition, said.known[elm], date(2026, 11, day)).band for day in (24, 25)]

    assert bands == [1, 0]


def test_a_mailbox_that_was_not_used_for_long_is_not_in_use(lake: Lake, definitions: Path) -> None:
    oak = by_name(parts(lake, definitions), lake)["Oak Lodge Care Home"]
    criteria = {one["code"]: one for one in oak["criteria"]}

    assert criteria["nhsmail"]["state"] == "no"
    # The home published nothing; its head office did, and is found by its name.
    assert criteria["dspt_exceeded"]["state"] == "yes"
    assert criteria["dspt_exceeded"]["note"] == (
        "Standards exceeded, 2025-26, published by the head office"
    )


def test_what_the_lists_say_of_nobody_we_know_is_counted(lake: Lake, definitions: Path) -> None:
    found = parts(lake, definitions)

    assert found is not None
    rate = next(one for one in found.summary["matching"] if one["source"] == "dspt")
    assert (rate["lines"], rate["lines_matched"], rate["homes_matched"]) == (3, 3, 3)
    assert [m["homes"] for m in rate["methods"]] == [2, 0, 1, 0]
    assert rate["not_understood"] == {"Standards Splendid": 1}


def test_an_answer_that_cannot_be_read_leaves_the_earlier_one_in_force(
    lake: Lake, definitions: Path
) -> None:
    oak = by_name(parts(lake, definitions), lake)["Oak Lodge Care Home"]
    criteria = {one["code"]: one for one in oak["criteria"]}

    assert criteria["internet_office"]["state"] == "yes"


def test_more_trained_than_there_are_staff_says_nothing(lake: Lake, definitions: Path) -> None:
    ash = by_name(parts(lake, definitions), lake)["Ash Court"]
    criteria = {one["code"]: one for one in ash["criteria"]}

    assert criteria["skills_training"]["state"] == "not_known"


def test_answers_of_no_home_and_to_no_criterion_are_counted_and_told(
    lake: Lake, definitions: Path
) -> None:
    found = parts(lake, definitions)

    assert found is not None
    assert (found.summary["unplaced"], found.summary["unasked"]) == (
        {"1-99": 1}, {"wifi_in_the_garden": 1},
    )  # fmt: skip
    assert unread_lines(found.summary) == [
        "1 answer of locations that no register has: 1-99. Ask who sent the return.",
        "1 answer to criteria that nobody asks for: wifi_in_the_garden. Ask who sent the return.",
    ]


def test_areas_count_homes_by_band_and_say_for_how_many_it_is_not_known(
    lake: Lake, definitions: Path
) -> None:
    found = parts(lake, definitions)

    assert found is not None
    assert [(a["kind"], a["name"], a["homes"]) for a in found.areas] == [
        ("all", "All homes", 3), ("region", "The North", 3), ("council", "Quillmarsh", 3),
    ]  # fmt: skip
    assert found.areas[0]["bands"] == [0, 1, 0, 0, 0]
    assert (found.areas[0]["not_settled"], found.areas[0]["nothing_known"]) == (2, 1)
    mail = next(one for one in found.areas[0]["uptake"] if one["criterion"] == "nhsmail")
    assert (mail["yes"], mail["no"], mail["not_known"], mail["share"]) == (1, 1, 1, 0.5)
    assert mail["lower"] is not None
    assert mail["lower"] < 0.5


def test_before_anything_was_published_nothing_is_said(lake: Lake, definitions: Path) -> None:
    assert parts(lake, definitions, date(2026, 10, 31)) is None


@pytest.mark.real
@pytest.mark.slow
def test_real_homes_are_found_by_code_by_name_in_their_area_and_by_their_head_office(
    shared_folder: Path, definitions: Path, tmp_path: Path
) -> None:
    data, lake = shared_folder / "data", Lake(tmp_path)
    files = [
        data / "dspt/dspt_progress_2019-06-17.xlsx",
        data / "cqc/api/care_homes_flat_2021-02.csv.gz",
        data / "cqc/latest_ratings_overall_england_2021-02.csv.gz",
    ]
    land(lake, load_sources(definitions / "sources"), files, received_at=NOW)
    evidence, edition = Evidence(lake, KnownAt(date(2026, 11, 22))), load_maturity(definitions)[-1]

    locations = locations_by_home(evidence, homes_as_known(evidence).homes)
    said = digital_evidence(evidence, edition, locations, health_areas(evidence))

    matches = said.matched["dspt"].matches
    lines = {method: len({m.ods_code for m in matches if m.method == method})
             for method in ("ods_code", "name_in_area", "head_office_name")}  # fmt: skip
    assert lines == {"ods_code": 97, "name_in_area": 1127, "head_office_name": 584}
    assert len({match.home_id for match in matches}) == 3983
    day = date(2019, 6, 17)
    met = [
        k
        for k in said.known.values()
        if assess(edition, k, day).findings["dspt_met"].state == "yes"
    ]
    assert len(met) == 2069
