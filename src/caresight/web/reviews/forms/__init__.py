"""The forms of reviews: the call, and each step after it."""

from caresight.web.reviews.forms.calling import CallForm
from caresight.web.reviews.forms.deciding import (
    ActForm,
    AddCriterionForm,
    DecideForm,
    JudgeForm,
    StandDownForm,
    TellForm,
)
from caresight.web.reviews.forms.meeting import (
    FactsForm,
    MeetingForm,
    MoveForm,
    PartOneForm,
    PartTwoForm,
)
from caresight.web.reviews.forms.people import (
    AnswerForm,
    AskForm,
    CommunicationsForm,
    CoordinatorForm,
    InviteForm,
    TriageForm,
    WithdrawForm,
)
from caresight.web.reviews.forms.steps import About, ReviewStepForm

__all__ = [
    "About", "ActForm", "AddCriterionForm", "AnswerForm", "AskForm", "CallForm",
    "CommunicationsForm", "CoordinatorForm", "DecideForm", "FactsForm", "InviteForm",
    "JudgeForm", "MeetingForm", "MoveForm", "PartOneForm", "PartTwoForm", "ReviewStepForm",
    "StandDownForm", "TellForm", "TriageForm", "WithdrawForm",
]  # fmt: skip
