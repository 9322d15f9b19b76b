"""The form of a new action."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from caresight.web.accounts.models import Agency, Person
from caresight.web.actions.evidence import Citable
from caresight.web.actions.forms.fields import (
    Choices,
    ExpectedEffect,
    OwnerMixin,
    a_day,
    effect_fields,
    long_text,
    short_text,
    who_field,
)
from caresight.web.actions.kinds import kind_choices
from caresight.web.directory.citations import Citation
from caresight.web.groups.models import Group
from caresight.web.ui.forms import OnceForm


class ActionForm(OnceForm, OwnerMixin, ExpectedEffect):
    """A new action."""

    group = forms.ModelChoiceField(label="Group", queryset=Group.objects.none(), empty_label=None)
    title = forms.CharField(label="What is to be done?", max_length=200)
    kind = forms.ChoiceField(label="Kind of action")
    who = who_field()
    due_on = a_day("Due on")
    words = long_text("More about it", "What was agreed, and how it will be seen that it is done.",
                      required=False)  # fmt: skip
    cites = forms.MultipleChoiceField(
        label="Evidence that led to it", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose at least one, or name something else, or say why there is none.",
    )  # fmt: skip
    other_cite = short_text("Other evidence", "A letter, a visit report, a minute.", required=False)
    why_no_cites = short_text("Why no evidence can be cited", required=False)
    measure = effect_fields()["measure"]
    direction = effect_fields()["direction"]
    effect_by = effect_fields()["effect_by"]

    def __init__(
        self,
        *args: Any,
        groups: Sequence[Group],
        evidence: Sequence[Citable],
        people: Sequence[Person],
        agencies: Sequence[Agency],
        measures: Choices,
        day: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._evidence = {one.value: one.citation for one in evidence}
        self._day = day
        self.fields["group"].queryset = Group.objects.filter(  # type: ignore[attr-defined]
            pk__in=[group.pk for group in groups]
        )
        if len(groups) == 1:
            self.fields["group"].widget = forms.HiddenInput()
            self.initial.setdefault("group", groups[0].pk)
        self.fields["kind"].choices = [("", "Choose"), *kind_choices()]  # type: ignore[attr-defined]
        self.fields["cites"].choices = [  # type: ignore[attr-defined]
            (one.value, one.label) for one in evidence
        ]
        self.offer_owners(people, agencies)
        self.offer_measures(measures)

    def clean_due_on(self) -> date:
        """A day that has not passed."""
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self._day:
            raise ValidationError("Choose today or a later day.")
        return due_on

    def clean(self) -> dict[str, Any]:
        """At least one piece of evidence, or the reason why there is none."""
        cleaned = super().clean() or {}
        self.check_effect(cleaned)
        named = cleaned.get("cites") or cleaned.get("other_cite")
        if not named and len(cleaned.get("why_no_cites") or "") < 10:
            self.add_error(
                "cites", "Cite at least one piece of evidence, or say below why there is none."
            )
        effect_by, due_on = cleaned.get("effect_by"), cleaned.get("due_on")
        if effect_by and due_on and effect_by < due_on:
            self.add_error("effect_by", "An effect cannot be expected before the action is due.")
        return cleaned

    def agreed(self) -> dict[str, Any]:
        """What `open_action` takes, besides actor, time and home."""
        said = self.cleaned_data
        owner, agency = self.owner_and_agency(said["who"])
        cites = [self._evidence[value] for value in said["cites"]]
        if said["other_cite"]:
            cites.append(Citation("other", "", said["other_cite"]))
        taken = "token title kind due_on words why_no_cites measure direction effect_by group"
        return {
            **{name: said[name] for name in taken.split()},
            "owner": owner, "owner_agency": agency, "cites": cites,
        }  # fmt: skip
