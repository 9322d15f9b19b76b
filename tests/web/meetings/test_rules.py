"""May this person? Every predicate, for every person, in a meeting of Alderbourne's group."""

from datetime import date

import pytest

from caresight.web.accounts.rules import may_open
from caresight.web.groups.models import Membership
from caresight.web.meetings import operations, queries, rules
from caresight.web.meetings.models import Meeting, MemberReport
from caresight.web.meetings.queries.minutes import readable_reports
from caresight.web.meetings.states import ReportState
from caresight.web.meetings.urls import urlpatterns
from tests.web.casework import BORDER, PEOPLE, THEIRS_AREA
from tests.web.meetings.held import NOW, plan, report

LEADS = {"chair", "council"}
MEMBERS = LEADS | {"regulator", "ambulance", "healthwatch", "safeguarding"}
KNOW = MEMBERS | {"oversight"}
everybody = pytest.mark.parametrize("name", PEOPLE)


@everybody
def test_what_each_person_may_of_a_meeting_of_alderbourne(casework, name):
    meeting, access = plan(casework), casework.access(name)

    assert rules.may_know_of(access, meeting) is (name in KNOW)
    assert rules.may_read_papers(access, meeting) is (name in MEMBERS)
    assert rules.may_arrange(access, meeting.group_id) is (name in LEADS)
    assert rules.may_propose_home(access, meeting) is (name in MEMBERS)
    assert rules.may_write_report(access, meeting) is (name in MEMBERS)
    assert rules.may_correct(access, meeting) is (name in MEMBERS)
    assert rules.may_read_outcomes(access, meeting.group_id) is (name in KNOW)
    assert rules.may_read_reasons(access, meeting.group_id) is (name in MEMBERS)


@everybody
@pytest.mark.parametrize("is_sent", [True, False])
def test_who_reads_a_report_of_the_regulator(casework, name, is_sent):
    meeting, access = plan(casework), casework.access(name)
    agency = casework.agencies["Invented Regulator"].pk

    may = rules.may_read_report(access, meeting, agency, is_sent=is_sent)

    assert may is (name in (MEMBERS if is_sent else {"regulator"}))


@everybody
def test_each_rule_of_reading_says_what_the_reads_give(casework, name):
    for group, lead in (("Alderbourne", "council"), ("Quillhaven", "neighbour")):
        plan(casework, group=group, actor=lead)
        _agreed(casework, group)
    _reported(casework)
    access = casework.access(name)

    known = queries.visible_meetings(access)
    for meeting in Meeting.objects.all():
        assert known.filter(pk=meeting.pk).exists() is rules.may_know_of(access, meeting)
        readable = readable_reports(access, meeting)
        for one in MemberReport.objects.filter(meeting=meeting):
            may = rules.may_read_report(
                access, meeting, one.agency_id, is_sent=one.state == ReportState.SENT
            )
            assert readable.filter(pk=one.pk).exists() is may
    lines = {line.group.pk: line for line in queries.levels_of_home(access, BORDER)}
    for group in casework.groups.values():
        said = group.kind == "local"
        may_read = said and rules.may_read_outcomes(access, group.pk)
        assert (group.pk in lines) is may_read
        if may_read:
            assert bool(lines[group.pk].reason) is rules.may_read_reasons(access, group.pk)


def _agreed(casework, group):
    operations.agree_level_in_review(
        actor=casework.people["chair"], at=NOW, group=casework.groups[group], home_id=BORDER,
        home_name="Heron Court", area_code=THEIRS_AREA, review_ref="R-000001", ladder="nqb-2022",
        agreed=operations.Agreed("routine", "exit_met", "All of it has been put right"),
    )  # fmt: skip


def _reported(casework):
    meeting = Meeting.objects.get(group=casework.groups["Alderbourne"])
    operations.call_meeting(actor=casework.people["council"], at=NOW, meeting=meeting)
    report(casework, meeting, by="ambulance")
    report(casework, meeting, by="regulator", send=False)


@everybody
def test_only_the_chair_signs(casework, name):
    meeting, access = plan(casework), casework.access(name)
    is_chair = queries.is_chair(access, meeting.group_id)

    assert is_chair is (name == "chair")
    assert rules.may_sign(access, meeting, is_chair=is_chair) is (name == "chair")
    # Whoever is told to be a chair, and works in another group, signs nothing here.
    assert rules.may_sign(access, meeting, is_chair=True) is (name in MEMBERS)


def test_who_stands_in_for_the_chair_signs(casework):
    chair = Membership.objects.get(person=casework.people["chair"])
    Membership.objects.filter(person=casework.people["ambulance"]).update(deputises_for=chair)

    assert queries.is_chair(casework.access("ambulance"), chair.group_id)


def test_a_chair_who_has_left_signs_nothing(casework):
    Membership.objects.filter(person=casework.people["chair"]).update(until_on=date(2026, 11, 1))

    assert not queries.is_chair(casework.access("chair"), casework.groups["Alderbourne"].pk)


def test_a_member_without_an_agency_writes_no_report(casework):
    person = casework.people["regulator"]
    person.agency = None
    person.save()

    assert not rules.may_write_report(casework.access("regulator"), plan(casework))


@pytest.mark.parametrize("role", "viewer analyst contributor provider administrator".split())
def test_no_page_of_meetings_opens_for_who_is_no_member(role):
    assert not [page for page in rules.PAGES if may_open({role}, page)]


def test_who_oversees_opens_dates_and_levels_only():
    opened = {page for page in rules.PAGES if may_open({"oversight"}, page)}

    assert opened == {"meetings", "meeting", "level_log", "level_log_csv", "flags_judged"}


def test_every_address_has_a_rule_and_every_rule_an_address():
    assert {one.name for one in urlpatterns} == set(rules.PAGES)
