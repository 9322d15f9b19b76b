"""The pages for what goes wrong: they say what happened and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from caresight.web.accounts.keeping import keep_form_of_another_tab


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _plain("The address or the form could not be understood", 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "ui/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "ui/404.html", {"reason": reason}, status=404)


def fault(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    # Nothing that may itself have failed (sessions, the index) is touched here.
    return _plain("Sorry, there is a problem with Caresight", 500)


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    held = keep_form_of_another_tab(request)
    if held is not None:
        return redirect("held_form", held.pk)
    return _plain("The page was open for too long", 403)


def _plain(heading: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string("ui/plain.html", {"heading": heading}), status=status)
