"""How NHS and social care split the delays of an area, as a picture, a sentence and two tables."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.places import AreaMeasure
from caresight.web.local_areas import figures
from caresight.web.local_areas.charts.flow import Stream, flow
from caresight.web.local_areas.parts import AGENCIES, REASONS, WHOLE, by_code
from caresight.web.ui.words import percent


@dataclass(frozen=True)
class FlowLine:
    """One part of the delays."""

    code: str
    words: str
    value: str
    share: str
    england: str
    against: str


@dataclass(frozen=True)
class Flow:
    """The delays of an area, divided."""

    picture: SafeString
    sentence: str
    period: str
    unit: str
    agencies: list[FlowLine]
    reasons: list[FlowLine]


def flow_of(measures: list[AreaMeasure]) -> Flow | None:
    """The flow; None unless the whole and all of its parts are known."""
    known = by_code(measures)
    whole = known.get(WHOLE)
    value = _value(whole)
    parts = {code: _value(known.get(code)) for code in AGENCIES}
    if whole is None or value is None or None in parts.values():
        return None
    figure, row = whole["figure"], whole["row"]
    total = sum(part or 0 for part in parts.values())
    streams = [
        Stream(AGENCIES[code], part or 0, _said(part or 0, total, whole))
        for code, part in parts.items()
    ]
    agencies = _lines(known, AGENCIES, total)
    reasons = sorted(_lines(known, REASONS, total), key=lambda line: -(_number(known, line.code)))
    return Flow(
        picture=flow(
            streams,
            whole=f"{figures.value_words(value, row)} {row['unit']}, by people who could leave",
            title="How the delays divide between NHS and social care",
        ),
        sentence=_sentence(streams, reasons, total),
        period=figure["period_words"] if figure else "",
        unit=figures.unit_words(row),
        agencies=agencies,
        reasons=reasons,
    )


def _value(one: AreaMeasure | None) -> float | None:
    return one["figure"]["value"] if one and one["figure"] else None


def _number(known: dict[str, AreaMeasure], code: str) -> float:
    return _value(known.get(code)) or 0.0


def _said(part: float, total: float, whole: AreaMeasure) -> str:
    share = percent(part / total) if total else ""
    return " ".join(filter(None, (figures.value_words(part, whole["row"]), share and f"({share})")))


def _lines(known: dict[str, AreaMeasure], words: dict[str, str], total: float) -> list[FlowLine]:
    """The parts that are known, in their order."""
    found = []
    for code, said in words.items():
        one, value = known.get(code), _value(known.get(code))
        if one is None or value is None:
            continue
        found.append(
            FlowLine(
                code=code,
                words=said,
                value=figures.value_words(value, one["row"]),
                share=percent(value / total) if total else "",
                england=figures.value_words(one["england_value"], one["row"]),
                against=figures.against_words(
                    one["against_england"], one["against_england_is_good"]
                ),
            )
        )
    return found


def _sentence(streams: list[Stream], reasons: list[FlowLine], total: float) -> str:
    if not total:
        return "Nobody was counted as waiting in hospital after they could leave."
    most = max(streams, key=lambda stream: stream.value)
    said = {
        "NHS": "the NHS",
        "Social care": "social care",
        "Both together": "both together",
    }[most.words]
    sentence = f"{percent(most.value / total)} of the days are put down to {said}."
    if reasons:
        first = reasons[0].words[:1].lower() + reasons[0].words[1:]
        sentence += f" What people waited for most: {first} ({reasons[0].share})."
    return sentence
