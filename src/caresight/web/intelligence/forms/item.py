"""The form for an item: the few questions of a minute, and everything else behind “More”."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.directory.home_picker import HomeField
from caresight.web.groups.models import Group
from caresight.web.groups.queries import groups_covering
from caresight.web.intelligence import policies
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.forms.fields import ItemFields
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.queries import agencies_to_name
from caresight.web.ui.forms import DayInput, OnceForm, RecordsField
from caresight.web.ui.words import day

MOVE, KEEP = "move", "keep"


_NAMING = {
    # whether the home is known, whether an agency can be named
    (True, True): "Only where you chose “Only the agencies that I name”.",
    (False, True): "Only where you chose “Only the agencies that I name”. Those of your groups "
    "are shown; once you have said which home, those around it.",
    (True, False): "No agency sits in a group that covers this home, so that none can be named.",
    (False, False): "Say which home it is about and press Send: the agencies around it are then "
    "shown here.",
}


class ReportForm(ItemFields, OnceForm):
    """What somebody knows of a home, for the first time."""

    home = HomeField(label="Which home?")
    when = forms.ChoiceField(
        label="When was it?",
        widget=forms.RadioSelect,
        initial="today",
        error_messages={"required": "Say when it was."},
    )
    day = forms.DateField(
        label="Which other day?",
        widget=DayInput,
        required=False,
        error_messages={"invalid": "Give the day as 2026-11-05."},
    )
    received_on = forms.DateField(
        label="When did it reach you?",
        widget=DayInput,
        required=False,
        help_text="Leave blank if today.",
        error_messages={"invalid": "Give the day as 2026-11-05."},
    )
    groups = RecordsField(
        label="Groups that receive it",
        help_text="This home lies near a border. Every group that covers it receives it, unless "
        "you choose.",
        queryset=Group.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": "A group that you chose does not cover this home. Choose again.",
        },
    )
    details = forms.CharField(
        label="Who is it about?",
        help_text="Kept in a store apart. Only safeguarding people open it, with a reason that "
        "is recorded.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=policies.LONGEST_WORDS,
        required=False,
    )
    names = forms.ChoiceField(
        label="What shall become of these parts?",
        choices=[
            (MOVE, "They identify somebody: keep them in the store apart, and out of the words"),
            (KEEP, "They identify nobody: leave the words as they are"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    field_order = ("token", "home", "words", "when", "day", "direction", "severity")

    def __init__(
        self,
        *args: Any,
        today: date,
        home: HomeRow | None = None,
        near: Sequence[Group] = (),
        **kwargs: Any,
    ) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        self.initial["home"] = home["home_id"] if home else ""
        # Without a home yet, agencies are offered that sit with the sender in some group.
        self._offer(_covering(home) if home else [], named_from=None if home else near)
        yesterday = today - timedelta(days=1)
        when = self.fields["when"]
        assert isinstance(when, forms.ChoiceField)  # noqa: S101 - declared above
        when.choices = [
            ("today", f"Today, {day(today.isoformat())}"),
            ("yesterday", f"Yesterday, {day(yesterday.isoformat())}"),
            ("other", "Another day"),
        ]
        picker = self.fields["home"]
        assert isinstance(picker, HomeField)  # noqa: S101 - declared above
        picker.offer(area_codes=None)

    def clean_home(self) -> HomeRow:
        """The home; from here on its own groups are offered, and the agencies that sit in them."""
        home: HomeRow = self.cleaned_data["home"]
        self._offer(_covering(home))
        return home

    def _offer(
        self, covering: Sequence[Group], *, named_from: Sequence[Group] | None = None
    ) -> None:
        groups = self.fields["groups"]
        assert isinstance(groups, RecordsField)  # noqa: S101 - declared above
        groups.queryset = Group.objects.filter(pk__in=[group.pk for group in covering])
        self.chooses_groups = len(covering) > 1
        known = named_from is None
        agencies = agencies_to_name(covering if named_from is None else named_from, self.today)
        self.offer_agencies(agencies)
        self.fields["named_agencies"].help_text = _NAMING[known, bool(agencies)]

    def clean(self) -> dict[str, Any]:
        """The day that was meant, and that it can be."""
        cleaned = super().clean()
        when, chosen = cleaned.get("when"), cleaned.get("day")
        if when == "other" and not chosen and "day" not in self.errors:
            self.add_error("day", "Give the day on which it was seen.")
        seen = {"today": self.today, "yesterday": self.today - timedelta(days=1)}.get(
            str(when), chosen
        )
        cleaned["observed_on"] = seen
        received = cleaned.get("received_on")
        if seen and seen > self.today:
            self.add_error("day", "The day lies in the future.")
        elif seen and (self.today - seen).days > policies.OLDEST_DAYS:
            self.add_error("day", "The day lies more than ten years back. Check the year.")
        if received and received > self.today:
            self.add_error("received_on", "The day lies in the future.")
        elif received and seen and received < seen:
            self.add_error("received_on", "It cannot have reached you before it was seen.")
        return cleaned


def _covering(home: HomeRow) -> list[Group]:
    return list(groups_covering(home["home_id"], home["area_code"]))


class EditForm(ItemFields):
    """A correction of the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    observed_on = forms.DateField(
        label="When was it?",
        widget=DayInput,
        error_messages={"invalid": "Give the day as 2026-11-05.", "required": "Give the day."},
    )
    field_order = ("version", "words", "observed_on", "direction", "severity")

    @classmethod
    def first(cls, item: Item) -> dict[str, Any]:
        """An item as the form shows it at first."""
        groups = {group.code for group in coding().groups}
        codes = [theme.code for theme in item.themes.all()]
        return {
            "version": item.version,
            "words": item.words,
            "observed_on": item.observed_on,
            "direction": item.direction,
            "severity": item.severity,
            "groups_of_themes": [code for code in codes if code in groups],
            "headings": [code for code in codes if code not in groups],
            "kind": item.kind,
            "voice": item.voice,
            "grade": item.grade,
            "reliability": item.reliability,
            "credibility": item.credibility,
            "handling": item.handling,
            "named_agencies": [naming.agency_id for naming in item.naming.all()],
            "name_may_be_shared": item.name_may_be_shared,
        }
