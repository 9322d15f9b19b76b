"""The steps of an action, each a page with a form: asked of the rules, then of the state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caresight.vocabulary.refusal import Refusal
from caresight.web.actions import forms, operations, policies, queries, rules
from caresight.web.actions.history import ChangedMeanwhile
from caresight.web.actions.offers import agencies_for, measures_of, people_for
from caresight.web.actions.refusals import in_words
from caresight.web.directory.homes import known_home
from caresight.web.directory.releases import shown
from caresight.web.groups.access import Access, access_of


@dataclass(frozen=True)
class OneStep:
    """A step: who may take it, when it can be taken, its form, what it does, its words."""

    may: Callable[[Access, Any], bool]
    check: Callable[[Any], None]
    form: type[forms.StepForm]
    run: Callable[..., object]
    heading: str
    button: str
    done: str
    hint: str = ""
    is_dangerous: bool = False


STEPS: dict[str, OneStep] = {
    "edit_action": OneStep(
        rules.may_manage, policies.check_is_unfinished, forms.EditForm, operations.edit_action,
        "Edit the action", "Save", "The action has been saved.",
    ),
    "change_action_due": OneStep(
        rules.may_manage, policies.check_is_unfinished, forms.DueForm, operations.change_due,
        "Change the day", "Change the day", "The day has been changed.",
        hint="The day before and your reason stay in the history.",
    ),
    "hand_over_action": OneStep(
        rules.may_manage, policies.check_is_unfinished, forms.HandOverForm, operations.hand_over,
        "Hand the action over", "Hand over", "The action has been handed over.",
    ),
    "close_action": OneStep(
        rules.may_manage, policies.check_is_unfinished, forms.CloseForm, operations.close_action,
        "Close the action", "Close the action", "The action has been closed.",
        hint="An action is closed only with evidence. Where a figure was expected to move, it "
        "then waits until somebody has looked whether it did.",
    ),
    "say_action_done": OneStep(
        rules.may_say_done, policies.check_can_say_done, forms.SayDoneForm, operations.say_done,
        "Say that it is done", "Send", "Thank you. Somebody of the group will look at it.",
        hint="The group reads what you write here and accepts it or sends it back.",
    ),
    "send_back_action": OneStep(
        rules.may_lead, policies.check_can_answer, forms.ReasonForm, operations.send_back,
        "Send back as not done", "Send back", "The action has been sent back.",
        hint="The provider reads your reason.",
    ),
    "cancel_action": OneStep(
        rules.may_lead, policies.check_is_unfinished, forms.ReasonForm, operations.cancel_action,
        "Cancel the action", "Cancel the action", "The action has been cancelled.",
        is_dangerous=True,
    ),
    "reopen_action": OneStep(
        rules.may_manage, policies.check_can_reopen, forms.ReopenForm, operations.reopen_action,
        "Open the action again", "Open again", "The action is open again.",
    ),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    access, one = access_of(request), STEPS[name]
    action = queries.action_with(access, pk)
    if action is None:
        raise Http404("There is no such action.")
    if not one.may(access, action):
        raise PermissionDenied
    try:
        one.check(action)
    except Refusal as refusal:
        # Somebody else was quicker, or an old page was sent: the news is on the action's page.
        messages.error(request, in_words(refusal))
        return redirect("action", pk=pk)
    form = one.form(request.POST or None, action=action, day=access.day)
    _offer(form, request, access, action)
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            one.run(actor=access.person, at=timezone.now(), action=action, **_said(form))
        except ChangedMeanwhile as changed:
            form.add_error(None, in_words(changed))
            conflict = True
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            messages.success(request, one.done)
            return redirect("action", pk=pk)
    return _page(request, one, form, action, conflict=conflict)


def _page(
    request: HttpRequest, one: OneStep, form: forms.StepForm, action: Any, *, conflict: bool
) -> HttpResponse:
    """The form; after a conflict both texts, with the form ready to save over the newer one."""
    if conflict:
        action.refresh_from_db()
        form.data = {**request.POST.dict(), "version": str(action.version)}
    context = {"step": one, "form": form, "action": action, "conflict": conflict}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "actions/step.html", context, status=status)


def _offer(form: forms.StepForm, request: HttpRequest, access: Access, action: Any) -> None:
    if isinstance(form, forms.EditForm):
        form.offer_measures(measures_of(shown(request)))
    if isinstance(form, forms.HandOverForm):
        home = known_home(action.home_id) if action.home_id else None
        form.offer_owners(people_for(access, [action.group], home), agencies_for(home))


def _said(form: forms.StepForm) -> dict[str, object]:
    """What the operation takes."""
    said = dict(form.cleaned_data)
    if isinstance(form, forms.HandOverForm):
        said["owner"], said["owner_agency"] = form.owner_and_agency(str(said.pop("who")))
    return said


@require_POST
def note_on_action(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    action = queries.action_with(access, pk)
    if action is None or not rules.may_note(access, action):
        raise Http404("There is no such action.")
    form = forms.NoteForm(request.POST)
    if form.is_valid():
        _note(request, access, action, at=timezone.now(), form=form)
    else:
        for errors in form.errors.values():
            messages.error(request, f"The note was not kept: {' '.join(map(str, errors))}")
    return redirect("action", pk=pk)


def _note(
    request: HttpRequest, access: Access, action: Any, *, at: datetime, form: forms.NoteForm
) -> None:
    try:
        operations.add_note(
            actor=access.person, at=at, action=action, words=form.cleaned_data["words"],
            token=form.cleaned_data["token"],
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, in_words(refusal))
    else:
        messages.success(request, "Your note has been kept.")
