"""Which returns of a month are missing, among the homes that a member's groups cover.

Numbers and names of homes only: what a return says is read where evidence is.
"""

from dataclasses import dataclass
from datetime import date

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.directory.releases import newest
from caresight.web.groups.access import Access
from caresight.web.groups.queries import scope_of_groups
from caresight.web.providers import evidence, queries
from caresight.web.providers.calendar import due_on
from caresight.web.providers.return_definition import return_form

EVERYTHING = 1_000_000


@dataclass(frozen=True)
class Missing:
    """The returns of one month."""

    month: date
    due: date
    expected: int
    received: int
    homes: list[HomeRow]
    """Homes without a return, by name."""

    @property
    def is_late(self) -> bool:
        """Whether anything is missing; asked of a month whose day has passed."""
        return bool(self.homes)


def missing_returns(access: Access, month: date) -> Missing:
    """The homes of the member's groups of which no return for the month is here."""
    release = newest()
    scope = scope_of_groups(access.group_ids)
    rows = (
        release.index.within(scope).homes(
            register=queries.REGISTER, order="name", per_page=EVERYTHING
        )[0]
        if release
        else []
    )
    came = evidence.homes_received(month) | queries.homes_submitted(month)
    return Missing(
        month=month,
        due=due_on(month, return_form().definition.due_on_day),
        expected=len(rows),
        received=sum(row["home_id"] in came for row in rows),
        homes=[row for row in rows if row["home_id"] not in came],
    )
