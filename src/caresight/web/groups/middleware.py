"""Tells the directory which homes a request may read, before any page can ask for one."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from caresight.pipeline.release_index.scope import NO_HOME, Scope
from caresight.web.accounts.queries import person_of
from caresight.web.directory.reach import say_reach
from caresight.web.groups.access import access_of


class EvidenceWithinScope:
    """Narrows every page of evidence to the homes that the person may read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        say_reach(request, lambda: _scope(request))
        return self._get_response(request)


def _scope(request: HttpRequest) -> Scope:
    if person_of(request) is None:
        return NO_HOME
    access = access_of(request)
    return Scope(area_codes=access.area_codes, home_ids=access.home_ids)
