"""One return of one home: fill in, save, submit, correct."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caresight.vocabulary.periods import months_after
from caresight.vocabulary.refusal import Refusal
from caresight.web.providers import calendar, filling, operations, policies, queries
from caresight.web.providers.checking import Remark
from caresight.web.providers.filling import Filling
from caresight.web.providers.forms import ReturnEntry, entry_for
from caresight.web.providers.operations import Filled
from caresight.web.providers.presenters import returns
from caresight.web.providers.presenters.beside import beside, elsewhere_lines
from caresight.web.providers.return_definition import Values
from caresight.web.providers.views.opening import OwnHome, month_from, own
from caresight.web.ui.words import sentence

VERSIONS_SHOWN = 24


@dataclass
class _Opened:
    """A return as a request meets it."""

    home: OwnHome
    filling: Filling
    theirs: Values | None = None

    @property
    def month(self) -> date | None:
        """The month that it is about, if it is about one."""
        return self.filling.month

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return f"the return for {self.month:%B %Y}" if self.month else "the digital return"

    def again(self) -> Filling:
        """The return as it stands by now."""
        if self.month is None:
            return filling.opened_digital(self.home.access, self.home.row)
        return filling.opened(self.home.access, self.home.row, self.month)


@require_http_methods(["GET", "HEAD", "POST"])
def own_return(request: HttpRequest, home_id: str, month: str) -> HttpResponse:
    home = own(request, home_id)
    first = month_from(month, home)
    return _answered(request, _Opened(home, filling.opened(home.access, home.row, first)))


@require_http_methods(["GET", "HEAD", "POST"])
def own_digital_return(request: HttpRequest, home_id: str) -> HttpResponse:
    home = own(request, home_id)
    if not home.sends_digital_return:
        raise Http404("There is no digital return of this home.")
    return _answered(request, _Opened(home, filling.opened_digital(home.access, home.row)))


def _answered(request: HttpRequest, opened: _Opened) -> HttpResponse:
    form_class, held = entry_for(opened.filling.asked), opened.filling
    if request.method != "POST":
        form = form_class(initial=ReturnEntry.start(held.values, held.version))
        return _page(request, opened, form, held.remarks(held.values) if held.is_begun else [])
    form = form_class(request.POST)
    if not form.is_valid():
        return _page(request, opened, form, [])
    return _sent(request, opened, form)


def _sent(request: HttpRequest, opened: _Opened, form: ReturnEntry) -> HttpResponse:
    found = opened.filling.remarks(form.values)
    filled = Filled(
        home=opened.home.row,
        month=opened.month,
        values=form.values,
        version=form.cleaned_data["version"],
        remarks=tuple(found),
        asked=opened.filling.asked,
    )
    try:
        if request.POST.get("do") == "submit":
            _submit(opened, form, filled)
            messages.success(request, f"{sentence(opened.name)} is submitted. Thank you.")
            return redirect("own_home", opened.home.row["home_id"])
        operations.save_draft(actor=opened.home.access.person, at=timezone.now(), filled=filled)
    except Refusal as refusal:
        return _refused(request, opened, form, found, refusal)
    messages.success(request, f"The draft of {opened.name} is saved. It is not submitted yet.")
    return redirect(request.path)


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
        opened.filling = opened.again()
        opened.theirs = opened.filling.values
        form.data = {**form.data.dict(), "version": str(opened.filling.version)}  # type: ignore[attr-defined]
    return _page(request, opened, form, found)


def _page(
    request: HttpRequest, opened: _Opened, form: ReturnEntry, found: list[Remark]
) -> HttpResponse:
    held, month = opened.filling, opened.month
    month_before = f"{months_after(month, -1):%B}" if month else ""
    typed = form.values if form.is_bound and hasattr(form, "cleaned_data") else held.values
    versions = queries.versions_of(held.held)[:VERSIONS_SHOWN]
    context = {
        "home": opened.home.row,
        "form": form,
        "parts": returns.parts(
            form,
            asked=held.asked,
            beside=beside(held, month_before),
            remarks=found,
            theirs=opened.theirs,
            not_asked=held.not_asked(typed),
        ),
        "whole": [remark for remark in found if not remark.column],
        "has_questions": any(not remark.is_hard for remark in found),
        "clash": opened.theirs is not None,
        "changed": held.held,
        "versions": returns.version_lines(versions, held.asked),
        **(_of_month(opened, month) if month else _digital(held)),
        "is_correction": bool(versions) and month is not None,
    }
    name = "providers/own_return.html" if month else "providers/own_digital_return.html"
    return render(request, name, context)


def _of_month(opened: _Opened, month: date) -> dict[str, Any]:
    held = opened.filling
    due = calendar.due_on(month, held.asked.definition.due_on_day)
    return {
        "month": f"{month:%B %Y}",
        "standing": returns.standing_sentence(
            held.held, due, opened.home.access.day, came_as_file=held.is_from_evidence
        ),
        "from_evidence": held.is_from_evidence,
    }


def _digital(held: Filling) -> dict[str, Any]:
    return {
        "standing": returns.digital_standing(held.held),
        "elsewhere": elsewhere_lines(held),
    }
