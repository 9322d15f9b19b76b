"""Everything that the form of a new action offers: groups, evidence, owners, measures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.forms import BoundField

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.accounts.models import Agency, Person
from caresight.web.accounts.queries import agency_of_provider
from caresight.web.actions.evidence import PARTS, Citable, citable
from caresight.web.actions.queries import possible_owners
from caresight.web.directory.citations import Citation
from caresight.web.directory.homes import known_home
from caresight.web.directory.releases import Shown
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.groups.queries import groups_covering

MOST_CITED = 20
LONGEST = 300


@dataclass(frozen=True)
class Offer:
    """What can be chosen, for one home or for none."""

    home: HomeRow | None
    groups: list[Group]
    evidence: list[Citable]
    people: list[Person]
    agencies: list[Agency]
    measures: list[tuple[str, str]]
    cited: list[str] = field(default_factory=list)
    """Evidence that the link named: chosen already."""
    measure: str = ""
    meeting_ref: str = ""

    @property
    def home_id(self) -> str:
        """The home's id; empty where it is about none."""
        return self.home["home_id"] if self.home else ""

    @property
    def home_name(self) -> str:
        """The home's name today."""
        return self.home["name"] if self.home else ""

    @property
    def area_code(self) -> str:
        """The home's area today."""
        return self.home["area_code"] if self.home else ""

    def parts(self, cites: BoundField) -> list[tuple[str, list[object]]]:
        """The boxes of the evidence under their headings, in the order of `PARTS`."""
        heading = {one.value: one.part for one in self.evidence}
        found: dict[str, list[object]] = {part: [] for part in PARTS.values()}
        for box in cites:
            value = str(box.data["value"])
            found.setdefault(heading.get(value, "Other evidence"), []).append(box)
        return [(part, boxes) for part, boxes in found.items() if boxes]


def offer_for(
    access: Access, home_id: str, release: Shown | None, *, cited: Sequence[str] = ()
) -> Offer | None:
    """What the reader can choose; None where the home is in none of their groups."""
    home = known_home(home_id) if home_id else None
    if home_id and home is None:
        return None
    groups = groups_for(access, home)
    if not groups:
        return None
    evidence = citable(access, home_id, release, groups)
    known = {one.value for one in evidence}
    evidence += _named(cited, known)
    chosen = [value[:LONGEST] for value in cited[:MOST_CITED]]
    return Offer(
        home=home,
        groups=groups,
        evidence=evidence,
        people=people_for(access, groups, home),
        agencies=agencies_for(home),
        measures=measures_of(release),
        cited=[value for value in chosen if value in {one.value for one in evidence}],
        measure=_measure(chosen),
    )


def groups_for(access: Access, home: HomeRow | None) -> list[Group]:
    """The groups in whose name something can be agreed: those that cover the home."""
    if home is None:
        return list(Group.objects.filter(pk__in=access.group_ids))
    return list(groups_covering(home["home_id"], home["area_code"]).filter(pk__in=access.group_ids))


def people_for(access: Access, groups: Sequence[Group], home: HomeRow | None) -> list[Person]:
    """Who can own it: members of these groups, and the people of the home's provider."""
    provider = agency_of_provider(home["register"], home["provider_id"]) if home else None
    people = {
        person.pk: person
        for group in groups
        for person in possible_owners(group, access.day, home_provider=provider)
    }
    return sorted(people.values(), key=lambda person: str(person).casefold())


def agencies_for(home: HomeRow | None) -> list[Agency]:
    """Agencies that can own it while nobody is named: all but providers of other homes."""
    others = Agency.objects.filter(is_active=True).exclude(kind=AgencyKind.PROVIDER)
    provider = agency_of_provider(home["register"], home["provider_id"]) if home else None
    return [*others, *([provider] if provider else [])]


def measures_of(release: Shown | None) -> list[tuple[str, str]]:
    """The indicators of the release, by title."""
    documents = release.index.indicators() if release else []
    return sorted(((one["code"], one["title"]) for one in documents), key=lambda pair: pair[1])


def _named(cited: Sequence[str], known: set[str]) -> list[Citable]:
    """What a link names in words of its own: `other:` and the words. Nothing else is taken."""
    found = []
    for value in cited[:MOST_CITED]:
        kind, _, words = value[:LONGEST].partition(":")
        if kind == "other" and words.strip() and value not in known:
            found.append(
                Citable(value[:LONGEST], words.strip(), Citation("other", "", words.strip()))
            )
    return found


def _measure(cited: Sequence[str]) -> str:
    """The figure that a link cites is most likely the one that should move."""
    for value in cited:
        kind, _, ref = value.partition(":")
        if kind in ("signal", "indicator"):
            return ref.split(".")[0]
    return ""
