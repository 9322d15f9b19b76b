"""What every page is told of notices: how many this person has not read."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from caresight.web.accounts.queries import person_of
from caresight.web.notices.queries import unread


def notices_unread(request: HttpRequest) -> dict[str, object]:
    """The number, counted once where a template shows it; nobody has none."""
    person = person_of(request)
    return {"notices_unread": SimpleLazyObject(lambda: unread(person.pk)) if person else 0}
