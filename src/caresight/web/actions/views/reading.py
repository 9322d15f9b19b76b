"""Reading actions: the list, the list as a file, one action."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caresight.web.accounts.roles import Role
from caresight.web.actions import lists, presenters, queries, rules
from caresight.web.actions.action_page import action_page
from caresight.web.actions.forms import NoteForm
from caresight.web.actions.kinds import kind_choices
from caresight.web.audit.operations import record
from caresight.web.groups.access import Access, access_of
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging
from caresight.web.ui.words import refs_in_short

MOST_ROWS = 20_000


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    wanted = lists.wanted_from(request.GET)
    fitting = lists.actions_wanted(access, wanted)
    total = fitting.count()
    start = (wanted.page - 1) * lists.PER_PAGE
    rows = list(fitting[start : start + lists.PER_PAGE])
    orphaned = queries.orphaned_actions(access.led_group_ids, access.day).count()
    lines = [presenters.action_line(row, access) for row in rows]
    _note_read(access, "read_list", rows, home_id=wanted.home)
    context = {
        "lines": lines,
        "works_in_a_group": bool(access.group_ids),
        "sees_actions": access.holds(Role.MEMBER) or access.holds(Role.PROVIDER),
        "wanted": wanted,
        "whose": lists.WHOSE,
        "states": lists.STATES,
        "kinds": kind_choices(),
        "groups": lists.groups_to_choose(access),
        "orphaned": orphaned,
        "counts": presenters.count_rows(
            queries.counts_by_state(access.overseen_group_ids),
            queries.overdue_by_group(access.overseen_group_ids, access.day),
        ),
        "paging": Paging(wanted.page, lists.PER_PAGE, total, wanted.kept),
    }
    return render(request, "actions/list.html", context)


@require_safe
def actions_csv(request: HttpRequest) -> HttpResponse:
    access, wanted = access_of(request), lists.wanted_from(request.GET)
    found = list(lists.actions_wanted(access, wanted)[: MOST_ROWS + 1])
    _note_read(access, "take_list", found[:MOST_ROWS], home_id=wanted.home)
    return csv_answer(
        presenters.CSV_COLUMNS,
        (presenters.csv_row(row, access) for row in found),
        file_name="actions.csv",
        most=MOST_ROWS,
    )


@require_safe
def actions_json(request: HttpRequest) -> JsonResponse:
    access, wanted = access_of(request), lists.wanted_from(request.GET)
    found = list(lists.actions_wanted(access, wanted)[: MOST_ROWS + 1])
    _note_read(access, "take_list", found[:MOST_ROWS], home_id=wanted.home)
    return JsonResponse(
        {
            "actions": [presenters.as_json(row, access) for row in found[:MOST_ROWS]],
            "is_cut": len(found) > MOST_ROWS,
        }
    )


@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = queries.action_with(access, pk)
    if found is None:
        raise Http404("There is no such action.")
    record(
        actor=access.person,
        at=timezone.now(),
        operation="actions.read",
        subject=f"action:{found.pk}",
        home_id=found.home_id,
        group_ref=f"group:{found.group_id}",
    )
    context: dict[str, Any] = {
        "page": action_page(found, access),
        "note_form": NoteForm(),
    }
    whole = rules.may_see_whole(access, found)
    template = "actions/action.html" if whole else "actions/own_action.html"
    return render(request, template, context)


def _note_read(access: Access, verb: str, rows: list[Any], *, home_id: str) -> None:
    if rows:
        record(
            actor=access.person,
            at=timezone.now(),
            operation=f"actions.{verb}",
            home_id=home_id,
            detail={"actions": refs_in_short(row.pk for row in rows), "count": len(rows)},
        )
