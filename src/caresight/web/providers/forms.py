"""The monthly return as a form, and the upload of its spreadsheet."""

import math
import unicodedata
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from caresight.sources.columns import ColumnDefinition
from caresight.web.providers.return_definition import ReturnForm
from caresight.web.ui.forms import CaresightForm, OnceForm
from caresight.web.ui.words import number

LARGEST_UPLOAD = 5_000_000
LONGEST_CELL = 40
FLAG_CHOICES = (("", "Not known"), ("Y", "Yes"), ("N", "No"))


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


class ReturnEntry(OnceForm):
    """Every figure of a return; the columns come from the definition."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    why = forms.CharField(
        label="Why do you correct it?",
        help_text="A few words, such as “two falls were written down late”.",
        max_length=300,
        required=False,
    )
    confirmed = forms.BooleanField(
        label="I have looked at the questions beside the figures, and the figures are right.",
        required=False,
    )

    asked: ClassVar[ReturnForm]

    @property
    def values(self) -> dict[str, float | None]:
        """The figures that were read."""
        return {name: self.cleaned_data.get(name) for name in self.asked.columns()}

    @staticmethod
    def start(values: Mapping[str, float | None], version: int) -> dict[str, object]:
        """What a page that is opened starts from."""
        return {**values, "version": version}


def entry_for(asked: ReturnForm) -> type[ReturnEntry]:
    """The form for the columns that are asked for."""
    figures = _figures(asked)
    # Figures first, as the page sets them: what is wrong with the whole return leads to them.
    order = ("token", "version", *figures)
    return type(
        "ReturnEntryInForce", (ReturnEntry,), {"asked": asked, "field_order": order, **figures}
    )


class ReturnUpload(OnceForm):
    """The spreadsheet, filled in."""

    file = forms.FileField(
        label="Your filled-in spreadsheet",
        help_text="An Excel (.xlsx), OpenDocument (.ods) or .csv file, of at most 5 MB.",
        max_length=200,
    )
    submit_clean = forms.BooleanField(
        label="Submit at once every return that raises no question",
        help_text="The others are kept as drafts, for you to look at and submit.",
        required=False,
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large to be a return."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_UPLOAD:
            raise ValidationError("The file is larger than 5 MB. Send the return sheet only.")
        return file


class MonthChoice(CaresightForm):
    """A month, as the list of missing returns asks for it."""

    month = forms.CharField(required=False, max_length=7)


def _figures(asked: ReturnForm) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for name, column in asked.columns().items():
        said = {"label": asked.label(name), "help_text": ""}
        found[name] = Flag(**said) if column.type == "flag" else Figure(column, **said)
    return found


def _plain(value: object) -> str:
    """Text without blanks around it and without what nobody sees."""
    text = str(value or "").strip()
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf").strip()
