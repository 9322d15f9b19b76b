"""The forms of actions: a new one, and each step after it."""

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
from caresight.web.actions.forms.opening import ActionForm
from caresight.web.actions.forms.steps import (
    CloseForm,
    DueForm,
    EditForm,
    HandOverForm,
    NoteForm,
    ReasonForm,
    ReopenForm,
    SayDoneForm,
    StepForm,
    VerdictForm,
)

__all__ = [
    "ActionForm", "Choices", "CloseForm", "DueForm", "EditForm", "ExpectedEffect",
    "HandOverForm", "NoteForm", "OwnerMixin", "ReasonForm", "ReopenForm", "SayDoneForm",
    "StepForm", "VerdictForm", "a_day", "effect_fields", "long_text", "short_text", "who_field",
]  # fmt: skip
