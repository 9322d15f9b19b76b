"""A spreadsheet of items in two steps: checked and shown, then taken in whole or not at all."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record
from caresight.web.groups.queries import groups_covering
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.identifying import identifying_parts
from caresight.web.intelligence.importing.checking import check_sheet
from caresight.web.intelligence.importing.reading import read_sheet
from caresight.web.intelligence.models import Import, Item, ItemGroup, ItemText, ItemTheme
from caresight.web.intelligence.search_words import search_text
from caresight.web.intelligence.telling import leads_to_tell, tell_leads_of_many

_CODED = (
    "home_id", "home_name", "area_code", "words", "severity", "direction", "kind", "grade",
    "voice", "reliability", "credibility", "handling",
)  # fmt: skip


@transaction.atomic
def check_import(*, actor: Person, at: datetime, content: bytes, file_name: str) -> Import:
    """Read and check a spreadsheet; nothing is taken in yet.

    Raises
    ------
    Refusal
        If the file as a whole cannot be read.
    """
    sheet = read_sheet(content, file_name)
    sender = f"agency:{actor.agency_id}" if actor.agency_id else f"person:{actor.pk}"
    checked = check_sheet(sheet, sender=sender, today=timezone.localdate(at))
    fresh = _fresh(checked.good)
    for row in fresh:
        row["may_identify"] = bool(identifying_parts(row["words"], allowed=[row["home_name"]]))
    # Of one person's spreadsheets only the last is kept: they hold words, and are no record.
    Import.objects.filter(person=actor, taken_in=None).delete()
    made = Import.objects.create(
        person=actor,
        file_name=file_name.replace("\x00", "")[-200:] or "spreadsheet",
        at=at,
        good=fresh,
        bad=checked.bad,
        headings=list(sheet.headings),
        known=len(checked.good) - len(fresh),
    )
    record(
        actor=actor,
        at=at,
        operation="intelligence.check_import",
        subject=f"import:{made.pk}",
        detail={"good": len(fresh), "bad": len(checked.bad), "known": made.known},
    )
    return made


@transaction.atomic
def take_in(*, actor: Person, at: datetime, held: Import) -> int:
    """Take the good rows of a checked spreadsheet in; a second time changes nothing."""
    held = Import.objects.select_for_update(no_key=True).get(pk=held.pk, person=actor)
    if held.taken_in is not None:
        return held.taken_in
    items = _taken_in(held.good, actor, at)
    if not items:
        raise Refusal("There is nothing to take in.", what_to_do="Mend the rows and send it again.")
    held.taken_in, held.taken_in_at, held.good = len(items), at, []
    held.save(update_fields=["taken_in", "taken_in_at", "good"])
    # Worked out before the trail is held: nobody else can write to it from there on.
    whom = leads_to_tell(items, at=at)
    record(
        actor=actor,
        at=at,
        operation="intelligence.take_in",
        subject=f"import:{held.pk}",
        detail={"items": [items[0].ref, items[-1].ref], "taken_in": len(items)},
    )
    tell_leads_of_many(whom, at=at, once=f"import-grave:{held.pk}")
    return len(items)


def _taken_in(rows: list[dict[str, Any]], actor: Person, at: datetime) -> list[Item]:
    """The items of the rows that are new; none where a colleague took all of them in first."""
    fresh = _fresh(rows)
    try:
        with transaction.atomic():
            items = [_item(row, actor, at) for row in fresh]
            items = Item.objects.bulk_create(items, batch_size=500)
    except IntegrityError:
        # A colleague takes the same rows in at this moment. The database waited for them, so
        # that their rows are known now; it refuses again only if somebody has still others.
        fresh = _fresh(rows)
        items = [_item(row, actor, at) for row in fresh]
        items = Item.objects.bulk_create(items, batch_size=500)
    _keep_parts(items, fresh)
    return items


def _fresh(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that were not taken in before, each once."""
    by_hash = {row["row_hash"]: row for row in reversed(rows)}
    hashes = list(by_hash)
    for start in range(0, len(hashes), 500):
        part = hashes[start : start + 500]
        for known in Item.objects.filter(row_hash__in=part).values_list("row_hash", flat=True):
            del by_hash[str(known)]
    return sorted(by_hash.values(), key=lambda row: int(row["row"]))


def _item(row: dict[str, Any], actor: Person, at: datetime) -> Item:
    return Item(
        **{name: row[name] for name in _CODED},
        row_hash=row["row_hash"],
        may_identify=row["may_identify"],
        observed_on=date.fromisoformat(row["observed_on"]),
        received_on=date.fromisoformat(row["received_on"]),
        recorded_at=at,
        reporter=actor,
        reporter_agency=actor.agency,
        coding_version=coding().version,
    )


def _keep_parts(items: list[Item], rows: list[dict[str, Any]]) -> None:
    covering: dict[tuple[str, str], list[int]] = {}
    given: list[ItemGroup] = []
    for item in items:
        place = (item.home_id, item.area_code)
        if place not in covering:
            covering[place] = [group.pk for group in groups_covering(*place)]
        given += [ItemGroup(item=item, group_id=pk) for pk in covering[place]]
    pairs = list(zip(items, rows, strict=True))
    themes = [ItemTheme(item=item, code=code) for item, row in pairs for code in row["themes"]]
    texts = [ItemText(item=item, text=search_text(item.words, item.home_name)) for item in items]
    ItemGroup.objects.bulk_create(given, batch_size=500)
    ItemTheme.objects.bulk_create(themes, batch_size=500)
    ItemText.objects.bulk_create(texts, batch_size=500)
