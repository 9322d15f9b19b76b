"""From a form to what an operation takes: homes by their ids, refusals at their fields."""

from collections.abc import Sequence

from caresight.vocabulary.refusal import Refusal
from caresight.web.directory.releases import newest
from caresight.web.projects.forms import ProjectForm
from caresight.web.projects.models import Project
from caresight.web.projects.operations import Said, Taking

MOST_NAMED = 10


def said_in(form: ProjectForm) -> Said:
    """What a valid form says.

    Raises
    ------
    Refusal
        If an id names no home of the newest release; it lists the ids.
    """
    given = form.cleaned_data
    return Said(
        homes=_homes(given["homes"]),
        **{
            name: given[name]
            for name in (
                "name", "kind", "owner", "started_on", "indicator", "words", "unchanging",
                "chosen_by", "chosen_from", "chosen_to",
            )
        },
    )  # fmt: skip


def initial_of(project: Project) -> dict[str, object]:
    """A project as its form shows it."""
    names = (
        "name kind owner started_on indicator unchanging chosen_by chosen_from chosen_to words "
        "version"
    ).split()
    homes = project.homes.values_list("home_id", flat=True)
    return {
        **{name: getattr(project, name) for name in names},
        "group": str(project.group_id),
        "homes": "\n".join(homes),
    }


def refuse_at_field(form: ProjectForm, refusal: Refusal) -> None:
    """Show a refusal beside the field that it is about."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _homes(ids: Sequence[str]) -> list[Taking]:
    release = newest()
    if release is None:
        raise Refusal("There is no release yet.", field="homes")
    found, strange = {}, []
    rows = {row["home_id"]: row for row in release.index.home_rows(list(ids))}
    by_location = {
        one: home for one in ids if one not in rows
        if (home := release.index.home_by_location(one))
    }  # fmt: skip
    rows |= {row["home_id"]: row for row in release.index.home_rows(list(by_location.values()))}
    for one in ids:
        row = rows.get(by_location.get(one, one))
        if row is None:
            strange.append(one[:30])
        else:
            found[row["home_id"]] = Taking(row["home_id"], row["name"], row["area_code"])
    if strange:
        more = len(strange) - MOST_NAMED
        raise Refusal(
            f"{len(strange):,} of these name no home: {', '.join(strange[:MOST_NAMED])}"
            + (f" and {more:,} more" if more > 0 else ""),
            what_to_do="correct or remove them.",
            field="homes",
        )
    return list(found.values())
