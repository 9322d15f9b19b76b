"""Forms of editions and of the list of recipients."""

from typing import Any

from django import forms

from caresight.web.editions.models import MOST_NOTE, MOST_SHORT
from caresight.web.editions.states import Entitlement
from caresight.web.ui.forms import CaresightForm, DayInput, OnceForm


class PublishForm(OnceForm):
    """What a person adds to the changes that are counted."""

    note = forms.CharField(
        label="What a reader should know besides",
        help_text="Corrections by name, definitions that changed, what is missing this month.",
        required=False,
        max_length=MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RecipientForm(OnceForm):
    """Somebody who gets each edition, and why."""

    name = forms.CharField(label="Name, or the name of a mailbox", max_length=120)
    organisation = forms.CharField(label="Organisation", max_length=120)
    email = forms.EmailField(label="E-mail", required=False)
    username = forms.CharField(
        label="Their user name here",
        help_text="If they have an account, a notice tells them when an edition is out.",
        required=False,
        max_length=150,
    )
    entitlement = forms.ChoiceField(
        label="What entitles them", choices=[("", "Choose"), *Entitlement.choices]
    )
    why = forms.CharField(label="What they use it for", max_length=MOST_SHORT)
    since = forms.DateField(label="First day", widget=DayInput())
    until = forms.DateField(label="Last day", required=False, widget=DayInput())


class EndForm(CaresightForm):
    """Until when, and why it ends."""

    until = forms.DateField(label="Last day", widget=DayInput())
    why = forms.CharField(label="Why it ends", max_length=MOST_SHORT)


def refuse_at_field(form: CaresightForm, refusal: Any) -> None:
    """Show a refusal beside the field that it is about."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
