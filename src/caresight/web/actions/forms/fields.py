"""Fields that several forms of actions have in common: who will do it, what should move."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from caresight.web.accounts.models import Agency, Person
from caresight.web.actions.models import MOST_SHORT, MOST_WORDS
from caresight.web.actions.states import Direction
from caresight.web.ui.forms import DayInput

Choices = Sequence[tuple[str, str]]
Grouped = list[tuple[str, list[tuple[str, str]]]]


def long_text(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    """A field for several lines."""
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


def short_text(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    """A field for one line."""
    return forms.CharField(label=label, help_text=hint, required=required, max_length=MOST_SHORT)


def a_day(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, help_text=hint, required=required, widget=DayInput())


def owner_choices(people: Iterable[Person], agencies: Iterable[Agency]) -> Grouped:
    """People by name, then agencies of which nobody is named yet."""
    return [
        ("People", [(f"p{one.pk}", f"{one}, {one.agency or 'no agency'}") for one in people]),
        ("Agencies, nobody named yet", [(f"a{one.pk}", one.name) for one in agencies]),
    ]


class OwnerMixin(forms.Form):
    """Who will do it, as one choice; `owner` and `owner_agency` come out of it."""

    def offer_owners(self, people: Sequence[Person], agencies: Sequence[Agency]) -> None:
        """Say who can be chosen; people without an agency cannot answer for one."""
        self._people = {f"p{one.pk}": one for one in people if one.agency is not None}
        self._agencies = {f"a{one.pk}": one for one in agencies}
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared below
        field.choices = [
            ("", "Choose"), *owner_choices(self._people.values(), self._agencies.values())
        ]  # fmt: skip

    def owner_and_agency(self, who: str) -> tuple[Person | None, Agency]:
        """The person, or none, and the agency."""
        if who in self._agencies:
            return None, self._agencies[who]
        person = self._people[who]
        assert person.agency is not None  # noqa: S101 - only such people are offered
        return person, person.agency


def who_field() -> forms.ChoiceField:
    """The choice of an owner."""
    return forms.ChoiceField(
        label="Who will do it?",
        help_text="A person is reminded; an agency of which nobody is named is not.",
    )


class ExpectedEffect(forms.Form):
    """Which figure should move, which way, by when: all three or none."""

    def offer_measures(self, measures: Choices) -> None:
        """Say which indicators can be named."""
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared below
        field.choices = [("", "No figure is expected to move"), *measures]

    def check_effect(self, cleaned: dict[str, Any]) -> None:
        """Say beside the field which of the three is missing."""
        names = ("measure", "direction", "effect_by")
        given = [name for name in names if cleaned.get(name)]
        for name in names:
            if given and name not in given and name not in self.errors:
                self.add_error(name, "Say which figure should move, which way, and by when.")


def effect_fields() -> dict[str, forms.Field]:
    """The three fields of an expected effect."""
    return {
        "measure": forms.ChoiceField(
            label="Which figure should move?", required=False,
            help_text="Then you can see later whether it did, beside homes like this one.",
        ),
        "direction": forms.ChoiceField(
            label="Which way?", required=False,
            choices=[("", "Choose"), *[(one.value, one.label) for one in Direction]],
        ),
        "effect_by": a_day("By when?", "Give it some months: a single month proves little.",
                           required=False),
    }  # fmt: skip
