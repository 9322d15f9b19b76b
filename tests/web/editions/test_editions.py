"""The overview and its editions: sums, freezing, numbering, change notes, recipients."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.models import Entry
from caresight.web.directory.releases import listed, newest
from caresight.web.editions import queries
from caresight.web.editions.models import Edition, Recipient
from caresight.web.editions.operations import add_recipient, publish_edition
from caresight.web.editions.rules import may_keep_recipients, may_publish
from caresight.web.notices.models import Notice
from tests.web.casework import PEOPLE, TODAY

AT = datetime(2026, 11, 21, 10, tzinfo=UTC)
STAFF = set(PEOPLE) - {"social_worker", "provider", "other_provider", "governance"}


@pytest.fixture
def ready(casework, with_release):
    return casework


def published(casework, release_id="", at=AT, **changes):
    given = {"token": None, "note": "", **changes}
    chosen = release_id or newest().release_id
    return publish_edition(actor=casework.people["analyst"], at=at, release_id=chosen, **given)


def listed_recipient(casework, **changes):
    given = {
        "token": None, "name": "Invented team", "organisation": "Invented Council",
        "entitlement": "council", "why": "Planning", "since": TODAY - timedelta(days=30),
        **changes,
    }  # fmt: skip
    return add_recipient(actor=casework.people["administrator"], at=AT, **given)


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_staff_read_analysts_publish_and_administrators_keep_the_list(ready, who):
    browser, roles = ready.browser(who), ready.access(who).roles

    assert (browser.get("/overview/").status_code == 200) == (who in STAFF)
    assert (browser.get("/editions/publish/").status_code == 200) == may_publish(roles)
    assert (browser.get("/editions/recipients/").status_code == 200) == may_keep_recipients(roles)
    assert may_publish(roles) == (who in {"analyst", "administrator"})
    assert may_keep_recipients(roles) == (who == "administrator")


def test_a_members_overview_has_the_same_counts_as_everybodys(ready):
    mine, all_ = (
        ready.browser(who).get("/overview.csv").content for who in ("regulator", "viewer")
    )

    assert mine == all_


def test_an_edition_is_numbered_by_its_month_frozen_and_stays_as_it_was(ready):
    earlier, latest = listed()[-1].release_id, listed()[0].release_id
    first = published(ready, earlier)
    before = ready.browser("viewer").get(f"/editions/{first.number}/overview.csv").content
    second = published(ready, latest)

    after = ready.browser("viewer").get(f"/editions/{first.number}/overview.csv").content

    assert (first.number, second.number) == ("2026-10.1", "2026-11.1")
    assert before == after
    assert Entry.objects.filter(operation="editions.publish").count() == 2


def test_the_change_note_counts_against_the_edition_before(ready):
    published(ready, listed()[-1].release_id)
    second = published(ready, note="Two homes were entered twice.")

    page = ready.browser("viewer").get(f"/editions/{second.number}/").content.decode()

    assert "Against edition 2026-10.1" in page
    assert "Told otherwise than before" in page
    assert "Definitions are the same." in page
    assert "Two homes were entered twice." in page


def test_the_first_edition_says_that_there_is_none_to_compare_with(ready):
    number = published(ready).number

    assert (
        b"This is the first edition" in ready.browser("viewer").get(f"/editions/{number}/").content
    )


def test_a_release_is_published_once_however_often_the_form_is_sent(ready):
    sent = {"token": str(uuid4()), "note": ""}
    browser = ready.browser("analyst")

    first, again = (browser.post("/editions/publish/", sent) for _ in range(2))
    other = browser.post("/editions/publish/", {"token": str(uuid4()), "note": ""})

    assert first.url == again.url
    assert "was published as edition" in other.content.decode()
    assert Edition.objects.count() == 1


def test_an_edition_that_was_altered_by_hand_is_refused(ready):
    edition = published(ready)
    Edition.objects.update(text=edition.text.replace("2026", "2027", 1))

    with pytest.raises(Refusal, match="is not as it was published"):
        queries.content_kept(queries.edition_numbered(edition.number))
    assert ready.browser("viewer").get(f"/editions/{edition.number}/").status_code == 503


def test_those_who_are_entitled_on_the_day_and_have_an_account_are_told(ready):
    people = ready.people
    listed_recipient(ready, person=people["viewer"])
    listed_recipient(ready, person=people["oversight"], until=TODAY - timedelta(days=1))
    listed_recipient(ready, person=people["chair"], since=TODAY + timedelta(days=1))

    published(ready)

    assert set(Notice.objects.values_list("person__username", flat=True)) == {"viewer"}


def test_an_administrator_adds_a_recipient_and_ends_the_entry_which_stays(ready):
    browser = ready.browser("administrator")
    browser.post(
        "/editions/recipients/add/",
        {"token": str(uuid4()), "name": "Invented team", "organisation": "Invented NHS",
         "entitlement": "nhs", "why": "Planning beds", "since": "2026-11-01",
         "username": "viewer"},
    )  # fmt: skip
    made = Recipient.objects.get()
    browser.post(
        f"/editions/recipients/{made.pk}/end/", {"until": "2026-12-31", "why": "Team dissolved"}
    )

    page = browser.get("/editions/recipients/").content.decode()

    assert made.person == ready.people["viewer"]
    assert "Team dissolved" in page
    assert not queries.entitled_on(date(2027, 1, 1)).exists()
    assert Entry.objects.filter(operation="editions.end_recipient").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"username": "nobody"}, "Nobody has this user name"),
        ({"until": "2026-10-01"}, "lies before the first"),
        ({"entitlement": ""}, "This field is required"),
        ({"why": ""}, "This field is required"),
    ],
)
def test_a_recipient_needs_an_entitlement_a_reason_and_days_in_order(ready, changes, message):
    sent = {
        "token": str(uuid4()), "name": "Invented team", "organisation": "Invented NHS",
        "entitlement": "nhs", "why": "Planning", "since": "2026-11-01", "until": "", **changes,
    }  # fmt: skip

    answer = ready.browser("administrator").post("/editions/recipients/add/", sent)

    assert message in answer.content.decode()
    assert not Recipient.objects.exists()


def test_files_hold_a_sheet_a_region_and_a_cover(ready):
    number = published(ready).number
    browser = ready.browser("viewer")

    for address in ("/overview.ods", f"/editions/{number}/overview.ods"):
        content = zipfile.ZipFile(io.BytesIO(browser.get(address).content)).read("content.xml")
        assert b"Every region" in content
        assert b"Cover" in content


def test_a_region_that_is_not_there_is_not_found(ready):
    browser = ready.browser("viewer")

    assert browser.get("/overview/?region=nowhere").status_code == 404
    assert browser.get("/editions/1999-01.1/").status_code == 404


def test_the_map_says_what_its_table_says_and_shows_what_is_asked(ready):
    beds = ready.browser("viewer").get("/overview/?region=Invented+region").content.decode()
    rated = ready.browser("viewer").get("/overview/?map=rated").content.decode()
    unknown = ready.browser("viewer").get("/overview/?map=nonsense").content.decode()

    assert "Map: Beds in care homes" in beds
    assert beds.count('class="map-area') >= 3
    assert '<th scope="row">Alderbourne</th>' in beds
    assert "Map: Share of rated homes that are Good or Outstanding" in rated
    assert "83%" in rated
    assert "Map: Beds in care homes" in unknown
