"""Forms of intelligence."""

from caresight.web.intelligence.forms.deciding import (
    CommentForm,
    DetailsForm,
    DisposeForm,
    JoinForm,
    OpenDetailsForm,
    TieForm,
    WithdrawForm,
)
from caresight.web.intelligence.forms.importing import ImportForm
from caresight.web.intelligence.forms.item import EditForm, ReportForm
from caresight.web.intelligence.forms.sharing import ReleaseForm, TakeBackForm, WordingForm

__all__ = [
    "CommentForm",
    "DetailsForm",
    "DisposeForm",
    "EditForm",
    "ImportForm",
    "JoinForm",
    "OpenDetailsForm",
    "ReleaseForm",
    "ReportForm",
    "TakeBackForm",
    "TieForm",
    "WithdrawForm",
    "WordingForm",
]
