"""Forms about people: triage, coordinator, invitations, what each agency is asked."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from caresight.web.accounts.models import Agency, Person
from caresight.web.actions.forms import long_text, short_text
from caresight.web.reviews import queries
from caresight.web.reviews.forms.steps import HourMixin, ReviewStepForm, day_field, hour_field
from caresight.web.reviews.models.reviews import MOST_WORDS
from caresight.web.reviews.procedure import procedure_of
from caresight.web.reviews.states import Part


class CoordinatorMixin(forms.Form):
    """One named coordinator, among those who see the whole review."""

    def offer_coordinators(self, people: list[Person]) -> None:
        """Say who can be named."""
        self._people = {str(one.pk): one for one in people}
        field = self.fields["coordinator"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so
        field.choices = [("", "Choose"), *[(pk, named(one)) for pk, one in self._people.items()]]

    def coordinator_said(self) -> Person | None:
        """The person chosen."""
        return self._people.get(self.cleaned_data["coordinator"])


def named(person: Person) -> str:
    """A person with the agency."""
    return f"{person}, {person.agency or 'no agency'}"


class TriageForm(ReviewStepForm, CoordinatorMixin):
    """The triage call as it was held."""

    screened = ("reason",)
    decision = forms.ChoiceField(label="What was decided?", widget=forms.RadioSelect)
    took_part = short_text("Who took part in the call?", "Names and agencies.")
    reason = long_text("Why?")
    coordinator = forms.ChoiceField(
        label="Coordinator, if it is held", required=False,
        help_text="One person holds it together: meetings, actions, the way back.",
    )  # fmt: skip
    meet_by = day_field("Meet by, if it is held", required=False)

    def prepare(self) -> None:
        """The decisions of the ladder in force, and the day by which it would have to meet."""
        review = self.about.review
        procedure = procedure_of(review.ladder)
        self.choose("decision", [(one.code, one.label) for one in procedure.triage])
        self.offer_coordinators(queries.who_can_coordinate(review, self.about.day))
        days = (
            procedure.meet_within_days_at_immediate_risk
            if review.immediate_risk
            else procedure.meet_within_days
        )
        self.initial.setdefault("meet_by", self.about.day + timedelta(days=days))
        kinds = ", ".join(kind.label for kind in procedure.takes_part_in_triage)
        self.fields["took_part"].help_text = f"Names and agencies. Usually: {kinds}."

    def clean(self) -> dict[str, Any]:
        """A review that is held needs a coordinator and a day."""
        cleaned = super().clean() or {}
        chosen = procedure_of(self.about.review.ladder).triage_decision(cleaned.get("decision", ""))
        if chosen is not None and chosen.convenes:
            if not cleaned.get("coordinator"):
                self.add_error("coordinator", "Name one coordinator.")
            if not cleaned.get("meet_by"):
                self.add_error("meet_by", "Say by which day it meets.")
        return cleaned

    def said(self) -> dict[str, Any]:
        """With the person instead of the choice."""
        return {**super().said(), "coordinator": self.coordinator_said()}


class CoordinatorForm(ReviewStepForm, CoordinatorMixin):
    """Another coordinator."""

    coordinator = forms.ChoiceField(label="Who coordinates from now on?")
    reason = short_text("Why?")

    def prepare(self) -> None:
        """Those who see the whole review."""
        people = queries.who_can_coordinate(self.about.review, self.about.day)
        self.offer_coordinators(people)

    def said(self) -> dict[str, Any]:
        """With the person instead of the choice."""
        return {**super().said(), "coordinator": self.coordinator_said()}


class CommunicationsForm(ReviewStepForm):
    """Who speaks for the review."""

    who = short_text("Who speaks to residents, families, staff and the public?")

    def prepare(self) -> None:
        """Who stands there now."""
        self.initial.setdefault("who", self.about.review.communications)


class InviteForm(ReviewStepForm):
    """Somebody of another agency to all of it, or of the provider to part two."""

    person = forms.ChoiceField(
        label="Who is invited?",
        help_text="They see this review and nothing else of the group.",
    )
    reason = short_text("Why?", required=False)

    def prepare(self) -> None:
        """Members of other agencies, and the provider's people."""
        review, day = self.about.review, self.about.day
        whole = {f"w{one.pk}": one for one in queries.may_be_invited(review, day)}
        two = {f"t{one.pk}": one for one in queries.providers_people(review)}
        self._people = {**whole, **two}
        groups = [
            ("To everything", [(key, named(one)) for key, one in whole.items()]),
            ("To part two only, for the provider", [(key, named(one)) for key, one in two.items()]),
        ]
        self.choose("person", [("", "Choose"), *[group for group in groups if group[1]]])

    def said(self) -> dict[str, Any]:
        """The person and the part."""
        chosen = self.cleaned_data["person"]
        part = Part.WHOLE if chosen.startswith("w") else Part.PART_TWO
        return {**super().said(), "person": self._people[chosen], "part": part}


class WithdrawForm(ReviewStepForm):
    """The reason why an invitation is taken back."""

    subject = "participant"
    reason = short_text("Why?")


class AskForm(ReviewStepForm, HourMixin):
    """What each agency is asked, and by when."""

    screened = ("questions",)
    agencies = forms.MultipleChoiceField(
        label="Which agencies?", widget=forms.CheckboxSelectMultiple
    )
    questions = long_text("What are they asked?")
    due_on = day_field("Answer by")
    due_hour = hour_field("At")

    def prepare(self) -> None:
        """The agencies not asked yet, the ladder's questions, its hours from now."""
        review = self.about.review
        procedure = procedure_of(review.ladder)
        found = queries.agencies_to_ask(review, self.about.day)
        self._agencies: dict[str, Agency] = {str(one.pk): one for one in found}
        self.choose("agencies", [(str(one.pk), one.name) for one in found])
        due = timezone.localtime(self.about.at) + timedelta(hours=procedure.answer_within_hours)
        self.initial.setdefault("agencies", list(self._agencies))
        self.initial.setdefault("questions", "\n".join(procedure.asks_each_agency))
        self.initial.setdefault("due_on", due.date())
        self.initial.setdefault("due_hour", due.time().replace(second=0, microsecond=0))

    def said(self) -> dict[str, Any]:
        """The agencies themselves and one moment."""
        return {
            "agencies": [self._agencies[pk] for pk in self.cleaned_data["agencies"]],
            "questions": self.cleaned_data["questions"],
            "due_at": self.instant("due_on", "due_hour"),
        }


class AnswerForm(ReviewStepForm):
    """What an agency knows."""

    screened = ("answer",)
    subject = "request"
    saves = ("answer",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label="What does your agency know?", required=False, max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="No names of residents or staff: say what, when and how sure.",
    )  # fmt: skip
    nothing_known = forms.BooleanField(label="We know of nothing", required=False)

    def prepare(self) -> None:
        """What stands there now."""
        for name in ("version", "answer"):
            self.initial.setdefault(name, getattr(self.about.part, name))

    def clean(self) -> dict[str, Any]:
        """Words, or the word that there are none."""
        cleaned = super().clean() or {}
        if not cleaned.get("answer") and not cleaned.get("nothing_known"):
            self.add_error("answer", "Write what you know, or tick that you know of nothing.")
        return cleaned
