"""Forms of learning: an offer, what came of it, and what a good home does."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from caresight.web.accounts.models import Agency
from caresight.web.learning.models import MOST_SHORT, MOST_WORDS
from caresight.web.learning.policies import MOST_HOMES, MOST_STAFF
from caresight.web.ui.forms import CaresightForm, DayInput, OnceForm

Choices = Sequence[tuple[str, str]]


class OfferForm(OnceForm):
    """Training that was offered to some homes."""

    title = forms.CharField(label="What was offered", max_length=200)
    given_by = forms.ModelChoiceField(
        label="Who gives it", queryset=Agency.objects.none(), empty_label="Choose an agency"
    )
    offered_on = forms.DateField(label="Offered on", widget=DayInput())
    words = forms.CharField(
        label="Anything a member should know",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    homes = forms.MultipleChoiceField(
        label="Homes it was offered to",
        help_text="Those that the figures and what people say point to, the weightiest first.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one home."},
    )

    def __init__(self, *args: Any, homes: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        agencies = self.fields["given_by"]
        assert isinstance(agencies, forms.ModelChoiceField)  # noqa: S101 - declared above
        agencies.queryset = Agency.objects.filter(is_active=True)
        chosen = self.fields["homes"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101 - declared above
        chosen.choices = list(homes)

    def clean_offered_on(self) -> date:
        """An offer is recorded once it was made."""
        on: date = self.cleaned_data["offered_on"]
        if on > self.today:
            raise forms.ValidationError("This day is yet to come. Give the day it was offered.")
        return on

    def clean_homes(self) -> list[str]:
        """Not more than anybody could teach."""
        chosen: list[str] = self.cleaned_data["homes"]
        if len(chosen) > MOST_HOMES:
            raise forms.ValidationError(f"Choose at most {MOST_HOMES} homes.")
        return chosen


class UptakeForm(CaresightForm):
    """What came of an offer at one home."""

    came = forms.ChoiceField(
        label="What came of it?",
        choices=[("yes", "Staff came"), ("no", "The home did not take it up")],
        widget=forms.RadioSelect,
    )
    taken_up_on = forms.DateField(label="When", required=False, widget=DayInput())
    staff = forms.IntegerField(
        label="How many staff came", required=False, min_value=1, max_value=MOST_STAFF
    )
    why = forms.CharField(label="Why not", required=False, max_length=MOST_SHORT)

    def clean(self) -> dict[str, Any]:
        """A day and a number where staff came, a reason where they did not."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        needed = {
            "yes": (("taken_up_on", "Give the day."), ("staff", "Give the number of staff.")),
            "no": (("why", "Say why, in a few words."),),
        }.get(given.get("came", ""), ())
        for name, message in needed:
            if not given.get(name) and name not in self.errors:
                self.add_error(name, message)
        return given


class EndForm(CaresightForm):
    """Why an offer ends."""

    why = forms.CharField(label="Why it ends", max_length=MOST_SHORT)


class PracticeForm(OnceForm):
    """What a good home does."""

    home = forms.ChoiceField(label="Home", choices=[])
    words = forms.CharField(
        label="What they do",
        help_text="As you were told or saw it. Name nobody.",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, homes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["home"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - declared above
        chosen.choices = [("", "Choose a home"), *homes]
