"""Which returns of a month are missing, among the homes that a member's groups cover.

Numbers and names of homes only: what a return says is read where evidence is.
"""

from dataclasses import dataclass
from datetime import date

from caresight.web.directory.releases import newest
from caresight.web.groups.access import Access
from caresight.web.groups.queries import scope_of_groups
from caresight.web.providers import evidence, queries
from caresight.web.providers.calendar import due_on
from caresight.web.providers.return_definition import return_form


@dataclass(frozen=True)
class Missing:
    """The returns of one month."""

    month: date
    due: date
    expected: int
    received: int
    home_ids: list[str]
    """Homes without a return, in the order of their names."""

    @property
    def is_late(self) -> bool:
        """Whether anything is missing; asked of a month whose day has passed."""
        return bool(self.home_ids)


def missing_returns(access: Access, month: date) -> Missing:
    """The homes of the member's groups of which no return for the month is here."""
    release = newest()
    scope = scope_of_groups(access.group_ids)
    ids = release.index.within(scope).ids_of_register(queries.REGISTER) if release else []
    came = evidence.homes_received(month) | queries.homes_submitted(month)
    missing = [home_id for home_id in ids if home_id not in came]
    return Missing(
        month=month,
        due=due_on(month, return_form().definition.due_on_day),
        expected=len(ids),
        received=len(ids) - len(missing),
        home_ids=missing,
    )
