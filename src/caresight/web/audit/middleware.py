"""One entry in the trail for each page of casework that a signed-in person was refused.

A guessed id, a form posted by hand and a page of another role all end here. What is kept is
the page, the method and the numbers in the address: never what a form held.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from caresight.web.audit.operations import record

REFUSED = (403, 404, 405)
EVIDENCE = tuple(
    f"caresight.web.{app}." for app in ("directory", "dashboards", "local_areas", "publication")
)
"""Apps whose pages hold evidence only; what is not found there is no news, but for a home."""
HOME = "home_id"
SECRET = ("token",)
"""Parts of an address that nobody should read in a trail."""
LONGEST = 60


class RefusalsRecorded:
    """Writes the entry after the page was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = getattr(request, "user", None)
        response = self._get_response(request)
        if response.status_code in REFUSED and getattr(person, "is_authenticated", False):
            _record_refusal(request, person, response.status_code)
        return response


def _record_refusal(request: HttpRequest, person: object, status: int) -> None:
    match = request.resolver_match
    if match is None:
        return
    # Somebody who guesses at homes of other areas is news; an indicator that is gone is none.
    if match.func.__module__.startswith(EVIDENCE) and HOME not in match.kwargs:
        return
    asked = {
        name: str(value)[:LONGEST] for name, value in match.kwargs.items() if name not in SECRET
    }
    record(
        actor=person,
        at=timezone.now(),
        operation="audit.refused",
        subject=f"page:{match.view_name}"[:120],
        home_id=asked.get(HOME, "")[:20],
        detail={"method": request.method, "status": status, "asked": asked},
    )
