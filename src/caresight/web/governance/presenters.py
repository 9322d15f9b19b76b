"""The trail, the schedule and holds in words."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from caresight.vocabulary.lists import joined
from caresight.web.audit.models import Entry
from caresight.web.governance.models import LegalHold, RetentionRun
from caresight.web.governance.retention import Due
from caresight.web.ui.words import count, day

TRAIL_COLUMNS = (
    "sequence at actor_name agency_name operation subject home_id group_ref reason detail seal"
).split()
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
TABS = (
    ("governance", "What is kept"),
    ("audit_trail", "Audit trail"),
    ("retention", "Retention"),
    ("holds", "Legal holds"),
    ("extracts", "A person's data"),
    ("erase", "Erasure"),
)


@dataclass(frozen=True)
class TrailLine:
    """One entry in words."""

    number: str
    at: str
    who: str
    agency: str
    what: str
    record: str
    home: str
    """The home's name; its id where the register no longer knows it."""
    home_query: str
    """What shows the entries of this home only."""
    reason: str
    detail: str


def trail_line(entry: Entry, homes: Mapping[str, str]) -> TrailLine:
    """An entry as the table shows it; `homes` are names by id."""
    part, _, verb = entry.operation.partition(".")
    subject = "" if entry.subject == f"home:{entry.home_id}" else entry.subject
    subject = subject.replace(entry.home_id, "") if entry.home_id else subject
    about = dict.fromkeys(filter(None, [subject, entry.group_ref]))
    return TrailLine(
        number=f"{entry.sequence:,}",
        at=f"{timezone.localtime(entry.at):%d %b %Y %H:%M:%S}",
        who=entry.actor_name,
        agency=entry.agency_name,
        what=f"{part.replace('_', ' ').capitalize()}: {verb.replace('_', ' ')}",
        record=" · ".join(one.replace(":", " ").replace("_", " ").strip() for one in about),
        home=homes.get(entry.home_id, entry.home_id),
        home_query=urlencode({"home_id": entry.home_id}),
        reason=entry.reason,
        detail=_shortened(_in_words(json.loads(entry.detail))),
    )


def trail_cells(entry: Entry) -> list[object]:
    """An entry as a row of the csv file."""
    return [
        entry.at.isoformat() if name == "at" else getattr(entry, name) for name in TRAIL_COLUMNS
    ]


@dataclass(frozen=True)
class KeptLine:
    """One line of the register of what is kept."""

    title: str
    held: str
    who_sees: str
    grounds: list[tuple[str, str]]
    how_long: str
    source: str
    due: str
    on_hold: str


@dataclass(frozen=True)
class GroundsLine:
    """Kinds of record that may be kept on the same grounds."""

    grounds: list[tuple[str, str]]
    records: list[KeptLine]


def by_grounds(lines: Sequence[KeptLine]) -> list[GroundsLine]:
    """The register with each set of grounds told once, in the order of the schedule."""
    found: dict[tuple[tuple[str, str], ...], list[KeptLine]] = {}
    for line in lines:
        found.setdefault(tuple(line.grounds), []).append(line)
    return [GroundsLine(list(grounds), records) for grounds, records in found.items()]


def kept_line(due: Due) -> KeptLine:
    """A kind of record with its ground, its time and what of it is due."""
    kept, basis = due.kept, due.kept.lawful_basis
    grounds = (
        ("UK GDPR article 6", basis.article_6),
        ("Article 9", basis.article_9),
        ("Data Protection Act 2018, schedule 1", basis.dpa_2018_schedule_1),
        ("Common-law duty of confidence", basis.common_law_of_confidence),
    )
    return KeptLine(
        title=kept.title,
        held=f"{due.held:,}",
        who_sees=kept.who_sees,
        grounds=list(grounds),
        how_long=_how_long(due),
        source=kept.source,
        due=f"{due.due:,}",
        on_hold=f"{due.on_hold:,}",
    )


def _how_long(due: Due) -> str:
    kept = due.kept
    if kept.keep_months is None:
        return "For as long as the installation stands"
    years, months = divmod(kept.keep_months, 12)
    parts = [count(years, "year")] * bool(years) + [count(months, "month")] * bool(months)
    then = "removed" if kept.then == "delete" else "its words are removed, the rest stays"
    return f"{joined(parts)}, then {then}"


def hold_line(hold: LegalHold, names: dict[str, str]) -> dict[str, object]:
    """A hold in words."""
    return {
        "pk": hold.pk,
        "what": names.get(hold.home_id, hold.home_id) if hold.home_id else "Everything",
        "reason": hold.reason,
        "placed": f"{day(hold.placed_at.isoformat())}, {hold.placed_by}",
        "lifted": f"{day(hold.lifted_at.isoformat())}, {hold.lifted_by}" if hold.lifted_at else "",
        "why_lifted": hold.why_lifted,
    }


def run_line(run: RetentionRun) -> dict[str, str]:
    """A run of the schedule in words."""
    removed = [f"{number:,} {name.split('.')[1]}" for name, number in sorted(run.counts.items())]
    return {
        "at": day(run.at.isoformat()),
        "by": str(run.by or "Caresight itself, daily"),
        "what": joined(removed) or "nothing was due",
    }


def tabs(here: str) -> list[tuple[str, str, bool]]:
    """Address, label and whether it is the page shown."""
    return [(reverse(name), label, name == here) for name, label in TABS]


def erased_line(number: int) -> str:
    """What an erasure on request did; a second sending finds nothing more to erase."""
    if number == 0:
        return "Nothing was left to erase: these items held no words any more."
    words = "The words of 1 item are" if number == 1 else f"The words of {number} items are"
    return f"{words} erased. Packs that held them are made again without them."


def _in_words(value: object) -> str:
    """A detail without the marks of the notation that keeps it."""
    if isinstance(value, dict):
        pairs = ((str(key).replace("_", " "), _in_words(each)) for key, each in value.items())
        return ", ".join(f"{key} {words}" for key, words in pairs if words)
    if isinstance(value, list):
        return joined([_in_words(each) for each in value])
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else str(value)
    return _moment(text) if _MOMENT.match(text) else text.replace("_", " ")


def _moment(text: str) -> str:
    """A moment as the clocks on the wall showed it; text that only looks like one as it is."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    local = timezone.localtime(at) if at.tzinfo else at
    return f"{day(local.date().isoformat())}, {local:%H:%M}"


def _shortened(text: str) -> str:
    return text if len(text) <= 240 else f"{text[:237]}…"
