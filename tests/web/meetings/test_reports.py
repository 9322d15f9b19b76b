"""Reports of members: drafts, sent ones, late ones, and who reads them."""

from datetime import timedelta

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.meetings.operations import Said
from caresight.web.meetings.policies import ChangedMeanwhile
from caresight.web.meetings.presenters.reports import is_late, report_lines
from caresight.web.meetings.queries.attendance import agencies_missing
from caresight.web.meetings.queries.minutes import readable_reports, sent_reports
from caresight.web.meetings.queries.references import own_references
from tests.web.actions.agreed import agree
from tests.web.casework import OURS
from tests.web.intelligence.items import send
from tests.web.meetings.held import MEETS_ON, NOW, call, open_up, plan, report


def test_a_draft_is_read_by_its_agency_only(casework):
    meeting = call(casework)
    report(casework, meeting, send=False)

    assert readable_reports(casework.access("regulator"), meeting).count() == 1
    for name in ("chair", "council", "neighbour", "oversight", "left"):
        assert not readable_reports(casework.access(name), meeting).exists()


def test_a_report_that_was_sent_is_read_by_every_member_and_nobody_else(casework):
    meeting = call(casework)
    report(casework, meeting)

    for name in ("chair", "council", "ambulance"):
        assert readable_reports(casework.access(name), meeting).count() == 1
    for name in ("neighbour", "oversight", "left", "provider"):
        assert not readable_reports(casework.access(name), meeting).exists()


def test_a_report_without_what_the_group_needs_stays_a_draft(casework):
    meeting, said = call(casework), [Said("good_news", "Falls halved.", OURS, "Rowan Court")]

    with pytest.raises(Refusal, match="A section that the group needs is empty"):
        report(casework, meeting, said=said)
    assert report(casework, meeting, said=said, send=False).state == "draft"


def test_a_late_report_is_marked(casework):
    meeting = call(casework)
    due = meeting.reports_due_on

    report(casework, meeting, at=MEETS_ON - timedelta(days=7))
    late = report(casework, meeting, by="ambulance", at=MEETS_ON - timedelta(days=2))

    assert due == (MEETS_ON - timedelta(days=7)).date()
    lines = {line.agency: line.state for line in report_lines(meeting, sent_reports(meeting))}
    assert lines == {"Invented Ambulance Service": "Sent late", "Invented Regulator": "Sent"}
    assert is_late(late)


def test_a_sent_report_that_is_mended_keeps_the_moment_of_its_sending(casework):
    meeting = call(casework)
    first = report(casework, meeting)

    again = report(casework, meeting, version=1, at=MEETS_ON - timedelta(days=1), send=False)

    assert (again.state, again.sent_at, again.version) == ("sent", first.sent_at, 2)
    (line,) = report_lines(meeting, sent_reports(meeting))
    assert "It was changed after that." in line.sentence


def test_two_colleagues_who_write_at_once_lose_nothing(casework):
    meeting = call(casework)
    report(casework, meeting, send=False)

    with pytest.raises(ChangedMeanwhile):
        report(casework, meeting, version=0)


def test_no_report_is_taken_once_the_meeting_has_begun(casework):
    meeting = open_up(casework)

    with pytest.raises(Refusal, match="closed"):
        report(casework, meeting)


def test_the_agencies_that_have_not_sent_are_named(casework):
    meeting = call(casework)
    report(casework, meeting)

    missing = agencies_missing(meeting)

    assert "Invented Regulator" not in missing
    assert "Healthwatch Alderbourne" in missing


def test_a_section_that_the_form_has_not_is_left_out(casework):
    kept = report(casework, call(casework), said=[
        Said("not_known_to_others", "Something."), Said("rubbish", "Something else."),
    ])  # fmt: skip

    assert [one.section for one in kept.entries.all()] == ["not_known_to_others"]


def test_an_agency_is_reminded_of_its_own_open_things_without_their_words(casework):
    shared = send(casework, "regulator", words="quincewords")
    send(casework, "regulator", handling="named_agencies", named=["Alderbourne Council"])
    send(casework, "ambulance")
    action = agree(casework, owner="regulator")

    found = own_references(casework.access("regulator"), casework.groups["Alderbourne"])

    assert [one.ref for one in found] == [shared.ref, action.ref]
    assert "quincewords" not in str(found)


def test_who_belongs_to_no_agency_has_nothing_open(casework):
    person = casework.people["regulator"]
    person.agency = None
    person.save()

    access = casework.access("regulator")
    assert own_references(access, casework.groups["Alderbourne"]) == []
    assert not readable_reports(access, plan(casework)).exists()


def test_a_report_is_sent_by_its_form(casework):
    meeting = call(casework)
    browser = casework.browser("regulator")
    said = {
        "version": 0, "not_known_to_others": "Two inspections <b>soon</b>.",
        "worried_about_0_home": "Rowan Court", "worried_about_0_words": "Doors propped open.",
        "send": "yes",
    }  # fmt: skip

    page = browser.post(f"/meetings/{meeting.pk}/report/", said, follow=True)

    assert page.redirect_chain
    assert "Two inspections &lt;b&gt;soon&lt;/b&gt;." in page.content.decode()
    assert meeting.reports.get().entries.get(home_id=OURS).words == "Doors propped open."


def test_half_a_line_about_a_home_is_asked_to_be_whole(casework):
    meeting = call(casework)
    half = {"version": 0, "worried_about_0_home": "Rowan Court", "worried_about_1_words": "Why?"}

    page = casework.browser("regulator").post(f"/meetings/{meeting.pk}/report/", half)

    assert page.status_code == 422
    assert "Say in a line or two why." in page.content.decode()
    assert "Say which home it is about." in page.content.decode()


def test_a_colleagues_text_is_shown_beside_ones_own(casework):
    meeting = call(casework)
    report(casework, meeting, send=False, at=NOW)
    mine = {"version": 0, "not_known_to_others": "My own words."}

    page = casework.browser("regulator").post(f"/meetings/{meeting.pk}/report/", mine)

    text = page.content.decode()
    assert page.status_code == 422
    assert "Two inspections were brought forward." in text
    assert "My own words." in text
    again = casework.browser("regulator").post(
        f"/meetings/{meeting.pk}/report/", {**mine, "version": 1}
    )
    assert again.status_code == 302
