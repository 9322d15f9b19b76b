"""Groups: the list, the page of one, and its terms of reference."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caresight.web.groups import presenters, queries, rules
from caresight.web.groups.access import access_of
from caresight.web.groups.views.asked import visible_group


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    listed = list(queries.visible_groups(access))
    ids = [group.pk for group in listed]
    context = {
        "lines": presenters.group_lines(
            listed,
            own=queries.own_positions(access),
            members=queries.counts_of_members(ids, access.day),
            areas=queries.areas_of(ids),
            names=queries.area_names(),
        ),
        "may_add": rules.may_manage_groups(access),
    }
    return render(request, "groups/groups.html", context)


@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    found = visible_group(access, pk)
    context = {
        "group": found,
        "page": presenters.group_page(
            found,
            places=queries.places_held(found, access.day),
            others=queries.earlier_and_later_places(found, access.day),
            areas=queries.areas_of([pk]).get(pk, []),
            border=list(found.further_homes.all()),
            names=queries.area_names(),
            homes=queries.homes_covered(found),
            overlapping=list(queries.overlapping(found)),
            oversees=list(found.oversees.filter(is_active=True)),
            terms=list(found.agreed_terms.all()),
            today=access.day,
        ),
        "works_in": pk in access.group_ids,
        "leads": pk in access.led_group_ids,
        "may_manage": rules.may_manage_groups(access),
        "may_change_members": rules.may_change_members(access, found),
        "may_agree_terms": rules.may_agree_terms(access, found),
    }
    return render(request, "groups/group.html", context)


@require_safe
def group_terms(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_group(access_of(request), pk)
    context = {"group": found, "terms": found.agreed_terms.select_related("kept_by")}
    return render(request, "groups/terms.html", context)
