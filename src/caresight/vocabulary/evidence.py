"""The evidence tables: every column, declared once, with its kind and its meaning.

`lake` stores these tables, `sources` fills the first of them, everything above reads
them by the names below. Columns named `*_on` are dates, `*_at` instants in UTC;
`period_start` is in and `period_end` is out.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text",
    "integer",
    "number",
    "date",
    "instant",
    "flag",
    "numbers",
    "integers",
    "texts",
    "json",
]
"""`numbers`, `integers` and `texts` are lists; `json` is text that holds JSON."""


@dataclass(frozen=True)
class Column:
    """One column of an evidence table."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True)
class Table:
    """One evidence table."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)


def _c(name: str, kind: Kind, meaning: str) -> Column:
    return Column(name, kind, meaning)


_RECEIPT = _c("receipt_id", "text", "the receipt of the file that said so")
_SOURCE = _c("source", "text", "id of the source definition")
_PUBLISHED = _c("published_on", "date", "day on which the publisher said so")
_KNOWN = _c("known_from", "instant", "moment at which this installation received it")
_AGENCY = _c("agency", "text", "whose evidence it is: a value of Agency")
_STATED = (_RECEIPT, _SOURCE, _PUBLISHED, _KNOWN)
_PERIOD = (
    _c("period_start", "date", "first day of the period"),
    _c("period_end", "date", "day after the last of the period"),
)

RECEIPTS = Table(
    "receipts",
    "one row is a file received",
    (
        _c("receipt_id", "text", "sha256 of the bytes, shortened, and the source"),
        _SOURCE,
        _c("file_name", "text", "name under which it came"),
        _c("sha256", "text", "of the bytes as received; the original is kept under it"),
        _c("size_bytes", "integer", "size as received"),
        _c("received_at", "instant", "moment at which this installation received it"),
        _PUBLISHED,
        *_PERIOD,
        _c("register", "text", "register whose locations it names: cqc, cms, …"),
        _c("area_codes", "texts", "areas that it covers; empty where it names none"),
        _c(
            "complete",
            "flag",
            "whether a location missing from it has left the register",
        ),
        _c("rows_read", "integer", "rows below the header"),
        _c("rows_landed", "integer", "rows of the file that gave evidence"),
        _c("rows_set_aside", "integer", "rows of the file that were refused"),
        _c(
            "rows_passed_over",
            "integer",
            "rows that the definition leaves out on purpose",
        ),
        _c("definition_version", "text", "version of the source definition"),
        _c("invented", "flag", "whether the source says that its data are invented"),
    ),
)

SET_ASIDE = Table(
    "set_aside",
    "one row is a row of a file that was refused, with the reason",
    (
        _RECEIPT,
        _SOURCE,
        _c("file_name", "text", "name under which the file came"),
        _c("row", "integer", "row as a spreadsheet counts: the first line is 1"),
        _c("column", "text", "column as the file names it"),
        _c("rule", "text", "short name of the rule that refused it"),
        _c("value", "text", "what came, shortened to 200 characters"),
        _c("expected", "text", "what was expected"),
        _c("reason", "text", "the reason in plain English, and what to do"),
        _KNOWN,
    ),
)

LOCATIONS = Table(
    "locations",
    "one row is what a register said of a location in one edition",
    (
        *_STATED,
        _c("register", "text", "cqc, cms, …"),
        _c("location_id", "text", "the register's id with its leading zeros"),
        _c("name", "text", "name of the place"),
        _c("provider_id", "text", "the legal body's id"),
        _c("provider_name", "text", "the legal body's name"),
        _c("brand_id", "text", "id of the brand or chain"),
        _c("brand_name", "text", "name of the brand or chain"),
        _c("is_care_home", "flag", "whether people live there and are cared for"),
        _c("has_nursing", "flag", "care home with nursing"),
        _c("has_dementia", "flag", "says that it cares for people with dementia"),
        _c("service_types", "text", "as the register words them, joined by |"),
        _c("specialisms", "text", "as the register words them, joined by |"),
        _c("ownership", "text", "kind of owner, as the register words it"),
        _c("beds", "integer", "registered beds; null where unknown, never 0 for a home"),
        _c("address", "text", "one line"),
        _c("postcode", "text", "as given"),
        _c("area_code", "text", "council, or the state where the register is American"),
        _c("area_name", "text", "as the register words it"),
        _c("region", "text", "as the register words it"),
        _c("uprn", "text", "unique property reference number"),
        _c("ods_code", "text", "NHS organisation code"),
        _c("status", "text", "registered, dormant or deregistered"),
        _c("registered_on", "date", "day of registration"),
        _c("deregistered_on", "date", "day of deregistration"),
        _c("dormant_from", "date", "first day of dormancy"),
        _c("manager_in_post", "flag", "whether a registered manager is named"),
        _c("manager_absent_from", "date", "first day of a notified absence"),
        _c("longitude", "number", "degrees"),
        _c("latitude", "number", "degrees"),
    ),
)

RELATIONSHIPS = Table(
    "relationships",
    "one row is a published link between two locations",
    (
        *_STATED,
        _c("register", "text", "cqc, cms, …"),
        _c("location_id", "text", "the location that the statement is about"),
        _c("related_location_id", "text", "the other location"),
        _c("relation", "text", "predecessor, successor or dual: what the other one is"),
        _c("reason", "text", "as published"),
        _c("related_name", "text", "name of the other one, as published"),
    ),
)

OBSERVATIONS = Table(
    "observations",
    "one row is a reported number",
    (
        *_STATED,
        _c("entity_type", "text", "location, area, brand or register"),
        _c("entity_id", "text", "location_id, area_code, brand_id …"),
        _c("component", "text", "what was counted or measured"),
        *_PERIOD,
        _c("value", "number", "the number; null unless status is reported"),
        _c("status", "text", "reported, suppressed or not_applicable"),
        _AGENCY,
    ),
)

EVENTS = Table(
    "events",
    "one row is something that happened",
    (
        *_STATED,
        _c("entity_type", "text", "location or area"),
        _c("entity_id", "text", "location_id or area_code"),
        _c(
            "kind",
            "text",
            "rating, ambulance_incident, enforcement, penalty, citation …",
        ),
        _c("on", "date", "day on which it happened"),
        _c("detail", "text", "the rating, the outcome, the reason …"),
        _c("topic", "text", "domain or theme, as the source words it"),
        _c("outcome", "text", "what followed: conveyed, substantiated …"),
        _c("amount", "number", "a count or a sum of money, where one is given"),
        _AGENCY,
    ),
)

CONFIRMATIONS = Table(
    "confirmations",
    "one row is a person's word on whether two locations are one home",
    (
        _c("location_id", "text", "one location"),
        _c("other_location_id", "text", "the other"),
        _c("same_home", "flag", "true: one home; false: two"),
        _c("kind", "text", "changed_hands, dual_registration or none"),
        _c("confirmed_by", "text", "who said so, by role"),
        _c("reason", "text", "why"),
        _c("known_from", "instant", "when it was said"),
    ),
)

QUALITY = Table(
    "quality",
    "one row is the verdict of a data-quality rule on a source, period and place",
    (
        _SOURCE,
        *_PERIOD,
        _c("entity_id", "text", "location_id or home_id; empty for the whole source"),
        _c("rule", "text", "code of the rule's definition"),
        _c("dimension", "text", "accuracy, completeness, consistency, timeliness …"),
        _c("tested", "integer", "values or rows that the rule looked at"),
        _c("failed", "integer", "of those, how many failed"),
        _c("verdict", "text", "good, doubtful or poor"),
        _c("score", "number", "share that passed, 0 to 1"),
        _c("sentence", "text", "the finding in plain English"),
    ),
)

HOMES = Table(
    "homes",
    "one row is a location that belongs to a home, from one day to another",
    (
        _c("home_id", "text", "ours, stable through changes of owner"),
        _c("register", "text", "cqc, cms, …"),
        _c("location_id", "text", "the register's id"),
        _c("from_on", "date", "first day; null where unknown"),
        _c("to_on", "date", "day after the last; null while it lasts"),
        _c("is_current", "flag", "the location that speaks for the home now"),
        _c("link_method", "text", "sole, published, uprn, postcode_name, person"),
        _c("confidence", "number", "0 to 1"),
        _c("confirmed_by", "text", "who confirmed the link, if anybody"),
    ),
)

HOME_EVENTS = Table(
    "home_events",
    "one row is an event in the life of a home",
    (
        _c("home_id", "text", "the home"),
        _c(
            "kind",
            "text",
            "opened, closed, dormant, reopened, re_registered, changed_hands",
        ),
        _c("on", "date", "the day; where only editions bound it, the later edition's"),
        _c("not_before", "date", "last day on which it had not yet happened"),
        _c("location_id", "text", "the location that it happened to"),
        _c("successor_location_id", "text", "for a change of hands, the new location"),
        _c("register", "text", "cqc, cms, …"),
        _c("area_code", "text", "area of the home"),
        _c("name", "text", "name of the home then"),
        _c("postcode", "text", "postcode then"),
        _c(
            "method",
            "text",
            "published dates, published, uprn, postcode_name, person, edition",
        ),
        _c("confidence", "number", "0 to 1"),
    ),
)

MEASUREMENTS = Table(
    "measurements",
    "one row is an indicator's value for a home or area and a period",
    (
        _c("entity_type", "text", "home or area"),
        _c("entity_id", "text", "home_id or area_code"),
        _c("indicator", "text", "code of the definition"),
        _c("version", "integer", "version of the definition"),
        *_PERIOD,
        _c("numerator", "number", "as summed; null for a measured value"),
        _c("denominator", "number", "as summed; null for a measured value"),
        _c("value", "number", "in the indicator's unit; null where nothing is known"),
        _c("lower", "number", "lower bound, 95 %"),
        _c("upper", "number", "upper bound, 95 %"),
        _c("comparator", "text", "which peers `expected` and `z` are about"),
        _c("expected", "number", "what the peers make us expect, in the unit of value"),
        _c("z", "number", "distance from the peers, over-dispersion allowed for"),
        _c("p_value", "number", "two-sided, of that distance"),
        _c("quality", "text", "good, estimated, small, below_gate, suppressed, missing"),
    ),
)

COMPARATORS = Table(
    "comparators",
    "one row is what one set of peers shows for an indicator and a period",
    (
        _c("indicator", "text", "code of the definition"),
        *_PERIOD,
        _c("comparator", "text", "standard, local_peers, all_peers or best_tenth"),
        _c("area_code", "text", "for local peers, the area; else empty"),
        _c("stratum", "text", "kind of home, e.g. nursing; else empty"),
        _c("value", "number", "in the indicator's unit"),
        _c("lower_quartile", "number", "a quarter of the peers lie below"),
        _c("upper_quartile", "number", "a quarter of the peers lie above"),
        _c("homes", "integer", "how many peers"),
    ),
)

CHARTS = Table(
    "charts",
    "one row is a series with its limits; lists run over the periods from the first",
    (
        _c("entity_id", "text", "home_id or area_code"),
        _c("indicator", "text", "code of the definition"),
        _c("method", "text", "xmr, u_prime, p_prime, t, g, run or none"),
        _c("rule_set", "text", "name of the rule set whose marks are in `marks`"),
        _c("reason", "text", "why this method"),
        _c("first_period", "date", "start of the first period"),
        _c("period_months", "integer", "months in a period"),
        _c("values", "numbers", "in the chart's unit; null where nothing is known"),
        _c("centre", "numbers", "centre line"),
        _c("lower_limit", "numbers", "lower limit; null where none is drawn"),
        _c("upper_limit", "numbers", "upper limit"),
        _c("marks", "integers", "bits of statistics.control_charts.Mark for each point"),
        _c("signalled", "integers", "1 high, -1 low, 0 none, by the signalling rules"),
        _c("variation", "text", "icon: concern_high, improvement_low, common_cause …"),
        _c(
            "assurance",
            "text",
            "icon: consistent_pass, consistent_fail, hit_or_miss or none",
        ),
    ),
)

SIGNALS = Table(
    "signals",
    "one row is something noticed about a home",
    (
        _c("signal_id", "text", "stable: home, rule, indicator and period"),
        _c("home_id", "text", "the home"),
        _c("indicator", "text", "code of the indicator; empty for other rules"),
        _c("kind", "text", "level, chart, drift, silence, behaviour, rating, event"),
        _c("direction", "text", "concerning, improving or neutral"),
        _c("strength", "text", "weak, moderate or strong"),
        _c("points", "number", "before any cap"),
        _AGENCY,
        _c(
            "family",
            "text",
            "evidence family: signals of one family are capped together",
        ),
        *_PERIOD,
        _c("rule", "text", "code of the rule"),
        _c("rule_version", "integer", "version of the rule's definition"),
        _c("observed", "number", "what was seen, in the indicator's unit"),
        _c("expected", "number", "what was expected"),
        _c("lower", "number", "lower bound of what would not surprise"),
        _c("upper", "number", "upper bound"),
        _c("comparator", "text", "against whom: own history, local peers, …"),
        _c("p_value", "number", "where the rule has one"),
        _c("sentence", "text", "the finding in plain English"),
        _c("would_end", "text", "what would make it go away, in plain English"),
        _c(
            "raises_alone",
            "text",
            "level that this signal may raise on its own; else empty",
        ),
    ),
)

PROFILES = Table(
    "profiles",
    "one row is all that is noticed about a home at a date",
    (
        _c("home_id", "text", "the home"),
        _c("as_at", "date", "the date"),
        _c("total", "number", "points after the caps"),
        _c("agencies", "integer", "agencies with at least one point"),
        _c("suggested_level", "text", "a level of the escalation ladder in force"),
        _c("level_reason", "text", "why this level, in plain English"),
        _c(
            "coverage",
            "number",
            "share of indicators with a usable latest value, 0 to 1",
        ),
        _c("points_by_agency", "json", "{agency: points after the caps}"),
        _c("arithmetic", "json", "the lines of the sum, as the page shows them"),
        _c("without_agency", "json", "{agency: {total, level}}: leave one agency out"),
        _c("good_points", "number", "points of improving signals after the caps"),
        _c("rank", "integer", "1 is the home that most needs a look"),
        _c("history", "json", "{month: points} for up to 24 months"),
    ),
)

LANDED = (
    RECEIPTS,
    SET_ASIDE,
    LOCATIONS,
    RELATIONSHIPS,
    OBSERVATIONS,
    EVENTS,
    CONFIRMATIONS,
)
"""Tables that landing appends to and nothing ever rewrites."""

BUILT = (
    QUALITY, HOMES, HOME_EVENTS, MEASUREMENTS, COMPARATORS, CHARTS, SIGNALS, PROFILES,
)  # fmt: skip
"""Tables that a build writes anew for its release."""

TABLES = {table.name: table for table in (*LANDED, *BUILT)}
