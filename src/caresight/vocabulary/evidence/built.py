"""Tables that a build writes anew for its release."""

from caresight.vocabulary.evidence.columns import AGENCY, PERIOD, SOURCE, Table, col

QUALITY = Table(
    "quality",
    "one row is the verdict of a data-quality rule on a source, period and place",
    (
        SOURCE,
        *PERIOD,
        col("entity_id", "text", "home_id; empty for the whole source"),
        col("rule", "text", "code of the rule's definition"),
        col(
            "dimension",
            "text",
            "accuracy, completeness, consistency, timeliness, validity or uniqueness",
        ),
        col("tested", "integer", "values or rows that the rule looked at"),
        col("failed", "integer", "of those, how many failed"),
        col("verdict", "text", "good, doubtful or poor"),
        col("score", "number", "share that passed, 0 to 1"),
        col("sentence", "text", "the finding in plain English"),
    ),
)

HOMES = Table(
    "homes",
    "one row is a location that belongs to a home, from one day to another",
    (
        col("home_id", "text", "ours, stable through changes of owner"),
        col("register", "text", "cqc, cms, …"),
        col("location_id", "text", "the register's id"),
        col("from_on", "date", "first day; null where unknown"),
        col("to_on", "date", "day after the last; null while it lasts"),
        col("is_current", "flag", "the location that speaks for the home now"),
        col("link_method", "text", "sole, published, uprn, postcode_name, person"),
        col("confidence", "number", "0 to 1"),
        col("confirmed_by", "text", "who confirmed the link, if anybody"),
    ),
)

HOME_EVENTS = Table(
    "home_events",
    "one row is an event in the life of a home",
    (
        col("home_id", "text", "the home"),
        col(
            "kind",
            "text",
            "opened, closed, dormant, reopened, re_registered, changed_hands",
        ),
        col("on", "date", "the day; where only editions bound it, the later edition's"),
        col("not_before", "date", "last day on which it had not yet happened"),
        col("location_id", "text", "the location that it happened to"),
        col("successor_location_id", "text", "for a change of hands, the new location"),
        col("register", "text", "cqc, cms, …"),
        col("area_code", "text", "area of the home"),
        col("name", "text", "name of the home then"),
        col("postcode", "text", "postcode then"),
        col(
            "method",
            "text",
            "published dates or edition; for a new id: published, uprn, postcode_name, person",
        ),
        col("confidence", "number", "0 to 1"),
    ),
)

MEASUREMENTS = Table(
    "measurements",
    "one row is the value of an indicator for a home, or of a measure for an area, and a period",
    (
        col("entity_type", "text", "home or area"),
        col("entity_id", "text", "home_id or area_code"),
        col("indicator", "text", "code of the definition"),
        col("version", "integer", "version of the definition"),
        *PERIOD,
        col("numerator", "number", "as summed; null for a measured value"),
        col("denominator", "number", "as summed; null for a measured value"),
        col("value", "number", "in the indicator's unit; null where nothing is known"),
        col("lower", "number", "lower bound, 95 %"),
        col("upper", "number", "upper bound, 95 %"),
        col(
            "comparator",
            "text",
            "which peers `expected` and `z` are about: all_peers and their kind",
        ),
        col("expected", "number", "what the peers make us expect, in the unit of value"),
        col("z", "number", "distance from the peers, over-dispersion allowed for"),
        col("p_value", "number", "two-sided, of that distance"),
        col("quality", "text", "good, estimated, small, below_gate, suppressed, missing"),
    ),
)

COMPARATORS = Table(
    "comparators",
    "one row is what one set of peers shows for an indicator and a period",
    (
        col("indicator", "text", "code of the definition"),
        *PERIOD,
        col("comparator", "text", "standard, local_peers, all_peers or best_tenth"),
        col("area_code", "text", "for local peers, the area; else empty"),
        col("stratum", "text", "kind of home, e.g. nursing; else empty"),
        col("value", "number", "in the indicator's unit"),
        col("lower_quartile", "number", "a quarter of the peers lie below"),
        col("upper_quartile", "number", "a quarter of the peers lie above"),
        col("homes", "integer", "how many peers"),
    ),
)

CHARTS = Table(
    "charts",
    "one row is a series with its limits; lists run over the periods from the first",
    (
        col("entity_id", "text", "home_id"),
        col("indicator", "text", "code of the definition"),
        col("method", "text", "xmr, u_prime, p_prime, exact, run or none"),
        col("rule_set", "text", "name of the rule set whose marks are in `marks`"),
        col("reason", "text", "why this method"),
        col("first_period", "date", "start of the first period"),
        col("period_months", "integer", "months in a period"),
        col("values", "numbers", "in the chart's unit; null where nothing is known"),
        col("centre", "numbers", "centre line"),
        col("lower_limit", "numbers", "lower limit; null where none is drawn"),
        col("upper_limit", "numbers", "upper limit"),
        col("marks", "integers", "bits of statistics.control_charts.Mark for each point"),
        col("signalled", "integers", "1 high, -1 low, 0 none, by the signalling rules"),
        col(
            "variation",
            "text",
            "icon: concern, improvement or neutral, _high or _low; common_cause; too_few",
        ),
        col(
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
        col("signal_id", "text", "stable: home, rule, indicator and period"),
        col("home_id", "text", "the home"),
        col("indicator", "text", "code of the indicator; empty for other rules"),
        col("kind", "text", "level, chart, silence, behaviour, rating or event"),
        col("direction", "text", "concerning, improving or neutral"),
        col("strength", "text", "weak, moderate or strong"),
        col("points", "number", "before any cap"),
        AGENCY,
        col(
            "family",
            "text",
            "evidence family: signals of one family are capped together",
        ),
        *PERIOD,
        col("rule", "text", "code of the rule"),
        col("rule_version", "integer", "version of the rule's definition"),
        col("observed", "number", "what was seen, in the indicator's unit"),
        col("expected", "number", "what was expected"),
        col("lower", "number", "lower bound of what would not surprise"),
        col("upper", "number", "upper bound"),
        col(
            "comparator",
            "text",
            "against whom: own history, similar homes, standard or rating scale",
        ),
        col("p_value", "number", "where the rule has one"),
        col("sentence", "text", "the finding in plain English"),
        col("would_end", "text", "what would make it go away, in plain English"),
        col(
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
        col("home_id", "text", "the home"),
        col("as_at", "date", "the date"),
        col("total", "number", "points after the caps"),
        col("agencies", "integer", "agencies with at least one point"),
        col("suggested_level", "text", "a level of the escalation ladder in force"),
        col("level_reason", "text", "why this level, in plain English"),
        col(
            "coverage",
            "number",
            "share of indicators with a usable latest value, 0 to 1",
        ),
        col("points_by_agency", "json", "{agency: points after the caps}"),
        col("arithmetic", "json", "the lines of the sum, as the page shows them"),
        col("without_agency", "json", "{agency: {total, level}}: leave one agency out"),
        col("good_points", "number", "points of improving signals after the caps"),
        col("rank", "integer", "1 is the home that most needs a look"),
        col("history", "json", "{month: points} for up to 24 months"),
    ),
)

BUILT = (
    QUALITY, HOMES, HOME_EVENTS, MEASUREMENTS, COMPARATORS, CHARTS, SIGNALS, PROFILES,
)  # fmt: skip
"""Tables that a build writes anew for its release."""
