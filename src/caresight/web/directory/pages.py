"""What every page that reads a release has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.directory.releases import Shown, shown

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Shown, P], HttpResponse]
Served = Callable[Concatenate[HttpRequest, P], HttpResponse]


def reads_a_release(view: View[P]) -> Served[P]:
    """Give the view the release to show, or show what to do while there is none."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        release = shown(request)
        if release is None:
            return render(request, "directory/no_release.html")
        return view(request, release, *args, **kwargs)

    return require_safe(page)


class RefusalPages:
    """Shows a refusal as a page: it says what is wrong and what to do, and is no fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer a refusal; leave all else to the page of faults."""
        if not isinstance(exception, Refusal):
            return None
        return render(request, "directory/refused.html", {"refusal": exception}, status=503)
