"""Packs: list them, ask for one, watch it being made, read it, take it away."""

from datetime import timedelta
from typing import NoReturn

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.access import access_of
from caresight.web.packs import operations, presenters, queries, rules
from caresight.web.packs.document import document_of
from caresight.web.packs.forms import FreezeForm, ReportUpForm
from caresight.web.packs.kinds import Audience, FileKind
from caresight.web.packs.policies import can_freeze_for
from caresight.web.ui.paging import Paging, page_asked

PER_PAGE = 50
LONG = timedelta(minutes=1)
"""After this the page says that something may be wrong."""


@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    found, page = queries.visible_packs(access), page_asked(request.GET)
    total = found.count()
    shown = found.order_by("-requested_at", "-pk")[(page - 1) * PER_PAGE : page * PER_PAGE]
    now = timezone.now()
    context = {
        "lines": [presenters.pack_line(pack) for pack in shown],
        "paging": Paging(page=page, per_page=PER_PAGE, total=total),
        "total": total,
        "meetings": queries.meetings_to_freeze(access, now),
        "groups": queries.groups_led(access),
        "form": FreezeForm(today=timezone.localdate(now)),
    }
    return render(request, "packs/packs.html", context)


@require_safe
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = queries.pack_with(access, pk) or _nothing()
    if found.content is None:
        waits = timezone.now() - found.requested_at > LONG
        making = presenters.being_made(found, failed=queries.task_failed(found), waits_long=waits)
        return render(request, "packs/being_made.html", {"pack": found, **making})
    operations.note_read(pack=found, as_what="page", actor=access.person, at=timezone.now())
    files = queries.files_of(found)
    context = {
        "pack": found,
        "line": presenters.pack_line(found),
        "page": presenters.pack_page(document_of(found.content.text)),
        "files": presenters.file_lines(files, queries.sizes_of(found)),
        "newer": queries.newer_than(access, found),
        "may_freeze": rules.may_freeze(access, found.group_id),
    }
    return render(request, "packs/pack.html", context)


@require_safe
def pack_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    access, kind = access_of(request), FileKind(ending)
    found = queries.pack_with(access, pk) or _nothing()
    held = queries.file_of(found, kind) if found.content is not None else None
    if found.content is None or held is None:
        _nothing()
    operations.note_read(pack=found, as_what=kind.value, actor=access.person, at=timezone.now())
    answer = HttpResponse(bytes(held.data), content_type=kind.media_type)
    name = presenters.file_name(found, document_of(found.content.text), kind.value)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def freeze_pack(request: HttpRequest, pk: int) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    meeting = queries.meeting_to_freeze(access, pk) or _nothing()
    if not rules.may_freeze(access, meeting.group_id):
        raise PermissionDenied
    form = FreezeForm(request.POST or None, today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.freeze(
                meeting=meeting,
                known_on=form.cleaned_data["known_on"],
                actor=access.person,
                at=now,
                token=form.cleaned_data["token"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("pack", made.pk)
    context = {"form": form, "meeting": meeting, "can_freeze": can_freeze_for(meeting)}
    return render(request, "packs/freeze.html", context, status=422 if form.errors else 200)


@require_POST
def freeze_review_pack(request: HttpRequest, pk: int) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    review, runs_it = queries.review_to_freeze(access, pk) or _nothing()
    if not runs_it:
        raise PermissionDenied
    made = None
    for audience in (Audience.PROVIDER, Audience.MEMBERS):
        try:
            made = operations.freeze_review_pack(
                review=review, audience=audience, actor=access.person, at=now
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("pack", made.pk) if made else redirect("packs")


@require_http_methods(["GET", "HEAD", "POST"])
def report_up(request: HttpRequest, pk: int) -> HttpResponse:
    access, now = access_of(request), timezone.now()
    group = queries.group_worked_in(access, pk) or _nothing()
    if not rules.may_freeze(access, group.pk):
        raise PermissionDenied
    form = ReportUpForm(
        request.POST or None,
        today=timezone.localdate(now),
        allowed=queries.known_names(group),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = operations.freeze_report_up(
                group=group,
                from_on=given["from_on"],
                until_on=given["last_on"] + timedelta(days=1),
                achieved=given["achieved"],
                asks=given["asks"],
                is_confirmed=given["checked"],
                actor=access.person,
                at=now,
                token=given["token"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("pack", made.pk)
    context = {"form": form, "group": group, "above": group.overseen_by}
    return render(request, "packs/report_up.html", context, status=422 if form.errors else 200)


@require_POST
def rebuild_pack(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = queries.pack_with(access, pk) or _nothing()
    if not rules.may_freeze(access, found.group_id):
        raise PermissionDenied
    for kind, same, earlier in operations.rebuild(
        pack=found, actor=access.person, at=timezone.now()
    ):
        if same:
            messages.success(request, f"{kind.upper()}: made again, the same byte for byte.")
        elif earlier:
            messages.warning(
                request, f"{kind.upper()}: kept as {earlier} made it; this version sets it anew."
            )
        else:
            messages.error(request, f"{kind.upper()}: what is kept is not what was frozen.")
    return redirect("pack", found.pk)


def _nothing() -> NoReturn:
    raise Http404("There is no such pack, or it is not for you.")
