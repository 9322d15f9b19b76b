"""The steps of a review, each a page with a form: asked of the rules, then of the state."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caresight.vocabulary.refusal import Refusal
from caresight.web.actions.history import ChangedMeanwhile
from caresight.web.actions.refusals import in_words
from caresight.web.groups.access import Access, access_of
from caresight.web.intelligence.forms.screening import note_why_names_stay
from caresight.web.reviews import forms, operations, policies, queries, rules
from caresight.web.reviews.rules import Standing


@dataclass(frozen=True)
class OneStep:
    """A step: what it is about, who may take it, when, its form, what it does, its words."""

    find: Callable[[Access, int], Any]
    may: Callable[[Standing], bool]
    check: Callable[[Any], None]
    form: type[forms.ReviewStepForm]
    run: Callable[..., object]
    heading: str
    button: str
    done: str
    hint: str = ""
    is_dangerous: bool = False


_UNDER_WAY = policies.check_is_under_way
_OF_REVIEW, _RUN = queries.review_with, rules.may_run

STEPS: dict[str, OneStep] = {
    "triage_review": OneStep(
        _OF_REVIEW, rules.may_triage, policies.check_can_triage, forms.TriageForm,
        operations.record_triage, "Record the triage call", "Record the call",
        "The triage call has been recorded.",
    ),
    "appoint_coordinator": OneStep(
        _OF_REVIEW, _RUN, _UNDER_WAY, forms.CoordinatorForm, operations.appoint_coordinator,
        "Appoint another coordinator", "Appoint", "The coordinator has been appointed.",
    ),
    "name_communications": OneStep(
        _OF_REVIEW, _RUN, _UNDER_WAY, forms.CommunicationsForm, operations.name_communications,
        "Who speaks for the review", "Save", "It has been saved.",
    ),
    "invite_to_review": OneStep(
        _OF_REVIEW, _RUN, policies.check_is_running, forms.InviteForm, operations.invite,
        "Invite somebody", "Invite", "The invitation stands, and the person was told.",
    ),
    "withdraw_invitation": OneStep(
        queries.participant_with, _RUN, policies.check_is_running, forms.WithdrawForm,
        operations.withdraw, "Take an invitation back", "Take it back",
        "The invitation has been taken back.", is_dangerous=True,
    ),
    "ask_for_information": OneStep(
        _OF_REVIEW, _RUN, _UNDER_WAY, forms.AskForm, operations.ask_agencies,
        "Ask each agency what it knows", "Ask", "The agencies have been asked.",
    ),
    "answer_information": OneStep(
        queries.request_with, rules.may_see_whole, policies.check_is_running, forms.AnswerForm,
        operations.answer_request, "Answer for your agency", "Send the answer",
        "The answer has been kept.", hint="Everybody who takes part in all of the review reads it.",
    ),
    "plan_review_meeting": OneStep(
        _OF_REVIEW, _RUN, _UNDER_WAY, forms.MeetingForm, operations.plan_meeting,
        "Plan a meeting", "Plan the meeting", "The meeting has been planned.",
        hint="Part one is for members only. The provider joins for part two.",
    ),
    "move_review_meeting": OneStep(
        queries.meeting_with, _RUN, _UNDER_WAY, forms.MoveForm, operations.move_meeting,
        "Move the meeting", "Move", "The meeting has been moved.",
    ),
    "write_part_one": OneStep(
        queries.meeting_with, _RUN, _UNDER_WAY, forms.PartOneForm, operations.write_part_one,
        "Part one: members only", "Save", "Part one has been saved.",
    ),
    "write_part_two": OneStep(
        queries.meeting_with, _RUN, _UNDER_WAY, forms.PartTwoForm, operations.write_part_two,
        "Part two: with the provider", "Save", "Part two has been saved.",
        hint="The provider's invited people read everything on this page.",
    ),
    "write_facts": OneStep(
        _OF_REVIEW, _RUN, _UNDER_WAY, forms.FactsForm, operations.write_facts,
        "The facts agreed", "Save", "The facts have been saved.",
    ),
    "decide_in_review": OneStep(
        _OF_REVIEW, _RUN, _UNDER_WAY, forms.DecideForm, operations.decide,
        "Write down a decision", "Keep the decision", "The decision has been kept.",
    ),
    "tell_decision": OneStep(
        queries.decision_with, _RUN, _UNDER_WAY, forms.TellForm, operations.tell_decision,
        "Tell the provider of a decision", "Tell the provider", "It is kept that they were told.",
    ),
    "act_on_decision": OneStep(
        queries.decision_with, rules.may_act, _UNDER_WAY, forms.ActForm, operations.act_on,
        "Open an action", "Agree the action", "The action has been agreed.",
        hint="It rests on the decision and on the evidence of the call.",
    ),
    "add_criterion": OneStep(
        _OF_REVIEW, _RUN, _UNDER_WAY, forms.AddCriterionForm, operations.add_criterion,
        "Add an exit criterion", "Add", "The criterion has been added.",
    ),
    "judge_criterion": OneStep(
        queries.criterion_with, _RUN, _UNDER_WAY, forms.JudgeForm, operations.judge_criterion,
        "Is this criterion met?", "Save", "It has been saved.",
    ),
    "stand_down_review": OneStep(
        _OF_REVIEW, _RUN, _UNDER_WAY, forms.StandDownForm, operations.stand_down,
        "Stand the review down", "Stand down", "The review has been stood down.",
        hint="This is the end of the review. It cannot be done while an action is open or an "
        "exit criterion is not met.", is_dangerous=True,
    ),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    access, one = access_of(request), STEPS[name]
    part = one.find(access, pk)
    if part is None:
        raise Http404("There is no such review.")
    review = getattr(part, "review", part)
    standing = queries.standing_of(access, review)
    _require(one, name, access, standing, part)
    try:
        one.check(review)
    except Refusal as refusal:
        # Somebody else was quicker, or an old page was sent: the review's page has the news.
        messages.error(request, in_words(refusal))
        return redirect("review", pk=review.pk)
    about = forms.About(access, review, part, timezone.now())
    form = one.form(request.POST or None, about=about)
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            one.run(actor=access.person, at=about.at, **{form.subject: part}, **form.said())
        except ChangedMeanwhile as changed:
            form.add_error(None, in_words(changed))
            conflict = True
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            note_why_names_stay(
                form, actor=access.person, at=about.at, subject=f"review:{review.pk}",
                group_ref=f"group:{review.group_id}",
            )  # fmt: skip
            messages.success(request, one.done)
            return redirect("review", pk=review.pk)
    return _page(request, one, form, about, conflict=conflict)


def _require(one: OneStep, name: str, access: Access, standing: Standing, part: Any) -> None:
    """Refuse whoever may not: as not there where they see nothing whole, else as not allowed."""
    if not rules.may_see_whole(standing):
        raise Http404("There is no such review.")
    allowed = one.may(standing)
    if name == "answer_information":
        allowed = rules.may_answer(access, standing, part.agency_id)
    if not allowed:
        raise PermissionDenied


def _page(
    request: HttpRequest,
    one: OneStep,
    form: forms.ReviewStepForm,
    about: forms.About,
    *,
    conflict: bool,
) -> HttpResponse:
    """The form; after a conflict with the text that was saved meanwhile beside it."""
    theirs: list[tuple[str, str]] = []
    if conflict:
        about.part.refresh_from_db()
        now = type(form)(about=about).initial
        theirs = [(str(form.fields[name].label), str(now[name])) for name in form.saves]
        form.data = {**request.POST.dict(), "version": str(now["version"])}
    context = {
        "step": one,
        "form": form,
        "review": about.review,
        "part": about.part,
        "theirs": theirs,
        "in_the_way": policies.what_stands_in_the_way(about.review, about.day)
        if isinstance(form, forms.StandDownForm)
        else [],
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "reviews/step.html", context, status=status)
