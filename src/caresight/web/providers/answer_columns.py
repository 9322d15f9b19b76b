"""What a form of answers asks for: the criteria that a home itself can answer, as columns.

A criterion of yes and no is one column. A count is two numbers, and a tick for who does not know
them. The source's definition says how each is bounded; nothing is bounded here that it bounds.
"""

from collections.abc import Collection, Mapping, Sequence

from caresight.maturity.definition import Criterion, Maturity
from caresight.sources.columns import ColumnDefinition
from caresight.sources.definition import SourceDefinition

ANSWERED_ON = "answered_on"
NUMBER, OUT_OF, ON = "_number", "_out_of", "_on"
"""What follows the criterion's code: how many, of how many, a day of its own."""
YES, NO, NOT_KNOWN, COUNTED = "yes", "no", "not known", "counted"


def criteria_of(editions: Sequence[Maturity], source: str) -> dict[str, Criterion]:
    """The criteria that a source evidences, by the newest edition that is in use."""
    used = [one for one in editions if one.is_used]
    found = used[-1].criteria if used else ()
    return {one.code: one for one in found if source in one.sources}


def criterion_of(column: str, criteria: Collection[str]) -> str:
    """The criterion that a column is a part of; the column itself where it is of none."""
    stems = (column.removesuffix(end) for end in (NUMBER, OUT_OF, ON))
    return next((stem for stem in stems if stem != column and stem in criteria), column)


def answer_columns(
    source: SourceDefinition, criteria: Mapping[str, Criterion]
) -> tuple[dict[str, ColumnDefinition], set[str]]:
    """Every column that may be asked for, and those that a form may leave out."""
    columns = source.columns
    answer, day, number = columns["answer"], columns[ANSWERED_ON], columns["number"]
    whole = number.model_copy(update={"type": "integer"})
    found, may_lack = {ANSWERED_ON: day}, set()
    for code, one in criteria.items():
        if one.at_least:
            found[code + NUMBER] = whole
            found[code + OUT_OF] = whole.model_copy(update={"minimum": 1.0})
            found[code] = answer.model_copy(update={"values": (NOT_KNOWN,)})
        else:
            found[code] = answer.model_copy(update={"values": (YES, NO, NOT_KNOWN)})
            found[code + ON] = day
            may_lack.add(code + ON)
    return found, may_lack
