"""The rows with which a digital return begins: one for each question that a home can answer."""

from collections.abc import Sequence

from caresight.maturity.definition import Maturity

SOURCE = "digital_return"


def begun_questions(
    editions: tuple[Maturity, ...], homes: Sequence[tuple[str, str]]
) -> list[tuple[str, ...]]:
    """Location, name and criterion; for a count the answer is begun as `counted`."""
    if not editions:
        return []
    asked = [one for one in editions[-1].criteria if SOURCE in one.sources]
    return [
        (location_id, name, one.code, *(("counted",) if one.at_least else ()))
        for location_id, name in homes or [("", "")]
        for one in asked
    ]
