"""How NHS and social care split the delays of an area, as a picture, a sentence and two tables."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.places import AreaMeasure, PartOf
from caresight.web.local_areas import figures
from caresight.web.local_areas.charts.flow import Stream, flow
from caresight.web.local_areas.parts import divided, parts_of
from caresight.web.ui.words import percent

Parts = list[tuple[AreaMeasure, PartOf]]


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
    whole = divided(measures)
    value = _value(whole)
    if whole is None or value is None:
        return None
    figure, row = whole["figure"], whole["row"]
    of_agencies = parts_of(measures, row["code"], "agency")
    if any(_value(one) is None for one, _ in of_agencies):
        return None
    total = sum(_value(one) or 0 for one, _ in of_agencies)
    streams = [
        Stream(of["label"], _value(one) or 0, _said(_value(one) or 0, total, whole))
        for one, of in of_agencies
    ]
    of_reasons = sorted(
        parts_of(measures, row["code"], "reason"), key=lambda pair: -(_value(pair[0]) or 0.0)
    )
    reasons = _lines(of_reasons, total)
    return Flow(
        picture=flow(
            streams,
            whole=f"{figures.value_words(value, row)} {row['unit']}, by people who could leave",
            title="How the delays divide between NHS and social care",
        ),
        sentence=_sentence(of_agencies, reasons, total),
        period=figure["period_words"] if figure else "",
        unit=figures.unit_words(row),
        agencies=_lines(of_agencies, total),
        reasons=reasons,
    )


def _value(one: AreaMeasure | None) -> float | None:
    return one["figure"]["value"] if one and one["figure"] else None


def _said(part: float, total: float, whole: AreaMeasure) -> str:
    share = percent(part / total) if total else ""
    return " ".join(filter(None, (figures.value_words(part, whole["row"]), share and f"({share})")))


def _lines(parts: Parts, total: float) -> list[FlowLine]:
    """The parts that are known, in their order."""
    found = []
    for one, of in parts:
        value = _value(one)
        if value is None:
            continue
        found.append(
            FlowLine(
                code=one["row"]["code"],
                words=of["label"],
                value=figures.value_words(value, one["row"]),
                share=percent(value / total) if total else "",
                england=figures.value_words(one["england_value"], one["row"]),
                against=figures.against_words(
                    one["against_england"], one["against_england_is_good"]
                ),
            )
        )
    return found


def _sentence(agencies: Parts, reasons: list[FlowLine], total: float) -> str:
    if not total:
        return "Nobody was counted as waiting in hospital after they could leave."
    most, of = max(agencies, key=lambda pair: _value(pair[0]) or 0.0)
    share = percent((_value(most) or 0.0) / total)
    sentence = f"{share} of the days are put down to {of['in_words']}."
    if reasons:
        first = reasons[0].words[:1].lower() + reasons[0].words[1:]
        sentence += f" What people waited for most: {first} ({reasons[0].share})."
    return sentence
