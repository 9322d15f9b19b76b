"""One month's return of one home: fill in, save, submit, correct."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caresight.vocabulary.periods import months_after
from caresight.vocabulary.refusal import Refusal
from caresight.web.providers import calendar, filling, operations, policies, queries
from caresight.web.providers.checking import Remark
from caresight.web.providers.forms import ReturnEntry, entry_for
from caresight.web.providers.operations import Filled
from caresight.web.providers.presenters import returns
from caresight.web.providers.views.opening import OwnHome, month_from, own
from caresight.web.ui.words import sentence

Values = Mapping[str, float | None]


@dataclass
class _Opened:
    """A return as a request meets it."""

    home: OwnHome
    month: date
    filling: filling.Filling
    theirs: Values | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def own_return(request: HttpRequest, home_id: str, month: str) -> HttpResponse:
    home = own(request, home_id)
    first = month_from(month, home)
    opened = _Opened(home, first, filling.opened(home.access, home.row, first))
    form_class = entry_for(opened.filling.asked)
    if request.method != "POST":
        form = form_class(initial=ReturnEntry.start(opened.filling.values, opened.filling.version))
        found = opened.filling.remarks(opened.filling.values)
        return _page(request, opened, form, found if opened.filling.is_begun else [])
    form = form_class(request.POST)
    if not form.is_valid():
        return _page(request, opened, form, [])
    return _sent(request, opened, form)


def _sent(request: HttpRequest, opened: _Opened, form: ReturnEntry) -> HttpResponse:
    found = opened.filling.remarks(form.values)
    filled = Filled(
        opened.home.row, opened.month, form.values, form.cleaned_data["version"], tuple(found)
    )
    name = f"{opened.month:%B %Y}"
    try:
        if request.POST.get("do") == "submit":
            _submit(opened, form, filled)
            messages.success(request, f"The return for {name} is submitted. Thank you.")
            return redirect("own_home", opened.home.row["home_id"])
        operations.save_draft(actor=opened.home.access.person, at=timezone.now(), filled=filled)
    except Refusal as refusal:
        return _refused(request, opened, form, found, refusal)
    messages.success(request, f"The draft for {name} is saved. It is not submitted yet.")
    return redirect("own_return", opened.home.row["home_id"], f"{opened.month:%Y-%m}")


def _submit(opened: _Opened, form: ReturnEntry, filled: Filled) -> None:
    data = form.cleaned_data
    operations.submit_return(
        actor=opened.home.access.person,
        at=timezone.now(),
        filled=filled,
        token=data["token"],
        confirmed=data["confirmed"],
        why=data["why"],
    )


def _refused(
    request: HttpRequest,
    opened: _Opened,
    form: ReturnEntry,
    found: list[Remark],
    refusal: Refusal,
) -> HttpResponse:
    form.add_error(None, sentence(refusal))
    if isinstance(refusal, policies.ChangedMeanwhile):
        # What they saved is shown beside what was typed; the next save knows of both.
        now = filling.opened(opened.home.access, opened.home.row, opened.month)
        opened.filling, opened.theirs = now, now.values
        form.data = {**form.data.dict(), "version": str(now.version)}  # type: ignore[attr-defined]
    return _page(request, opened, form, found)


def _page(
    request: HttpRequest, opened: _Opened, form: ReturnEntry, found: list[Remark]
) -> HttpResponse:
    asked, due_day = opened.filling.asked, opened.filling.asked.definition.due_on_day
    due = calendar.due_on(opened.month, due_day)
    versions = queries.versions_of(opened.filling.held)
    before = months_after(opened.month, -1)
    context = {
        "home": opened.home.row,
        "month": f"{opened.month:%B %Y}",
        "month_before": f"{before:%B}",
        "standing": returns.standing_sentence(
            opened.filling.held,
            due,
            opened.home.access.day,
            came_as_file=opened.filling.is_from_evidence,
        ),
        "form": form,
        "parts": returns.parts(
            form, asked=asked, before=opened.filling.before, remarks=found, theirs=opened.theirs
        ),
        "whole": [remark for remark in found if not remark.column],
        "has_questions": any(not remark.is_hard for remark in found),
        "is_correction": bool(versions),
        "clash": opened.theirs is not None,
        "changed": opened.filling.held,
        "versions": returns.version_lines(versions, asked),
        "from_evidence": opened.filling.is_from_evidence,
    }
    return render(request, "providers/own_return.html", context)
