"""Pages of replies and of what providers were told."""

from caresight.web.replies.views.answering import acknowledge_reply, answer_reply, replies, reply
from caresight.web.replies.views.log import tell_provider, telling, told, told_csv

__all__ = [
    "acknowledge_reply",
    "answer_reply",
    "replies",
    "reply",
    "tell_provider",
    "telling",
    "told",
    "told_csv",
]
