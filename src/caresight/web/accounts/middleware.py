"""Asks the rules before every page, so that no view can forget to."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from caresight.web.accounts.queries import roles_of
from caresight.web.accounts.rules import may_open
from caresight.web.ui.navigation import FIRST_PAGES


class RoleRequired:
    """Refuses a page that the person's role may not open. Runs after the sign-in check."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        page = request.resolver_match.view_name if request.resolver_match else ""
        roles = roles_of(request)
        if may_open(roles, page):
            return None
        if page == FIRST_PAGES[0] and roles:
            return redirect(next(first for first in FIRST_PAGES if may_open(roles, first)))
        raise PermissionDenied(page)
