"""Forms of groups. What they offer is told by the view: no form asks the database for more."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from caresight.web.directory.home_picker import HomeField
from caresight.web.groups.kinds import GroupKind, Position
from caresight.web.ui.forms import CaresightForm, DayInput, OnceForm

SHORT, LONG = 300, 20_000
Choices = Iterable[tuple[Any, str]]


class GroupForm(OnceForm):
    """What a group is, besides what it covers and who belongs to it."""

    name = forms.CharField(
        label="Name of the group",
        max_length=150,
        error_messages={"required": "Enter the name of the group."},
    )
    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in GroupKind],
        widget=forms.RadioSelect,
        initial=GroupKind.LOCAL.value,
        help_text="A local group works on the homes of its areas. An oversight group reads what "
        "the local groups that report to it have decided.",
    )
    overseen_by = forms.TypedChoiceField(
        label="Reports to", required=False, coerce=int, empty_value=None
    )
    ladder = forms.ChoiceField(
        label="Escalation ladder in force",
        widget=forms.RadioSelect,
        initial="nqb-2022",
        error_messages={"required": "Choose the ladder that the group works with."},
    )
    quorum_members = forms.IntegerField(
        label="Members needed to decide", min_value=1, max_value=100, initial=3
    )
    quorum_agencies = forms.IntegerField(
        label="Agencies needed to decide", min_value=1, max_value=100, initial=2
    )
    budget = forms.IntegerField(
        label="New homes that the group can review in a month",
        min_value=1,
        max_value=1000,
        initial=10,
    )
    is_active = forms.BooleanField(
        label="The group meets",
        required=False,
        initial=True,
        help_text="Without the tick nobody reaches anything by this group.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def offer(self, *, oversight: Choices, ladders: Choices) -> None:
        """Say which groups it may report to, and which ladders there are."""
        self.fields["overseen_by"].choices = [("", "No other group"), *oversight]  # type: ignore[attr-defined]
        self.fields["ladder"].choices = list(ladders)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """More agencies than members can never be present."""
        cleaned = super().clean() or self.cleaned_data
        members, agencies = cleaned.get("quorum_members"), cleaned.get("quorum_agencies")
        if members and agencies and agencies > members:
            self.add_error("quorum_agencies", "There cannot be more agencies than members.")
        return cleaned


class AreasForm(CaresightForm):
    """The areas whose homes a group covers."""

    areas = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def offer(self, areas: Choices) -> None:
        """Say which areas there are."""
        self.fields["areas"].choices = list(areas)  # type: ignore[attr-defined]


class BorderHomeForm(CaresightForm):
    """A home outside the areas that the group covers too."""

    home = HomeField(label="Which home?")
    reason = forms.CharField(
        label="Why does the group cover it?",
        max_length=SHORT,
        error_messages={"required": "Say why the group covers it."},
        help_text="For example: most of its residents are placed by our council.",
    )


class MemberForm(OnceForm):
    """A place in a group."""

    person = forms.TypedChoiceField(
        coerce=int,
        error_messages={"required": "Choose a person."},
        help_text="Only people whose role fits the group are listed. An administrator gives roles.",
    )
    position = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Position],
        initial=Position.MEMBER.value,
        widget=forms.RadioSelect,
    )
    stands_in_for = forms.TypedChoiceField(
        label="Deputy for",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="A deputy has the position of whom they stand in for, and reaches the group "
        "only as long as that member does.",
    )
    from_on = forms.DateField(label="First day", widget=DayInput)
    until_on = forms.DateField(
        label="Access ends on",
        required=False,
        widget=DayInput,
        help_text="Leave empty where no end is known.",
    )

    def offer(self, *, people: Choices, members: Choices) -> None:
        """Say who may be added, and for whom one may stand in."""
        self.fields["person"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]
        self.fields["stands_in_for"].choices = [("", "Nobody: a member"), *members]  # type: ignore[attr-defined]


class EndForm(CaresightForm):
    """The end of a place."""

    until_on = forms.DateField(
        label="Access ends on",
        widget=DayInput,
        help_text="Today ends it at once.",
    )
    reason = forms.CharField(
        label="Why does it end?",
        max_length=SHORT,
        error_messages={"required": "Say why it ends."},
        help_text="For example: has moved to another post. It is kept in the audit trail.",
    )
    without_chair = forms.BooleanField(
        label="I understand that the group will have no chair",
        required=False,
    )

    def clean_without_chair(self) -> bool:
        """Asked only where the chair leaves; the view takes the field away where not."""
        understood = bool(self.cleaned_data["without_chair"])
        if not understood:
            raise forms.ValidationError(
                "Tick the box to go on, or give the group another chair first."
            )
        return understood


class TermsForm(OnceForm):
    """Terms of reference as a group agreed them."""

    agreed_on = forms.DateField(label="Agreed on", widget=DayInput)
    text = forms.CharField(
        label="Terms of reference",
        max_length=LONG,
        error_messages={"required": "Enter the terms of reference."},
        widget=forms.Textarea(attrs={"rows": 18}),
    )


def first_day(day: date) -> dict[str, str]:
    """What the form of a new place begins with."""
    return {"from_on": day.isoformat()}
