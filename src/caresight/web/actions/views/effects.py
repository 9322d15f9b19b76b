"""Did it work? The chart begun anew, homes like it, and a person's verdict beside it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.actions import operations, policies, queries, rules
from caresight.web.actions.effect import judged
from caresight.web.actions.effect_page import CSV_COLUMNS, csv_rows, effect_page
from caresight.web.actions.forms import VerdictForm
from caresight.web.actions.refusals import in_words
from caresight.web.audit.operations import record
from caresight.web.groups.access import Access, access_of
from caresight.web.ui.csv_answer import csv_answer


@require_http_methods(["GET", "HEAD", "POST"])
def action_effect(request: HttpRequest, pk: int) -> HttpResponse:
    access, action = _known(request, pk)
    _note_read(access, action, "read_effect")
    page = effect_page(action, judged(action))
    may = rules.may_manage(access, action)
    form = VerdictForm(request.POST or None)
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        if form.is_valid():
            try:
                operations.record_effect(
                    actor=access.person, at=timezone.now(), action=action,
                    machine_sentence=page.words.sentence, **form.cleaned_data,
                )  # fmt: skip
            except Refusal as refusal:
                form.add_error(None, in_words(refusal))
            else:
                messages.success(request, "Your verdict has been kept.")
                return redirect("action", pk=pk)
    context = {
        "page": page,
        "action": action,
        "form": form if may and policies.can_record_effect(action) else None,
    }
    status = 422 if form.errors else 200
    return render(request, "actions/effect.html", context, status=status)


@require_safe
def action_effect_csv(request: HttpRequest, pk: int) -> HttpResponse:
    access, action = _known(request, pk)
    found = judged(action)
    if found is None:
        raise Http404("There are no figures of this measure for this home.")
    _note_read(access, action, "take_effect")
    return csv_answer(CSV_COLUMNS, csv_rows(found), file_name=f"effect-{action.ref}.csv")


def _note_read(access: Access, action: Any, verb: str) -> None:
    record(
        actor=access.person,
        at=timezone.now(),
        operation=f"actions.{verb}",
        subject=f"action:{action.pk}",
        home_id=action.home_id,
        group_ref=f"group:{action.group_id}",
    )


def _known(request: HttpRequest, pk: int) -> tuple[Access, Any]:
    access = access_of(request)
    action = queries.action_with(access, pk)
    if action is None or not rules.may_see_whole(access, action):
        raise Http404("There is no such action.")
    if not action.measure or not action.home_id:
        raise Http404("No figure was expected to move by this action.")
    return access, action
