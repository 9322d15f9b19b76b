"""The trail, the schedule and holds in words."""

import json
from dataclasses import dataclass

from django.urls import reverse

from caresight.web.audit.models import Entry
from caresight.web.governance.models import LegalHold, RetentionRun
from caresight.web.governance.retention import Due
from caresight.web.ui.words import count, day, joined

TRAIL_COLUMNS = (
    "sequence at actor_name agency_name operation subject home_id group_ref reason detail seal"
).split()
TABS = (
    ("governance", "What is kept"),
    ("audit_trail", "Audit trail"),
    ("retention", "Retention"),
    ("holds", "Legal holds"),
    ("extracts", "A person's data"),
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
    reason: str
    detail: str


def trail_line(entry: Entry) -> TrailLine:
    """An entry as the table shows it."""
    part, _, verb = entry.operation.partition(".")
    detail = json.loads(entry.detail)
    return TrailLine(
        number=f"{entry.sequence:,}",
        at=f"{entry.at:%d %b %Y %H:%M:%S}",
        who=entry.actor_name,
        agency=entry.agency_name,
        what=f"{part.replace('_', ' ')}: {verb.replace('_', ' ')}",
        record=" · ".join(filter(None, [entry.subject, entry.home_id, entry.group_ref])),
        reason=entry.reason,
        detail=", ".join(
            f"{key.replace('_', ' ')} {_short(value)}" for key, value in detail.items()
        ),
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


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    return text if len(text) <= 120 else f"{text[:117]}…"
