"""Notices about replies and about what a provider is told. None holds a word of either."""

from datetime import datetime

from django.utils import timezone

from caresight.web.accounts.models import Agency, Person
from caresight.web.groups.access import access_for
from caresight.web.groups.kinds import Position
from caresight.web.groups.models import Membership
from caresight.web.notices.operations import tell
from caresight.web.replies.models import Reply, Told
from caresight.web.replies.queries import covering_ids, own_home_ids, people_of_home

KIND = "reply"


def tell_of_telling(told: Told, *, at: datetime) -> int:
    """The provider's people learn that there is something to read."""
    if told.agency is None:
        return 0
    return tell(
        to=_entitled(told.agency, told.home_id, at),
        at=at,
        subject="A message about one of your homes",
        sentence="The local group has told you something about one of your homes.",
        page="telling",
        arguments={"pk": told.pk},
        kind=KIND,
        once_key=f"told:{told.pk}",
    )


def tell_leads_of_reply(written: Reply, *, at: datetime) -> int:
    """Those who lead the groups of the home learn that a provider replied."""
    return tell(
        to=leads_of_home(written.home_id, written.area_code, at=at),
        at=at,
        subject="A provider has replied",
        sentence="A provider has replied about one of your homes. It waits to be acknowledged.",
        page="reply",
        arguments={"pk": written.pk},
        kind=KIND,
        once_key=f"reply:{written.pk}:sent",
    )


def tell_provider_of_answer(written: Reply, *, at: datetime) -> int:
    """The provider's people learn what became of their reply."""
    return tell(
        to=_entitled(written.agency, written.home_id, at),
        at=at,
        subject="News of a reply of yours",
        sentence="The local group has acted on a reply about one of your homes.",
        page="reply",
        arguments={"pk": written.pk},
        kind=KIND,
        once_key=f"reply:{written.pk}:{written.state}",
    )


def leads_of_home(home_id: str, area_code: str, *, at: datetime) -> list[Person]:
    """Who chairs or coordinates a group that covers a home, each once."""
    places = (
        Membership.objects.current(timezone.localdate(at))
        .filter(group__in=covering_ids(home_id, area_code))
        .exclude(position=Position.MEMBER)
        .select_related("person")
    )
    return list({place.person_id: place.person for place in places}.values())


def _entitled(agency: Agency, home_id: str, at: datetime) -> list[Person]:
    """The provider's people who answer for the home today; none once it has changed hands."""
    day = timezone.localdate(at)
    people = people_of_home(agency, home_id).select_related("agency")
    return [one for one in people if home_id in own_home_ids(access_for(one, day=day))]
