"""What every page that reads a release has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

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
