"""The base of every form: labels, hints, errors and inputs that a screen reader connects."""

from typing import Any
from uuid import uuid4

from django import forms

_INPUTS = (
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.PasswordInput, forms.Textarea,
    forms.Select, forms.DateInput, forms.FileInput, forms.URLInput,
)  # fmt: skip


class DayInput(forms.DateInput):
    """A browser's own date field; a browser without one takes 2026-11-05 as text."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


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
    def first_wrong(self) -> str:
        """The id of the first field with an error, for the summary's link."""
        return next((field.id_for_label for field in self if field.errors), "")


class OnceForm(CaresightForm):
    """A form whose second sending is recognised: its operation keeps the token, once."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


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
