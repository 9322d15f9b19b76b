"""The form that asks for a day to look back to."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from caresight.web.ui.forms import CaresightForm


class LookBackForm(CaresightForm):
    """A day, in three fields as people write it."""

    day = forms.CharField(label="Day", max_length=2, required=False)
    month = forms.CharField(label="Month", max_length=2, required=False)
    year = forms.CharField(label="Year", max_length=4, required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        parts = [str(cleaned.get(name, "")).strip() for name in ("year", "month", "day")]
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise ValidationError("Enter a day, month and year in figures, for example 31 10 2026")
        try:
            cleaned["on"] = date(*(int(part) for part in parts))
        except ValueError as problem:
            raise ValidationError("Enter a real day, for example 31 10 2026") from problem
        return cleaned
