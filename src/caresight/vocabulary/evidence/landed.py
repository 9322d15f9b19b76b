"""Tables that landing appends to and nothing ever rewrites."""

from caresight.vocabulary.evidence.columns import (
    AGENCY,
    KNOWN,
    PERIOD,
    PUBLISHED,
    RECEIPT,
    SOURCE,
    STATED,
    Table,
    col,
)

RECEIPTS = Table(
    "receipts",
    "one row is a file received",
    (
        col("receipt_id", "text", "sha256 of the bytes, shortened, and the source"),
        SOURCE,
        col("file_name", "text", "name under which it came"),
        col("sha256", "text", "of the bytes as received; the original is kept under it"),
        col("size_bytes", "integer", "size as received"),
        col("received_at", "instant", "moment at which this installation received it"),
        PUBLISHED,
        *PERIOD,
        col(
            "register",
            "text",
            "register whose locations it names: cqc, cms, …; areas or digital where it names none",
        ),
        col("area_codes", "texts", "areas that it covers; empty where it names none"),
        col(
            "complete",
            "flag",
            "whether a location missing from it has left the register",
        ),
        col("rows_read", "integer", "rows below the header"),
        col("rows_landed", "integer", "rows of the file that gave evidence"),
        col("rows_set_aside", "integer", "rows of the file that were refused"),
        col(
            "rows_passed_over",
            "integer",
            "rows that the definition leaves out on purpose",
        ),
        col("definition_version", "text", "version of the source definition"),
        col("invented", "flag", "whether the source says that its data are invented"),
    ),
)

SET_ASIDE = Table(
    "set_aside",
    "one row is a row of a file that was refused, with the reason",
    (
        RECEIPT,
        SOURCE,
        col("file_name", "text", "name under which the file came"),
        col("row", "integer", "row as a spreadsheet counts: the first line is 1"),
        col("column", "text", "column as the file names it"),
        col("rule", "text", "short name of the rule that refused it"),
        col("value", "text", "what came, shortened to 200 characters"),
        col("expected", "text", "what was expected"),
        col("reason", "text", "the reason in plain English, and what to do"),
        KNOWN,
    ),
)

LOCATIONS = Table(
    "locations",
    "one row is what a register said of a location in one edition",
    (
        *STATED,
        col("register", "text", "cqc, cms, …"),
        col("location_id", "text", "the register's id with its leading zeros"),
        col("name", "text", "name of the place"),
        col("provider_id", "text", "the legal body's id"),
        col("provider_name", "text", "the legal body's name"),
        col("brand_id", "text", "id of the brand or chain"),
        col("brand_name", "text", "name of the brand or chain"),
        col("is_care_home", "flag", "whether people live there and are cared for"),
        col("has_nursing", "flag", "care home with nursing"),
        col("has_dementia", "flag", "says that it cares for people with dementia"),
        col("service_types", "text", "as the register words them, joined by |"),
        col("specialisms", "text", "as the register words them, joined by |"),
        col("ownership", "text", "kind of owner, as the register words it"),
        col("beds", "integer", "registered beds; null where unknown, never 0 for a home"),
        col("address", "text", "one line"),
        col("postcode", "text", "as given"),
        col("area_code", "text", "council, or the state where the register is American"),
        col("area_name", "text", "as the register words it"),
        col("region", "text", "as the register words it"),
        col("uprn", "text", "unique property reference number"),
        col("ods_code", "text", "NHS organisation code"),
        col("status", "text", "registered, dormant or deregistered"),
        col("registered_on", "date", "day of registration"),
        col("deregistered_on", "date", "day of deregistration"),
        col("dormant_from", "date", "first day of dormancy"),
        col("manager_in_post", "flag", "whether a registered manager is named"),
        col("manager_absent_from", "date", "first day of a notified absence"),
        col("longitude", "number", "degrees"),
        col("latitude", "number", "degrees"),
    ),
)

RELATIONSHIPS = Table(
    "relationships",
    "one row is a published link between two locations",
    (
        *STATED,
        col("register", "text", "cqc, cms, …"),
        col("location_id", "text", "the location that the statement is about"),
        col("related_location_id", "text", "the other location"),
        col("relation", "text", "predecessor, successor or dual: what the other one is"),
        col("reason", "text", "as published"),
        col("related_name", "text", "name of the other one, as published"),
    ),
)

OBSERVATIONS = Table(
    "observations",
    "one row is a reported number",
    (
        *STATED,
        col("entity_type", "text", "location, area, brand or register"),
        col("entity_id", "text", "location_id, area_code, brand_id …"),
        col("component", "text", "what was counted or measured"),
        *PERIOD,
        col("value", "number", "the number; null unless status is reported"),
        col("status", "text", "reported, suppressed or not_applicable"),
        AGENCY,
    ),
)

EVENTS = Table(
    "events",
    "one row is something that happened",
    (
        *STATED,
        col("entity_type", "text", "location, area or organisation"),
        col("entity_id", "text", "location_id, area_code or ods_code"),
        col(
            "kind",
            "text",
            "rating, inspection, ambulance_incident, safeguarding_concern, penalty, citation …",
        ),
        col("on", "date", "day on which it happened"),
        col("detail", "text", "the rating, the outcome, the reason …"),
        col("topic", "text", "domain or theme, as the source words it"),
        col("outcome", "text", "what followed: conveyed, substantiated …"),
        col("amount", "number", "a count or a sum of money, where one is given"),
        AGENCY,
    ),
)

BOUNDARIES = Table(
    "boundaries",
    "one row is the outline of an area, simplified for drawing",
    (
        *STATED,
        col("area_code", "text", "council or region"),
        col("area_name", "text", "as the file words it"),
        col("shape", "text", "a path of SVG: thousandths of a degree, narrowed as the land is"),
        col("left", "number", "the smallest x of the path"),
        col("top", "number", "the smallest y of the path, which grows southwards"),
        col("right", "number", "the largest x of the path"),
        col("bottom", "number", "the largest y of the path"),
        col("middle_x", "number", "middle of the largest part, where a letter can stand"),
        col("middle_y", "number", "as middle_x"),
    ),
)

CONFIRMATIONS = Table(
    "confirmations",
    "one row is a person's word on whether two locations are one home",
    (
        col("location_id", "text", "one location"),
        col("other_location_id", "text", "the other"),
        col("same_home", "flag", "true: one home; false: two"),
        col("kind", "text", "changed_hands, dual_registration or none"),
        col("confirmed_by", "text", "who said so, by role"),
        col("reason", "text", "why"),
        col("known_from", "instant", "when it was said"),
    ),
)

LANDED = (
    RECEIPTS,
    SET_ASIDE,
    LOCATIONS,
    RELATIONSHIPS,
    OBSERVATIONS,
    EVENTS,
    BOUNDARIES,
    CONFIRMATIONS,
)
"""Tables that landing appends to and nothing ever rewrites."""
