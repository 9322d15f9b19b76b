"""The base of the forms of a review's steps: each knows what it is about, and who asks."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from caresight.web.groups.access import Access
from caresight.web.intelligence.forms.screening import WHY, Screened
from caresight.web.reviews.models import Review
from caresight.web.ui.forms import DayInput, OnceForm


@dataclass(frozen=True)
class About:
    """What a step is about: the review, and the part of it that the address names."""

    access: Access
    review: Review
    part: Any
    """The review itself, or one of its requests, meetings, decisions, criteria, invitations."""
    at: datetime

    @property
    def day(self) -> date:
        """Today."""
        return self.access.day


class ReviewStepForm(Screened, OnceForm):
    """A step's form. `said` gives what the operation takes."""

    saves: tuple[str, ...] = ()
    """Fields whose text somebody else may have saved meanwhile: shown beside what was written."""
    subject = "review"
    """The operation's name for the part."""
    takes_token = False

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.home_names = tuple(one.home_name for one in about.review.homes.all())
        self.prepare()

    def prepare(self) -> None:
        """Offer what can be chosen, and fill in what stands there now."""

    def choose(self, name: str, choices: list[Any]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so
        field.choices = choices

    def said(self) -> dict[str, Any]:
        """What the operation takes besides actor, time and subject."""
        held = dict(self.cleaned_data)
        token = held.pop("token", None)
        held.pop(WHY, None)
        return {**held, "token": token} if self.takes_token else held


class HourMixin(forms.Form):
    """A day and an hour, as people say them; `instant` puts them together."""

    def instant(self, day: str, hour: str) -> datetime:
        """The moment, in the time of the country."""
        on: date = self.cleaned_data[day]
        at: time = self.cleaned_data[hour]
        return timezone.make_aware(datetime.combine(on, at))


def hour_field(label: str) -> forms.TimeField:
    """A field for an hour of the day."""
    return forms.TimeField(
        label=label,
        help_text="For example 14:30",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


def day_field(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, help_text=hint, required=required, widget=DayInput())
