"""Forms whose fields depend on who asks: made as a class, so that they are whole from the start."""

from typing import TypeVar

from django import forms

from caresight.pipeline.release_index.scope import Scope
from caresight.web.directory.home_picker import HomeField
from caresight.web.ui.forms import CaresightForm

F = TypeVar("F", bound=CaresightForm)


def form_with(base: type[F], **fields: forms.Field) -> type[F]:
    """The form with these fields more, or in place of its own of the same name."""
    return type(base.__name__, (base,), dict(fields))


def home_field(scope: Scope, *, label: str = "Which home?", required: bool = True) -> HomeField:
    """A home of a group."""
    field = HomeField(label=label, required=required)
    field.offer(area_codes=scope.area_codes, home_ids=scope.home_ids)
    return field
