"""The evidence tables: every column, declared once, with its kind and its meaning.

`lake` stores these tables, `sources` fills the first of them, everything above reads
them by the names below. Columns named `*_on` are dates, `*_at` instants in UTC;
`period_start` is in and `period_end` is out.
"""

from caresight.vocabulary.evidence.built import (
    BUILT,
    CHARTS,
    COMPARATORS,
    HOME_EVENTS,
    HOMES,
    MEASUREMENTS,
    PROFILES,
    QUALITY,
    SIGNALS,
)
from caresight.vocabulary.evidence.columns import Column, Kind, Table
from caresight.vocabulary.evidence.judged import JUDGED, JUDGEMENT_RECEIPTS, JUDGEMENTS
from caresight.vocabulary.evidence.landed import (
    BOUNDARIES,
    CONFIRMATIONS,
    EVENTS,
    LANDED,
    LOCATIONS,
    OBSERVATIONS,
    RECEIPTS,
    RELATIONSHIPS,
    SET_ASIDE,
)

TABLES = {table.name: table for table in (*LANDED, *JUDGED, *BUILT)}

__all__ = [
    "BOUNDARIES",
    "BUILT",
    "CHARTS",
    "COMPARATORS",
    "CONFIRMATIONS",
    "EVENTS",
    "HOMES",
    "HOME_EVENTS",
    "JUDGED",
    "JUDGEMENTS",
    "JUDGEMENT_RECEIPTS",
    "LANDED",
    "LOCATIONS",
    "MEASUREMENTS",
    "OBSERVATIONS",
    "PROFILES",
    "QUALITY",
    "RECEIPTS",
    "RELATIONSHIPS",
    "SET_ASIDE",
    "SIGNALS",
    "TABLES",
    "Column",
    "Kind",
    "Table",
]
