"""The forms of the steps that an action takes. Policies have the last word."""

from datetime import date
from typing import Any

from django import forms

from caresight.web.actions.forms.fields import (
    ExpectedEffect,
    OwnerMixin,
    a_day,
    effect_fields,
    long_text,
    short_text,
    who_field,
)
from caresight.web.actions.kinds import kind_choices
from caresight.web.actions.models import Action
from caresight.web.actions.states import Outcome, Verdict
from caresight.web.ui.forms import CaresightForm, OnceForm


class StepForm(CaresightForm):
    """The base of the forms of one step; each is made with the action that it is about."""

    def __init__(self, *args: Any, action: Action, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action, self.day = action, day
        self.prepare()

    def prepare(self) -> None:
        """Fill in what the action says already."""


class EditForm(StepForm, ExpectedEffect):
    """The words, the kind and the expected effect."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="What is to be done?", max_length=200)
    kind = forms.ChoiceField(label="Kind of action")
    words = long_text("More about it", required=False)
    measure = effect_fields()["measure"]
    direction = effect_fields()["direction"]
    effect_by = effect_fields()["effect_by"]

    def prepare(self) -> None:
        """Start from what stands there now."""
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.action, name))
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """All three parts of an expected effect, or none."""
        cleaned = super().clean() or {}
        self.check_effect(cleaned)
        return cleaned


class NoteForm(OnceForm):
    """A progress note."""

    words = long_text("How does it go?")


class DueForm(StepForm):
    """Another day, with the reason."""

    due_on = a_day("New day")
    reason = short_text("Why?", "Kept with the day before.")

    def prepare(self) -> None:
        """Show the day that stands there now."""
        self.initial.setdefault("due_on", self.action.due_on)


class HandOverForm(StepForm, OwnerMixin):
    """Another owner, with the reason."""

    who = who_field()
    reason = short_text("Why?")


class CloseForm(StepForm):
    """How it ended, and what shows it."""

    outcome = forms.ChoiceField(
        label="How did it end?", widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Outcome],
    )  # fmt: skip
    done_on = a_day("On which day?")
    what_was_done = long_text("What was done, or why not?")
    proof = short_text("What shows it?", "The report, letter, minute or visit record.")

    def prepare(self) -> None:
        """Start from what a provider said."""
        for name in ("done_on", "what_was_done", "proof"):
            self.initial.setdefault(name, getattr(self.action, name))
        self.initial["done_on"] = self.initial["done_on"] or self.day


class SayDoneForm(StepForm):
    """A provider's word that it is done."""

    done_on = a_day("On which day was it done?")
    what_was_done = long_text("What was done?")
    proof = short_text("What shows it?", "The document, record or photograph, and where it is.")

    def prepare(self) -> None:
        """Today is the likeliest day."""
        self.initial.setdefault("done_on", self.day)


class ReasonForm(StepForm):
    """A reason and nothing else."""

    reason = short_text("Why?")


class ReopenForm(StepForm):
    """A new day and the reason."""

    due_on = a_day("New day")
    reason = short_text("Why?")


class VerdictForm(CaresightForm):
    """What a person finds."""

    verdict = forms.ChoiceField(
        label="Did it work?", widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Verdict],
    )  # fmt: skip
    reason = long_text("Why do you say so?", "Kept beside what the comparison says.")
