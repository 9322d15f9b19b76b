"""Reads of digital projects."""

from django.db.models import Count, QuerySet

from caresight.web.accounts.roles import STAFF
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.projects.models import Found, Project, ProjectHome


def groups_of(access: Access) -> list[Group]:
    """The groups for which the person may register a project."""
    return list(Group.objects.filter(pk__in=access.group_ids, is_active=True))


def visible_projects(access: Access) -> QuerySet[Project]:
    """All projects that stand, the latest first, to staff; none to anybody else."""
    if not access.roles & STAFF:
        return Project.objects.none()
    return (
        Project.objects.filter(taken_back_at=None)
        .select_related("group")
        .annotate(home_count=Count("homes"))
    )


def readable_homes(access: Access, project: Project) -> list[ProjectHome]:
    """The homes of a project whose evidence the person reads."""
    return [home for home in project.homes.all() if access.reads_home(home.home_id, home.area_code)]


def newest_found(project: Project) -> Found | None:
    """What was found last of the project as it is now."""
    return project.found.filter(version=project.version).order_by("-pk").first()


def newest_found_of(projects: list[Project]) -> dict[int, Found]:
    """What was found last, by project; in one query."""
    versions = {project.pk: project.version for project in projects}
    rows = Found.objects.filter(project__in=versions).order_by("pk")
    return {row.project_id: row for row in rows if row.version == versions[row.project_id]}


def homes_of_others(project: Project) -> frozenset[str]:
    """Homes of other projects that are judged by the same indicator: never compared with."""
    return frozenset(
        ProjectHome.objects.filter(
            project__taken_back_at=None, project__indicator=project.indicator
        )
        .exclude(project=project)
        .values_list("home_id", flat=True)
    )


def not_worked_out(release_id: str, limit: int) -> list[int]:
    """Projects of which nothing was worked out in this release as they are now."""
    done = set(Found.objects.filter(release_id=release_id).values_list("project_id", "version"))
    rows = Project.objects.filter(taken_back_at=None).order_by("pk").values_list("pk", "version")
    return [pk for pk, version in rows if (pk, version) not in done][:limit]
