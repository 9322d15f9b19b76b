"""The form for a spreadsheet of items."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from caresight.web.intelligence.importing.reading import MOST_BYTES
from caresight.web.ui.forms import CaresightForm


class ImportForm(CaresightForm):
    """A spreadsheet."""

    file = forms.FileField(
        label="The spreadsheet",
        help_text="An xlsx, ods or csv file, at most 5 MB and 5,000 rows.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
        max_length=200,
        error_messages={
            "required": "Choose the file first.",
            "empty": "The file is empty.",
            "max_length": "The name of the file is too long.",
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """A file of a size that is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"The file is too large: at most {MOST_BYTES >> 20} MB. Split it, and send the "
                "parts one after another."
            )
        return file
