"""What the form of a call offers: the group, the provider's other homes, the evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.accounts.models import Agency
from caresight.web.accounts.queries import agency_of_provider
from caresight.web.actions.evidence import Citable, citable
from caresight.web.actions.offers import groups_for
from caresight.web.directory.homes import known_home, known_homes
from caresight.web.directory.releases import Shown, newest
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.reviews.models import Review
from caresight.web.reviews.procedure import procedure_of
from caresight.web.reviews.queries import groups_of_homes, running_review_of, visible_reviews
from caresight.web.reviews.rules import may_call


@dataclass(frozen=True)
class CallOffer:
    """What can be chosen when a review is called about a home."""

    home: HomeRow
    group: Group
    name: str
    """What the ladder in force calls it."""
    more_homes: list[HomeRow]
    evidence: list[Citable]
    cited: list[str]
    provider: Agency | None
    running: Review | None
    """A review of this home that runs already: a call joins it."""


def call_offer(
    access: Access, home_id: str, release: Shown | None, *, cited: Sequence[str]
) -> CallOffer | None:
    """What the reader can choose; None where none of their groups covers the home."""
    home = known_home(home_id)
    if home is None:
        return None
    covering = groups_of_homes([(home_id, home["area_code"])])
    if not may_call(access, frozenset(group.pk for group in covering)):
        return None
    groups = groups_for(access, home)
    evidence = citable(access, home_id, release, covering)
    known = {one.value for one in evidence}
    return CallOffer(
        home=home,
        group=groups[0],
        name=procedure_of(groups[0].ladder).name,
        more_homes=_more_homes(access, home),
        evidence=evidence,
        cited=[value for value in cited if value in known],
        provider=agency_of_provider(home["register"], home["provider_id"]),
        running=_running(access, home_id),
    )


def _more_homes(access: Access, home: HomeRow) -> list[HomeRow]:
    """Homes of the same provider that the reader's groups cover too."""
    release = newest()
    if release is None or not home["provider_id"]:
        return []
    ids = release.index.homes_of_providers([(home["register"], home["provider_id"])])
    rows = known_homes([one for one in ids if one != home["home_id"]])
    covered = [
        row
        for row in rows
        if access.reads_home(row["home_id"], row["area_code"]) and groups_for(access, row)
    ]
    return covered[:19]


def _running(access: Access, home_id: str) -> Review | None:
    found = running_review_of([home_id])
    if found is None:
        return None
    return visible_reviews(access).filter(pk=found.review_id).first()
