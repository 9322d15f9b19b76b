"""Forms whose fields depend on who asks: made as a class, so that they are whole from the start."""

from typing import TypeVar

from django import forms
from django.http import QueryDict

from caresight.pipeline.release_index.scope import Scope
from caresight.web.directory.home_picker import HomeField
from caresight.web.ui.forms import CaresightForm


class Versioned(CaresightForm):
    """A form whose `version` tells whether somebody else has saved the same text meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def replaces(self, version: int) -> None:
        """Keep what was written; the next saving replaces the version that stands now."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["version"] = str(version)
        self.data = sent


F = TypeVar("F", bound=CaresightForm)


def form_with(base: type[F], **fields: forms.Field) -> type[F]:
    """The form with these fields more, or in place of its own of the same name."""
    return type(base.__name__, (base,), dict(fields))


def home_field(scope: Scope, *, label: str = "Which home?", required: bool = True) -> HomeField:
    """A home of a group."""
    field = HomeField(label=label, required=required)
    field.offer(area_codes=scope.area_codes, home_ids=scope.home_ids)
    return field
