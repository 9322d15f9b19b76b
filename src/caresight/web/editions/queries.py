"""Reads of editions and recipients."""

import json
from datetime import date

from django.db.models import Q, QuerySet

from caresight.vocabulary.refusal import Refusal
from caresight.web.editions.content import EditionContent
from caresight.web.editions.models import Edition, Recipient
from caresight.web.packs.document import sha256_of


def all_editions() -> QuerySet[Edition]:
    """All editions, the newest first."""
    return Edition.objects.select_related("published_by").defer("text")


def edition_numbered(number: str) -> Edition | None:
    """The edition of a number."""
    return Edition.objects.select_related("published_by").filter(number=number).first()


def content_kept(edition: Edition) -> EditionContent:
    """What an edition holds, as it was frozen.

    Raises
    ------
    Refusal
        If it is not what was published.
    """
    if sha256_of(edition.text) != edition.sha256:
        raise Refusal(
            f"Edition {edition.number} is not as it was published.",
            what_to_do="restore it from a backup; `caresight audit verify` says what was altered.",
        )
    content: EditionContent = json.loads(edition.text)
    return content


def next_number(as_at: date) -> str:
    """The number of the next edition about a month: 2026-11.2 after 2026-11.1."""
    month = f"{as_at:%Y-%m}"
    return f"{month}.{Edition.objects.filter(number__startswith=f'{month}.').count() + 1}"


def all_recipients() -> QuerySet[Recipient]:
    """Everybody who was ever entitled."""
    return Recipient.objects.select_related("person", "recorded_by")


def entitled_on(day: date) -> QuerySet[Recipient]:
    """Who is entitled on a day."""
    return all_recipients().filter(Q(until=None) | Q(until__gte=day), since__lte=day)
