"""Forms for telling a provider something, and for answering a reply."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from caresight.web.replies.operations import LONGEST
from caresight.web.replies.states import Means, Purpose
from caresight.web.ui.forms import CaresightForm, DayInput, OnceForm

_CONFIRM = "I have checked: these words identify no resident."


class TellProvider(OnceForm):
    """What a provider is told, of what, and how."""

    title = forms.CharField(
        label="What it is about, in one line",
        max_length=300,
        help_text="The provider's people see this line in their list.",
    )
    words = forms.CharField(
        label="What you tell them",
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=(
            "Plain and fair: what was seen, what you ask of them, by when. "
            "No resident's name, and not who reported anything."
        ),
    )
    signals = forms.MultipleChoiceField(
        label="What was noticed, that you tell them of",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    items = forms.MultipleChoiceField(
        label="Intelligence that was passed on to this provider",
        help_text="In the wording in which it was passed on. The provider sees only that.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    decision = forms.CharField(
        label="What was decided, if you tell them of a decision", max_length=300, required=False
    )
    means = forms.ChoiceField(
        label="How you tell them",
        choices=[(one.value, one.label) for one in Means],
        widget=forms.RadioSelect,
        help_text="“On this site” puts it on their page now. The others record what you did.",
    )
    told_on = forms.DateField(
        label="On which day", required=False, widget=DayInput,
        help_text="For a letter, a call or a visit. Left blank, it is today.",
    )  # fmt: skip
    names_confirmed = forms.BooleanField(label=_CONFIRM, required=False)

    def __init__(
        self,
        *args: Any,
        signals: Sequence[tuple[str, str]] = (),
        items: Sequence[tuple[str, str]] = (),
        has_account: bool,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.chosen_words = dict(signals)
        self._offer("signals", signals)
        self._offer("items", items)
        if not has_account:
            means = [(one.value, one.label) for one in Means if one != Means.CARESIGHT]
            self.fields["means"].choices = means  # type: ignore[attr-defined]
        self.fields["means"].initial = Means.CARESIGHT if has_account else Means.LETTER

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def clean_told_on(self) -> date | None:
        """Nobody was told on a day that has not come."""
        told_on: date | None = self.cleaned_data["told_on"]
        if told_on and told_on > self.today:
            raise ValidationError("This day has not come yet.")
        return told_on


class WriteReply(OnceForm):
    """A provider's reply, as a draft or to be sent."""

    purpose = forms.ChoiceField(
        label="What is your reply for?",
        choices=[(one.value, one.label) for one in Purpose],
        widget=forms.RadioSelect,
        initial=Purpose.EXPLAIN.value,
    )
    words = forms.CharField(
        label="Your reply",
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=(
            "It stands beside what it answers wherever the group reads that. At most 5,000 "
            "characters; no resident's name."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    names_confirmed = forms.BooleanField(label=_CONFIRM, required=False)


class AnswerReply(CaresightForm):
    """What a group makes of a reply."""

    accepted = forms.ChoiceField(
        label="What becomes of it?",
        choices=[
            ("yes", "Accepted as a correction: the figure or the record was wrong"),
            ("no", "Not accepted, for the reason below"),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="What you answer the provider",
        max_length=LONGEST,
        widget=forms.Textarea,
        required=False,
        help_text="Needed where the reply is not accepted. The provider reads it.",
    )
    names_confirmed = forms.BooleanField(label=_CONFIRM, required=False)

    def clean(self) -> dict[str, Any]:
        """A refusal needs its reason."""
        data = super().clean() or {}
        if data.get("accepted") == "no" and not data.get("answer", "").strip():
            self.add_error("answer", "Say why it is not accepted.")
        return data
