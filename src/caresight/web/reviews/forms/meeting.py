"""Forms of the meetings: planned, moved, written down in two parts; and the agreed facts."""

from typing import Any

from django import forms
from django.utils import timezone

from caresight.web.actions.forms import long_text, short_text
from caresight.web.reviews.forms.steps import HourMixin, ReviewStepForm, day_field, hour_field
from caresight.web.reviews.procedure import procedure_of


class MeetingForm(ReviewStepForm, HourMixin):
    """A meeting to come."""

    screened = ("why_no_part_two", "agenda", "questions")
    takes_token = True
    on = day_field("On")
    hour = hour_field("At")
    place = short_text("Where?", "A room, or that it is a call. No link with a password.",
                       required=False)  # fmt: skip
    has_part_two = forms.TypedChoiceField(
        label="Does the provider join for part two?",
        choices=[("yes", "Yes"), ("no", "No: it would raise the risk")],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    why_no_part_two = short_text("Why does the provider not join?", required=False)
    agenda = long_text("Agenda of part two", "The provider sees it.", required=False)
    questions = long_text("What the provider is asked", "The provider sees it.", required=False)

    def prepare(self) -> None:
        """The day by which it should meet, and the ladder's questions."""
        review = self.about.review
        self.initial.setdefault("on", review.meet_by)
        self.initial.setdefault("has_part_two", "yes")
        asks = procedure_of(review.ladder).asks_the_provider
        self.initial.setdefault("questions", "\n".join(asks))

    def clean(self) -> dict[str, Any]:
        """To leave the provider out needs a reason."""
        cleaned = super().clean() or {}
        if cleaned.get("has_part_two") is False and not cleaned.get("why_no_part_two"):
            self.add_error("why_no_part_two", "Say why the provider does not join.")
        return cleaned

    def said(self) -> dict[str, Any]:
        """One moment instead of day and hour."""
        held = super().said()
        del held["on"], held["hour"]
        return {**held, "begins_at": self.instant("on", "hour")}


class MoveForm(ReviewStepForm, HourMixin):
    """Another hour or place."""

    subject = "meeting"
    on = day_field("On")
    hour = hour_field("At")
    place = short_text("Where?", required=False)
    reason = short_text("Why?")

    def prepare(self) -> None:
        """When it stands now."""
        begins = timezone.localtime(self.about.part.begins_at)
        self.initial.setdefault("on", begins.date())
        self.initial.setdefault("hour", begins.time())
        self.initial.setdefault("place", self.about.part.place)

    def said(self) -> dict[str, Any]:
        """One moment instead of day and hour."""
        held = super().said()
        del held["on"], held["hour"]
        return {**held, "begins_at": self.instant("on", "hour")}


class PartOneForm(ReviewStepForm):
    """What members said among themselves."""

    screened = ("words",)
    subject = "meeting"
    saves = ("took_part", "words")
    version = forms.IntegerField(widget=forms.HiddenInput)
    took_part = short_text("Who took part?", "Names and agencies.")
    words = long_text("What was said", "Members only. The provider never sees this.")

    def prepare(self) -> None:
        """What stands there now."""
        meeting = self.about.part
        self.initial.setdefault("version", meeting.part_one_version)
        self.initial.setdefault("took_part", meeting.took_part)
        self.initial.setdefault("words", meeting.part_one)


class PartTwoForm(ReviewStepForm):
    """What the provider sees."""

    screened = ("agenda", "questions", "shared", "words")
    subject = "meeting"
    saves = ("agenda", "questions", "shared", "words")
    version = forms.IntegerField(widget=forms.HiddenInput)
    agenda = long_text("Agenda", required=False)
    questions = long_text("What the provider is asked", required=False)
    shared = long_text("What was shared with the provider", required=False)
    words = long_text("What was said with the provider", required=False)

    def prepare(self) -> None:
        """What stands there now."""
        meeting = self.about.part
        self.initial.setdefault("version", meeting.part_two_version)
        for name in ("agenda", "questions", "shared"):
            self.initial.setdefault(name, getattr(meeting, name))
        self.initial.setdefault("words", meeting.part_two)


class FactsForm(ReviewStepForm):
    """The facts that everybody agrees on."""

    screened = ("words",)
    saves = ("words",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    words = long_text("What do all agree on?", "Facts, each with how it is known.")

    def prepare(self) -> None:
        """What stands there now."""
        self.initial.setdefault("version", self.about.review.facts_version)
        self.initial.setdefault("words", self.about.review.facts)
