"""Forms of digital projects."""

from collections.abc import Sequence
from typing import Any

from django import forms

from caresight.web.projects.definitions import indicator_choices, kind_choices
from caresight.web.projects.models import MOST_SHORT, MOST_WORDS
from caresight.web.projects.states import ChosenBy
from caresight.web.ui.forms import CaresightForm, DayInput, OnceForm

LONGEST_LIST = 60_000
"""Letters of a list of homes: two thousand ids and what a spreadsheet puts between them."""


def ids_in(words: str) -> list[str]:
    """The ids of a list, each once, in the order given, whatever stands between them."""
    return list(dict.fromkeys(words.replace(",", " ").replace(";", " ").split()))


class ProjectForm(OnceForm):
    """What a project is, where, since when, and what it should change."""

    group = forms.ChoiceField(label="For which group", choices=[])
    name = forms.CharField(label="Name of the project", max_length=120)
    kind = forms.ChoiceField(label="Kind", choices=[])
    owner = forms.CharField(
        label="Who answers for it", help_text="A role or a team, not a person.", max_length=120
    )
    started_on = forms.DateField(
        label="Start date",
        help_text="The day from which it could have an effect in its homes.",
        widget=DayInput(),
    )
    indicator = forms.ChoiceField(label="What it should change", choices=[])
    unchanging = forms.ChoiceField(
        label="What it should not change",
        help_text="A test of the comparison: if this changes as well, nothing is claimed.",
        required=False,
        choices=[],
    )
    chosen_by = forms.ChoiceField(
        label="How were its homes chosen?",
        help_text="Homes that were chosen for high figures get better by themselves.",
        choices=ChosenBy.choices,
        widget=forms.RadioSelect,
        initial=ChosenBy.NOT_KNOWN.value,
    )
    chosen_from = forms.DateField(
        label="First month of those figures", required=False, widget=DayInput()
    )
    chosen_to = forms.DateField(
        label="Last month of those figures", required=False, widget=DayInput()
    )
    homes = forms.CharField(
        label="Homes that take part",
        help_text="One a line: the registered location id, or the home's id. A column pasted from "
        "a spreadsheet will do; take a line out to take the home out.",
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    words = forms.CharField(
        label="Anything a reader should know",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1, min_value=1)

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("group", list(groups)),
            ("kind", [("", "Choose a kind"), *kind_choices()]),
            ("indicator", [("", "Choose an indicator"), *indicator_choices()]),
            ("unchanging", [("", "Nothing named"), *indicator_choices()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices

    def clean_homes(self) -> list[str]:
        """The ids, each once, in the order given."""
        return ids_in(self.cleaned_data["homes"])


class TakeBackForm(CaresightForm):
    """Why a project is taken back."""

    why = forms.CharField(label="Why it is taken back", max_length=MOST_SHORT)
