"""What every page is told about who looks at it."""

from django.http import HttpRequest

from caresight.web.accounts.queries import person_of
from caresight.web.accounts.rules import LEAST_ROLE, may_open


def person(request: HttpRequest) -> dict[str, object]:
    """The person, and the pages that the person may open (`may.homes_csv`)."""
    who = person_of(request)
    role = who.role if who else None
    return {"person": who, "may": {page: may_open(role, page) for page in LEAST_ROLE}}
