"""What the receipts say of all evidence: whether there is any, and whether it is invented."""

from caresight.lake.as_at import Evidence
from caresight.vocabulary.refusal import Refusal


def require_receipts(evidence: Evidence) -> None:
    """Refuse to build where nothing was known."""
    known_by, as_at = evidence.known.by, evidence.known.on
    receipts = evidence.table("receipts")
    if evidence.arrow(receipts.aggregate(count=receipts.count()))["count"][0].as_py():
        return
    raise Refusal(
        f"nothing had been {known_by} by {as_at}",
        expected="at least one landed file",
        what_to_do="land files with `caresight land`, or choose a later --as-at"
        + (" or --known published." if known_by == "received" else "."),
    )


def is_invented(evidence: Evidence) -> bool:
    """Whether any file that was landed says that it is invented."""
    receipts = evidence.table("receipts")
    return bool(evidence.arrow(receipts.aggregate(any=receipts.invented.any()))["any"][0].as_py())
