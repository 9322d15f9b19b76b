"""Forms of the information-governance lead."""

import re
from typing import Any

from django import forms

from caresight.web.directory.homes import known_home
from caresight.web.governance.extracts import FEWEST_LETTERS
from caresight.web.ui.forms import CaresightForm, OnceForm

_REFERENCE = re.compile(r"I-([0-9]{6,9})", re.IGNORECASE | re.ASCII)
_REASON = {"required": "Say why, so that the trail can tell"}


class HoldForm(CaresightForm):
    """A new legal hold."""

    home_id = forms.CharField(
        label="Home (its id)", required=False, max_length=20,
        help_text="Leave it empty to hold everything.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Why", min_length=10, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=_REASON,
        help_text="For example the inquiry or the claim that needs the records.",
    )  # fmt: skip

    def clean_home_id(self) -> str:
        home_id = str(self.cleaned_data["home_id"]).strip()
        if home_id and known_home(home_id) is None:
            raise forms.ValidationError("There is no home with this id in the newest release.")
        return home_id


class LiftForm(CaresightForm):
    """Why a hold is lifted."""

    reason = forms.CharField(label="Why it is lifted", min_length=10, max_length=2000)


class RunForm(OnceForm):
    """The confirmation that what is due is to be removed."""

    sure = forms.BooleanField(
        label="I have looked at the list; remove what is due",
        error_messages={
            "required": "Tick the box to confirm. Removed words cannot be brought back."
        },
    )


class EraseForm(OnceForm):
    """Which items somebody asked to have erased."""

    items = forms.CharField(
        label="References of the items", max_length=1000,
        help_text="As in I-000123, with spaces between. “A person's data” finds them.",
        error_messages={"required": "Give the reference of at least one item, as in I-000123."},
    )  # fmt: skip
    reason = forms.CharField(
        label="The request, and its reference", min_length=10, max_length=300,
        help_text="It stands in the trail for good: name nobody in it.",
        error_messages=_REASON,
    )  # fmt: skip
    sure = forms.BooleanField(
        label="Erase their words for good, and take them out of packs",
        error_messages={
            "required": "Tick the box to confirm. Erased words cannot be brought back."
        },
    )

    def clean_items(self) -> list[int]:
        given = str(self.cleaned_data["items"]).replace(",", " ").split()
        numbers = [_REFERENCE.fullmatch(one) for one in given]
        wrong = [one for one, match in zip(given, numbers, strict=True) if match is None]
        if wrong:
            raise forms.ValidationError(
                f"“{wrong[0][:20]}” is no reference of an item. Expected one as in I-000123."
            )
        return list(dict.fromkeys(int(match[1]) for match in numbers if match))


class ExtractForm(CaresightForm):
    """About whom an extract is asked for."""

    username = forms.CharField(
        label="Somebody with an account: their user name", required=False, max_length=150
    )
    words = forms.CharField(
        label="Somebody without one: a name or number as it may have been written",
        required=False, max_length=100,
    )  # fmt: skip
    reason = forms.CharField(
        label="The request, and its reference", min_length=10, max_length=500,
        error_messages=_REASON,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        username, words = held.get("username", "").strip(), held.get("words", "").strip()
        if bool(username) == bool(words):
            raise forms.ValidationError("Fill in either a user name or words, not both.")
        if words and len(words) < FEWEST_LETTERS:
            self.add_error("words", f"Give at least {FEWEST_LETTERS} letters, or it finds all.")
        return {**held, "username": username, "words": words}
