"""The form in which an area says what it does."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from caresight.vocabulary.refusal import Refusal
from caresight.web.intelligence.forms.screening import Screened
from caresight.web.local_areas import policies
from caresight.web.local_areas.models import MOST_ROLE, MOST_WORDS
from caresight.web.ui.forms import DayInput, OnceForm


class PracticeNoteForm(Screened, OnceForm):
    """What is done about a measure, since when, and whom to ask."""

    screened = ("words", "ask_role")

    measure = forms.ChoiceField(label="Measure", choices=[])
    words = forms.CharField(
        label="What you do",
        help_text="What another council could do as well. Every agency reads it: name no person "
        "and no home, and leave out links.",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    since = forms.DateField(
        label="Since when", help_text="Any day of the month will do.", widget=DayInput()
    )
    ask_role = forms.CharField(
        label="Whom to ask",
        help_text="A role, such as head of hospital discharge. Your agency is named beside it.",
        max_length=MOST_ROLE,
    )

    def __init__(
        self, *args: Any, measures: Sequence[tuple[str, str]], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        chosen = self.fields["measure"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - declared above
        chosen.choices = [("", "Choose a measure"), *measures]

    def clean_words(self) -> str:
        """No link, address or number."""
        return self._without_contact("words")

    def clean_ask_role(self) -> str:
        """A role, and no way to reach a person."""
        return self._without_contact("ask_role")

    def clean_since(self) -> date:
        """Not in the future."""
        since: date = self.cleaned_data["since"]
        try:
            policies.check_since(since, self.today)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return since

    def _without_contact(self, name: str) -> str:
        words: str = self.cleaned_data[name]
        try:
            policies.check_no_contact(words)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return words
