"""Changes to intelligence. Each writes its line of the audit trail in the same transaction."""

from caresight.web.intelligence.operations.changing import (
    Correction,
    StaleVersion,
    edit_item,
    withdraw_item,
)
from caresight.web.intelligence.operations.commenting import comment_on
from caresight.web.intelligence.operations.disposing import (
    dispose,
    join_items,
    note_step,
    tie_items,
)
from caresight.web.intelligence.operations.importing import check_import, take_in
from caresight.web.intelligence.operations.keeping import (
    forget_item,
    look_after_items,
    wordings_of,
)
from caresight.web.intelligence.operations.reporting import report_item
from caresight.web.intelligence.operations.sending import keep_item_details, send_item
from caresight.web.intelligence.operations.sharing import (
    clear_words,
    release_to_provider,
    take_back_release,
)

__all__ = [
    "Correction",
    "StaleVersion",
    "check_import",
    "clear_words",
    "comment_on",
    "dispose",
    "edit_item",
    "forget_item",
    "join_items",
    "keep_item_details",
    "look_after_items",
    "note_step",
    "release_to_provider",
    "report_item",
    "send_item",
    "take_back_release",
    "take_in",
    "tie_items",
    "withdraw_item",
    "wordings_of",
]
