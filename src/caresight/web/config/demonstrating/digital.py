"""The demo's digital projects: one of which the invented calls became fewer, and one of which not.

Which homes take part is in the invented world's own list; what it did there is in no file that
anybody reads, and is found, or not, by the method alone.
"""

import csv
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from caresight.web.config.demonstrating.people import Cast
from caresight.web.directory.releases import Shown
from caresight.web.projects.models import Project
from caresight.web.projects.operations import Said, Taking, register_project
from caresight.web.projects.states import ChosenBy
from caresight.web.projects.working import work_out

LIST = Path("world") / "projects.csv"
WORDS = (
    "Invented. The homes were drawn by lot from those that asked, so that those who did not get "
    "it can be compared with."
)


class Listed(NamedTuple):
    """A project of the invented list."""

    name: str
    kind: str
    started_on: date


def register_projects(cast: Cast, release: Shown, *, at: datetime) -> list[Project]:
    """Register what the list holds, and work out what each changed."""
    made = [
        register_project(
            actor=cast.people["council"], at=at, token=None, group=cast.group,
            said=Said(
                name=listed.name, kind=listed.kind, owner="Invented digital lead",
                started_on=listed.started_on, indicator="ambulance_incidents",
                unchanging="emergency_admissions", chosen_by=ChosenBy.OTHERWISE.value,
                words=WORDS, homes=_taking_part(release, location_ids),
            ),
        )
        for listed, location_ids in _listed().items()
    ]  # fmt: skip
    for project in made:
        work_out(project.pk, at=at)
    return made


def _listed() -> dict[Listed, list[str]]:
    path = Path(settings.HOME) / LIST
    found: dict[Listed, list[str]] = defaultdict(list)
    if not path.is_file():
        return found
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            started_on = date.fromisoformat(f"{row['start_month']}-01")
            found[Listed(row["project"], row["kind"], started_on)].append(row["location_id"])
    return found


def _taking_part(release: Shown, location_ids: list[str]) -> list[Taking]:
    ids = [release.index.home_by_location(one) for one in location_ids]
    rows = release.index.home_rows([one for one in ids if one])
    return [Taking(row["home_id"], row["name"], row["area_code"]) for row in rows]
