"""Forms of what is decided and said about an item, and of the store apart."""

from typing import Any

from django import forms

from caresight.web.intelligence import policies
from caresight.web.intelligence.kinds import Tie
from caresight.web.intelligence.operations.commenting import LONGEST_COMMENT
from caresight.web.intelligence.operations.disposing import BY_HAND
from caresight.web.residents.operations import LONGEST_REASON, SHORTEST_REASON
from caresight.web.ui.forms import CaresightForm, DayInput, OnceForm


class DisposeForm(OnceForm):
    """What becomes of an item."""

    state = forms.ChoiceField(
        label="What becomes of it?",
        choices=[(state.value, state.label) for state in BY_HAND],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it."},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="For the group. Who sent it does not see this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=policies.LONGEST_REASON,
        error_messages={"required": "Give the reason; the group will want to know it later."},
    )
    feedback = forms.CharField(
        label="What who sent it is told",
        help_text="“You said – what happened”, in a sentence or two, without names.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=policies.LONGEST_REASON,
        required=False,
    )
    review_by = forms.DateField(
        label="Look at it again by", widget=DayInput, required=False,
        error_messages={"invalid": "Give the day as 2026-11-05."},
    )  # fmt: skip


class CommentForm(OnceForm):
    """A comment by a member."""

    words = forms.CharField(
        label="Add a comment",
        help_text="Read by the members who may read this item. Not by who sent it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_COMMENT,
        error_messages={"required": "Write the comment first."},
    )


class WithdrawForm(CaresightForm):
    """Taking an item back."""

    why = forms.CharField(
        label="Why do you take it back?",
        help_text="The item is kept, marked as taken back, and counts no more.",
        max_length=policies.LONGEST_SHORT,
        error_messages={"required": "Give the reason."},
    )


class _OtherItem(CaresightForm):
    other = forms.ChoiceField(
        label="The other item", error_messages={"required": "Choose the other item."}
    )

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "Choose"), *others]


class TieForm(_OtherItem):
    """Two items that belong together."""

    kind = forms.ChoiceField(
        label="How do they belong together?",
        choices=[(Tie.RELATED.value, "They belong together"),
                 (Tie.SAME_EVENT.value, "They are about the same event")],
        widget=forms.RadioSelect,
        initial=Tie.RELATED,
    )  # fmt: skip


class JoinForm(_OtherItem):
    """Two items that say the same."""

    reason = forms.CharField(
        label="How do you know that they say the same?",
        max_length=policies.LONGEST_SHORT,
        error_messages={"required": "Say how you know."},
    )


class DetailsForm(CaresightForm):
    """Who an item is about, for the store apart."""

    words = forms.CharField(
        label="Who is it about?",
        help_text="Kept in a store apart. Only safeguarding people open it, with a reason.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=policies.LONGEST_WORDS,
        error_messages={"required": "Write who it is about."},
    )


class OpenDetailsForm(CaresightForm):
    """Why somebody needs to know who an item is about."""

    reason = forms.CharField(
        label="Why do you need to know who this is about?",
        help_text="Recorded with your name and the time, and shown to who opens it after you.",
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        error_messages={
            "required": "Give the reason first.",
            "min_length": f"Give the reason in at least {SHORTEST_REASON} characters.",
        },
    )
