"""What part of the trail to show: asked by name, and by the references that people say."""

import re
from typing import Any

from django import forms
from django.http import QueryDict

from caresight.web.directory.home_picker import HomeField, HomeInput
from caresight.web.directory.homes import known_home
from caresight.web.governance.queries import Wanted
from caresight.web.ui.forms import CaresightForm, DayInput
from caresight.web.ui.paging import text_asked

PEOPLE_LIST = "people_of_the_trail"
_REFERENCE = re.compile(r"([A-Z]{1,2})-0*([1-9][0-9]{0,8})", re.IGNORECASE | re.ASCII)
_KINDS = {
    "I": ("item", "details"), "A": ("action",), "M": ("meeting",), "R": ("review",),
    "P": ("pack",), "T": ("told",), "RP": ("reply",),
}  # fmt: skip


class TrailForm(CaresightForm):
    """What part of the trail to show."""

    who = forms.CharField(
        label="Person (a name or user name)", required=False, max_length=150,
        widget=forms.TextInput(attrs={"list": PEOPLE_LIST, "autocomplete": "off"}),
    )  # fmt: skip
    operation = forms.ChoiceField(label="Part of Caresight", required=False)
    home = HomeField(label="Home (its name or postcode)", required=False)
    subject = forms.CharField(label="Record, as in I-000012", required=False, max_length=120)
    from_on = forms.DateField(label="From", required=False, widget=DayInput())
    to_on = forms.DateField(label="To", required=False, widget=DayInput())

    def __init__(self, asked: QueryDict, *, operations: list[str]) -> None:
        self.home_id = text_asked(asked, "home_id", most=20) if "home" not in asked else ""
        super().__init__(_with_home(asked, self.home_id))
        field, home = self.fields["operation"], self.fields["home"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(home, HomeField)  # noqa: S101 - declared above
        field.choices = [("", "All"), *((name, name.capitalize()) for name in operations)]
        home.offer(area_codes=None)
        home.help_text = ""

    @property
    def found_homes(self) -> int:
        """How many homes fit the words: each stands beside the box, to be chosen."""
        box = self.fields["home"].widget
        return len(box.found) if isinstance(box, HomeInput) else 0

    def wanted(self) -> Wanted | None:
        """The entries that are asked for; None where it cannot be understood."""
        if not self.is_valid():
            return None
        held: dict[str, Any] = dict(self.cleaned_data)
        home, subject = held.pop("home"), held.pop("subject")
        return Wanted(
            **{name: value for name, value in held.items() if value},
            home_id=home["home_id"] if home else self.home_id,
            subjects=subjects_of(subject),
        )


def subjects_of(said: str) -> tuple[str, ...]:
    """How the trail names the record of a reference; what is none stands for itself."""
    found = _REFERENCE.fullmatch(said.strip())
    kinds = _KINDS.get(found[1].upper(), ()) if found else ()
    if not found or not kinds:
        return (said.strip(),) if said.strip() else ()
    number = int(found[2])
    ref = f"{found[1].upper()}-{number:06d}"
    # Some parts of Caresight write down the number, others the reference.
    return tuple(f"{kind}:{name}" for kind in kinds for name in (number, ref))


def _with_home(asked: QueryDict, home_id: str) -> QueryDict:
    """A link that names a home by its id, as if its name had been typed and the home chosen."""
    home = known_home(home_id) if home_id else None
    if home is None:
        return asked
    filled = asked.copy()
    filled["home"], filled["home_chosen"] = home["name"], home_id
    return filled
