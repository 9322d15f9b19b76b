"""What was noticed about a home, as its provider reads it.

Words are kind: what was noticed is a reason to ask, and being told of it is no accusation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from caresight.pipeline.release_index.documents import IndicatorRow
from caresight.web.providers.evidence import Signal
from caresight.web.replies.beside import StandingReply
from caresight.web.ui.values import with_unit


@dataclass(frozen=True)
class Noticed:
    """One thing that was noticed, as the provider reads it."""

    ref: str
    sentence: str
    expected: str
    """What was expected, where the sentence does not say it."""
    would_end: str
    is_good: bool
    replies: list[StandingReply]
    """What their organisation replied to it."""


@dataclass(frozen=True)
class NoticedFigure:
    """All that was noticed in one figure, or besides the figures."""

    code: str
    title: str
    lines: list[Noticed]


def noticed(
    signals: Sequence[Signal],
    rows: Sequence[IndicatorRow],
    replies: Sequence[StandingReply] = (),
) -> list[NoticedFigure]:
    """What was noticed, figure by figure, with what was expected and what would end it."""
    known = {row["indicator"]: row for row in rows}
    found: dict[str, list[Signal]] = {}
    for signal in signals:
        found.setdefault(signal.indicator if signal.indicator in known else "", []).append(signal)
    return [
        NoticedFigure(
            code=code,
            title=known[code]["title"] if code else "Besides the figures",
            lines=[
                _noticed(one, known[code]["unit"] if code else None, replies) for one in of_figure
            ],
        )
        for code, of_figure in found.items()
    ]


_SAYS_WHAT_WAS_EXPECTED = ("expect", "against", "standard", "similar homes")


def _noticed(signal: Signal, unit: str | None, replies: Sequence[StandingReply]) -> Noticed:
    expected = ""
    says = any(word in signal.sentence for word in _SAYS_WHAT_WAS_EXPECTED)
    if unit is not None and signal.expected is not None and not says:
        against = {
            "own history": "by this home's own past",
            "standard": "by the published standard",
        }.get(signal.comparator, "of homes like this one")
        expected = f"{with_unit(signal.expected, unit)} would be expected {against}."
    return Noticed(
        ref=signal.ref,
        sentence=signal.sentence,
        expected=expected,
        would_end=signal.would_end if signal.direction == "concerning" else "",
        is_good=signal.direction == "improving",
        replies=[one for one in replies if one.about == signal.sentence],
    )
