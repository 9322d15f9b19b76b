"""Tables of what people said and decided, handed down by casework and kept apart.

They are never read by what makes the evidence of a release: who may see no judgement must
find no trace of one, so that even their receipts stand in a table of their own.
"""

from caresight.vocabulary.evidence.columns import RECEIPT, SOURCE, STATED, Table, col

JUDGEMENTS = Table(
    "judgements",
    "one row is what people said or decided of a home, as it stood from a moment",
    (
        *STATED,
        col("kind", "text", "intelligence_item, level_agreed or action"),
        col("ref", "text", "casework's reference, the same through every change"),
        col(
            "entity_id",
            "text",
            "location_id that the home had, or its home_id where it has left the register",
        ),
        col("on", "date", "day on which it was observed, agreed or opened"),
        col("received_on", "date", "day on which an agency heard of it"),
        col("agency", "text", "whose evidence the word counts as: a value of Agency"),
        col("themes", "text", "group.theme, or a whole group, joined by |"),
        col("severity", "integer", "1, a low-level worry, to 5"),
        col("grade", "text", "how sure the reporter is, as casework words it"),
        col("direction", "text", "worrying, good or neutral"),
        col("reliability", "text", "of the source, as casework words it"),
        col("credibility", "text", "of what was said, as casework words it"),
        col("group_ref", "text", "the group that decided, where one did"),
        col("ladder", "text", "the escalation ladder of the level"),
        col("level", "text", "the level agreed, by its code"),
        col("ended_on", "date", "day on which an action was closed"),
        col("state", "text", "standing, or withdrawn: it counts no longer from then on"),
    ),
)

JUDGEMENT_RECEIPTS = Table(
    "judgement_receipts",
    "one row is a file that casework handed down",
    (
        RECEIPT,
        SOURCE,
        col("file_name", "text", "name under which it came"),
        col("sha256", "text", "of the bytes as received; the original is kept under it"),
        col("size_bytes", "integer", "size as received"),
        col("received_at", "instant", "moment at which the lake received it"),
        col("published_on", "date", "day on which casework handed it down"),
        col("rows_read", "integer", "rows below the header"),
        col("rows_landed", "integer", "rows that were new or had changed"),
        col("definition_version", "text", "version of the source definition"),
    ),
)

JUDGED = (JUDGEMENTS, JUDGEMENT_RECEIPTS)
"""Tables of what people said and decided."""
