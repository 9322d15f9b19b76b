"""The outcome and surveillance log, and what it says of the flags."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caresight.web.audit.operations import record
from caresight.web.groups.access import access_of
from caresight.web.meetings import presenters
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.judging import verdict
from caresight.web.meetings.presenters.log import (
    LOG_COLUMNS,
    csv_row,
    judgement,
    levels_chart,
    log_wanted,
)
from caresight.web.meetings.queries import log as reads
from caresight.web.meetings.queries.levels import level_lines
from caresight.web.meetings.queries.meetings import groups_seen
from caresight.web.meetings.views.asking import one_of
from caresight.web.ui.csv_answer import csv_answer

MOST_ROWS = 20_000


@require_safe
def level_log(request: HttpRequest, pk: int) -> HttpResponse:
    access, today = access_of(request), timezone.localdate()
    group = one_of(groups_seen(access), pk)
    wanted = log_wanted(request.GET)
    page = presenters.meetings_wanted(request.GET).page
    found = reads.log(group, wanted, today)
    total = found.count()
    first = (page - 1) * presenters.PER_PAGE
    used = reads.levels_used(group)
    record(
        actor=access.person, at=timezone.now(), operation="meetings.read_log",
        subject=f"group:{group.pk}", group_ref=f"group:{group.pk}",
    )  # fmt: skip
    context = {
        "group": group,
        "is_member": group.pk in access.group_ids,
        "wanted": wanted,
        "shown": reads.SHOWN.items(),
        "levels": [(level.code, level.label) for level in used],
        "lines": level_lines(access, found[first : first + presenters.PER_PAGE]),
        "total": total,
        "paging": presenters.paging(page, total, request.GET),
        "csv": request.GET.urlencode(),
        "chart": levels_chart(reads.homes_by_level(group), used),
        "today": today,
    }
    return render(request, "meetings/log.html", context)


@require_safe
def level_log_csv(request: HttpRequest, pk: int) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    group = one_of(groups_seen(access), pk)
    found = reads.log(group, log_wanted(request.GET), timezone.localdate(now))[: MOST_ROWS + 1]
    lines = level_lines(access, found)
    record(
        actor=access.person, at=now, operation="meetings.take_log", subject=f"group:{group.pk}",
        group_ref=f"group:{group.pk}", detail={"rows": min(len(lines), MOST_ROWS)},
    )  # fmt: skip
    return csv_answer(
        LOG_COLUMNS,
        (csv_row(line) for line in lines),
        file_name=f"levels-group-{group.pk}.csv",
        most=MOST_ROWS,
    )


@require_safe
def flags_judged(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    group = one_of(groups_seen(access), pk)
    found = judgement(verdict(reads.judged(group)), definitions().ladder(group.ladder))
    return render(request, "meetings/judged.html", {"group": group, "judged": found})
