"""Forms of what leaves the group."""

from typing import Any

from django import forms

from caresight.web.intelligence import policies
from caresight.web.intelligence.identifying import Finding, identifying_parts
from caresight.web.ui.forms import CaresightForm, OnceForm


class WordingForm(CaresightForm):
    """A wording that names nobody, checked by a lead."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    words = forms.CharField(
        label="Wording that may leave the group",
        help_text="Without names, without who said it, and without what only one person can know.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=policies.LONGEST_WORDS,
        error_messages={"required": "Write the wording."},
    )
    names_nobody = forms.BooleanField(
        label="I have read every part that is marked: none identifies a person", required=False
    )

    def __init__(self, *args: Any, home_name: str, **kwargs: Any) -> None:
        self._home_name = home_name
        self.found: list[Finding] = []
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Blocks a wording that may identify somebody until a lead has looked at each part."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        words = cleaned.get("words", "")
        self.found = identifying_parts(words, allowed=[self._home_name])
        if self.found and not cleaned.get("names_nobody"):
            self.add_error(
                "words",
                "Some parts may identify somebody; they are marked below. Change them, or confirm "
                "that none identifies a person.",
            )
        return cleaned


class ReleaseForm(WordingForm, OnceForm):
    """A wording for the provider."""


class TakeBackForm(CaresightForm):
    """Ending the provider's sight of an item."""

    why = forms.CharField(
        label="Why is it taken back?",
        max_length=policies.LONGEST_SHORT,
        error_messages={"required": "Give the reason."},
    )
