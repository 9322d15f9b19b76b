"""What every page is told about who looks at it."""

from collections.abc import Iterator, Mapping

from django.http import HttpRequest

from caresight.web.accounts.queries import person_of
from caresight.web.accounts.rules import declared_pages, may_open
from caresight.web.ui.navigation import BELOW, NOT_BY_ITSELF, SECTIONS


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
    return {"person": who, "may": May(roles), "sections": _sections(roles) if who else []}


def _sections(roles: frozenset[str]) -> list[tuple[str, str]]:
    open_ones = {
        page: label
        for page, label in SECTIONS
        if may_open(roles - {NOT_BY_ITSELF.get(page, "")}, page)
    }
    return [(page, open_ones[page]) for page in open_ones if BELOW.get(page) not in open_ones]
