"""Writes of actions: agreeing, changing, ending, judging and reminding."""

from caresight.web.actions.operations.changing import (
    add_note,
    change_due,
    edit_action,
    hand_over,
)
from caresight.web.actions.operations.ending import (
    cancel_action,
    close_action,
    reopen_action,
    say_done,
    send_back,
)
from caresight.web.actions.operations.judging import record_effect
from caresight.web.actions.operations.opening import open_action
from caresight.web.actions.operations.reminding import remind

__all__ = [
    "add_note", "cancel_action", "change_due", "close_action", "edit_action", "hand_over",
    "open_action", "record_effect", "remind", "reopen_action", "say_done", "send_back",
]  # fmt: skip
