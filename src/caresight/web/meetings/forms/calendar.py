"""Forms of the calendar: the rule, one meeting, a move."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from caresight.web.meetings.forms.making import Versioned
from caresight.web.meetings.forms.words import choice_field, day_field, reason_field, short_field
from caresight.web.meetings.recurrence import (
    MONTHS,
    ORDINALS,
    WEEKDAYS,
    OnHoliday,
    Recurrence,
    local_moment,
)
from caresight.web.ui.forms import CaresightForm, OnceForm

EVERY = {1: "month", 2: "second month", 3: "third month", 6: "half year", 12: "year"}


def _minutes() -> forms.IntegerField:
    return forms.IntegerField(
        label="How many minutes", min_value=15, max_value=480, initial=120,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Say how many minutes it lasts."},
    )  # fmt: skip


def _time() -> forms.TimeField:
    return forms.TimeField(
        label="Begins at",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": "Say at what time it begins.",
            "invalid": "Write the time like 14:00.",
        },
    )


class RuleForm(Versioned):
    """When a group meets."""

    ordinal = choice_field("Which in the month", [(n, w.capitalize()) for n, w in ORDINALS.items()])
    weekday = choice_field("Day", list(enumerate(WEEKDAYS)))
    every_months = choice_field("Every", list(EVERY.items()))
    first_month = day_field("From", hint="Any day of the first month.")
    starts = _time()
    minutes = _minutes()
    skip_months = forms.MultipleChoiceField(
        label="Not in these months",
        required=False,
        choices=list(enumerate(MONTHS, start=1)),
        widget=forms.CheckboxSelectMultiple,
    )
    on_holiday = choice_field(
        "When it falls on a bank holiday",
        [(one.value, one.label.capitalize()) for one in OnHoliday],
    )
    place = short_field("Where", hint="A room, or “online”. No passwords.", required=False)

    def clean_skip_months(self) -> frozenset[int]:
        """At least one month must be left."""
        skipped = frozenset(int(month) for month in self.cleaned_data["skip_months"])
        if len(skipped) == 12:
            raise forms.ValidationError("At least one month must be left.")
        return skipped

    def recurrence(self) -> Recurrence:
        """The rule as it was filled in."""
        held = self.cleaned_data
        return Recurrence(
            ordinal=int(held["ordinal"]),
            weekday=int(held["weekday"]),
            starts=held["starts"],
            minutes=held["minutes"],
            first_month=held["first_month"].replace(day=1),
            every_months=int(held["every_months"]),
            skip_months=held["skip_months"],
            on_holiday=OnHoliday(held["on_holiday"]),
        )


def rule_initial(rule: Recurrence, *, place: str, version: int) -> dict[str, Any]:
    """A kept rule as the form shows it."""
    return {
        "version": version,
        "ordinal": rule.ordinal,
        "weekday": rule.weekday,
        "every_months": rule.every_months,
        "first_month": rule.first_month,
        "starts": rule.starts,
        "minutes": rule.minutes,
        "skip_months": sorted(rule.skip_months),
        "on_holiday": rule.on_holiday.value,
        "place": place,
    }


def first_rule(day: date) -> dict[str, Any]:
    """What the form of a group without a rule starts from: the second Thursday, 14:00."""
    return {
        "ordinal": 2, "weekday": 3, "every_months": 1, "starts": time(14), "minutes": 120,
        "first_month": day.replace(day=1), "on_holiday": OnHoliday.NEXT_WORKING_DAY.value,
    }  # fmt: skip


class _WhenForm(OnceForm):
    on = day_field("Day")
    starts = _time()
    minutes = _minutes()

    @property
    def starts_at(self) -> datetime:
        """The moment chosen, in London's time."""
        return local_moment(self.cleaned_data["on"], self.cleaned_data["starts"])


class ExtraMeetingForm(_WhenForm):
    """One meeting outside the rule."""

    kind = forms.ChoiceField(label="Kind of meeting")
    place = short_field("Where", required=False)

    field_order = ("token", "kind", "on", "starts", "minutes", "place")


class MoveForm(_WhenForm):
    """Another day for one meeting."""

    reason = reason_field("Why it is moved")


class CancelForm(CaresightForm):
    """A meeting that will not be."""

    reason = reason_field("Why it is cancelled")


def moved_from(starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """A meeting's present time as the form shows it."""
    local = timezone.localtime(starts_at)
    return {
        "on": local.date(),
        "starts": local.time(),
        "minutes": int((ends_at - starts_at).total_seconds() // 60),
    }
