"""What is asked before every page, so that no view can forget to."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from caresight.web.accounts import keeping, session_life
from caresight.web.accounts.models import Person
from caresight.web.accounts.queries import has_second_factor, person_of, roles_of
from caresight.web.accounts.rules import OPEN_TO_ALL, may_open, owes_second_factor
from caresight.web.ui.navigation import FIRST_PAGES

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SessionLimits:
    """Locks a session that was left open. A form sent after that is kept for its writer."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        keeping.let_go_once_sent(request, response.status_code)
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        person, now = person_of(request), timezone.now()
        if person is None:
            return None
        why = session_life.why_locked(request.session, now=now)
        if not why:
            session_life.note_seen(request.session, now=now)
            return None
        return _lock(request, person, why)


def _lock(request: HttpRequest, person: Person, why: str) -> HttpResponseBase | None:
    said = keeping.keep_form(request, person) if request.method == "POST" else ""
    onward = "" if request.method == "POST" else request.get_full_path()
    logout(request)
    if _page_of(request) in OPEN_TO_ALL:
        return None
    messages.warning(request, f"{why} Sign in again. {said}".strip())
    address = reverse("sign_in") + (f"?{urlencode({'next': onward})}" if onward else "")
    if request.headers.get("HX-Request"):
        # A page fragment must not be replaced by the sign-in page.
        return HttpResponse(headers={"HX-Redirect": reverse("sign_in")})
    return redirect(address)


class SecondFactorRequired:
    """Keeps every page closed until somebody who needs a second factor has shown one."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        person = person_of(request)
        if person is None or not owes_second_factor(
            person.roles,
            policy=settings.SECOND_FACTOR,
            shown=session_life.has_shown_factor(request.session),
            page=_page_of(request),
        ):
            return None
        if has_second_factor(person):
            # Set up elsewhere after this session was begun without: it is begun anew.
            logout(request)
            return redirect("sign_in")
        return redirect("second_factor")


class RoleRequired:
    """Refuses a page that the person's role may not open. Runs after the sign-in check."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        page = _page_of(request)
        roles = roles_of(request)
        if may_open(roles, page):
            return None
        if page == FIRST_PAGES[0] and roles:
            return redirect(next(first for first in FIRST_PAGES if may_open(roles, first)))
        raise PermissionDenied(page)


def _page_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
