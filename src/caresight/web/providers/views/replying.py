"""A provider's replies: begin one, go on with it, send it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.access import Access, access_of
from caresight.web.providers import queries
from caresight.web.providers.correspondence import note_read
from caresight.web.providers.targets import Target, target
from caresight.web.providers.views.opening import OwnHome, own
from caresight.web.replies import operations, policies, screening
from caresight.web.replies.forms import WriteReply
from caresight.web.replies.states import Subject
from caresight.web.ui.words import sentence


@require_http_methods(["GET", "HEAD", "POST"])
def write_reply(request: HttpRequest, home_id: str) -> HttpResponse:
    home = own(request, home_id)
    about = target(
        home.access, home.document, request.GET.get("about", ""), request.GET.get("ref", "")
    )
    if about is None:
        raise Http404("There is nothing of that kind to reply to.")
    if about.about == Subject.ITEM:
        note_read(home.access, home_id, [about.ref], timezone.now())
    form = WriteReply(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            written = _begin(home, about, form)
        except Refusal as refusal:
            form.add_error("words", sentence(refusal))
        else:
            return _saved_or_sent(request, home.access, written, form, about.shown)
    return _page(request, form, home.row["name"], about.shown, home_id=home_id)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_reply(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    written = queries.own_reply(access, pk)
    if written is None:
        raise Http404("There is no such reply.")
    if not policies.can_write(written):
        return redirect("reply", pk)
    start = {"purpose": written.purpose, "words": written.words, "version": written.version}
    form = WriteReply(request.POST or None, initial=start)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, written.home_name, written.about_words, written=written)
    data = form.cleaned_data
    try:
        written = operations.revise_reply(
            actor=access.person,
            at=timezone.now(),
            written=written,
            version=data["version"],
            words=data["words"],
            purpose=data["purpose"],
        )
    except policies.SavedMeanwhile as refusal:
        form.add_error("words", sentence(refusal))
        written.refresh_from_db()
        form.data = {**form.data.dict(), "version": str(written.version)}  # type: ignore[attr-defined]
        return _page(
            request, form, written.home_name, written.about_words, written=written, clash=True
        )
    except Refusal as refusal:
        form.add_error("words", sentence(refusal))
        return _page(request, form, written.home_name, written.about_words, written=written)
    return _saved_or_sent(request, access, written, form, written.about_words)


def _begin(home: OwnHome, about: Target, form: WriteReply) -> Any:
    data, row = form.cleaned_data, home.row
    return operations.reply(
        actor=home.access.person,
        at=timezone.now(),
        token=data["token"],
        home_id=row["home_id"],
        home_name=row["name"],
        area_code=row["area_code"],
        agency=queries.agency_of(home.access),
        about=about.about,
        about_ref=about.ref,
        about_words=about.kept,
        told=about.told,
        release_id=home.release.release_id,
        purpose=data["purpose"],
        words=data["words"],
    )


def _saved_or_sent(
    request: HttpRequest, access: Access, written: Any, form: WriteReply, shown: str
) -> HttpResponse:
    if request.POST.get("do") != "send":
        messages.success(request, "The draft is saved. Nobody but you and your colleagues sees it.")
        return redirect("edit_reply", written.pk)
    data, now = form.cleaned_data, timezone.now()
    findings = screening.found_in(written.words, home_name=written.home_name, actor=access.person)
    try:
        screening.check_screened(findings, confirmed=data["names_confirmed"])
        operations.send_reply(
            actor=access.person,
            at=now,
            written=written,
            version=written.version,
            names_confirmed=bool(findings) and data["names_confirmed"],
        )
    except Refusal as refusal:
        form.add_error("names_confirmed", sentence(refusal))
        form.data = {**form.data.dict(), "version": str(written.version)}  # type: ignore[attr-defined]
        return _page(request, form, written.home_name, shown, written=written)
    messages.success(request, f"{written.ref} is sent to the local group.")
    return redirect("reply", written.pk)


def _page(
    request: HttpRequest,
    form: WriteReply,
    home_name: str,
    shown: str,
    *,
    written: Any = None,
    home_id: str = "",
    clash: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "home_id": home_id or written.home_id,
        "home_name": home_name,
        "shown": shown,
        "written": written,
        "clash": clash,
    }
    return render(request, "providers/write_reply.html", context)
