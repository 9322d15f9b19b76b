"""Keeps a form that came too late, and drops it once it was sent after all."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils import timezone

from caresight.web.accounts.models import HeldForm, Person
from caresight.web.accounts.operations import held_forms
from caresight.web.accounts.queries import person_of
from caresight.web.accounts.rules import NEVER_HELD

FIELD = "held_form"
"""The hidden field by which a form that is sent again says which one it was."""
KEPT = "What you had typed is kept for you: you can send it once you are signed in."
TOO_LONG = "What you had typed was too long to be kept."
UNPROCESSABLE = 422
"""The page shows what was typed again, with what is wrong with it."""


def keep_form(request: HttpRequest, person: Person) -> str:
    """Keep what was posted; the sentence that says so, or why not."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    if page in NEVER_HELD:
        return ""
    return KEPT if kept_form(request, person, page) else TOO_LONG


def kept_form(request: HttpRequest, person: Person, page: str) -> HeldForm | None:
    """The row that holds what was posted: no password, no file, no token of this server."""
    return held_forms.hold_form(
        actor=person,
        at=timezone.now(),
        path=request.get_full_path(),
        page=page,
        fields=list(_typed(request)),
        had_files=bool(request.FILES),
    )


def keep_form_of_another_tab(request: HttpRequest) -> HeldForm | None:
    """Keep a form whose token is of an earlier session of the same person, in another tab.

    Only where the browser itself says that the form was on a page of this server.
    """
    person = person_of(request)
    page = request.resolver_match.view_name if request.resolver_match else ""
    if person is None or page in NEVER_HELD or request.method != "POST":
        return None
    origin = f"{request.scheme}://{request.get_host()}"
    ours = request.headers.get("Origin") == origin
    return kept_form(request, person, page) if ours else None


def let_go_once_sent(request: HttpRequest, status: int) -> None:
    """Drop a held form when its page has taken it, or shows it again with what is wrong."""
    if request.method != "POST" or not (status < 400 or status == UNPROCESSABLE):
        return
    person, pk = person_of(request), request.POST.get(FIELD, "")
    if person is not None and pk.isdecimal():
        held_forms.let_go(actor=person, pk=int(pk))


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name in ("csrfmiddlewaretoken", FIELD) or "password" in name.lower():
            continue
        for value in values:
            yield name, str(value)
