"""What changes about digital projects, each with its line in the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.groups.models import Group
from caresight.web.projects import policies, tasks
from caresight.web.projects.models import MOST_SHORT, Project, ProjectHome
from caresight.web.projects.states import ChosenBy


@dataclass(frozen=True)
class Taking:
    """A home that takes part."""

    home_id: str
    home_name: str
    area_code: str


@dataclass(frozen=True)
class Said:
    """What a form says of a project."""

    name: str
    kind: str
    owner: str
    started_on: date
    indicator: str
    homes: Sequence[Taking]
    words: str = ""
    unchanging: str = ""
    chosen_by: str = ChosenBy.NOT_KNOWN.value
    chosen_from: date | None = None
    chosen_to: date | None = None


def register_project(
    *, actor: Person, at: datetime, token: UUID | None, group: Group, said: Said
) -> Project:
    """Register a project; the same token again gives the project that it made first."""
    _check(said)
    row = Project(token=token, group=group, registered_by=actor, at=at)
    with transaction.atomic():
        project = once(Project, token, lambda: _write(row, said, actor, at, "register"))
    if project.registered_by_id != actor.pk:
        raise Refusal("This form was sent by somebody else.", what_to_do="Open the page again.")
    return project


@transaction.atomic
def change_project(
    *, actor: Person, at: datetime, project: Project, version: int, said: Said
) -> Project:
    """Save other facts; refused with `ChangedMeanwhile` where somebody else saved first."""
    _check(said)
    held = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    policies.check_stands(held)
    if held.version != version:
        raise policies.ChangedMeanwhile(
            "Somebody changed this project meanwhile.",
            what_to_do="compare what they saved with yours below, then save again.",
        )
    held.version += 1
    return _write(held, said, actor, at, "change")


@transaction.atomic
def take_back_project(*, actor: Person, at: datetime, project: Project, why: str) -> None:
    """Take a project back that should not be there; it is kept, and no longer shown."""
    held = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    policies.check_stands(held)
    held.taken_back_at, held.taken_back_why = at, why.strip()[:MOST_SHORT]
    held.save()
    _record(actor, at, "take_back", held, why)


def _check(said: Said) -> None:
    policies.check_kind(said.kind)
    policies.check_indicators(said.indicator, said.unchanging)
    policies.check_homes([home.home_id for home in said.homes])
    policies.check_chosen(said.chosen_by, said.chosen_from, said.chosen_to)


def _write(row: Project, said: Said, actor: Person, at: datetime, verb: str) -> Project:
    by_figures = said.chosen_by == ChosenBy.FIGURES
    row.name, row.kind, row.owner = said.name.strip()[:120], said.kind, said.owner.strip()[:120]
    row.words, row.started_on = said.words.strip(), said.started_on
    row.indicator, row.unchanging, row.chosen_by = said.indicator, said.unchanging, said.chosen_by
    row.chosen_from = said.chosen_from if by_figures else None
    row.chosen_to = said.chosen_to if by_figures else None
    row.save()
    homes = {home.home_id: home for home in said.homes}
    row.homes.exclude(home_id__in=homes).delete()
    there = set(row.homes.values_list("home_id", flat=True))
    ProjectHome.objects.bulk_create(
        ProjectHome(
            project=row, home_id=home.home_id, home_name=home.home_name[:200],
            area_code=home.area_code,
        )
        for home in homes.values()
        if home.home_id not in there
    )  # fmt: skip
    _record(actor, at, verb, row, homes=sorted(homes))
    transaction.on_commit(lambda: tasks.work_out.enqueue(row.pk))
    return row


def _record(
    actor: Person,
    at: datetime,
    verb: str,
    project: Project,
    reason: str = "",
    **detail: object,
) -> None:
    record(
        actor=actor,
        at=at,
        operation=f"projects.{verb}",
        subject=f"project:{project.pk}",
        group_ref=f"group:{project.group_id}",
        reason=reason,
        detail={"kind": project.kind, "version": project.version, **detail},
    )
