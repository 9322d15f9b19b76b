"""The forms by which packs and reports are asked for."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from caresight.vocabulary.refusal import Refusal
from caresight.web.packs.policies import (
    check_known_on,
    check_may_leave_the_group,
    check_period,
    identifying_words,
)
from caresight.web.ui.forms import DayInput, OnceForm

LONGEST = 2000


class FreezeForm(OnceForm):
    """As known on which day a pack is frozen."""

    known_on = forms.DateField(
        label="Evidence as known on",
        help_text="Today for a pack to read beforehand. An earlier day shows what was known then. "
        "What people said and agreed is always as of now.",
        widget=DayInput,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["known_on"].initial = today

    def clean_known_on(self) -> date:
        """Refuse a day that has not come."""
        known_on: date = self.cleaned_data["known_on"]
        try:
            check_known_on(known_on, self._today)
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal
        return known_on


class ReportUpForm(OnceForm):
    """A report to the oversight group: its period, and two texts that a lead writes."""

    from_on = forms.DateField(label="First day", widget=DayInput)
    last_on = forms.DateField(label="Last day", widget=DayInput)
    achieved = forms.CharField(
        label="What went well",
        help_text="No names of residents, families or staff. Homes may be named.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asks = forms.CharField(
        label="What the group asks for",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    checked = forms.BooleanField(
        label="I have read the parts named above: none of them identifies a person",
        required=False,
    )

    def __init__(self, *args: Any, today: date, allowed: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today, self._allowed = today, list(allowed)
        first = today.replace(day=1)
        self.fields["last_on"].initial = first - timedelta(days=1)
        self.fields["from_on"].initial = (first - timedelta(days=1)).replace(day=1)
        self.found: list[str] = []
        """The parts of the texts that may identify somebody."""

    def clean(self) -> dict[str, Any]:
        """Refuse an impossible period, and texts that may name somebody until a lead confirms."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("from_on") and given.get("last_on"):
            try:
                check_period(given["from_on"], given["last_on"] + timedelta(days=1), self._today)
            except Refusal as refusal:
                self.add_error("last_on", str(refusal))
        self._screen(given)
        return given

    def _screen(self, given: dict[str, Any]) -> None:
        texts = [given.get(name, "") for name in ("achieved", "asks")]
        self.found = identifying_words(texts, allowed=self._allowed)
        try:
            check_may_leave_the_group(
                texts, allowed=self._allowed, is_confirmed=bool(given.get("checked"))
            )
        except Refusal as refusal:
            self.add_error("checked", str(refusal))
