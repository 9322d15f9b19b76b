"""Fields that all forms of meetings share: a reason, long words, a choice of kind."""

from collections.abc import Iterable
from typing import Any

from django import forms

from caresight.web.ui.forms import DayInput

WORDS = 5_000
SHORT = 300


def reason_field(label: str = "Reason", *, required: bool = True) -> forms.CharField:
    """A reason in a line, as the policies ask for it."""
    return forms.CharField(
        label=label,
        required=required,
        min_length=10,
        max_length=SHORT,
        error_messages={
            "required": "Write the reason.",
            "min_length": "Write at least 10 letters, so that it can be understood in a year.",
        },
    )


def words_field(label: str, *, hint: str = "", required: bool = True) -> forms.CharField:
    """Words of up to 5,000 characters."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": f"“{label}” is empty.",
            "max_length": "Use at most 5,000 characters; this has %(show_value)s.",
        },
    )


def short_field(label: str, *, hint: str = "", required: bool = True) -> forms.CharField:
    """A line of up to 300 characters."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=SHORT,
        error_messages={
            "required": f"“{label}” is empty.",
            "max_length": "Use at most 300 characters; this has %(show_value)s.",
        },
    )


def day_field(label: str, *, hint: str = "", required: bool = True) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=DayInput(),
        error_messages={
            "required": f"Choose a day: {label.lower()}.",
            "invalid": f"“{label}” is no day; write it like 2026-11-05.",
        },
    )


def name_field(label: str) -> forms.CharField:
    """A name of up to 150 characters."""
    return forms.CharField(
        label=label, max_length=150, error_messages={"required": f"“{label}” is empty."}
    )


def choice_field(
    label: str, choices: Iterable[tuple[Any, str]], *, hint: str = "", required: bool = True
) -> forms.ChoiceField:
    """One of a few, as a select box."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=required,
        choices=list(choices),
        error_messages={"required": f"Choose: {label.lower()}."},
    )
