"""Forms of editions: publishing one, and keeping the list of recipients."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.queries import person_called, require_person
from caresight.web.directory.releases import newest
from caresight.web.editions import operations, presenters, queries
from caresight.web.editions.forms import EndForm, PublishForm, RecipientForm, refuse_at_field


@require_http_methods(["GET", "POST"])
def publish_edition(request: HttpRequest) -> HttpResponse:
    release = newest()
    if release is None:
        raise Http404("There is no release to publish.")
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.publish_edition(
                actor=require_person(request), at=timezone.now(), token=form.cleaned_data["token"],
                release_id=release.release_id, note=form.cleaned_data["note"],
            )  # fmt: skip
        except Refusal as refusal:
            refuse_at_field(form, refusal)
        else:
            messages.success(request, f"Edition {made.number} is out. Those entitled are told.")
            return redirect("edition", number=made.number)
    context = {
        "form": form,
        "release": release,
        "entitled": queries.entitled_on(timezone.localdate()).count(),
    }
    return render(request, "editions/publish.html", context)


@require_safe
def recipients(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    lines = [(one, presenters.today_or(one.until, today)) for one in queries.all_recipients()]
    return render(request, "editions/recipients.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
def add_recipient(request: HttpRequest) -> HttpResponse:
    form = RecipientForm(
        request.POST if request.method == "POST" else None,
        initial={"since": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        username = said.pop("username")
        person = person_called(username) if username else None
        if username and person is None:
            form.add_error("username", "Nobody has this user name.")
            return render(request, "editions/recipient.html", {"form": form})
        try:
            operations.add_recipient(
                actor=require_person(request), at=timezone.now(), person=person, **said
            )
        except Refusal as refusal:
            refuse_at_field(form, refusal)
        else:
            messages.success(request, f"{said['name']} is on the list.")
            return redirect("recipients")
    return render(request, "editions/recipient.html", {"form": form})


@require_http_methods(["GET", "POST"])
def end_recipient(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.all_recipients().filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such entry.")
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"until": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.end_recipient(
                actor=require_person(request), at=timezone.now(), recipient=found,
                **form.cleaned_data,
            )  # fmt: skip
        except Refusal as refusal:
            refuse_at_field(form, refusal)
        else:
            messages.success(request, f"The entry of {found.name} ends.")
            return redirect("recipients")
    return render(request, "editions/end.html", {"form": form, "recipient": found})
