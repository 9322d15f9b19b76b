"""Pages of the information-governance lead. To look at the trail is itself an entry in it."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.queries import person_called
from caresight.web.audit.operations import record
from caresight.web.directory.homes import known_home, known_homes
from caresight.web.governance import extracts as taking
from caresight.web.governance import operations, presenters, queries
from caresight.web.governance import retention as keeping
from caresight.web.governance.erasing import erase_on_request
from caresight.web.governance.forms import (
    EraseForm,
    ExtractForm,
    HoldForm,
    LiftForm,
    RunForm,
)
from caresight.web.governance.trail_form import PEOPLE_LIST, TrailForm
from caresight.web.groups.access import access_of
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging, page_asked

MOST_IN_A_FILE = 100_000


@require_safe
def governance(request: HttpRequest) -> HttpResponse:
    due = keeping.due_on(timezone.localdate())
    context = {
        "tabs": presenters.tabs("governance"),
        "register": presenters.by_grounds([presenters.kept_line(one) for one in due]),
        "backup": queries.last_entry("governance.back_up"),
    }
    return render(request, "governance/governance.html", context)


@require_safe
def audit_trail(request: HttpRequest) -> HttpResponse:
    form = TrailForm(request.GET, operations=queries.operations_known())
    wanted, page = form.wanted(), page_asked(request.GET)
    # What cannot be understood shows nothing, and says why: all entries would be no answer.
    found = queries.entries(wanted) if wanted else queries.no_entries()
    total = found.count()
    entries = queries.page_of_entries(found, page)
    homes = _names({one.home_id for one in entries})
    _record_look(request, "governance.read_trail", wanted, total)
    kept = urlencode({key: str(value) for key, value in request.GET.items() if key != "page"})
    context = {
        "tabs": presenters.tabs("audit_trail"),
        "form": form,
        "people": queries.actors_known(),
        "people_list": PEOPLE_LIST,
        "found_homes": form.found_homes,
        "gone_home": form.home_id if not known_home(form.home_id) else "",
        "lines": [presenters.trail_line(one, homes) for one in entries],
        "paging": Paging(page, queries.PER_PAGE, total, kept),
        "kept": kept,
    }
    return render(request, "governance/audit_trail.html", context)


@require_safe
def audit_trail_csv(request: HttpRequest) -> HttpResponse:
    wanted = TrailForm(request.GET, operations=queries.operations_known()).wanted()
    if wanted is None:
        return redirect(f"{reverse('audit_trail')}?{request.GET.urlencode()}")
    found = queries.entries(wanted)[: MOST_IN_A_FILE + 1]
    _record_look(request, "governance.take_trail", wanted, min(found.count(), MOST_IN_A_FILE))
    rows = (presenters.trail_cells(entry) for entry in found.iterator())
    name = f"audit-trail-{timezone.localdate():%Y-%m-%d}.csv"
    return csv_answer(presenters.TRAIL_COLUMNS, rows, file_name=name, most=MOST_IN_A_FILE)


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    return _retention(request, RunForm())


@require_POST
def apply_retention(request: HttpRequest) -> HttpResponse:
    form = RunForm(request.POST)
    if not form.is_valid():
        return _retention(request, form, status=422)
    run = keeping.apply_schedule(
        by=access_of(request).person, at=timezone.now(), token=form.cleaned_data["token"]
    )
    messages.success(request, f"Removed: {presenters.run_line(run)['what']}.")
    return redirect("retention")


@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: HttpRequest) -> HttpResponse:
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _placed(request, form):
        return redirect("holds")
    found = list(queries.holds())
    names = _names({one.home_id for one in found})
    context = {
        "tabs": presenters.tabs("holds"),
        "form": form,
        "holds": [presenters.hold_line(one, names) for one in found],
    }
    return render(request, "governance/holds.html", context, status=422 if form.errors else 200)


@require_POST
def lift_hold(request: HttpRequest, pk: int) -> HttpResponse:
    form = LiftForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say in at least 10 characters why the hold is lifted.")
        return redirect("holds")
    lifted = operations.lift_hold(
        actor=access_of(request).person, at=timezone.now(), hold_id=pk,
        reason=form.cleaned_data["reason"],
    )  # fmt: skip
    if lifted is None:
        raise Http404("There is no such hold, or it was lifted before.")
    messages.success(request, "The hold is lifted.")
    return redirect("holds")


@require_http_methods(["GET", "HEAD", "POST"])
def extracts(request: HttpRequest) -> HttpResponse:
    form = ExtractForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found = _extract(request, form)
        if found is not None:
            rows = (one.cells() for one in found)
            name = f"extract-{timezone.localdate():%Y-%m-%d}.csv"
            return csv_answer(taking.COLUMNS, rows, file_name=name)
    context = {"tabs": presenters.tabs("extracts"), "form": form}
    return render(request, "governance/extracts.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _erased(request, form):
        return redirect("erase")
    context = {"tabs": presenters.tabs("erase"), "form": form}
    return render(request, "governance/erase.html", context, status=422 if form.errors else 200)


def _retention(request: HttpRequest, form: RunForm, *, status: int = 200) -> HttpResponse:
    due = keeping.due_on(timezone.localdate())
    context = {
        "tabs": presenters.tabs("retention"),
        "form": form,
        "lines": [presenters.kept_line(one) for one in due if one.kept.then != "keep"],
        "anything": any(one.due for one in due),
        "runs": [presenters.run_line(run) for run in queries.runs()],
    }
    return render(request, "governance/retention.html", context, status=status)


def _placed(request: HttpRequest, form: HoldForm) -> bool:
    try:
        operations.place_hold(
            actor=access_of(request).person, at=timezone.now(), **form.cleaned_data
        )
    except Refusal as refusal:
        form.add_error("home_id", str(refusal))
        return False
    messages.success(request, "The hold stands: nothing that it covers will be removed.")
    return True


def _erased(request: HttpRequest, form: EraseForm) -> bool:
    held = form.cleaned_data
    try:
        number = erase_on_request(
            actor=access_of(request).person, at=timezone.now(), items=held["items"],
            reason=held["reason"],
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error("items", str(refusal))
        return False
    said = presenters.erased_line(number)
    messages.success(request, said)
    return True


def _extract(request: HttpRequest, form: ExtractForm) -> list[taking.Found] | None:
    actor, now, held = access_of(request).person, timezone.now(), form.cleaned_data
    if held["words"]:
        return taking.extract_of_words(
            actor=actor, at=now, words=held["words"], reason=held["reason"]
        )
    person = person_called(held["username"])
    if person is None:
        form.add_error("username", "There is no account with this user name.")
        return None
    return taking.extract_of_person(actor=actor, at=now, person=person, reason=held["reason"])


def _record_look(
    request: HttpRequest, operation: str, wanted: queries.Wanted | None, total: int
) -> None:
    asked = {key: value for key, value in asdict(wanted).items() if value} if wanted else {}
    record(
        actor=access_of(request).person, at=timezone.now(), operation=operation,
        subject="audit trail", detail={"asked": asked, "entries": total},
    )  # fmt: skip


def _names(home_ids: set[str]) -> dict[str, str]:
    """The names of those homes that the newest release knows."""
    rows = known_homes(sorted(home_ids - {""}))
    return {row["home_id"]: row["name"] for row in rows}
