"""Homes of a project by name: one is looked for, and its id joins those that stand in the list."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from caresight.web.directory.home_picker import HomeField
from caresight.web.directory.homes import known_homes
from caresight.web.groups.access import Access
from caresight.web.projects.forms import ProjectForm, ids_in
from caresight.web.ui.forms import CaresightForm

MOST_NAMED = 30


class FindHomeForm(CaresightForm):
    """A box in which a home is looked for by its name."""

    find = HomeField(
        label="Add a home by its name",
        help_text="Type its name, postcode or registered id. It joins the list below.",
        required=False,
    )


@dataclass(frozen=True)
class Listed:
    """The homes of the list, as far as the reader may read their names."""

    names: list[str]
    others: int


def find_form(request: HttpRequest, access: Access) -> FindHomeForm:
    """The box: bound only where something was typed or chosen in it."""
    asked = request.POST.get("find", "").strip() or request.POST.get("find_chosen", "")
    form = FindHomeForm(request.POST if request.method == "POST" and asked else None)
    field = form.fields["find"]
    assert isinstance(field, HomeField)  # noqa: S101 - declared above
    field.offer(area_codes=access.area_codes, home_ids=access.home_ids)
    return form


def as_typed(posted: Mapping[str, str], *, add: str = "") -> dict[str, str]:
    """What was typed so far, for a form that is not yet judged, with one home more."""
    typed = {name: posted[name] for name in ProjectForm.base_fields if name in posted}
    ids = ids_in(typed.get("homes", ""))
    if add and add not in ids:
        ids = [*ids, add]
    return {**typed, "homes": "\n".join(ids)}


def listed(words: object, access: Access) -> Listed:
    """The names of the homes of a list; others, of areas that the reader does not read, counted."""
    ids = ids_in(str(words or ""))
    names = [
        f"{row['name']}, {row['area_name']}"
        for row in known_homes(ids[:MOST_NAMED])
        if access.reads_home(row["home_id"], row["area_code"])
    ]
    return Listed(names, len(ids) - len(names))
