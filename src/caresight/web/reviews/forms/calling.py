"""The call: which homes, the worry, whether there is an immediate risk, and the evidence."""

from collections.abc import Sequence
from typing import Any

from django import forms

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.actions.evidence import Citable
from caresight.web.actions.forms import long_text, short_text
from caresight.web.directory.citations import Citation
from caresight.web.intelligence.forms.screening import Screened
from caresight.web.ui.forms import OnceForm


class CallForm(Screened, OnceForm):
    """What a member fills in when something cannot wait."""

    screened = ("worry",)

    worry = long_text(
        "What is the worry?",
        "What was seen or said, since when, and why routine work cannot deal with it.",
    )
    immediate_risk = forms.TypedChoiceField(
        label="May somebody be at risk of harm today?",
        choices=[("yes", "Yes"), ("no", "No, or not as far as we know")],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        help_text="If somebody is in danger now, ring the emergency services first.",
    )  # fmt: skip
    more_homes = forms.MultipleChoiceField(
        label="Other homes of the same provider that it is about", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    cites = forms.MultipleChoiceField(
        label="Evidence behind it", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Choose what led to the call, if it stands here.",
    )  # fmt: skip
    other_cite = short_text("Other evidence", required=False)

    def __init__(
        self,
        *args: Any,
        more_homes: Sequence[HomeRow],
        evidence: Sequence[Citable],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._evidence = {one.value: one.citation for one in evidence}
        self.fields["more_homes"].choices = [  # type: ignore[attr-defined]
            (row["home_id"], row["name"]) for row in more_homes
        ]
        self.fields["cites"].choices = [  # type: ignore[attr-defined]
            (one.value, one.label) for one in evidence
        ]
        if not more_homes:
            del self.fields["more_homes"]
        if not evidence:
            del self.fields["cites"]

    def cited(self) -> list[Citation]:
        """What was cited."""
        said = [self._evidence[value] for value in self.cleaned_data.get("cites", [])]
        other = self.cleaned_data["other_cite"]
        return [*said, *([Citation("other", "", other)] if other else [])]
