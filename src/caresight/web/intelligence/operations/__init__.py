"""Changes to intelligence. Each writes its line of the audit trail in the same transaction."""

from caresight.web.intelligence.operations.reporting import report_item

__all__ = ["report_item"]
