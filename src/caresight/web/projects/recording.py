"""Forms of digital projects: registering, changing, taking back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.access import access_of
from caresight.web.projects import operations, queries, rules
from caresight.web.projects.asking import initial_of, refuse_at_field, said_in
from caresight.web.projects.forms import ProjectForm, TakeBackForm
from caresight.web.projects.picking import FindHomeForm, as_typed, find_form, listed
from caresight.web.projects.policies import ChangedMeanwhile

if TYPE_CHECKING:
    from caresight.web.projects.models import Project


@require_http_methods(["GET", "POST"])
def register_project(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    groups = {str(group.pk): group for group in queries.groups_of(access)}
    if not groups:
        raise Http404("There is no group to register a project for.")
    offered = [(key, group.name) for key, group in groups.items()]
    find = find_form(request, access)
    if find.is_bound:
        return _with_home(request, find, offered, None)
    form = ProjectForm(request.POST if request.method == "POST" else None, groups=offered)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.register_project(
                actor=access.person, at=timezone.now(), token=form.cleaned_data["token"],
                group=groups[form.cleaned_data["group"]], said=said_in(form),
            )  # fmt: skip
        except Refusal as refusal:
            refuse_at_field(form, refusal)
        else:
            messages.success(request, f"{made.ref} is registered. What it changed is worked out.")
            return redirect("project", pk=made.pk)
    return _page(request, form, find, None)


@require_http_methods(["GET", "POST"])
def change_project(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    project = queries.visible_projects(access).filter(pk=pk).first()
    if project is None or not rules.may_change(access, project.group_id, project.registered_by_id):
        raise Http404("There is no such project.")
    offered = [(str(project.group_id), project.group.name)]
    find = find_form(request, access)
    if find.is_bound:
        return _with_home(request, find, offered, project)
    form = ProjectForm(
        request.POST if request.method == "POST" else None,
        initial=initial_of(project),
        groups=offered,
    )
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_project(
                actor=access.person, at=timezone.now(), project=project,
                version=form.cleaned_data["version"], said=said_in(form),
            )  # fmt: skip
        except ChangedMeanwhile as refusal:
            project.refresh_from_db()
            meanwhile = initial_of(project)
            form = _again(request, project)
            refuse_at_field(form, refusal)
        except Refusal as refusal:
            refuse_at_field(form, refusal)
        else:
            messages.success(request, "Saved. What the project changed is worked out anew.")
            return redirect("project", pk=project.pk)
    return _page(request, form, find, project, meanwhile=meanwhile)


def _with_home(
    request: HttpRequest,
    find: FindHomeForm,
    offered: list[tuple[str, str]],
    project: "Project | None",
) -> HttpResponse:
    """The form as it was typed, with the home that was found; nothing is judged or kept yet."""
    is_found = find.is_valid()
    home = find.cleaned_data["find"] if is_found else None
    typed = as_typed(request.POST.dict(), add=home["home_id"] if home else "")
    form = ProjectForm(initial=typed, groups=offered)
    if home is None:
        return _page(request, form, find, project, status=422)
    messages.success(request, f"{home['name']} is in the list. Nothing is saved yet.")
    return _page(request, form, FindHomeForm(), project)


def _page(
    request: HttpRequest,
    form: ProjectForm,
    find: FindHomeForm,
    project: "Project | None",
    *,
    meanwhile: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "find": find,
        "project": project,
        "meanwhile": meanwhile,
        "listed": listed(form["homes"].value(), access_of(request)),
    }
    return render(request, "projects/form.html", context, status=status)


def _again(request: HttpRequest, project: "Project") -> ProjectForm:
    """The form as it was sent, on top of what was saved meanwhile."""
    data = request.POST.copy()
    data["version"] = str(project.version)
    form = ProjectForm(data, groups=[(str(project.group_id), project.group.name)])
    form.is_valid()
    return form


@require_http_methods(["GET", "POST"])
def take_back_project(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    project = queries.visible_projects(access).filter(pk=pk).first()
    if project is None or not rules.may_change(access, project.group_id, project.registered_by_id):
        raise Http404("There is no such project.")
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.take_back_project(
                actor=access.person, at=timezone.now(), project=project,
                why=form.cleaned_data["why"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{project.name} is taken back.")
            return redirect("projects")
    return render(request, "projects/take_back.html", {"form": form, "project": project})
