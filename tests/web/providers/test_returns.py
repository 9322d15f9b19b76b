"""A monthly return from the empty form to the rows of the next build."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from caresight.lake.lake import Lake
from caresight.pipeline.landing import land
from caresight.sources.catalogue import load_sources
from caresight.web.audit.models import Entry
from caresight.web.providers.exporting import returns_for_build, write_returns
from caresight.web.providers.models import HomeReturn, ReturnVersion
from tests.web.casework import OURS, THEIRS, Casework
from tests.web.providers.filled_returns import ADDRESS, send

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DEFINITIONS = Path(__file__).resolve().parents[3] / "definitions"


def the_version() -> ReturnVersion:
    return ReturnVersion.objects.get()


def test_the_form_shows_what_the_month_before_said(own: Casework) -> None:
    page = own.browser("provider").get(ADDRESS).content.decode()

    assert "September: 2,400" in page
    assert "September: yes" in page
    assert "September: 30.5" in page


def test_a_return_is_submitted_with_its_figures_as_they_were_typed(own: Casework) -> None:
    answer = send(own.browser("provider"))

    assert answer.status_code == 302
    values = the_version().values
    assert values["total_care_hours"] == 2450
    assert values["posts_filled"] == 30.5
    assert values["registered_manager_in_post"] == 1
    assert HomeReturn.objects.get().state == "submitted"


def test_blank_is_not_known_and_never_none(own: Casework) -> None:
    send(own.browser("provider"), complaints="", registered_manager_in_post="")

    assert the_version().values["complaints"] is None
    assert the_version().values["registered_manager_in_post"] is None


def test_a_draft_is_kept_with_what_cannot_be_said_beside_it(own: Casework) -> None:
    browser = own.browser("provider")

    send(browser, "save", falls="1", falls_with_harm="4")
    page = browser.get(ADDRESS).content.decode()

    assert "Cannot be:" in page
    assert not ReturnVersion.objects.exists()
    assert 'value="4"' in page


def test_what_cannot_be_is_not_submitted_and_nothing_typed_is_lost(own: Casework) -> None:
    page = send(own.browser("provider"), occupied_bed_days="40000").content.decode()

    assert not ReturnVersion.objects.exists()
    assert "40000" in page
    assert "cannot be more than 15,500" in page


def test_a_question_holds_a_return_back_until_somebody_looked(own: Casework) -> None:
    browser = own.browser("provider")

    first = send(browser, falls="30")
    second = send(browser, falls="30", confirmed="on")

    assert "It has at least doubled." in first.content.decode()
    assert second.status_code == 302
    assert the_version().questions == [
        ["falls", "Last month it was 5. It has at least doubled. Is this right?"]
    ]


@pytest.mark.parametrize(
    "typed",
    ["minus four", "-4", "3.5", "=1+1", "<b>6</b>", "1e400", "nan", "6" * 50, "6_0",
     "x" * 1_000_000],
    ids=["words", "below 0", "no whole", "a formula", "HTML", "huge", "nan", "long", "odd", "1 MB"],
)  # fmt: skip
def test_what_is_no_figure_is_said_beside_its_field(own: Casework, typed: str) -> None:
    answer = send(own.browser("provider"), falls=typed)

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert "<b>6</b>" not in answer.content.decode()
    assert not HomeReturn.objects.exists()


def test_a_figure_with_marks_of_no_width_is_read_as_it_looks(own: Casework) -> None:
    send(own.browser("provider"), falls="\u200f6\u200b")

    assert the_version().values["falls"] == 6


def test_an_empty_return_is_not_submitted(own: Casework) -> None:
    browser = own.browser("provider")
    answer = browser.post(ADDRESS, {"token": str(uuid4()), "version": "0", "do": "submit"})

    assert "Nothing is filled in" in answer.content.decode()


def test_a_form_sent_twice_is_submitted_once(own: Casework) -> None:
    browser, token = own.browser("provider"), str(uuid4())

    send(browser, token=token)
    again = send(browser, token=token)

    assert again.status_code == 302
    assert ReturnVersion.objects.count() == 1


def test_a_correction_needs_a_reason_and_keeps_the_earlier_version(own: Casework) -> None:
    browser = own.browser("provider")
    send(browser)

    without = send(browser, version=1, falls="7")
    with_reason = send(browser, version=1, falls="7", why="one was written down late")

    assert "A correction needs a reason" in without.content.decode()
    assert with_reason.status_code == 302
    assert [one.values["falls"] for one in ReturnVersion.objects.all()] == [6, 7]
    page = browser.get(ADDRESS).content.decode()
    assert "6 became 7" in page
    assert "one was written down late" in page


def test_submitting_the_same_figures_again_changes_nothing(own: Casework) -> None:
    browser = own.browser("provider")
    send(browser)

    answer = send(browser, version=1, why="again")

    assert "submitted already" in answer.content.decode()
    assert ReturnVersion.objects.count() == 1


def test_two_who_edit_one_return_both_see_what_the_other_saved(own: Casework) -> None:
    browser = own.browser("provider")
    send(browser, "save", falls="9")

    second = send(browser, "save", falls="11")
    page = second.content.decode()

    assert "Somebody else saved this return" in page
    assert "<b>Saved meanwhile:</b> 9" in page
    assert 'value="11"' in page
    assert HomeReturn.objects.get().draft["falls"] == 9
    assert send(browser, "save", version=1, falls="11").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        f"/own/homes/{THEIRS}/returns/2026-10/",
        "/own/homes/H99999999/returns/2026-10/",
        f"/own/homes/{OURS}/returns/2026-11/",
        f"/own/homes/{OURS}/returns/1999-10/",
        f"/own/homes/{OURS}/returns/soon/",
    ],
    ids=["another's home", "no home", "a month not over", "long past", "no month"],
)
def test_a_return_that_is_not_theirs_to_send_is_not_there(own: Casework, address: str) -> None:
    browser = own.browser("provider")

    assert browser.get(address).status_code == 404
    assert send(browser, address=address).status_code == 404
    assert not HomeReturn.objects.exists()


@pytest.mark.parametrize("name", ["chair", "viewer", "analyst", "oversight", "administrator"])
def test_nobody_else_opens_or_sends_a_return(own: Casework, name: str) -> None:
    browser = own.browser(name)

    assert browser.get(ADDRESS).status_code in (403, 404)
    assert send(browser).status_code in (403, 404)
    assert not HomeReturn.objects.exists()


def test_every_saving_and_submitting_is_one_line_in_the_trail(own: Casework) -> None:
    browser = own.browser("provider")
    send(browser, "save")
    send(browser, version=1, falls="7")

    lines = Entry.objects.filter(operation__startswith="providers.").values_list("operation")

    assert [line for (line,) in lines] == ["providers.save_return", "providers.submit_return"]


def test_submitted_returns_land_as_the_spreadsheet_would(own: Casework, tmp_path: Path) -> None:
    send(own.browser("provider"))

    assert write_returns(tmp_path / "out", at=NOW) == 1
    lake = Lake(tmp_path / "lake-home")
    catalogue = load_sources(DEFINITIONS / "sources")
    first = land(lake, catalogue, [tmp_path / "out"], received_at=NOW)
    again = land(lake, catalogue, [tmp_path / "out"], received_at=NOW)

    assert [one.fate for one in first.files] == ["landed"]
    assert first.files[0].rows_set_aside == 0
    assert [one.fate for one in again.files] == ["already_landed"]
    rows = lake.read_at(lake.versions(), "observations").to_pylist()
    assert {row["component"]: row["value"] for row in rows}["falls"] == 6
    assert "complaints" not in {row["component"] for row in rows}
    assert HomeReturn.objects.get().state == "accepted"


def test_a_correction_on_another_day_is_another_file_and_the_last_of_a_day_counts(
    own: Casework, tmp_path: Path
) -> None:
    browser = own.browser("provider")
    send(browser)
    send(browser, version=1, falls="7", why="late")
    send(browser, version=2, falls="8", why="later still")
    ReturnVersion.objects.filter(number=3).update(
        submitted_at=datetime(2026, 12, 24, 9, tzinfo=UTC)
    )

    days = returns_for_build()
    write_returns(tmp_path, at=NOW)

    assert [[row["falls"] for row in rows] for _, rows in days] == [["7"], ["8"]]
    assert len(list(tmp_path.glob("provider_return_published_*.csv"))) == 2
    assert returns_for_build(datetime(2026, 12, 24, 23, tzinfo=UTC)) == days[1:]


def test_one_csv_file_holds_the_newest_version_of_each_return(
    own: Casework, tmp_path: Path
) -> None:
    browser = own.browser("provider")
    send(browser)
    send(browser, version=1, falls="7", why="late")

    written = write_returns(tmp_path / "returns.csv", at=NOW)

    text = (tmp_path / "returns.csv").read_text(encoding="utf-8")
    assert written == 1
    assert text.splitlines()[1].startswith("2026-10,1-")
    assert HomeReturn.objects.get().state == "accepted"


def test_a_correction_of_an_accepted_return_waits_for_the_next_build(
    own: Casework, tmp_path: Path
) -> None:
    browser = own.browser("provider")
    send(browser)
    write_returns(tmp_path, at=NOW)

    send(browser, version=1, falls="7", why="late")

    assert HomeReturn.objects.get().state == "submitted"


def test_without_a_return_the_file_has_headings_only(own: Casework, tmp_path: Path) -> None:
    assert write_returns(tmp_path / "returns.csv", at=NOW) == 0
    assert (tmp_path / "returns.csv").read_text(encoding="utf-8").startswith("month,location_id")


def test_the_calendar_says_which_months_came_and_which_are_missing(own: Casework) -> None:
    page = own.browser("provider").get(f"/own/homes/{OURS}/").content.decode()

    assert "October 2026" in page
    assert "Received as a file" in page
    assert "Late" in page
