"""What the pages of groups have in common: whose group it is, and how a form is shown."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from caresight.web.groups import queries, rules
from caresight.web.groups.access import Access

form_view = require_http_methods(["GET", "HEAD", "POST"])


def visible_group(access: Access, pk: int) -> Any:
    found = queries.visible_groups(access).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such group.")
    return found


def group_to_staff(access: Access, pk: int) -> Any:
    found = visible_group(access, pk)
    if not rules.may_change_members(access, found):
        raise PermissionDenied
    return found


def form_page(
    request: HttpRequest, form: Any, heading: str, button: str, **more: object
) -> HttpResponse:
    context = {"form": form, "heading": heading, "button": button, **more}
    return render(request, "groups/form.html", context, status=422 if form.errors else 200)
