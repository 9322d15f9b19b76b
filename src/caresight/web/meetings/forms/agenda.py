"""Forms of the agenda: a home to add, a proposal to answer, a place to give up."""

from django import forms

from caresight.web.meetings.forms.words import reason_field
from caresight.web.ui.forms import CaresightForm


class AddHomeForm(CaresightForm):
    """A home for the agenda, and why; the field for the home is made for the group."""

    reason = reason_field("Why should it be discussed?")
    field_order = ("home", "reason")


class RemoveHomeForm(CaresightForm):
    """A home that is taken off."""

    reason = reason_field("Why it is taken off")


class AnswerProposalForm(CaresightForm):
    """What the coordinator says to a member's proposal."""

    answer = forms.ChoiceField(
        label="Put it on the agenda?",
        choices=[("yes", "Yes, put it on the agenda"), ("no", "No, not at this meeting")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    reason = reason_field("Reason, which the member reads", required=False)

    def clean(self) -> None:
        """A no needs its reason."""
        super().clean()
        held = self.cleaned_data
        if held.get("answer") == "no" and not held.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Write why not.")


def order_from(posted: dict[str, str], place_ids: list[int]) -> dict[int, tuple[int, int]]:
    """Position and minutes of each place, as the agenda's own table sends them.

    Raises
    ------
    ValueError
        If a number is missing, no number, or out of reach.
    """
    order: dict[int, tuple[int, int]] = {}
    for pk in place_ids:
        position, minutes = (posted.get(f"{name}-{pk}", "") for name in ("position", "minutes"))
        if not (_is_small(position) and _is_small(minutes)):
            raise ValueError("Positions and minutes are whole numbers from 1 to 999.")
        order[pk] = (int(position), int(minutes))
    return order


def _is_small(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < len(text) < 4 and int(text) > 0
