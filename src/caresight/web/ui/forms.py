"""The base of every form: labels, hints, errors and inputs that a screen reader connects."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms

_INPUTS = (
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.PasswordInput, forms.Textarea,
    forms.Select, forms.DateInput, forms.FileInput, forms.URLInput,
)  # fmt: skip

_LONGEST_NUMBER = 18
"""Digits of a number that every database can hold: nine and eighteen noughts."""


class DayInput(forms.DateInput):
    """A browser's own date field; a browser without one takes 2026-11-05 as text."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class RecordsField(forms.ModelMultipleChoiceField[Any]):
    """Several records by their numbers; one too long for a database is a choice of nothing."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if len(str(one)) > _LONGEST_NUMBER:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(one)[:_LONGEST_NUMBER]},
                )
        return super().clean(value)


@dataclass(frozen=True)
class Problem:
    """One error of a form: where it is mended, and what is wrong."""

    where: str
    message: str


class CaresightForm(forms.Form):
    """A form of ours; show its fields with `{% include "ui/field.html" %}`."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        # Not validated here: a form or its view may still say what a field offers.
        for name, field in self.fields.items():
            _connect(self, name, field)

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error, and let a screen reader find it beside its field."""
        super().add_error(field, error)
        for name in self.errors:
            if name in self.fields:
                _mark_wrong(self, name)

    @property
    def problems(self) -> list[Problem]:
        """All errors in the order of the summary, each with the field that it leads to.

        What is wrong with the whole form, or with a field that nobody sees, leads to the first
        field that somebody can change.
        """
        shown = self.visible_fields()
        first = _box(shown[0]) if shown else ""
        unseen = [field for field in self.hidden_fields() if field.errors]
        return [
            *(Problem(first, str(error)) for error in self.non_field_errors()),
            *(Problem(first, str(error)) for field in unseen for error in field.errors),
            *(Problem(_box(field), str(error)) for field in shown for error in field.errors),
        ]


class OnceForm(CaresightForm):
    """A form whose second sending is recognised: its operation keeps the token, once."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def _box(field: forms.BoundField) -> str:
    """The id of a field as it is drawn: of its input, or of the frame around its choices."""
    return field.id_for_label or field.auto_id


def _connect(form: forms.Form, name: str, field: forms.Field) -> None:
    widget = field.widget
    if isinstance(widget, _INPUTS) and not isinstance(widget, forms.HiddenInput):
        widget.attrs.setdefault("class", "input")
    box = f"id_{form.add_prefix(name)}"
    described = [f"{box}_hint"] if field.help_text else []
    if described:
        widget.attrs["aria-describedby"] = " ".join(described)


def _mark_wrong(form: forms.Form, name: str) -> None:
    attrs, error = form.fields[name].widget.attrs, f"id_{form.add_prefix(name)}_error"
    attrs["aria-invalid"] = "true"
    if error not in attrs.get("aria-describedby", ""):
        attrs["aria-describedby"] = f"{attrs.get('aria-describedby', '')} {error}".strip()
