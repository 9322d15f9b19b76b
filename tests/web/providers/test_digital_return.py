"""A home's digital return: from the empty form to the band that it moves."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.maturity.editions import load_maturity
from caresight.maturity.scoring import assess
from caresight.pipeline.build_register import locations_by_home
from caresight.pipeline.digital_evidence import digital_evidence
from caresight.pipeline.landing import land
from caresight.pipeline.linking import homes_as_known
from caresight.sources.catalogue import load_sources
from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.providers import evidence, operations
from caresight.web.providers.exporting import returns_for_build, write_returns
from caresight.web.providers.models import HomeReturn, ReturnVersion
from caresight.web.providers.operations import Filled
from caresight.web.providers.queries import homes_of
from caresight.web.providers.return_definition import return_form
from caresight.web.providers.states import DIGITAL
from tests.web.casework import OURS, THEIRS, Casework

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DEFINITIONS = Path(__file__).resolve().parents[3] / "definitions"
ADDRESS = f"/own/homes/{OURS}/digital-return/"
REGISTER = """\
Location ID,Location Name,Care Home?,Location Post Code,Location Local Authority,Location ODS Code,\
Domain,Latest Rating,Publication Date,Provider ID,Provider Name,Service / Population Group
1-990000,Rowan Court,Y,QX1 1AA,X99000001,VX1,Overall,Good,01/02/2026,1-9,Invented Care,Overall
"""
TOOLKIT = """\
OrganisationName,ODSCode,PublicationStatus,DateOfPublication,PrimarySector,CCG (from ODS and CQC)
ROWAN COURT (VX1),VX1,25/26 Standards Met,2026-05-01,Care Home,NHS QUILLMARSH ICB
"""
MINIMUM = {"internet_office": "yes", "device": "yes", "email_monitored": "yes"}


def send(browser: Any, do: str = "submit", *, version: int = 0, **fields: str) -> Any:
    """Send the form with answers about the day before."""
    data = {"token": str(uuid4()), "version": str(version), "do": do}
    return browser.post(ADDRESS, {**data, "answered_on": "2026-11-20", **fields})


def rows() -> list[tuple[str, str, str, str, str]]:
    """What the next build is given: criterion, answer, number, out of, day."""
    return [
        (one["criterion"], one["answer"], one["number"], one["out_of"], one["answered_on"])
        for _, found in returns_for_build(of=DIGITAL)
        for one in found
    ]


def test_nothing_is_filled_in_that_nobody_has_said(casework: Casework, noon: datetime) -> None:
    page = casework.browser("provider").get(ADDRESS).content.decode()

    assert "selected" not in page.replace('<option value="" selected>', "")
    assert "So far: no. The home&#x27;s return, 1 October 2026; until 1 October 2027." in page


def test_only_what_was_answered_is_sent_and_blank_is_no_answer(own: Casework) -> None:
    answer = send(
        own.browser("provider"), device="yes", wifi_residents="no", digital_lead="not known",
        tablets_number="3", tablets_out_of="20", accredited_email="yes",
        accredited_email_on="2026-11-02",
    )  # fmt: skip

    assert answer.status_code == 302
    assert rows() == [
        ("accredited_email", "yes", "", "", "2026-11-02"),
        ("device", "yes", "", "", "2026-11-20"),
        ("digital_lead", "not known", "", "", "2026-11-20"),
        ("tablets", "counted", "3", "20", "2026-11-20"),
        ("wifi_residents", "no", "", "", "2026-11-20"),
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Nothing is filled in"),
        ({"device": "yes", "answered_on": ""}, "answers without the day"),
        ({"device": "yes", "answered_on": "2026-11-22"}, "a day that is yet to come"),
        ({"device": "yes", "answered_on": "2023-11-20"}, "36 months ago or more"),
        ({"device": "yes", "answered_on": "soon"}, "Write a day such as"),
        ({"device": "perhaps"}, "Select a valid choice"),
        ({"tablets_number": "-1", "tablets_out_of": "9"}, "cannot be less than 0"),
        ({"tablets_number": "100001", "tablets_out_of": "9"}, "cannot be more than 100,000"),
        ({"tablets_number": "2", "tablets_out_of": "0"}, "cannot be less than 1"),
        ({"tablets_number": "2"}, "one number without the other"),
        ({"tablets_number": "2", "tablets_out_of": "9", "tablets": "on"}, "that you do not know"),
        ({"skills_training_number": "9", "skills_training_out_of": "8"}, "cannot be more than"),
        ({"nhsmail": "yes"}, "a yes without its day"),
        ({"nhsmail": "no", "nhsmail_on": "2026-11-01"}, "without the answer yes"),
        ({"nhsmail": "yes", "nhsmail_on": "2026-11-21"}, "after the one that your answers"),
    ],
)
def test_what_cannot_be_is_said_and_not_submitted(
    own: Casework, fields: dict[str, str], said: str
) -> None:
    answer = send(own.browser("provider"), **fields)

    assert said in answer.content.decode()
    assert not ReturnVersion.objects.exists()


def test_a_draft_keeps_what_cannot_be_and_waits_for_whoever_goes_on(own: Casework) -> None:
    browser = own.browser("provider")

    assert send(browser, "save", tablets_number="2").status_code == 302
    page = browser.get(ADDRESS).content.decode()

    assert 'value="2"' in page
    assert "one number without the other" in page
    assert rows() == []


def test_what_was_answered_is_not_filled_in_again(own: Casework) -> None:
    browser = own.browser("provider")
    send(browser, device="no", answered_on="2026-11-19")

    page = browser.get(ADDRESS).content.decode()
    send(browser, version=1, device="yes")

    assert "You answered: no, 19 November 2026. It counts from the next release on." in page
    assert "Do staff have a computer or tablet that works?: no" in page
    assert "selected" not in page.replace('<option value="" selected>', "")
    # Each version is a word of its own: both days are told.
    assert {row[4]: row[1] for row in rows()} == {"2026-11-19": "no", "2026-11-20": "yes"}


def test_of_two_answers_about_one_day_the_later_counts(own: Casework) -> None:
    browser = own.browser("provider")
    send(browser, device="no", wifi_residents="yes")
    send(browser, version=1, device="not known")

    assert [row[:2] for row in rows()] == [("device", "not known"), ("wifi_residents", "yes")]


def test_the_same_form_or_the_same_answers_sent_twice_count_once(own: Casework) -> None:
    browser, token = own.browser("provider"), str(uuid4())

    assert send(browser, device="yes", token=token).status_code == 302
    assert send(browser, device="yes", token=token).status_code == 302
    again = send(browser, version=1, device="yes")

    assert "submitted already" in again.content.decode()
    assert ReturnVersion.objects.count() == HomeReturn.objects.count() == 1


def test_two_who_answer_at_once_both_see_what_the_other_saved(own: Casework) -> None:
    browser = own.browser("provider")
    send(browser, "save", device="no")

    page = send(browser, device="yes").content.decode()

    assert "<b>Saved meanwhile:</b> no" in page
    assert not ReturnVersion.objects.exists()
    assert send(browser, version=1, device="yes").status_code == 302


def test_what_a_national_list_shows_is_told_and_not_asked(
    casework: Casework, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = evidence.criteria_of(OURS)
    facts = known["nhsmail"].facts
    facts |= {"state": "yes", "source": "nhsmail_rollout", "on": "2026-11-01"}
    monkeypatch.setattr(evidence, "criteria_of", lambda _home_id: known)
    browser = casework.browser("provider")

    page = browser.get(ADDRESS).content.decode()

    assert "NHSmail in use, in full. So far: yes. NHSmail list, 1 November 2026" in page
    assert "id_nhsmail" not in page
    assert "id_device" in page
    # Whoever opened the page before the list came loses nothing.
    assert 'id="id_nhsmail"' in send(browser, nhsmail="yes").content.decode()
    # And what the home has done since a list said no is the home's to say.
    facts |= {"state": "no"}
    assert 'id="id_nhsmail"' in browser.get(ADDRESS).content.decode()


@pytest.mark.parametrize("home", [THEIRS, "H99999999"])
def test_a_home_that_is_not_theirs_has_no_return(own: Casework, home: str) -> None:
    address = ADDRESS.replace(OURS, home)
    browser = own.browser("provider")

    assert browser.get(address).status_code == 404
    assert browser.post(address, {"device": "yes", "do": "submit"}).status_code == 404
    assert not HomeReturn.objects.exists()


@pytest.mark.parametrize("name", ["chair", "viewer", "oversight", "administrator"])
def test_nobody_else_answers_for_a_home(own: Casework, name: str) -> None:
    assert send(own.browser(name), device="yes").status_code in (403, 404)
    assert not HomeReturn.objects.exists()


def test_a_home_that_changed_hands_meanwhile_is_its_new_owners_to_answer(
    own: Casework, settings: Any, handed_over_folder: Path
) -> None:
    send(own.browser("provider"), device="yes")
    settings.HOME = handed_over_folder

    assert send(own.browser("provider"), version=1, device="no").status_code == 404
    page = own.browser("other_provider").get(ADDRESS).content.decode()
    assert "Nothing has been filled in here yet." in page
    assert "What was submitted" not in page


def test_a_home_that_closed_meanwhile_is_asked_nothing(
    own: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = {**homes_of(own.access("provider"))[0], "is_open": False}
    asked = return_form(DIGITAL)
    filled = Filled(home, None, {"device": "yes"}, 0, asked=asked)  # type: ignore[arg-type]

    with pytest.raises(Refusal, match="closed"):
        operations.save_draft(actor=own.people["provider"], at=NOW, filled=filled)
    monkeypatch.setattr("caresight.web.providers.views.opening.OwnHome.sends_digital_return", False)
    assert own.browser("provider").get(ADDRESS).status_code == 404


def test_the_trail_names_the_return_and_none_of_its_answers(own: Casework) -> None:
    browser = own.browser("provider")
    send(browser, "save", device="no")
    send(browser, version=1, device="yes")

    lines = list(Entry.objects.filter(operation__startswith="providers."))

    assert [one.operation.split(".")[1] for one in lines] == ["save_return", "submit_return"]
    assert all(one.subject == f"return:{OURS} digital_return" for one in lines)
    assert "device" not in str([one.detail for one in lines])


def test_the_pages_of_the_home_lead_to_the_form(own: Casework) -> None:
    browser = own.browser("provider")

    assert ADDRESS in browser.get(f"/own/homes/{OURS}/").content.decode()
    assert ADDRESS in browser.get(f"/homes/{OURS}/digital/").content.decode()
    assert ADDRESS not in own.browser("chair").get(f"/homes/{OURS}/digital/").content.decode()


def test_the_calendar_of_months_does_not_know_the_digital_return(own: Casework) -> None:
    browser = own.browser("provider")
    before = browser.get("/own/").content.decode()

    send(browser, device="yes")

    assert browser.get("/own/").content.decode().count("Submitted") == before.count("Submitted")


def test_answers_move_the_band_of_the_home_once_they_are_built(
    own: Casework, tmp_path: Path
) -> None:
    lake = Lake(tmp_path / "home")
    for name, text in {
        "01_November_2026_Latest_ratings.csv": REGISTER,
        "dspt_progress_2026-11-01.csv": TOOLKIT,
    }.items():
        (tmp_path / name).write_text(text)
    catalogue = load_sources(DEFINITIONS / "sources")
    land(lake, catalogue, sorted(tmp_path.glob("*.csv")), received_at=NOW)
    browser = own.browser("provider")
    bands = [band(lake)]

    for version, more in enumerate((MINIMUM, {"device": "not known"})):
        send(browser, version=version, **more)
        write_returns(tmp_path / "out", at=NOW)
        later = NOW + timedelta(hours=1 + version)
        report = land(lake, catalogue, [tmp_path / "out"], received_at=later)
        assert [(one.fate, one.rows_set_aside) for one in report.files] == [("landed", 0)]
        bands.append(band(lake))

    # What is not known can lower a band, never raise it.
    assert bands == [0, 1, 0]
    assert HomeReturn.objects.get().state == "accepted"


def test_answers_that_were_not_handed_on_are_not_called_accepted(
    own: Casework, tmp_path: Path
) -> None:
    browser = own.browser("provider")
    send(browser, device="yes")
    ReturnVersion.objects.update(submitted_at=NOW - timedelta(days=5))
    send(browser, version=1, internet_office="yes")

    written = write_returns(tmp_path / "out", NOW - timedelta(days=1), at=NOW, of=DIGITAL)

    first, second = ReturnVersion.objects.order_by("number")
    assert written == 1
    assert (first.accepted_at, second.accepted_at) == (None, NOW)


def band(lake: Lake) -> int:
    """The band of the only home of a lake, two days later."""
    known = Evidence(lake, KnownAt(date(2026, 11, 23)))
    locations = locations_by_home(known, homes_as_known(known).homes)
    edition = load_maturity(DEFINITIONS)[-1]
    (said,) = digital_evidence(known, edition, locations, {}).known.values()
    return assess(edition, said, date(2026, 11, 23)).band
