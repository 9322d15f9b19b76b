"""Reports of members: all that were sent, and the form for one's own agency."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.access import Access, access_of
from caresight.web.groups.queries import scope_of_groups
from caresight.web.intelligence.forms.screening import Screened, note_why_names_stay
from caresight.web.meetings import operations, presenters, queries, rules
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.forms.report import report_form
from caresight.web.meetings.policies import ChangedMeanwhile
from caresight.web.meetings.presenters.reports import report_line, report_lines, said_in
from caresight.web.meetings.queries.attendance import agencies_missing
from caresight.web.meetings.queries.minutes import readable_reports, report_of
from caresight.web.meetings.queries.references import own_references
from caresight.web.meetings.reading import note_reading
from caresight.web.meetings.views.asking import one_of, require
from caresight.web.meetings.views.calendar import GET_AND_POST


@require_safe
def meeting_reports(request: HttpRequest, pk: int) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    held = one_of(queries.meetings_worked_in(access), pk)
    lines = report_lines(held, readable_reports(access, held))
    refs = [line.ref for line in lines]
    note_reading(held, "read_reports", actor=access.person, at=now, refs=refs)
    context = {
        "head": presenters.meeting_head(access, held, now),
        "lines": lines,
        "missing": agencies_missing(held),
    }
    return render(request, "meetings/reports.html", context)


@GET_AND_POST
def write_report(request: HttpRequest, pk: int) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    held = one_of(queries.meetings_worked_in(access), pk)
    require(rules.may_write_report(access, held))
    report = report_of(held, access.agency_id or 0)
    definition = definitions().report_form(definitions().kind(held.kind))
    posted = request.POST if request.method == "POST" else None
    form = report_form(
        definition, scope_of_groups([held.group_id]), posted=posted, held=said_in(report),
        version=report.version if report else 0,
    )  # fmt: skip
    references = own_references(access, held.group)
    theirs = None
    if posted is not None and form.is_valid():
        try:
            operations.save_report(
                actor=access.person, at=now, meeting=held, agency_id=access.agency_id or 0,
                said=form.said(), references=[one.ref for one in references],
                version=form.cleaned_data["version"], send="send" in posted,
            )  # fmt: skip
        except ChangedMeanwhile as changed:
            form.add_error(None, str(changed))
            form.replaces(report.version if report else 0)
            theirs = report_line(report)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _kept(request, form, access, held.group_id, pk, is_sent="send" in posted)
    if report is not None:
        refs = [f"report:{report.pk}"]
        note_reading(held, "read_own_report", actor=access.person, at=now, refs=refs)
    context = {
        "head": presenters.meeting_head(access, held, now),
        "form": form,
        "references": references,
        "theirs": theirs,
        "is_sent": report is not None and report.sent_at is not None,
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/write_report.html", context, status=status)


def _kept(
    request: HttpRequest, form: Screened, access: Access, group: int, pk: int, *, is_sent: bool
) -> HttpResponse:
    note_why_names_stay(
        form, actor=access.person, at=timezone.now(), subject=f"meeting:{pk}",
        group_ref=f"group:{group}",
    )  # fmt: skip
    if is_sent:
        messages.success(request, "The report was sent to the group.")
        return redirect("meeting_reports", pk)
    messages.success(request, "The draft is kept. Only your agency sees it until it is sent.")
    return redirect("write_report", pk)
