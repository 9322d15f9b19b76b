"""Taking in what somebody knows of a home."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.groups.models import Group
from caresight.web.groups.queries import groups_covering
from caresight.web.intelligence import policies
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.identifying import identifying_parts
from caresight.web.intelligence.kinds import Direction, Handling, Kind, Voice
from caresight.web.intelligence.models import Item, ItemAgency, ItemGroup, ItemText, ItemTheme
from caresight.web.intelligence.search_words import search_text
from caresight.web.intelligence.telling import tell_leads


def report_item(  # noqa: PLR0913 - an item is what it is; every part is named
    *,
    actor: Person,
    at: datetime,
    home_id: str,
    home_name: str,
    area_code: str,
    observed_on: date,
    words: str,
    themes: Sequence[str],
    severity: int,
    received_on: date | None = None,
    kind: str = Kind.OBSERVATION,
    grade: str = "none",
    handling: str = Handling.GROUP_ONLY,
    named_agencies: Sequence[Agency] = (),
    reliability: str = "not_assessed",
    credibility: str = "not_assessed",
    direction: str = Direction.WORRYING,
    voice: str = Voice.OWN,
    resident_identifiable: bool = False,
    name_may_be_shared: bool = False,
    groups: Iterable[Group] | None = None,
    review_by: date | None = None,
    token: UUID | None = None,
    row_hash: str | None = None,
    and_keep: Callable[[Item], None] | None = None,
) -> Item:
    """Take an item in; the same token sent again gives the item that it made first.

    It goes to every group that covers the home, or to those of them that are named. What
    belongs to a new item, `and_keep` keeps together with it; not again for the first one's.

    Raises
    ------
    Refusal
        If a part of it is not possible.
    """
    words = policies.check_words(words)
    policies.check_days(observed_on, received_on or observed_on, timezone.localdate(at))
    policies.check_codes(
        kind=kind, direction=direction, severity=severity, grade=grade, handling=handling,
        reliability=reliability, credibility=credibility, voice=voice,
    )  # fmt: skip
    policies.check_themes(themes)
    policies.check_named_agencies(handling, named_agencies)
    item = Item(
        token=token, row_hash=row_hash,
        home_id=home_id, home_name=home_name[:200], area_code=area_code,
        observed_on=observed_on, received_on=received_on or timezone.localdate(at),
        recorded_at=at, reporter=actor, reporter_agency=actor.agency,
        name_may_be_shared=name_may_be_shared, voice=voice, kind=kind, direction=direction,
        severity=severity, grade=grade, reliability=reliability, credibility=credibility,
        handling=handling, words=words, resident_identifiable=resident_identifiable,
        may_identify=bool(identifying_parts(words, allowed=[home_name])),
        coding_version=coding().version, review_by=review_by,
    )  # fmt: skip

    def make() -> Item:
        item.save(force_insert=True)
        _keep_parts(item, themes, named_agencies, _groups(item, groups))
        record(
            actor=actor,
            at=at,
            operation="intelligence.report_item",
            subject=f"item:{item.pk}",
            home_id=home_id,
            detail={"ref": item.ref, "handling": handling, "severity": severity},
        )
        tell_leads(item, at=at)
        if and_keep is not None:
            and_keep(item)
        return item

    with transaction.atomic():
        return _first_of(once(Item, token, make), actor)


def _first_of(item: Item, actor: Person) -> Item:
    if item.reporter_id != actor.pk:
        raise Refusal(
            "This form was already used.", what_to_do="Open a new form and send it from there."
        )
    return item


def _groups(item: Item, wanted: Iterable[Group] | None) -> list[Group]:
    covering = {group.pk: group for group in groups_covering(item.home_id, item.area_code)}
    if wanted is None:
        return list(covering.values())
    chosen = {group.pk for group in wanted}
    if not chosen or not chosen <= set(covering):
        raise Refusal(
            "An item can only be given to groups that cover the home.",
            expected=", ".join(group.name for group in covering.values()) or "none covers it",
        )
    return [covering[pk] for pk in sorted(chosen)]


def _keep_parts(
    item: Item, themes: Iterable[str], named: Iterable[Agency], groups: Iterable[Group]
) -> None:
    ItemGroup.objects.bulk_create(ItemGroup(item=item, group=group) for group in groups)
    keep_themes(item, themes)
    if item.handling == Handling.NAMED_AGENCIES:
        keep_agencies(item, named)
    keep_text(item)


def keep_themes(item: Item, themes: Iterable[str]) -> None:
    """Set what an item is about."""
    ItemTheme.objects.filter(item=item).delete()
    ItemTheme.objects.bulk_create(ItemTheme(item=item, code=code) for code in sorted(set(themes)))


def keep_agencies(item: Item, named: Iterable[Agency]) -> None:
    """Set which agencies are named."""
    ItemAgency.objects.filter(item=item).delete()
    pks = sorted({agency.pk for agency in named})
    ItemAgency.objects.bulk_create(ItemAgency(item=item, agency_id=pk) for pk in pks)


def keep_text(item: Item) -> None:
    """Set what the search reads of an item."""
    text = search_text(item.words, item.home_name)
    ItemText.objects.update_or_create(item=item, defaults={"text": text})
