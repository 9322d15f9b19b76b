"""One item as its own page shows it; what the sender may not know is left out here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from caresight.vocabulary.lists import joined
from caresight.web.groups.access import Access
from caresight.web.intelligence import policies, rules
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.identifying import identifying_parts
from caresight.web.intelligence.kinds import Direction, Handling, Kind, State, Tie, Voice
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.presenters.lines import Piece, marked
from caresight.web.intelligence.presenters.sent import Happened, happened_to
from caresight.web.intelligence.queries.lists import TiedItem
from caresight.web.ui.words import day

Fact = tuple[str, str]


@dataclass(frozen=True)
class Said:
    """A comment, a decision or an earlier wording: who, when and the words."""

    by: str
    on: str
    title: str
    words: str


@dataclass(frozen=True)
class ItemPage:
    """What the page of an item shows, and what may be done on it."""

    ref: str
    home_id: str
    home_name: str
    state: str
    state_tone: str
    pieces: tuple[Piece, ...]
    has_marks: bool
    facts: tuple[Fact, ...]
    happened: tuple[Happened, ...]
    works_on: bool
    """Whether the person reads it as a member: else only as who sent it."""
    decisions: tuple[Said, ...]
    comments: tuple[Said, ...]
    earlier: tuple[Said, ...]
    ties: tuple[tuple[str, int, str, str], ...]
    """How it belongs with another item: words, key, ref and first words of that item."""
    releases: tuple[tuple[int, str, str, bool], ...]
    """What the provider was told: key, day and by whom, words, whether it still stands."""
    may_edit: bool
    may_withdraw: bool
    may_dispose: bool
    decides_for_leads: bool
    """Whether the person decides of it because no lead of its group may read it."""
    may_release: bool
    may_comment: bool
    may_add_details: bool
    may_open_details: bool
    is_due: bool
    joined_to: str


def item_page(access: Access, item: Item, ties: Iterable[TiedItem], *, today: date) -> ItemPage:
    """Put the page together for this person."""
    works_on = rules.may_work_on(access, item)
    leads, changeable = rules.may_dispose(access, item), policies.can_change(item)
    found = identifying_parts(item.words, allowed=[item.home_name]) if item.may_identify else []
    state = State(item.state)
    return ItemPage(
        ref=item.ref,
        home_id=item.home_id,
        home_name=item.home_name,
        state="Taken back" if item.withdrawn_at else state.label,
        state_tone="closed" if item.withdrawn_at else state.tone,
        pieces=marked(item.words, [(one.start, one.end) for one in found]),
        has_marks=bool(found),
        facts=_facts(access, item, works_on=works_on),
        happened=happened_to(item),
        works_on=works_on,
        decisions=_decisions(item) if works_on else (),
        comments=_comments(item) if works_on else (),
        earlier=_earlier(item),
        ties=_ties(ties) if works_on else (),
        releases=_releases(item) if works_on else (),
        may_edit=changeable and rules.may_edit(access, item),
        may_withdraw=changeable and rules.may_withdraw(access, item),
        may_dispose=changeable and leads,
        decides_for_leads=changeable and leads and rules.no_lead_may_read(access, item),
        may_release=leads and policies.can_release(item),
        may_comment=changeable and works_on,
        may_add_details=changeable and rules.may_add_details(access, item),
        may_open_details=item.resident_identifiable and rules.may_open_details(access, item),
        is_due=leads and policies.is_due(item, today),
        joined_to=_joined_to(access, item) if works_on else "",
    )


def _joined_to(access: Access, item: Item) -> str:
    """The item that says the same; none where only others, as named agencies, may know of it."""
    other = item.joined_to
    return other.ref if other is not None and rules.may_work_on(access, other) else ""


def _facts(access: Access, item: Item, *, works_on: bool) -> tuple[Fact, ...]:
    known = coding()
    scales = known.scales
    facts = [
        ("Seen on", day(item.observed_on.isoformat())),
        ("Received on", day(item.received_on.isoformat())),
        ("From", _from(access, item)),
        ("Direction", Direction(item.direction).label),
        ("How serious", f"{item.severity} of 5: {scales.label('severity', item.severity)}"),
        ("Abuse or neglect", scales.label("grade", item.grade)),
        ("About", joined([known.label(theme.code) for theme in item.themes.all()])),
        ("Kind", Kind(item.kind).label),
        ("Whose experience", Voice(item.voice).label),
        ("Source", scales.label("reliability", item.reliability)),
        ("Information", scales.label("credibility", item.credibility)),
        ("Who may read it", _readers(item)),
        ("Given to", joined([one.group.name for one in item.given_to.all()]) or "no group yet"),
    ]
    if works_on and item.review_by:
        facts.append(("Look at it again by", day(item.review_by.isoformat())))
    return tuple(facts)


def _readers(item: Item) -> str:
    handling = coding().scales.label("handling", item.handling)
    if item.handling != Handling.NAMED_AGENCIES:
        return handling
    named = sorted(str(naming.agency) for naming in item.naming.all())
    return f"{handling}: {joined(named)}"


def _from(access: Access, item: Item) -> str:
    agency = str(item.reporter_agency or "agency not given")
    if item.reporter_id == access.person.pk:
        return f"You, {agency}"
    # Withheld from everybody, leads too, unless the sender ticked the box.
    return f"{item.reporter}, {agency}" if item.name_may_be_shared else f"{agency} (name withheld)"


def _decisions(item: Item) -> tuple[Said, ...]:
    return tuple(
        Said(
            by=f"{one.by}",
            on=_on(one.at),
            title=State(one.state).label,
            words=one.reason + (f"\nTold to who sent it: {one.feedback}" if one.feedback else ""),
        )
        for one in item.dispositions.all()
    )


def _comments(item: Item) -> tuple[Said, ...]:
    return tuple(
        Said(f"{one.by}", _on(one.at), str(one.by.agency or ""), one.words)
        for one in item.comments.all()
    )


def _earlier(item: Item) -> tuple[Said, ...]:
    # Who changed it is not shown: it may have been the sender, whose name is withheld.
    return tuple(
        Said("", _on(one.at), f"Version {one.version}, until {_on(one.at)}", one.words)
        for one in item.revisions.all()
    )


def _ties(ties: Iterable[TiedItem]) -> tuple[tuple[str, int, str, str], ...]:
    return tuple(
        (Tie(tied.kind).label, tied.item.pk, tied.item.ref, tied.item.words[:120]) for tied in ties
    )


def _releases(item: Item) -> tuple[tuple[int, str, str, bool], ...]:
    return tuple(
        (one.pk, f"{_on(one.at)} by {one.by}", one.words_for_provider, one.taken_back_at is None)
        for one in item.releases.all()
    )


def _on(at: datetime) -> str:
    return day(timezone.localtime(at).date().isoformat())
