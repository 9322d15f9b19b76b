"""What an agency writes before a meeting: kept as a draft, then sent to the group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.meetings import policies
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.models import Meeting, MemberReport, ReportEntry
from caresight.web.meetings.operations.holding import locked, trace
from caresight.web.meetings.states import ReportState


@dataclass(frozen=True)
class Said:
    """What a report says in one section, of one home or in general."""

    section: str
    words: str
    home_id: str = ""
    home_name: str = ""


@transaction.atomic
def save_report(
    *,
    actor: Person,
    at: datetime,
    meeting: Meeting,
    agency_id: int,
    said: Sequence[Said],
    references: Sequence[str],
    version: int,
    send: bool,
) -> MemberReport:
    """Keep a report, and send it where that is asked for; `version` is 0 for a first one.

    A report that was sent can be mended until the meeting begins; it stays sent, with the
    moment at which it first was.
    """
    held = locked(meeting)
    policies.check_can_be_reported_to(held)
    report = MemberReport.objects.filter(meeting=held, agency=agency_id).first()
    policies.check_version(report.version if report else 0, version)
    form = definitions().report_form(definitions().kind(held.kind))
    if send or (report is not None and report.state == ReportState.SENT):
        _check_is_whole([section.code for section in form.sections if section.required], said)
    report = report or MemberReport(meeting=held, agency_id=agency_id, version=0)
    report.form, report.form_version = form.code, form.version
    report.written_by, report.written_at = actor, at
    report.references = list(references)
    report.version += 1
    if send and report.state != ReportState.SENT:
        report.state, report.sent_at = ReportState.SENT, at
    report.save()
    report.entries.all().delete()
    known = {section.code for section in form.sections}
    ReportEntry.objects.bulk_create(
        ReportEntry(
            report=report, section=one.section, words=one.words.strip(), home_id=one.home_id,
            home_name=one.home_name,
        )
        for one in said
        if one.section in known and one.words.strip()
    )  # fmt: skip
    verb = "send_report" if send else "save_report"
    detail = {"agency": agency_id, "version": report.version}
    trace(held, verb, actor=actor, at=at, detail=detail)
    return report


def _check_is_whole(required: Sequence[str], said: Sequence[Said]) -> None:
    written = {one.section for one in said if one.words.strip()}
    if not written.issuperset(required):
        raise Refusal(
            "A section that the group needs is empty.",
            what_to_do="If there is nothing to say in it, write that.",
        )
