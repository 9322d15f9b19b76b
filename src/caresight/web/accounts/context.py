"""What every page is told about who looks at it."""

from collections.abc import Iterator, Mapping

from django.http import HttpRequest

from caresight.web.accounts.queries import person_of
from caresight.web.accounts.rules import declared_pages, may_open
from caresight.web.ui.navigation import NOT_BY_ITSELF, SECTIONS


class May(Mapping[str, bool]):
    """Whether each page may be opened by these roles, asked when a template asks (`may.people`)."""

    def __init__(self, roles: frozenset[str]) -> None:
        self._roles = roles

    def __getitem__(self, page: str) -> bool:
        return may_open(self._roles, page)

    def __iter__(self) -> Iterator[str]:
        return iter(declared_pages())

    def __len__(self) -> int:
        return len(declared_pages())


def person(request: HttpRequest) -> dict[str, object]:
    """The person, the pages that the person may open, and the sections among them."""
    who = person_of(request)
    roles = who.roles if who else frozenset[str]()
    sections = [
        (page, label)
        for page, label in SECTIONS
        if may_open(roles - {NOT_BY_ITSELF.get(page, "")}, page)
    ]
    return {"person": who, "may": May(roles), "sections": sections if who else []}
