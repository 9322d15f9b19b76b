"""What an item says, as the fields of a form: shared by sending and correcting it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from caresight.web.accounts.models import Agency
from caresight.web.intelligence import policies
from caresight.web.intelligence.coding import Word, coding
from caresight.web.intelligence.kinds import Direction, Handling, Kind, Voice
from caresight.web.ui.forms import CaresightForm, RecordsField


def _labels(words: Sequence[Word]) -> list[tuple[str, str]]:
    """Each step with its explanation, for tick boxes; a list to choose from has the label only."""
    return [(word.code, f"{word.label}: {word.words[0].lower()}{word.words[1:]}") for word in words]


class ItemFields(CaresightForm):
    """What an item says, however it is entered."""

    words = forms.CharField(
        label="What was seen or heard?",
        help_text="In your own words, worry or praise, however small. Leave out names of "
        "residents and staff.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=policies.LONGEST_WORDS,
        error_messages={
            "required": "Say what was seen or heard.",
            "max_length": f"Use at most {policies.LONGEST_WORDS:,} characters, or send two items.",
        },
    )
    direction = forms.ChoiceField(
        label="Is it worrying or good?",
        choices=[(one.value, one.label) for one in Direction],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is worrying or good."},
    )
    severity = forms.TypedChoiceField(
        label="How serious is it?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how serious it is; there is no lower limit."},
    )
    groups_of_themes = forms.MultipleChoiceField(
        label="What is it about?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one."},
    )
    headings = forms.MultipleChoiceField(
        label="Headings of the frameworks", widget=forms.CheckboxSelectMultiple, required=False
    )
    kind = forms.ChoiceField(
        label="What kind of knowledge is it?",
        choices=[(one.value, one.label) for one in Kind],
        initial=Kind.OBSERVATION,
    )
    voice = forms.ChoiceField(
        label="Whose experience is it?",
        choices=[(one.value, one.label) for one in Voice],
        initial=Voice.OWN,
    )
    grade = forms.ChoiceField(
        label="Does it point to abuse or neglect?",
        help_text="In danger now? Use the safeguarding procedure first; this form does not "
        "replace it.",
        widget=forms.RadioSelect,
        initial="none",
    )
    reliability = forms.ChoiceField(label="How reliable is the source?", initial="not_assessed")
    credibility = forms.ChoiceField(
        label="How far is the information borne out?", initial="not_assessed"
    )
    handling = forms.ChoiceField(
        label="Who may read it?", widget=forms.RadioSelect, initial=Handling.GROUP_ONLY
    )
    named_agencies = RecordsField(
        label="Agencies that may read it",
        help_text="Only where you chose “Only the agencies that I name”.",
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": "An agency that you named has nobody in the groups of this home. "
            "Choose again.",
        },
    )
    name_may_be_shared = forms.BooleanField(
        label="Members may know my name (without this they see your agency only)", required=False
    )

    def __init__(self, *args: Any, agencies: Sequence[Agency] = (), **kwargs: Any) -> None:
        self._keeps: set[str] = set(kwargs.pop("keeps_themes", ()))
        super().__init__(*args, **kwargs)
        known = coding()
        offered = {
            "severity": _labels(known.scales.severity),
            "grade": _labels(known.scales.grade),
            "reliability": [(one.code, one.label) for one in known.scales.reliability],
            "credibility": [(one.code, one.label) for one in known.scales.credibility],
            "handling": _labels(known.scales.handling),
            "groups_of_themes": [(one.code, one.label) for one in known.groups],
            "headings": [
                (one.code, one.label)
                for one in known.themes
                if not one.retired or one.code in self._keeps
            ],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices
        self.offer_agencies(agencies)

    def offer_agencies(self, agencies: Sequence[Agency]) -> None:
        """Say which agencies can be named as readers."""
        named = self.fields["named_agencies"]
        assert isinstance(named, RecordsField)  # noqa: S101 - declared above
        named.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])

    def clean_words(self) -> str:
        """Words with something in them."""
        words = str(self.cleaned_data["words"]).strip()
        if not any(letter.isalnum() for letter in words):
            raise forms.ValidationError("Say what was seen or heard.")
        return words

    def clean(self) -> dict[str, Any]:
        """What belongs together: themes of both kinds, agencies and the code that needs them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        fine, broad = cleaned.get("headings", []), cleaned.get("groups_of_themes", [])
        within = {coding().group_by_code[code] for code in fine}
        # A heading says more than its group: the group is kept only where no heading is.
        cleaned["themes"] = sorted({*fine, *(code for code in broad if code not in within)})
        if fine and not self.data.get(self.add_prefix("groups_of_themes")):
            # Who chose a heading need not tick its group as well.
            self.errors.pop("groups_of_themes", None)
        if len(cleaned["themes"]) > policies.MOST_THEMES:
            self.add_error("headings", f"Tick at most {policies.MOST_THEMES} in all.")
        if cleaned.get("handling") == Handling.NAMED_AGENCIES and not cleaned.get("named_agencies"):
            self.add_error("named_agencies", "Name at least one agency that may read it.")
        return cleaned

    def opens_more(self) -> bool:
        """Whether what is behind “More” should be open: something in it is wrong or was chosen."""
        first = {"words", "direction", "severity", "groups_of_themes", "home", "when", "day"}
        if any(name not in first for name in self.errors):
            return True
        behind = (name for name in self.fields if name not in first | {"token", "version", "names"})
        return self.is_bound and any(name in self.changed_data for name in behind)
