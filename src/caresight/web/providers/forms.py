"""A return as a form, and the upload of the monthly one's spreadsheet."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from caresight.web.providers.fields import field_for
from caresight.web.providers.return_definition import ReturnForm, Value, Values
from caresight.web.ui.forms import OnceForm

LARGEST_UPLOAD = 5_000_000


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
    def values(self) -> dict[str, Value]:
        """The figures and answers that were read."""
        return {name: self.cleaned_data.get(name) for name in self.asked.columns()}

    @staticmethod
    def start(values: Values, version: int) -> dict[str, object]:
        """What a page that is opened starts from."""
        return {**values, "version": version}


def entry_for(asked: ReturnForm) -> type[ReturnEntry]:
    """The form for the columns that are asked for."""
    figures = {name: field_for(one, asked.label(name)) for name, one in asked.columns().items()}
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
