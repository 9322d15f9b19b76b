"""Replies: the list, one whole, and what a group makes of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.roles import Role
from caresight.web.audit.operations import record
from caresight.web.groups.access import Access, access_of
from caresight.web.replies import operations, policies, presenters, queries, rules, screening
from caresight.web.replies.forms import AnswerReply
from caresight.web.replies.states import WAITING
from caresight.web.ui.paging import Paging, page_asked, text_asked
from caresight.web.ui.words import sentence

PER_PAGE = 50


@require_safe
def replies(request: HttpRequest) -> HttpResponse:
    access, page = access_of(request), page_asked(request.GET)
    found = queries.visible_replies(access)
    home_id, only = text_asked(request.GET, "home", most=20), request.GET.get("state", "")
    if home_id:
        found = found.filter(home_id=home_id)
    if only == "waiting":
        found = found.filter(state__in=WAITING)
    kept = request.GET.copy()
    kept.pop("page", None)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    context = {
        "lines": [presenters.reply_line(written) for written in shown],
        "paging": Paging(page, PER_PAGE, found.count(), kept.urlencode()),
        "only": only,
        "home_id": home_id,
        "is_provider": access.holds(Role.PROVIDER) and not access.group_ids,
    }
    return render(request, "replies/replies.html", context)


@require_safe
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    written = _reply(access, pk)
    record(
        actor=access.person,
        at=timezone.now(),
        operation="replies.open_reply",
        subject=f"reply:{written.ref}",
        home_id=written.home_id,
    )
    return _page(request, access, written, AnswerReply())


@require_POST
def acknowledge_reply(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    written = _reply(access, pk)
    _require_may_answer(access, written)
    try:
        operations.acknowledge_reply(actor=access.person, at=timezone.now(), written=written)
    except Refusal as refusal:
        messages.warning(request, sentence(refusal))
    else:
        messages.success(request, f"{written.ref} is acknowledged; the provider is told.")
    return redirect("reply", pk)


@require_POST
def answer_reply(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    written = _reply(access, pk)
    _require_may_answer(access, written)
    form = AnswerReply(request.POST)
    if not form.is_valid():
        return _page(request, access, written, form)
    data = form.cleaned_data
    try:
        screening.check_screened(
            screening.found_in(data["answer"], home_name=written.home_name, actor=access.person),
            confirmed=data["names_confirmed"],
        )
        operations.answer_reply(
            actor=access.person,
            at=timezone.now(),
            written=written,
            accepted=data["accepted"] == "yes",
            answer=data["answer"],
        )
    except Refusal as refusal:
        form.add_error("answer", sentence(refusal))
        return _page(request, access, written, form)
    messages.success(request, f"{written.ref} is answered; the provider is told.")
    return redirect("reply", pk)


def _reply(access: Access, pk: int) -> Any:
    written = queries.visible_replies(access).filter(pk=pk).first()
    if written is None:
        raise Http404("There is no such reply.")
    return written


def _covering(written: Any) -> frozenset[int]:
    return queries.covering_ids(written.home_id, written.area_code)


def _require_may_answer(access: Access, written: Any) -> None:
    if not rules.may_answer(access, written.state, _covering(written)):
        raise PermissionDenied("only those who lead a group of the home answer")


def _page(request: HttpRequest, access: Access, written: Any, form: AnswerReply) -> HttpResponse:
    may_answer = rules.may_answer(access, written.state, _covering(written))
    context = {
        "page": presenters.reply_page(written),
        "form": form,
        "may_acknowledge": may_answer and policies.can_acknowledge(written),
        "may_answer": may_answer and policies.can_answer(written),
        "is_own": rules.may_see_as_provider(
            access,
            home_id=written.home_id,
            agency_id=written.agency_id,
            own_homes=queries.own_home_ids(access),
        ),
    }
    return render(request, "replies/reply.html", context)
