"""Forms of decisions, the actions that follow, the exit criteria and the end."""

from typing import Any

from django import forms

from caresight.web.actions.forms import (
    ExpectedEffect,
    OwnerMixin,
    a_day,
    effect_fields,
    long_text,
    short_text,
    who_field,
)
from caresight.web.actions.kinds import kind_choices
from caresight.web.actions.offers import agencies_for, measures_of
from caresight.web.actions.queries import possible_owners
from caresight.web.directory.homes import known_home
from caresight.web.directory.releases import newest
from caresight.web.meetings.operations import last_day_of_review
from caresight.web.replies.states import Means
from caresight.web.reviews.forms.steps import ReviewStepForm
from caresight.web.reviews.procedure import procedure_of, stand_down_choices
from caresight.web.ui.words import day


class DecideForm(ReviewStepForm):
    """A decision, by its kind."""

    screened = ("words",)
    takes_token = True
    kind = forms.ChoiceField(label="Kind of decision")
    words = long_text("What was decided?", "The provider sees it only once it has been told.")
    meeting = forms.ChoiceField(label="In which meeting?", required=False)

    def prepare(self) -> None:
        """The kinds of the ladder in force, and the meetings so far."""
        review = self.about.review
        kinds = procedure_of(review.ladder).decisions
        self.choose("kind", [("", "Choose"), *[(one.code, one.label) for one in kinds]])
        self._meetings = {str(one.pk): one for one in review.meetings.all()}
        self.choose(
            "meeting",
            [("", "Outside a meeting"),
             *[(pk, f"Meeting {one.number}") for pk, one in self._meetings.items()]],
        )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """The meeting itself."""
        return {**super().said(), "meeting": self._meetings.get(self.cleaned_data["meeting"])}


class TellForm(ReviewStepForm):
    """What the provider is told of a decision."""

    screened = ("words",)
    subject = "decision"
    words = long_text(
        "What is the provider told?",
        "In words of its own: nothing that only members may know. It stands in the record of "
        "what the provider was told.",
    )
    means = forms.ChoiceField(label="How?")

    def prepare(self) -> None:
        """On this site only where the provider has people who sign in."""
        here = self.about.review.provider is not None
        self.choose("means", [
            (one.value, one.label) for one in Means if here or one != Means.CARESIGHT
        ])  # fmt: skip


class ActForm(ReviewStepForm, OwnerMixin, ExpectedEffect):
    """The action that a decision asks for."""

    screened = ("title", "words")
    subject = "decision"
    takes_token = True
    home_id = forms.ChoiceField(label="At which home?")
    title = forms.CharField(label="What is to be done?", max_length=200)
    kind = forms.ChoiceField(label="Kind of action")
    who = who_field()
    due_on = a_day("Due on")
    words = long_text("More about it", required=False)
    measure = effect_fields()["measure"]
    direction = effect_fields()["direction"]
    effect_by = effect_fields()["effect_by"]

    def prepare(self) -> None:
        """The review's homes, the kind that the decision suggests, the members and the provider."""
        review, decision = self.about.review, self.about.part
        homes = list(review.homes.all())
        self.choose("home_id", [(one.home_id, one.home_name) for one in homes])
        self.choose("kind", kind_choices())
        suggested = procedure_of(review.ladder).decision_kind(decision.kind)
        if suggested is not None:
            self.initial.setdefault("kind", suggested.action_kind)
        people = possible_owners(review.group, self.about.day, home_provider=review.provider)
        row = known_home(homes[0].home_id) if homes else None
        self.offer_owners(people, agencies_for(row))
        self.offer_measures(measures_of(newest()))

    def clean(self) -> dict[str, Any]:
        """All three parts of an expected effect, or none."""
        cleaned = super().clean() or {}
        self.check_effect(cleaned)
        return cleaned

    def said(self) -> dict[str, Any]:
        """The person and the agency instead of the choice."""
        held = super().said()
        owner, agency = self.owner_and_agency(str(held.pop("who")))
        return {**held, "owner": owner, "owner_agency": agency}


class AddCriterionForm(ReviewStepForm):
    """One more exit criterion."""

    screened = ("label",)
    label = short_text("What must be true before the home is stood down?")


class JudgeForm(ReviewStepForm):
    """Whether a criterion is met."""

    screened = ("shown_by",)
    subject = "criterion"
    is_met = forms.TypedChoiceField(
        label="Is it met?", choices=[("yes", "Met"), ("no", "Not met")],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    shown_by = long_text("What shows it?", "The visit, figure or document, and its day.")

    def prepare(self) -> None:
        """What stands there now."""
        self.initial.setdefault("shown_by", self.about.part.shown_by)


class StandDownForm(ReviewStepForm):
    """The level to go back to, when it is looked at again, and why."""

    screened = ("reason",)
    to_level = forms.ChoiceField(label="To which level?", widget=forms.RadioSelect)
    review_on = a_day(
        "When does the group look at this level again?",
        "Left empty, on the last day that the ladder sets.", required=False,
    )  # fmt: skip
    reason = long_text("Why is it safe to stand down?")

    def prepare(self) -> None:
        """The levels of the ladder that was in force when it was called."""
        ladder = self.about.review.ladder
        self.choose(
            "to_level",
            [
                (level, f"{label}{self._limit(level)}")
                for level, label in stand_down_choices(ladder)
            ],
        )

    def _limit(self, level: str) -> str:
        ladder = procedure_of(self.about.review.ladder).code
        last = last_day_of_review(ladder, level, on=self.about.day)
        return f" (looked at again by {day(last.isoformat())})" if last else ""
