"""Forms of support, and of a filter that somebody keeps."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from caresight.web.accounts.models import Agency
from caresight.web.digital import queries
from caresight.web.digital.models import MOST_QUERY, MOST_SHORT
from caresight.web.digital.states import Outcome
from caresight.web.groups.models import Group
from caresight.web.ui.forms import CaresightForm, DayInput, OnceForm

Choices = Sequence[tuple[str, str]]


class OfferForm(OnceForm):
    """Support that was offered to a home."""

    group = forms.ModelChoiceField(
        label="For which group", queryset=Group.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(label="What was offered")
    given_by = forms.ModelChoiceField(
        label="Who gives it", queryset=Agency.objects.none(), empty_label="Choose an agency"
    )
    offered_on = forms.DateField(label="Offered on", widget=DayInput())
    words = forms.CharField(
        label="Anything a member should know",
        help_text="Name nobody who lives or works in the home.",
        required=False,
        max_length=MOST_SHORT,
    )

    def __init__(
        self, *args: Any, groups: Sequence[Group], kinds: Choices, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        group, kind, giver = (self.fields[name] for name in ("group", "kind", "given_by"))
        assert isinstance(group, forms.ModelChoiceField)  # noqa: S101 - declared above
        group.queryset = Group.objects.filter(pk__in=[one.pk for one in groups])
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - declared above
        kind.choices = [("", "Choose"), *kinds]
        assert isinstance(giver, forms.ModelChoiceField)  # noqa: S101 - declared above
        giver.queryset = queries.agencies()

    def clean_offered_on(self) -> date:
        """An offer is recorded once it was made."""
        on: date = self.cleaned_data["offered_on"]
        if on > self.today:
            raise forms.ValidationError("This day is yet to come. Give the day it was offered.")
        return on


class OutcomeForm(CaresightForm):
    """What came of an offer."""

    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=[one for one in Outcome.choices if one[0]],
        widget=forms.RadioSelect,
    )
    taken_up_on = forms.DateField(label="When", required=False, widget=DayInput())
    words = forms.CharField(
        label="What it came to, or why not", required=False, max_length=MOST_SHORT
    )

    def clean(self) -> dict[str, Any]:
        """A day where it was taken up, a reason where it was not."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        outcome = given.get("outcome", "")
        if outcome == Outcome.TAKEN_UP and not given.get("taken_up_on"):
            if "taken_up_on" not in self.errors:
                self.add_error("taken_up_on", "Give the day.")
        elif outcome == Outcome.DECLINED and not given.get("words"):
            self.add_error("words", "Say why, in a few words.")
        return given


class FilterForm(OnceForm):
    """A search that somebody keeps."""

    name = forms.CharField(label="Keep this search as", max_length=80)
    query = forms.CharField(required=False, max_length=MOST_QUERY, widget=forms.HiddenInput)
