"""Opening a page about one own home: what is not theirs is as if it were not there."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from caresight.pipeline.release_index.documents import HomeDocument, HomeRow
from caresight.web.directory.releases import Shown
from caresight.web.groups.access import Access, access_of
from caresight.web.providers import policies, queries

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class OwnHome:
    """A home that the person answers for, as the newest release has it."""

    access: Access
    document: HomeDocument
    release: Shown

    @property
    def row(self) -> HomeRow:
        """The home in a list."""
        return self.document["row"]

    @property
    def sends_returns(self) -> bool:
        """Whether a monthly return is asked of it."""
        return self.row["register"] == queries.REGISTER

    @property
    def sends_digital_return(self) -> bool:
        """Whether it is asked how digital it is: while it is open."""
        return self.sends_returns and self.row["is_open"]


def own(request: HttpRequest, home_id: str) -> OwnHome:
    """The home, or a 404 that tells nothing."""
    access = access_of(request)
    found = queries.home_of(access, home_id)
    if found is None:
        raise Http404("There is no such home among yours.")
    return OwnHome(access, *found)


def month_from(text: str, home: OwnHome) -> date:
    """The month of an address, or a 404 where no return can be about it."""
    found = _MONTH.fullmatch(text)
    month = date(int(found[1]), int(found[2]), 1) if found and found[1] > "1999" else None
    if month is None or not home.sends_returns:
        raise Http404("There is no return of that month.")
    if not policies.can_be_counted(month, home.access.day):
        raise Http404("There is no return of that month.")
    return month
