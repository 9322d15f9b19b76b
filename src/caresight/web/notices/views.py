"""A person's notices: the list, opening one, and marking all as read."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caresight.web.groups.access import access_of
from caresight.web.notices import operations, presenters, queries
from caresight.web.notices.rules import may_follow
from caresight.web.ui.paging import Paging, page_asked
from caresight.web.ui.words import count


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    own, page = queries.own_notices(access), page_asked(request.GET)
    start = (page - 1) * queries.PER_PAGE
    context = {
        "lines": presenters.lines(list(own[start : start + queries.PER_PAGE]), access),
        "paging": Paging(page, queries.PER_PAGE, own.count()),
    }
    return render(request, "notices/notices.html", context)


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = queries.own_notices(access).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such notice.")
    operations.mark_read(notice=found, at=timezone.now())
    if not may_follow(access, found):
        raise Http404("You may no longer open what this notice was about.")
    try:
        onward = reverse(found.page, kwargs=found.arguments)
    except NoReverseMatch as problem:
        raise Http404("The page of this notice is no longer there.") from problem
    return redirect(onward)


@require_POST
def mark_notices_read(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    read = operations.mark_all_read(person=access.person, at=timezone.now())
    messages.success(request, f"{count(read, 'notice')} marked as read.")
    return redirect("notices")
