"""Groups in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caresight.vocabulary.lists import joined
from caresight.web.directory.homes import known_homes
from caresight.web.groups.kinds import GroupKind, Position
from caresight.web.groups.ladders import ladder_of, ladders
from caresight.web.groups.models import Group, GroupHome, GroupTerms, Membership
from caresight.web.groups.policies import what_is_missing
from caresight.web.groups.queries import quorum_of
from caresight.web.ui.words import count, day

LEFT = "no longer in the register"


@dataclass(frozen=True)
class GroupLine:
    """One group of the list."""

    pk: int
    name: str
    kind: str
    areas: str
    members: str
    place: str
    """The reader's own position in it; empty for none."""


@dataclass(frozen=True)
class PlaceLine:
    """One person's place in a group."""

    pk: int
    person: str
    agency: str
    position: str
    stands_in_for: str
    span: str


@dataclass(frozen=True)
class BorderLine:
    """One home near the border."""

    pk: int
    home_id: str
    name: str
    area: str
    reason: str
    note: str


@dataclass(frozen=True)
class GroupPage:
    """Everything that the page of a group shows."""

    kind: str
    reports_to: str
    areas: list[tuple[str, str]]
    homes: str
    border: list[BorderLine]
    ladder: str
    levels: str
    quorum: str
    budget: str
    missing: str
    places: list[PlaceLine]
    others: list[PlaceLine]
    overlaps: str
    oversees: str
    terms: list[str]
    terms_agreed: str
    earlier_terms: int


def group_lines(
    groups: Iterable[Group], own: Mapping[int, str], members: Mapping[int, int],
    areas: Mapping[int, list[str]], names: Mapping[str, str],
) -> list[GroupLine]:  # fmt: skip
    """Groups as their list shows them."""
    return [
        GroupLine(
            pk=group.pk,
            name=group.name,
            kind=GroupKind(group.kind).label + ("" if group.is_active else ", no longer meets"),
            areas=joined(sorted(names.get(code, code) for code in areas.get(group.pk, []))),
            members=count(members.get(group.pk, 0), "person", "people"),
            place=Position(own[group.pk]).label if group.pk in own else "",
        )
        for group in groups
    ]


def group_page(  # noqa: PLR0913 - the parts of one page
    group: Group,
    *,
    places: Sequence[Membership],
    others: Sequence[Membership],
    areas: Sequence[str],
    border: Sequence[GroupHome],
    names: Mapping[str, str],
    homes: int,
    overlapping: Sequence[Group],
    oversees: Sequence[Group],
    terms: Sequence[GroupTerms],
    today: date,
) -> GroupPage:
    """The page of one group."""
    ladder = ladder_of(group.ladder)
    return GroupPage(
        kind=GroupKind(group.kind).label,
        reports_to=str(group.overseen_by or ""),
        areas=sorted(((code, names.get(code, code)) for code in areas), key=lambda one: one[1]),
        homes=count(homes, "open home"),
        border=border_lines(border),
        ladder=ladder.title if ladder else f"{group.ladder}, of which there is no file",
        levels=joined([level.label for level in ladder.levels]) if ladder else "",
        quorum=quorum_of(group).words,
        budget=f"{count(group.budget, 'new home')} a month",
        missing=what_is_missing(group, places),
        places=[place_line(place, today) for place in places],
        others=[place_line(place, today) for place in others],
        overlaps=joined([str(other) for other in overlapping]),
        oversees=joined([str(other) for other in oversees]),
        terms=terms[0].text.splitlines() if terms else group.terms.splitlines(),
        terms_agreed=_agreed(group, terms),
        earlier_terms=max(0, len(terms) - 1),
    )


def budgets_in_words(budgets: Sequence[tuple[str, int]]) -> str:
    """What the reader's groups said that they can review in a month."""
    parts = [f"{name} can review {count(homes, 'new home')}" for name, homes in budgets]
    return f"{joined(parts)} a month." if parts else ""


def place_line(place: Membership, today: date) -> PlaceLine:
    """One place."""
    stands_in = place.deputises_for
    position = Position(place.position).label
    return PlaceLine(
        pk=place.pk,
        person=str(place.person),
        agency=str(place.person.agency or "no agency"),
        position=f"Deputy {position.lower()}" if stands_in else position,
        stands_in_for=f"for {stands_in.person}" if stands_in else "",
        span=_span(place, today),
    )


def border_lines(homes: Sequence[GroupHome]) -> list[BorderLine]:
    """Homes near the border by name; one that has left the register keeps the name it had."""
    known = {row["home_id"]: row for row in known_homes([home.home_id for home in homes])}
    lines = []
    for home in homes:
        row = known.get(home.home_id)
        name = row["name"] if row else (home.home_name or "A home")
        note = LEFT if row is None else ("" if row["is_open"] else "closed")
        lines.append(
            BorderLine(
                home.pk, home.home_id, name, row["area_name"] if row else "", home.reason, note
            )
        )
    return sorted(lines, key=lambda line: line.name)


def facts_in_words(group: Group) -> list[tuple[str, str]]:
    """What an administrator sets, as it stands: shown beside what another one has typed."""
    ladder = ladder_of(group.ladder)
    return [
        ("Name", group.name),
        ("Kind", GroupKind(group.kind).label),
        ("Reports to", str(group.overseen_by or "No other group")),
        ("Escalation ladder in force", ladder.title if ladder else group.ladder),
        ("Members needed to decide", str(group.quorum_members)),
        ("Agencies needed to decide", str(group.quorum_agencies)),
        ("New homes that the group can review in a month", str(group.budget)),
        ("The group meets", "yes" if group.is_active else "no"),
    ]


def person_choices(people: Iterable[object]) -> list[tuple[int, str]]:
    """People to choose from, with their agency: names alone are not unique."""
    return [
        (person.pk, f"{person} · {person.agency or 'no agency'} · {person.username}")  # type: ignore[attr-defined]
        for person in people
    ]


def place_choices(places: Iterable[Membership]) -> list[tuple[int, str]]:
    """Members that one may stand in for."""
    return [
        (place.pk, f"{place.person} ({Position(place.position).label.lower()})")
        for place in places
        if place.deputises_for_id is None
    ]


def ladder_choices() -> list[tuple[str, str]]:
    """Ladders by title, the levels of each beside it."""
    return [
        (code, f"{ladder.title}: {joined([level.label for level in ladder.levels])}")
        for code, ladder in ladders().by_code.items()
    ]


def area_choices(names: Mapping[str, str], held: Iterable[str]) -> list[tuple[str, str]]:
    """Areas of the release, and those held that it does not know."""
    known = {**{code: code for code in held}, **names}
    return sorted(known.items(), key=lambda one: one[1])


def _span(place: Membership, today: date) -> str:
    start, end = day(place.from_on.isoformat()), place.until_on
    if end is None:
        return f"since {start}" if place.from_on <= today else f"from {start}"
    if end <= today:
        return f"{start} until {day(end.isoformat())}"
    return f"since {start}, ends {day(end.isoformat())}"


def _agreed(group: Group, terms: Sequence[GroupTerms]) -> str:
    agreed_on = terms[0].agreed_on if terms else group.terms_agreed_on
    return f"agreed on {day(agreed_on.isoformat())}" if agreed_on else ""
