"""The page of jobs: whether the machinery in the background does its work."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caresight.web.accounts.queries import person_of
from caresight.web.config import jobs as machinery
from caresight.web.config import presenters, queries


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    page = presenters.jobs_page(queries.machinery(timezone.now()))
    context = {"page": page, "silence": queries.silence_in_words()}
    return render(request, "config/jobs.html", context)


@require_POST
def try_job_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    if machinery.try_again(task_id=pk, actor=person_of(request), at=timezone.now()):
        messages.success(request, "The task waits to be done again.")
    else:
        messages.warning(request, "This task has not failed, or is no longer kept.")
    return redirect("jobs")
