"""Reports of members in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.models import Meeting, MemberReport
from caresight.web.meetings.operations import Said
from caresight.web.meetings.states import ReportState
from caresight.web.ui.words import day as in_words


@dataclass(frozen=True)
class SectionSaid:
    """What a report says in one section."""

    label: str
    words: list[str]
    homes: list[tuple[str, str, str]]
    """Id, name and words, a home each."""


@dataclass(frozen=True)
class ReportLine:
    """One agency's report."""

    ref: str
    agency: str
    state: str
    tone: str
    sentence: str
    sections: list[SectionSaid]
    references: list[str]
    version: int


def report_lines(meeting: Meeting, reports: Iterable[MemberReport]) -> list[ReportLine]:
    """The reports to a meeting, by agency, late ones marked."""
    found = []
    for report in reports:
        report.meeting = meeting  # known already; asking again would be a query a report
        line = report_line(report)
        found += [line] if line else []
    return found


def report_line(report: MemberReport | None) -> ReportLine | None:
    """One report; None where there is none."""
    if report is None:
        return None
    late = is_late(report)
    sent = report.state == ReportState.SENT
    return ReportLine(
        ref=f"report:{report.pk}",
        agency=str(report.agency),
        state="Sent late" if late else ReportState(report.state).label,
        tone="late" if late else ("good" if sent else ""),
        sentence=_sentence(report),
        sections=_sections(report),
        references=[str(one) for one in report.references],
        version=report.version,
    )


def is_late(report: MemberReport) -> bool:
    """Whether a report came after the day for which it was asked."""
    due = report.meeting.reports_due_on
    return bool(due and report.sent_at and timezone.localdate(report.sent_at) > due)


def said_in(report: MemberReport | None) -> list[Said]:
    """What a report says, as its form takes it."""
    if report is None:
        return []
    return [
        Said(one.section, one.words, one.home_id, one.home_name) for one in report.entries.all()
    ]


def _sentence(report: MemberReport) -> str:
    if report.sent_at is None:
        return f"A draft by {report.written_by}; only your agency sees it."
    sent = in_words(timezone.localdate(report.sent_at).isoformat())
    changed = " It was changed after that." if report.written_at > report.sent_at else ""
    return f"Sent on {sent}; written by {report.written_by}.{changed}"


def _sections(report: MemberReport) -> list[SectionSaid]:
    form = definitions().reports.get(report.form)
    labels = {section.code: section.label for section in form.sections} if form else {}
    entries = list(report.entries.all())
    codes = [*labels, *(one.section for one in entries if one.section not in labels)]
    return [
        SectionSaid(
            label=labels.get(code, code.replace("_", " ").capitalize()),
            words=[one.words for one in own if not one.home_id],
            homes=[(one.home_id, one.home_name, one.words) for one in own if one.home_id],
        )
        for code in dict.fromkeys(codes)
        if (own := [entry for entry in entries if entry.section == code])
    ]
