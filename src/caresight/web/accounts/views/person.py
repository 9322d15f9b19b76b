"""One person, for administrators: what they may do, and what can be done about them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts import homes, invitation_mail, operations, policies, presenters, queries
from caresight.web.accounts.forms import DetailsForm, HomesForm, RolesForm, refused
from caresight.web.accounts.operations import invitations, second_factor
from caresight.web.accounts.queries import existing_person, require_person
from caresight.web.accounts.roles import Role


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


@require_POST
def person_details(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    one, form = existing_person(pk, at=now), DetailsForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, details=form)
    operations.change_details(
        actor=require_person(request), at=now, person=one, **form.cleaned_data
    )
    return _done(request, pk, "Saved.")


@require_POST
def person_roles(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    one, form = existing_person(pk, at=now), RolesForm(request.POST)
    if form.is_valid():
        try:
            operations.change_roles(
                actor=require_person(request), at=now, person=one,
                roles=form.cleaned_data["roles"],
            )  # fmt: skip
        except Refusal as refusal:
            refused(form, "roles", refusal)
    if form.errors:
        return _page(request, pk, roles=form)
    return _done(request, pk, "The roles are changed, from now on.")


@require_POST
def person_homes(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    one = existing_person(pk, at=now)
    form = HomesForm(request.POST, homes=homes.homes_run_by(one.agency))
    if not form.is_valid():
        return _page(request, pk, allotted=form)
    operations.allot_homes(
        actor=require_person(request), at=now, person=one, home_ids=form.cleaned_data["homes"]
    )
    return _done(request, pk, "The homes are allotted.")


@require_POST
def person_disable(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    one, actor = existing_person(pk, at=now), require_person(request)
    return _tried(
        request,
        pk,
        lambda: operations.disable(username=one.username, actor=actor, at=now),
        f"{one} may no longer sign in. Every session of theirs has ended.",
    )


@require_POST
def person_enable(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    one, actor = existing_person(pk, at=now), require_person(request)
    return _tried(
        request,
        pk,
        lambda: operations.enable(actor=actor, at=now, person=one),
        f"{one} may sign in again.",
    )


@require_POST
def person_reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    one, actor = existing_person(pk, at=now), require_person(request)
    return _tried(
        request,
        pk,
        lambda: second_factor.reset(actor=actor, at=now, person=one),
        f"The second factor of {one} is reset, and their sessions have ended. "
        "They set up a new one when they sign in.",
    )


@require_POST
def person_end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    one = existing_person(pk, at=now)
    operations.end_sessions(
        actor=require_person(request), at=now, person=one,
        keep_session=request.session.session_key or "",
    )  # fmt: skip
    return _done(request, pk, f"{one} is signed out everywhere.")


@never_cache
@require_POST
def person_invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    one = existing_person(pk, at=now)
    try:
        token = invitations.invite_again(actor=require_person(request), at=now, person=one)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("person", pk)
    told = invitation_mail.told(request, one, token)
    return render(request, "accounts/invited.html", told)


@require_POST
def person_withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    one = existing_person(pk, at=now)
    invitations.withdraw(actor=require_person(request), at=now, person=one)
    return _done(request, pk, "The invitation is withdrawn; its link no longer works.")


def _tried(
    request: HttpRequest, pk: int, operation: Callable[[], object], words: str
) -> HttpResponse:
    """Do it, or say on the person's page why not."""
    try:
        operation()
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("person", pk)
    return _done(request, pk, words)


def _done(request: HttpRequest, pk: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("person", pk)


def _page(
    request: HttpRequest,
    pk: int,
    *,
    details: DetailsForm | None = None,
    roles: RolesForm | None = None,
    allotted: HomesForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    one, actor = existing_person(pk, at=now), require_person(request)
    run = homes.homes_run_by(one.agency) if Role.PROVIDER in one.roles else []
    had = [home.home_id for home in one.allotted_homes.all()]
    context = {
        "one": one,
        "shown": presenters.shown_person(one),
        "is_self": one.pk == actor.pk,
        "can_disable": policies.can_disable(one, actor=actor),
        "can_enable": policies.can_enable(one),
        "details": details
        or DetailsForm(initial={"name": one.name, "email": one.email, "agency": one.agency_id}),
        "roles": roles or RolesForm(initial={"roles": sorted(one.roles)}),
        "is_provider": Role.PROVIDER in one.roles,
        "homes": run,
        "allotted": allotted or HomesForm(initial={"homes": had}, homes=run),
        "sessions": queries.sessions_of(one, at=now).count(),
    }
    wrong = next((form for form in (details, roles, allotted) if form and form.errors), None)
    context["form"] = wrong
    return render(request, "accounts/person.html", context, status=422 if wrong else 200)
