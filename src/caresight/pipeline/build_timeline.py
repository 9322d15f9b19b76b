"""What happened to a home, line by line: ratings, enforcement, changes of hands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from caresight.lake.as_at import Evidence
from caresight.pipeline.build_introduction import since
from caresight.pipeline.build_pages import IndicatorPage
from caresight.pipeline.release_index.documents import Happening
from caresight.surveillance.notices import Signal
from caresight.surveillance.numbers_in_words import subject
from caresight.surveillance.weights import Weights

MOST_LINES = 40
_HOME_EVENTS = {
    "opened": "Opened.",
    "closed": "Closed.",
    "dormant": "Registered, but not in use from this day.",
    "reopened": "In use again.",
    "re_registered": "Registered again under another id.",
    "changed_hands": "Changed hands.",
}


def timelines(
    evidence: Evidence,
    home_events: Iterable[Mapping[str, Any]],
    home_of: Mapping[str, tuple[int, str]],
    weights: Weights,
) -> dict[str, list[Happening]]:
    """Every home's lines, latest first."""
    found: dict[str, list[Happening]] = {}
    for event in home_events:
        if event["on"] and event["kind"] in _HOME_EVENTS:
            line = Happening(
                on=event["on"].isoformat(),
                kind=event["kind"],
                sentence=_HOME_EVENTS[event["kind"]],
                agency="regulator",
            )
            found.setdefault(event["home_id"], []).append(line)
    for row in _register_events(evidence, weights):
        home = home_of.get(row["entity_id"])
        if home:
            found.setdefault(home[1], []).append(_line(row))
    for lines in found.values():
        lines[:] = latest_first(lines)[:MOST_LINES]
    return found


def latest_first(lines: Iterable[Happening]) -> list[Happening]:
    """Lines in the order in which a page shows them."""
    return sorted(lines, key=lambda line: (line["on"], line["sentence"]), reverse=True)


def _register_events(evidence: Evidence, weights: Weights) -> list[dict[str, Any]]:
    """Overall ratings, and the events that the weights name; not every call or incident."""
    events = evidence.table("events")
    kinds = {weight.kind for weight in weights.rules.happening.events}
    overall = (events.kind == "rating") & (events.topic.lower() == "overall")
    named = events.kind.isin(sorted(kinds - {"safeguarding_concern"}))
    rows = events.filter((overall | named) & events.on.notnull())
    columns = ("entity_id", "kind", "on", "detail", "outcome", "amount", "agency")
    found: list[dict[str, Any]] = evidence.arrow(rows.select(*columns).distinct()).to_pylist()
    return found


def _line(row: Mapping[str, Any]) -> Happening:
    detail = (row["detail"] or "").strip()
    amount = f" of ${row['amount']:,.0f}" if row["kind"] == "penalty" and row["amount"] else ""
    sentences = {
        "rating": f"Rated {detail or 'without a rating'}.",
        "penalty": f"Penalty: {detail or 'fine'}{amount}.",
        "enforcement": f"Enforcement: {detail or 'action taken'}.",
        "special_focus": f"Special focus: {detail or 'listed'}.",
    }
    return Happening(
        on=row["on"].isoformat(),
        kind=row["kind"],
        sentence=sentences.get(
            row["kind"], f"{row['kind'].replace('_', ' ').capitalize()}: {detail}."
        ),
        agency=row["agency"] or "regulator",
    )


def noticed(signals: Sequence[Signal], indicators: Sequence[IndicatorPage]) -> list[Happening]:
    """When each thing that is noticed now was first noticed, once for each.

    Ratings and single events are lines of their own: they are not told twice.
    """
    titles = {page.indicator.code: subject(page.indicator) for page in indicators}
    first: dict[tuple[str, str], Signal] = {}
    for signal in signals:
        if signal.direction == "neutral" or signal.kind in ("rating", "event"):
            continue
        key = (signal.indicator or signal.rule, signal.direction)
        if key not in first or since(signal) < since(first[key]):
            first[key] = signal
    return [
        Happening(
            on=since(signal).isoformat(),
            kind="signal",
            sentence=_first_noticed(signal, titles),
            agency=signal.agency,
        )
        for signal in first.values()
    ]


def _first_noticed(signal: Signal, titles: Mapping[str, str]) -> str:
    """What began, in words that were true then: today's numbers were not."""
    if signal.kind == "silence":
        return "The returns were first noticed to be missing; they still are."
    if not signal.indicator:
        return f"First noticed: {signal.sentence}"
    good = ", as good news," if signal.direction == "improving" else ""
    title = titles[signal.indicator]
    return f"First noticed{good} and still so: {title[:1].lower()}{title[1:]}."
