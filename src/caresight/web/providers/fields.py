"""The fields of a return: a number, a flag, an answer, a day. Blank is never none, nor a no."""

import math
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from caresight.sources.columns import ColumnDefinition
from caresight.web.providers.answer_columns import NO, NOT_KNOWN, YES
from caresight.web.ui.forms import DayInput
from caresight.web.ui.words import number

LONGEST_CELL = 40
FLAG_CHOICES = (("", "Not known"), ("Y", "Yes"), ("N", "No"))
ANSWER_WORDS = {YES: "Yes", NO: "No", NOT_KNOWN: "We do not know"}


def field_for(column: ColumnDefinition, label: str) -> forms.Field:
    """The field in which a column is filled in."""
    said = {"label": label, "help_text": ""}
    if column.type == "flag":
        return Flag(**said)
    if column.type == "date":
        return Day(**said)
    if column.type == "choice":
        choices = list(column.values)
        return Answer(choices, **said) if len(choices) > 1 else Tick(choices[0], **said)
    return Figure(column, **said)


class Figure(forms.Field):
    """A number that is counted or measured; blank is not known and never 0."""

    widget = forms.TextInput

    def __init__(self, column: ColumnDefinition, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.whole = column.type == "integer"
        self.least = float(column.minimum or 0)
        self.most = float(column.maximum) if column.maximum is not None else None
        self.widget.attrs |= {
            "inputmode": "numeric" if self.whole else "decimal",
            "autocomplete": "off",
            "class": "input figure",
            "maxlength": str(LONGEST_CELL),
        }

    def to_python(self, value: object) -> float | None:
        """Read a number as people write it: 1,204 or 1 204 or 2.5."""
        text = _plain(value)
        if not text:
            return None
        try:
            found = (
                float(text.replace(",", "").replace(" ", ""))
                if len(text) <= LONGEST_CELL
                else math.nan
            )
        except ValueError:
            found = math.nan
        if not math.isfinite(found) or "_" in text:
            raise ValidationError(
                "Write a number in digits, or leave this blank if you do not know."
            )
        if self.whole and found != int(found):
            raise ValidationError("Write a whole number.")
        self._check_bounds(found)
        return int(found) if found == int(found) else found

    def prepare_value(self, value: object) -> object:
        """A stored number as it is typed: 3, not 3.0."""
        return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else value

    def _check_bounds(self, found: float) -> None:
        if found < self.least:
            raise ValidationError(f"This cannot be less than {number(self.least)}.")
        if self.most is not None and found > self.most:
            raise ValidationError(f"This cannot be more than {number(self.most)}.")


class Flag(forms.ChoiceField):
    """Yes, no or not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=FLAG_CHOICES, required=False, **kwargs)
        self.widget.attrs["class"] = "input figure"

    def clean(self, value: object) -> Any:
        """1, 0 or nothing, as the evidence keeps a flag."""
        return {"Y": 1, "N": 0}.get(super().clean(value))

    def prepare_value(self, value: object) -> object:
        """A stored flag as its choice."""
        if isinstance(value, int | float):
            return "Y" if value else "N"
        return value or ""


class Answer(forms.ChoiceField):
    """Yes, no, that it is not known, or no answer at all."""

    def __init__(self, answers: list[str], **kwargs: Any) -> None:
        choices = [("", "Not answered"), *((one, ANSWER_WORDS.get(one, one)) for one in answers)]
        super().__init__(choices=choices, required=False, **kwargs)
        self.widget.attrs["class"] = "input figure"

    def clean(self, value: object) -> str | None:
        """The answer as the evidence keeps it; nothing where none was given."""
        return super().clean(value) or None


class Tick(forms.BooleanField):
    """The one thing that can be said instead of numbers: that they are not known."""

    def __init__(self, answer: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.answer = answer

    def clean(self, value: object) -> Any:
        """The answer where it is ticked, else nothing."""
        return self.answer if super().clean(value) else None


class Day(forms.DateField):
    """A day, kept as 2026-10-31."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)
        self.error_messages["invalid"] = "Write a day such as 31/10/2026."

    def clean(self, value: object) -> Any:
        """The day as text, as a saved draft can hold it."""
        found: date | None = super().clean(_plain(value))
        return found.isoformat() if found else None


def _plain(value: object) -> str:
    """Text without blanks around it and without what nobody sees."""
    text = str(value or "").strip()
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf").strip()
