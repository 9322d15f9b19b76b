"""Sending an item, correcting it, taking it back."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.directory.homes import known_home
from caresight.web.groups.access import Access, access_of
from caresight.web.groups.queries import groups_near
from caresight.web.intelligence import forms, identifying, operations, presenters, queries, rules
from caresight.web.intelligence.forms.item import KEEP, MOVE
from caresight.web.intelligence.views.fetching import item_for, note_reading, require
from caresight.web.ui.paging import text_asked

_GIVEN = (
    "observed_on", "received_on", "kind", "themes", "severity", "grade", "handling", "reliability",
    "credibility", "direction", "voice", "name_may_be_shared", "named_agencies", "details",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def report_item(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    require(rules.may_report(access))
    form = _report_form(request, access)
    found: list[identifying.Finding] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        found = identifying.identifying_parts(data["words"], allowed=[data["home"]["name"]])
        if not found or data["names"] in (MOVE, KEEP):
            sent = _send(access, form)
            if sent is not None:
                return redirect("item_sent", sent.pk)
        form.fields["names"].required = True
    context = {
        "form": form,
        "found": found,
        "pieces": presenters.marked(
            form.cleaned_data["words"], [(one.start, one.end) for one in found]
        ) if found else (),
        "headings": presenters.headings_for_form(form),
        "home": known_home(text_asked(request.GET, "home", most=20)),
    }  # fmt: skip
    status = 422 if form.errors or found else 200
    return render(request, "intelligence/report_item.html", context, status=status)


def _report_form(request: HttpRequest, access: Access) -> forms.ReportForm:
    home_id = text_asked(request.GET, "home", most=20)
    return forms.ReportForm(
        request.POST if request.method == "POST" else None,
        today=access.day,
        home=known_home(home_id) if home_id else None,
        near=groups_near(access),
    )


def _send(access: Access, form: forms.ReportForm) -> Any:
    data = form.cleaned_data
    home = data["home"]
    try:
        return operations.send_item(
            actor=access.person,
            at=timezone.now(),
            token=data["token"],
            words=data["words"],
            home_id=home["home_id"],
            home_name=home["name"],
            area_code=home["area_code"],
            groups=list(data["groups"]) or None,
            move_names=data["names"] == MOVE,
            **{name: data[name] for name in _GIVEN},
        )
    except Refusal as refusal:
        form.add_error("words", str(refusal))
        return None


@require_safe
def item_sent(request: HttpRequest, pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    require(rules.sent_it(access, found))
    groups = [given.group.name for given in found.given_to.all()]
    context = {"item": found, "groups": groups}
    return render(request, "intelligence/item_sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    require(rules.may_edit(access, found))
    named = [naming.agency for naming in found.naming.all()]
    groups = [given.group for given in found.given_to.all()]
    form = forms.EditForm(
        request.POST if request.method == "POST" else None,
        initial=forms.EditForm.first(found),
        agencies=[*named, *queries.agencies_to_name(groups, access.day)],
        keeps_themes=[theme.code for theme in found.themes.all()],
    )
    context: dict[str, Any] = {"item": found, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            _save(access, found, form)
        except operations.StaleVersion as stale:
            context["now"] = stale.item
            form = _again(form, stale.item)
            context["form"] = form
        except Refusal as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, f"{found.ref} is saved. What it said before is kept.")
            return redirect("item", pk)
    note_reading(access, "open_item", subject=f"item:{pk}", home_id=found.home_id)
    context["headings"] = presenters.headings_for_form(form)
    context["is_sender"] = rules.sent_it(access, found)
    status = 422 if form.errors or "now" in context else 200
    return render(request, "intelligence/item_edit.html", context, status=status)


def _save(access: Access, found: Any, form: forms.EditForm) -> None:
    data = form.cleaned_data
    names = operations.Correction.__dataclass_fields__
    corrected = operations.Correction(**{name: data[name] for name in names})
    operations.edit_item(
        actor=access.person,
        at=timezone.now(),
        item=found,
        version=data["version"],
        corrected=corrected,
    )


def _again(form: forms.EditForm, held: Any) -> forms.EditForm:
    """The form as it was typed, against the version that stands now."""
    data = cast(QueryDict, form.data).copy()
    data["version"] = str(held.version)
    form.data = data
    return form


@require_http_methods(["GET", "HEAD", "POST"])
def item_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    require(rules.may_withdraw(access, found))
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw_item(
                actor=access.person, at=timezone.now(), item=found, why=form.cleaned_data["why"]
            )
        except Refusal as refusal:
            form.add_error("why", str(refusal))
        else:
            messages.success(request, f"{found.ref} is taken back. It is kept and marked.")
            return redirect("my_items")
    status = 422 if form.errors else 200
    context = {"item": found, "form": form}
    return render(request, "intelligence/item_withdraw.html", context, status=status)
