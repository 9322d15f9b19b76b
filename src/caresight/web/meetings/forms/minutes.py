"""Forms of the minutes: who was there, one home, what was agreed, corrections."""

from typing import Any

from django import forms

from caresight.surveillance.ladder import Ladder
from caresight.web.intelligence.forms.screening import Screened
from caresight.web.meetings.forms.making import Versioned, form_with
from caresight.web.meetings.forms.words import (
    choice_field,
    day_field,
    name_field,
    reason_field,
    short_field,
    words_field,
)
from caresight.web.meetings.operations import Agreed
from caresight.web.meetings.states import Outcome, Presence, ReasonKind
from caresight.web.ui.forms import CaresightForm, OnceForm


class HomeMinuteForm(Screened, Versioned):
    """What was said of a home, which evidence was cited, and the level agreed."""

    screened = ("discussed", "reason", "exit_criteria")

    outcome = forms.ChoiceField(
        label="Was the home discussed?",
        choices=[
            (Outcome.DISCUSSED.value, "Yes, it was discussed"),
            (Outcome.CARRIED_OVER.value, "No: not discussed, carried over to the next meeting"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the home was discussed."},
    )
    discussed = words_field("What was discussed", hint="Leave out names of residents and staff.")
    cites = forms.MultipleChoiceField(
        label="Evidence that was cited", required=False, widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(label="Level agreed", widget=forms.RadioSelect)
    reason_kind = choice_field(
        "Compared with the suggestion",
        [(one.value, one.label) for one in ReasonKind],
        required=False,
    )
    reason = words_field(
        "Reason",
        hint="Needed where the level is another than suggested, or lower than it was.",
        required=False,
    )
    exit_criteria = words_field(
        "What must be seen before the level ends",
        hint="Beside what the ladder says. Left empty, the ladder's own words stand.",
        required=False,
    )
    review_on = day_field("Review on", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked for, unless the answer is that the home was not discussed.
        if self.data.get("outcome") == Outcome.CARRIED_OVER:
            self.fields["discussed"].required = self.fields["level"].required = False

    @property
    def agreed(self) -> Agreed | None:
        """The level as it was filled in; None where the home was not discussed."""
        held = self.cleaned_data
        if held["outcome"] != Outcome.DISCUSSED:
            return None
        return Agreed(
            level=held["level"],
            reason_kind=held["reason_kind"] or ReasonKind.AS_SUGGESTED.value,
            reason=held["reason"],
            exit_criteria=held["exit_criteria"],
            review_on=held["review_on"],
        )


def home_minute_form(
    ladder: Ladder, evidence: list[tuple[str, str]], *, suggested: str, before: str
) -> type[HomeMinuteForm]:
    """The form with the steps of a ladder, and with the evidence that can be cited."""
    marked: dict[str, str] = {}
    for one in ladder.levels:
        said = [
            word
            for word, code in (("suggested", suggested), ("until now", before))
            if code == one.code
        ]
        marked[one.code] = f"{one.label} ({', '.join(said)})" if said else one.label
    level = forms.ChoiceField(
        label="Level agreed",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the level that was agreed."},
        choices=[(one.code, marked[one.code]) for one in ladder.levels],
    )
    cites = forms.MultipleChoiceField(
        label="Evidence that was cited",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=evidence,
        error_messages={"invalid_choice": "Some of this evidence can no longer be cited."},
    )
    return form_with(HomeMinuteForm, level=level, cites=cites)


class AttendanceForm(CaresightForm):
    """How each member attended; a field a member, made for the group."""

    def presence(self) -> dict[int, Presence | None]:
        """By the person's id; None where nothing is noted."""
        return {
            int(name.removeprefix("person_")): Presence(value) if value else None
            for name, value in self.cleaned_data.items()
        }


def attendance_form(members: list[tuple[int, str, str]]) -> type[AttendanceForm]:
    """A field for each member: the person's id, name, and for whom the person stands in."""
    return form_with(
        AttendanceForm,
        **{f"person_{pk}": _presence(name, principal) for pk, name, principal in members},
    )


def _presence(name: str, principal: str) -> forms.ChoiceField:
    choices = [("", "Not noted"), (Presence.PRESENT.value, "Present")]
    if principal:
        choices.append((Presence.DEPUTY.value, f"Present for {principal}"))
    choices.append((Presence.APOLOGIES.value, "Apologies"))
    return forms.ChoiceField(label=name, required=False, choices=choices)


class GuestForm(OnceForm):
    """A guest, who needs no account."""

    name = name_field("Name")
    agency_name = name_field("Agency")


class DeclarationForm(OnceForm):
    """An interest."""

    name = name_field("Who declares it")
    words = short_field("The interest")
    handling = short_field(
        "What was done about it", hint="For example: left the room for this home."
    )
    field_order = ("token", "name", "home", "words", "handling")


class BusinessForm(Screened, Versioned):
    """The parts of the minutes that belong to no home."""

    screened = ("matters_arising", "general_business")

    matters_arising = words_field("Minutes of the last meeting, matters arising", required=False)
    general_business = words_field("General business", required=False)


class DisagreementForm(Screened, OnceForm):
    """An agency that did not agree."""

    screened = ("words",)

    agency = forms.ChoiceField(label="Which agency?")
    words = words_field("In its words")


class SendMinutesForm(CaresightForm):
    """When corrections end."""

    due_on = day_field("Corrections until the end of")


class CorrectionForm(Screened, OnceForm):
    """What a member wants corrected."""

    screened = ("words",)

    place = forms.ChoiceField(label="Which part", required=False)
    words = words_field("What should it say?")


class AnswerCorrectionForm(CaresightForm):
    """What the coordinator says to a correction."""

    answer = forms.ChoiceField(
        label="Accept it?",
        choices=[("yes", "Accept; the text above has been changed"), ("no", "Decline")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose accept or decline."},
    )
    reason = reason_field("What you did, or why not")


class AddendumForm(Screened, OnceForm):
    """A dated note under signed minutes."""

    screened = ("words",)

    place = forms.ChoiceField(label="Which part", required=False)
    words = words_field("The note")
