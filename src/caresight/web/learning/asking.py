"""Which group and topic a request is about; what a person may not see is not there."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from caresight.web.groups.access import Access, access_of
from caresight.web.groups.models import Group
from caresight.web.learning.queries import groups_of
from caresight.web.learning.topics import Topic, topics


@dataclass(frozen=True)
class Asked:
    """Who asks, and about which of their groups."""

    access: Access
    group: Group
    groups: list[Group]


def asked_of(request: HttpRequest) -> Asked:
    """The group named in the address, else the person's first."""
    access = access_of(request)
    groups = groups_of(access)
    wanted = request.GET.get("group", "")
    chosen = [group for group in groups if not wanted or str(group.pk) == wanted]
    if not chosen:
        raise Http404("There is no such group.")
    return Asked(access, chosen[0], groups)


def topic_of(code: str) -> Topic:
    """The topic of an address."""
    if code not in topics().by_code:
        raise Http404("There is no such topic.")
    return topics().by_code[code]
