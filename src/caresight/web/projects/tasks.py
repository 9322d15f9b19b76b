"""What a worker does for projects."""

from django.utils import timezone
from django_tasks import task

from caresight.web.projects import working


@task
def work_out(project_id: int) -> str:
    """Work out what a project changed, by the newest release."""
    return working.work_out(project_id, at=timezone.now())
