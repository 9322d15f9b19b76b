"""The warning of every form whose words may leave the group: some of them may identify somebody.

Reports of members, minutes, reviews: what is written there is frozen into packs, sent upward or
read by a provider. A form that takes such words inherits from `Screened` and names its fields.
Parts that may be a name, a number or a birth date come back beside the field. They are changed,
or somebody says why they may stay; the reason, and never the words, is kept in the audit trail.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms

from caresight.web.accounts.models import Agency, Person
from caresight.web.audit.operations import record
from caresight.web.groups.models import Group
from caresight.web.intelligence.identifying import Finding, identifying_parts
from caresight.web.ui.forms import CaresightForm

WHY = "why_names_stay"
FEWEST_LETTERS = 10
MOST_PARTS_SHOWN = 5
_MOST_NAMES = 1_000


def names_of_bodies(further: Iterable[str] = ()) -> list[str]:
    """Names of agencies and groups, and of homes that are given: they identify nobody."""
    agencies = Agency.objects.filter(is_active=True).values_list("name", flat=True)
    groups = Group.objects.values_list("name", flat=True)
    return [*filter(None, further), *agencies[:_MOST_NAMES], *groups[:_MOST_NAMES]]


class Screened(CaresightForm):
    """A form whose words are screened before they are kept."""

    screened: tuple[str, ...] = ()
    """The fields whose words may leave the group."""
    home_names: tuple[str, ...] = ()
    """Homes that the words are about; set by who makes the form."""
    screens_unchanged = False
    """Whether words count that stood there before: they do where a draft was not screened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: dict[str, list[Finding]] = {}
        if self.screened:
            self.fields[WHY] = forms.CharField(
                required=False,
                max_length=300,
                label="If they identify nobody: why may these words stay?",
                help_text="Only the reason is kept. For example: it is the name of a street.",
                widget=forms.HiddenInput,
            )

    def clean(self) -> dict[str, Any]:
        """Hold words back that may identify somebody, until a reason is given."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.screened:
            self._screen(cleaned)
        return cleaned

    def _screen(self, cleaned: Mapping[str, Any]) -> None:
        names = [name for name in self.screened if cleaned.get(name)]
        if not self.screens_unchanged:
            names = [name for name in names if name in self.changed_data]
        # A reason that is given, but would itself name somebody, is no reason.
        why = str(cleaned.get(WHY) or "").strip()
        allowed = names_of_bodies(self.home_names) if names else []
        self.found = {
            name: parts
            for name in names
            if (parts := identifying_parts(str(cleaned[name]), allowed=allowed))
        }
        if not self.found:
            return
        self.fields[WHY].widget = forms.Textarea(attrs={"rows": 2, "class": "input"})
        if len(why) < FEWEST_LETTERS:
            for name, parts in self.found.items():
                self.add_error(name, _warning(parts))
        elif identifying_parts(why, allowed=allowed):
            self.add_error(WHY, "Give the reason without naming anybody.")


def note_why_names_stay(
    form: CaresightForm,
    *,
    actor: Person,
    at: datetime,
    subject: str,
    home_id: str = "",
    group_ref: str = "",
) -> None:
    """Record that somebody let words stand that may identify a person, and why."""
    if not isinstance(form, Screened) or not form.found:
        return
    kinds = sorted({part.kind.value for parts in form.found.values() for part in parts})
    record(
        actor=actor, at=at, operation="words.names_confirmed", subject=subject, home_id=home_id,
        group_ref=group_ref, reason=form.cleaned_data[WHY],
        detail={"fields": sorted(form.found), "kinds": kinds},
    )  # fmt: skip


def _warning(parts: list[Finding]) -> str:
    shown = list(dict.fromkeys(f"“{part.text}” {part.why}" for part in parts))
    more = f", and {len(shown) - MOST_PARTS_SHOWN} more" if len(shown) > MOST_PARTS_SHOWN else ""
    return (
        f"Some words may identify a person: {'; '.join(shown[:MOST_PARTS_SHOWN])}{more}. Take "
        "them out, or say at the end of the form why they may stay."
    )
