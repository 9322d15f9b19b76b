"""Works out what projects changed, in the background: it takes seconds, and a page must not."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from caresight.vocabulary.refusal import Refusal
from caresight.web.directory.releases import newest
from caresight.web.projects.definitions import digital_projects, indicators
from caresight.web.projects.models import Found, Project
from caresight.web.projects.queries import homes_of_others, not_worked_out

MOST_A_DAY = 200


def work_out(project_id: int, *, at: datetime) -> str:
    """Judge a project by the newest release, and keep what was found."""
    project = Project.objects.filter(pk=project_id, taken_back_at=None).first()
    release = newest()
    if project is None or release is None:
        return "There is nothing to work out."
    found, problem = None, ""
    try:
        found = _judge(project, release.release_id)
    except Refusal as refusal:
        problem = str(refusal)[:500]
    Found.objects.update_or_create(
        project=project,
        version=project.version,
        release_id=release.release_id,
        defaults={"worked_out_at": at, "document": found, "problem": problem},
    )
    return problem or f"{project.ref} was worked out by release {release.release_id}."


def look_after(*, at: datetime) -> str:
    """Work out every project that the newest release has not been asked about."""
    release = newest()
    waiting = not_worked_out(release.release_id, MOST_A_DAY) if release else []
    for project_id in waiting:
        work_out(project_id, at=at)
    return f"{len(waiting)} projects were worked out."


def _judge(project: Project, release_id: str) -> dict[str, object]:
    # statsmodels takes seconds to load: only the worker pays for it.
    from caresight.evaluation.impact_months import ChosenBy, Start  # noqa: PLC0415
    from caresight.lake.lake import Lake  # noqa: PLC0415
    from caresight.pipeline.impact import Asked, impact_of  # noqa: PLC0415
    from caresight.pipeline.impact_document import document  # noqa: PLC0415

    asked = Asked(
        name=project.name,
        home_ids=tuple(project.homes.values_list("home_id", flat=True)),
        start=Start(
            project.started_on, ChosenBy(project.chosen_by), project.chosen_from, project.chosen_to
        ),
        indicator=project.indicator,
        unchanging=project.unchanging,
        not_these=homes_of_others(project),
    )
    lake = Lake(Path(settings.HOME))
    found = impact_of(lake, indicators(), digital_projects().impact, asked, release_id)
    return dict(document(found))
