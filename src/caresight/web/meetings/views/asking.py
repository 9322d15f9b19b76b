"""What every page of meetings does first: find the object through the person's access, or 404."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.access import Access, access_of
from caresight.web.intelligence.forms.screening import note_why_names_stay
from caresight.web.meetings import rules
from caresight.web.ui.forms import CaresightForm

M = TypeVar("M", bound=Model)


def one_of(found: QuerySet[M], pk: int) -> M:
    """The object of a key among those that the person may see; a 404 that tells nothing else."""
    one = found.filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


def require(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence: require(may_sign(…))
    """Refuse what a rule does not allow."""
    if not allowed:
        raise PermissionDenied


def require_lead(access: Access, group_id: int) -> None:
    """Refuse who does not chair or coordinate the group."""
    require(rules.may_arrange(access, group_id))


def form_page(  # noqa: PLR0913 - each is a part of one page
    request: HttpRequest,
    form: CaresightForm,
    *,
    title: str,
    button: str,
    back: tuple[str, int],
    act: Callable[[], str],
    said: str = "",
    about: str = "",
    danger: bool = False,
) -> HttpResponse:
    """One form on a page of its own: a fault stays beside its field, success goes back.

    `act` does it and returns the sentence that the next page shows; `about` is a sentence
    above the form, and `said` words of somebody else that it answers.
    """
    if request.method == "POST" and form.is_valid() and done(request, form, act):
        return redirect(back[0], back[1])
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back_page": back[0],
        "back_pk": back[1],
        "said": said,
        "about": about,
        "danger": danger,
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/form.html", context, status=status)


def done(request: HttpRequest, form: CaresightForm, act: Callable[[], str]) -> bool:
    """Do it and say so; what the state does not allow becomes an error of the form."""
    try:
        messages.success(request, act())
        note_why_names_stay(
            form, actor=access_of(request).person, at=timezone.now(), subject=request.path[:120]
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def told(request: HttpRequest, act: Callable[[], str]) -> None:
    """Do what one button asks for, and say what came of it, or why not."""
    try:
        messages.success(request, act())
    except Refusal as refusal:
        messages.error(request, str(refusal))
