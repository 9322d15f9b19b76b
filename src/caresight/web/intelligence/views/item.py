"""One item: its page, comments, decisions, and the items that belong with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.directory.homes import known_home
from caresight.web.groups.access import Access
from caresight.web.intelligence import forms, operations, policies, presenters, queries, rules
from caresight.web.intelligence.views.fetching import item_for, note_reading, require


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    return _page(request, access, found, forms.CommentForm())


def _page(
    request: HttpRequest, access: Access, found: Any, form: forms.CommentForm
) -> HttpResponse:
    ties = queries.tied_to(access, found) if rules.may_work_on(access, found) else []
    refs = presenters.refs_in_short(tied.item.pk for tied in ties)
    note_reading(
        access,
        "open_item",
        subject=f"item:{found.pk}",
        home_id=found.home_id,
        detail={"tied": refs} if refs else None,
    )
    page = presenters.item_page(access, found, ties, today=access.day)
    context = {"item": found, "page": page, "form": form, "home": known_home(found.home_id)}
    return render(request, "intelligence/item.html", context, status=422 if form.errors else 200)


@require_POST
def item_comment(request: HttpRequest, pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    require(rules.may_work_on(access, found))
    form = forms.CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, access, found, form)
    data = form.cleaned_data
    try:
        operations.comment_on(
            actor=access.person, at=timezone.now(), item=found,
            words=data["words"], token=data["token"],
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error("words", str(refusal))
        return _page(request, access, found, form)
    messages.success(request, "Your comment stands with the item.")
    return redirect("item", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def dispose_item(request: HttpRequest, pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    require(rules.may_dispose(access, found))
    first = {"state": found.state, "review_by": found.review_by}
    form = forms.DisposeForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.dispose(actor=access.person, at=timezone.now(), item=found, **data)
        except Refusal as refusal:
            form.add_error(refusal.field or "state", str(refusal))
        else:
            told = " Who sent it is told." if found.reporter_id != access.person.pk else ""
            messages.success(request, f"{found.ref}: the decision is kept.{told}")
            return redirect("item", pk)
    if request.method != "POST" and not policies.can_change(found):
        messages.warning(request, f"{found.ref} cannot be changed any more.")
        return redirect("item", pk)
    note_reading(access, "open_item", subject=f"item:{pk}", home_id=found.home_id)
    return _form(request, "intelligence/dispose_item.html", found, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def item_link(request: HttpRequest, pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    require(rules.may_work_on(access, found) and policies.can_change(found))
    others = {str(one.pk): one for one in queries.may_be_tied(access, found)[:50]}
    choices = [(key, _short(one)) for key, one in others.items()]
    joins = request.POST.get("what") == "join"
    tie = forms.TieForm(_data(request, wanted=not joins), others=choices)
    join = forms.JoinForm(_data(request, wanted=joins), others=choices, prefix="join")
    may_join = rules.may_dispose(access, found)
    if request.method == "POST":
        require(may_join or not joins)
        if (join if joins else tie).is_valid():
            done = _linked(request, access, found, others, join if joins else tie)
            if done is not None:
                return done
    refs = presenters.refs_in_short([pk, *(one.pk for one in others.values())])
    note_reading(access, "open_list", home_id=found.home_id, detail={"items": refs})
    return _form(
        request, "intelligence/item_link.html", found, form=join if joins else tie,
        tie=tie, join=join, others=len(others), may_join=may_join,
    )  # fmt: skip


def _linked(
    request: HttpRequest, access: Access, found: Any, others: dict[str, Any], form: Any
) -> HttpResponse | None:
    data, at = form.cleaned_data, timezone.now()
    other = others[data["other"]]
    try:
        if isinstance(form, forms.JoinForm):
            operations.join_items(
                actor=access.person, at=at, item=found, other=other, reason=data["reason"]
            )
            messages.success(request, f"{found.ref} is read together with {other.ref}.")
        else:
            operations.tie_items(
                actor=access.person, at=at, item=found, other=other, kind=data["kind"]
            )
            messages.success(request, f"{found.ref} and {other.ref} are linked.")
    except Refusal as refusal:
        form.add_error("other", str(refusal))
        return None
    return redirect("item", found.pk)


def _data(request: HttpRequest, *, wanted: bool) -> Any:
    return request.POST if request.method == "POST" and wanted else None


def _short(one: Any) -> str:
    return f"{one.ref}, {one.observed_on:%-d %b %Y}: {one.words[:70]}"


def _form(
    request: HttpRequest, template: str, found: Any, *, form: Any, **more: object
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"item": found, "form": form, **more}, status=status)
