"""Forms that change what a group is and what it covers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from caresight.vocabulary.refusal import Refusal
from caresight.web.groups import forms, operations, presenters, queries, rules
from caresight.web.groups.access import access_of
from caresight.web.groups.views.asked import form_page, form_view, visible_group


@form_view
def add_group(request: HttpRequest) -> HttpResponse:
    form = _group_form(request, None)
    if request.method == "POST" and form.is_valid():
        facts = _facts(form)
        try:
            made = operations.make_group(
                actor=access_of(request).person, at=timezone.now(), **facts,
                token=form.cleaned_data["token"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{made} was added. Next: say which areas it covers.")
            return redirect("group_areas", made.pk)
    return form_page(request, form, "Add a group", "Add the group")


@form_view
def edit_group(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_group(access_of(request), pk)
    form, now = _group_form(request, found), None
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_group(
                actor=access_of(request).person, at=timezone.now(), group=found,
                version=form.cleaned_data["version"], **_facts(form),
            )  # fmt: skip
        except operations.ChangedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            now = presenters.facts_in_words(queries.again(found))
            form.data = {**dict(form.data.items()), "version": queries.again(found).version}
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The group was saved.")
            return redirect("group", pk)
    return form_page(request, form, f"Change {found}", "Save", group=found, now=now)


@form_view
def group_areas(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = visible_group(access, pk)
    held = queries.areas_of([pk]).get(pk, [])
    form = forms.AreasForm(request.POST or None, initial={"areas": held})
    form.offer(presenters.area_choices(queries.area_names(), held))
    if request.method == "POST" and form.is_valid():
        operations.set_areas(
            actor=access.person, at=timezone.now(), group=found,
            area_codes=form.cleaned_data["areas"],
        )  # fmt: skip
        messages.success(request, "The areas were saved.")
        return redirect("group", pk)
    return form_page(request, form, f"Areas of {found}", "Save the areas", group=found)


@form_view
def add_border_home(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = visible_group(access, pk)
    form = forms.BorderHomeForm(request.POST or None)
    form.fields["home"].offer(area_codes=None)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        home = form.cleaned_data["home"]
        operations.add_border_home(
            actor=access.person, at=timezone.now(), group=found, home_id=home["home_id"],
            home_name=home["name"], reason=form.cleaned_data["reason"],
        )  # fmt: skip
        messages.success(request, f"The group now covers {home['name']} too.")
        return redirect("group", pk)
    return form_page(request, form, "Add a home near the border", "Add the home", group=found)


@require_POST
def remove_border_home(request: HttpRequest, pk: int, further_pk: int) -> HttpResponse:
    access = access_of(request)
    further = visible_group(access, pk).further_homes.filter(pk=further_pk).first()
    if further is None:
        raise Http404("There is no such home in this group.")
    operations.remove_border_home(actor=access.person, at=timezone.now(), further=further)
    messages.success(request, "The group covers this home no more.")
    return redirect("group", pk)


@form_view
def agree_terms(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = visible_group(access, pk)
    if not rules.may_agree_terms(access, found):
        raise PermissionDenied
    form = forms.TermsForm(request.POST or None, initial={"text": found.terms})
    if request.method == "POST" and form.is_valid():
        try:
            operations.agree_terms(
                actor=access.person, at=timezone.now(), group=found, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error("agreed_on", str(refusal))
        else:
            messages.success(request, "The terms were kept. Earlier ones can still be read.")
            return redirect("group", pk)
    return form_page(
        request, form, f"Terms of reference of {found}", "Keep these terms", group=found
    )


def _group_form(request: HttpRequest, found: Any) -> forms.GroupForm:
    names = [*operations.EDITED, "version"]
    initial = {name: getattr(found, name) for name in names} if found else {}
    if found:
        initial["overseen_by"] = found.overseen_by_id
    form = forms.GroupForm(request.POST or None, initial=initial)
    form.offer(
        oversight=[(one.pk, str(one)) for one in queries.oversight_groups(without=found)],
        ladders=presenters.ladder_choices(),
    )
    return form


def _facts(form: forms.GroupForm) -> dict[str, Any]:
    facts = {name: form.cleaned_data[name] for name in operations.EDITED}
    return {**facts, "overseen_by": queries.group_known(facts["overseen_by"])}
