"""What the landed lists and returns say of how digital each home is, line by line.

Lists go by organisation code and find their homes by `maturity.matching`; a home's own return
names its location.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caresight.lake.as_at import Evidence
from caresight.maturity.answers import Answer, Known
from caresight.maturity.definition import Maturity
from caresight.maturity.matching import Match, Matched, Organisation, Place, match
from caresight.maturity.toolkit import Listed, read_listed
from caresight.pipeline.build_register import Location

DSPT, NHSMAIL, RETURN = "dspt", "nhsmail_rollout", "digital_return"
STATUS, LISTED_MAIL, USED_MAIL, ANSWER = (
    "dspt_status", "nhsmail_listed", "nhsmail_used", "digital_answer",
)  # fmt: skip
LINES = {DSPT: STATUS, NHSMAIL: LISTED_MAIL}
"""The kind of event that each list by organisation code is made of."""
_BESIDE = ("organisation_area", "organisation_parent")
_COLUMNS = (
    "source", "published_on", "known_from", "entity_id", "kind", "on", "detail", "topic",
    "outcome", "amount",
)  # fmt: skip
_SAID = {"yes": True, "no": False}
_COUNTED = "counted"
_NHSMAIL_CRITERION = "nhsmail"
_HOME = "Care Home"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class DigitalEvidence:
    """What is known of every home, and how the lists found their homes."""

    known: Mapping[str, Known] = field(default_factory=dict)
    matched: Mapping[str, Matched] = field(default_factory=dict)
    organisations: Mapping[str, Sequence[Organisation]] = field(default_factory=dict)
    """The lines of each list."""
    listed_on: Mapping[str, date] = field(default_factory=dict)
    """The newest edition of each source."""
    not_understood: Mapping[str, int] = field(default_factory=dict)
    """Statuses that no definition knows, and how many lines have them."""
    unplaced: Mapping[str, int] = field(default_factory=dict)
    """Locations that returns name and no register has, and how many answers each has."""
    unasked: Mapping[str, int] = field(default_factory=dict)
    """Criteria that returns answer and no definition has, and how many answers each has."""

    def __bool__(self) -> bool:
        return bool(self.listed_on)


def digital_evidence(
    evidence: Evidence,
    definition: Maturity,
    locations: Mapping[str, Sequence[Location]],
    health_areas: Mapping[str, Sequence[Row]],
) -> DigitalEvidence:
    """Everything that is known of the homes of the register; nothing where nothing landed.

    `health_areas` is what the register said of each location's, by `build_boards.health_areas`.
    """
    rows = _rows(evidence, (STATUS, LISTED_MAIL, USED_MAIL, ANSWER))
    if not rows:
        return DigitalEvidence()
    beside = _rows(evidence, _BESIDE)
    places = _places(locations, health_areas, definition)
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(row["kind"], []).append(row)
    lines = {
        source: _organisations(by_kind[kind], beside)
        for source, kind in LINES.items() if kind in by_kind
    }  # fmt: skip
    matched = {source: match(lines[source], places, definition) for source in lines}
    listed, strange = _listed(by_kind.get(STATUS, ()), matched.get(DSPT), definition)
    answers = _mail(by_kind, matched.get(NHSMAIL), definition)
    home_of = {one.location_id: home_id for home_id, own in locations.items() for one in own}
    returned = [row for row in by_kind.get(ANSWER, ()) if _says_something(row)]
    for home_id, said in _returned(returned, home_of, definition).items():
        answers.setdefault(home_id, []).extend(said)
    newest: dict[str, date] = {}
    for row in rows:
        newest[row["source"]] = max(newest.get(row["source"], date.min), row["published_on"])
    return DigitalEvidence(
        known={
            home_id: Known(answers.get(home_id, ()), listed.get(home_id, ()))
            for home_id in sorted(answers.keys() | listed.keys())
        },
        matched=matched,
        organisations=lines,
        listed_on=newest,
        not_understood=strange,
        unplaced=Counter(row["entity_id"] for row in returned if row["entity_id"] not in home_of),
        unasked=Counter(
            row["detail"] for row in returned if row["detail"] not in definition.by_code
        ),
    )


def _rows(evidence: Evidence, kinds: Sequence[str]) -> list[Row]:
    """The events of some kinds, the last said last."""
    events = evidence.table("events")
    found: list[Row] = evidence.arrow(
        events.filter(events.kind.isin(kinds)).select(*_COLUMNS).distinct()
    ).to_pylist()
    found.sort(key=lambda row: (row["published_on"], row["known_from"], str(row["detail"])))
    return found


def _places(
    locations: Mapping[str, Sequence[Location]],
    health_areas: Mapping[str, Sequence[Row]],
    definition: Maturity,
) -> list[Place]:
    near = {
        location: {row["detail"] for row in rows if row["kind"] == "health_area"}
        for location, rows in health_areas.items()
    }
    return [
        Place(
            home_id=home_id,
            ods_codes=frozenset(filter(None, (one.text("ods_code") for one in own))),
            names=frozenset(filter(None, (one.text("name") for one in own))),
            provider_id=own[0].text("provider_id"),
            provider_name=own[0].text("provider_name"),
            area_codes=frozenset(filter(None, (one.text("area_code") for one in own))),
            health_areas=frozenset().union(*(near.get(one.location_id, ()) for one in own)),
        )
        for home_id, own in locations.items()
        if own[0].register == definition.register_name
    ]


def _organisations(lines: Iterable[Row], beside: Iterable[Row]) -> list[Organisation]:
    """Every line by its code, as the newest edition has it."""
    newest = {row["entity_id"]: row for row in lines}
    more: dict[tuple[str, str], str] = {
        (row["entity_id"], row["kind"]): row["detail"] for row in beside
    }
    return [
        Organisation(
            ods_code=code,
            name=row["topic"] or "",
            sector=(row["outcome"] or "") if row["kind"] == STATUS else _HOME,
            health_area=more.get((code, "organisation_area"), ""),
            parent_code=more.get((code, "organisation_parent"), ""),
        )
        for code, row in newest.items()
    ]


def _by_code(matched: Matched | None) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = {}
    for one in matched.matches if matched else ():
        found.setdefault(one.ods_code, []).append(one)
    return found


def _listed(
    rows: Iterable[Row], matched: Matched | None, definition: Maturity
) -> tuple[dict[str, list[Listed]], dict[str, int]]:
    """Lines of the toolkit's lists by home, and wordings that nobody knows."""
    matches = _by_code(matched)
    found: dict[str, list[Listed]] = {}
    strange: dict[str, int] = {}
    for row in rows:
        line = read_listed(
            row["detail"],
            published_on=row["on"] if row["on"] != row["published_on"] else None,
            listed_on=row["published_on"],
            toolkit=definition.toolkit,
        )
        if line is None:
            strange[row["detail"]] = strange.get(row["detail"], 0) + 1
            continue
        for one in matches.get(row["entity_id"], ()):
            found.setdefault(one.home_id, []).append(line.of(by_head_office=one.is_head_office))
    return found, strange


def _mail(
    by_kind: Mapping[str, Sequence[Row]], matched: Matched | None, definition: Maturity
) -> dict[str, list[Answer]]:
    """In use on the day of last use; not in use on a list's day, where that was too long ago."""
    matches = _by_code(matched)
    criterion = definition.by_code.get(_NHSMAIL_CRITERION)
    found: dict[str, list[Answer]] = {}
    if criterion is None or criterion.lasts is None:
        return found
    used = {(r["entity_id"], r["published_on"]): r["on"] for r in by_kind.get(USED_MAIL, ())}
    for row in by_kind.get(LISTED_MAIL, ()):
        last, listed = used.get((row["entity_id"], row["published_on"])), row["published_on"]
        said = []
        if last:
            said.append(Answer(criterion.code, last, NHSMAIL, yes=True))
        if last is None or criterion.lasts.after(last) <= listed:
            said.append(Answer(criterion.code, listed, NHSMAIL, yes=False))
        for one in matches.get(row["entity_id"], ()):
            found.setdefault(one.home_id, []).extend(said)
    return found


def _says_something(row: Row) -> bool:
    """A blank or unreadable answer is none: it must not stand in the way of an earlier one."""
    return row["amount"] is not None if row["topic"] == _COUNTED else bool(row["topic"])


def _returned(
    rows: Iterable[Row], home_of: Mapping[str, str], definition: Maturity
) -> dict[str, list[Answer]]:
    """Homes' own answers; of two for one day, the later that was received counts."""
    latest: dict[tuple[str, str, date], Answer] = {}
    for row in rows:
        home_id = home_of.get(row["entity_id"])
        if home_id and row["detail"] in definition.by_code:
            latest[home_id, row["detail"], row["on"]] = Answer(
                criterion=row["detail"],
                on=row["on"],
                source=RETURN,
                yes=_SAID.get(row["topic"] or ""),
                number=row["amount"],
                out_of=float(row["outcome"]) if row["outcome"] else None,
            )
    found: dict[str, list[Answer]] = {}
    for (home_id, _, _), answer in latest.items():
        found.setdefault(home_id, []).append(answer)
    return found
