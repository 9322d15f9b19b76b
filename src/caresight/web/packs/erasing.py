"""Takes the words of erased items out of packs that were frozen with them, and says that it did.

A pack is what a group knew on a day, and is kept so that it can be made again byte for byte.
Words that may no longer be kept may not be kept in it either. So the pack is edited, openly:
the words give way to a sentence with the day, the cover says so, the edited document has a sum
of its own, and what was there before is destroyed. The trail keeps both sums.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from caresight.web.audit.operations import record
from caresight.web.packs.document import Document, Fact, canonical, document_of, sha256_of
from caresight.web.packs.models import Pack, PackContent, PackFile
from caresight.web.packs.tasks import make_files
from caresight.web.ui.words import day

COVER = "Erased since it was frozen"
SHORTEST_WORDING = 10
"""A shorter wording is found by its item's reference alone: it could stand anywhere."""


@transaction.atomic
def erase_from_packs(
    *, actor: object, at: datetime, wordings: Mapping[str, Sequence[str]], group_ids: Sequence[int]
) -> int:
    """Take the words of items out of the packs of these groups; gives how many contents changed.

    `wordings` has, by an item's reference, every wording that it ever had.
    """
    found = PackContent.objects.filter(packs__group__in=group_ids).distinct()
    changed = 0
    for key in list(found.values_list("pk", flat=True)):
        content = PackContent.objects.get(pk=key)
        refs = [ref for ref in wordings if f"{ref}" in content.text]
        if refs and content.text.startswith("{"):
            changed += _erase(content, {ref: wordings[ref] for ref in refs}, actor, at)
    return changed


def _erase(
    content: PackContent, wordings: Mapping[str, Sequence[str]], actor: object, at: datetime
) -> int:
    document = document_of(content.text)
    on = day(timezone.localdate(at).isoformat())
    erased = [ref for ref, words in wordings.items() if _take_out(document, ref, words, on)]
    if not erased:
        return 0
    document["cover"] = [
        *document["cover"],
        Fact(
            label=COVER,
            value=f"The words of {', '.join(erased)}, on {on}, because they may no longer be kept. "
            "All else stands as it was frozen.",
        ),
    ]
    text = canonical(document)
    edited, _ = PackContent.objects.get_or_create(sha256=sha256_of(text), defaults={"text": text})
    packs = list(Pack.objects.filter(content=content))
    sums = dict(PackFile.objects.filter(content=content).values_list("kind", "sha256"))
    Pack.objects.filter(content=content).update(content=edited)
    PackFile.objects.filter(content=content).delete()
    before = content.pk
    content.delete()
    make_files.enqueue(edited.pk)
    for pack in packs:
        record(
            actor=actor, at=at, operation="packs.erase_words", subject=f"pack:{pack.pk}",
            group_ref=f"group:{pack.group_id}",
            detail={"items": erased, "before": before, "after": edited.pk, "files_before": sums},
        )  # fmt: skip
    return 1


def _take_out(document: Document, ref: str, wordings: Sequence[str], on: str) -> bool:
    """Replace an item's words in place; whether any stood there."""
    instead = f"(erased on {on})"
    changed = False
    for section in document["sections"]:
        for part in section["parts"]:
            for block in part["blocks"]:
                if block["type"] == "said" and block["head"].startswith(f"{ref} "):
                    block["words"], changed = instead, True
    for sheet in document["sheets"]:
        words = [n for n, column in enumerate(sheet["columns"]) if column["label"] == "Words"]
        for row in sheet["rows"]:
            if ref in row and words:
                row[words[0]], changed = instead, True
    known = [text for text in wordings if len(text) >= SHORTEST_WORDING]
    return _replaced(document, known, instead) or changed


def _replaced(within: Any, wordings: Sequence[str], instead: str) -> bool:
    """The same for words that were quoted elsewhere, in whatever part of the document."""
    changed = False
    places = within.items() if isinstance(within, dict) else enumerate(within)
    for place, one in list(places):
        if isinstance(one, dict | list):
            changed = _replaced(one, wordings, instead) or changed
        elif isinstance(one, str):
            for wording in wordings:
                if wording in one:
                    one, changed = one.replace(wording, instead), True  # noqa: PLW2901
            within[place] = one
    return changed
