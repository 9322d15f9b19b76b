"""Does the state of a reply allow it? Asked after `rules`, whoever asks."""

from caresight.vocabulary.refusal import Refusal
from caresight.web.replies.models import Reply
from caresight.web.replies.states import WAITING, ReplyState


class SavedMeanwhile(Refusal):
    """Somebody else saved the same reply first: both texts are shown, neither is lost."""


def can_write(reply: Reply) -> bool:
    """Only a draft is still written."""
    return reply.state == ReplyState.DRAFT


def check_can_write(reply: Reply) -> None:
    """Raise what to do where a reply has been sent."""
    if not can_write(reply):
        raise Refusal(
            "this reply has been sent, so its words stay as they are",
            what_to_do="Write a further reply to add something.",
        )


def check_is_current(reply: Reply, version: int) -> None:
    """Raise where somebody saved since the page was opened."""
    if reply.version != version:
        raise SavedMeanwhile(
            "somebody else saved this reply while you were writing",
            what_to_do="Compare the two texts below, keep what you want, and save again.",
        )


def can_acknowledge(reply: Reply) -> bool:
    """A reply is acknowledged once, before it is answered."""
    return reply.state == ReplyState.SENT


def check_can_acknowledge(reply: Reply) -> None:
    """Raise where there is nothing to acknowledge."""
    if not can_acknowledge(reply):
        raise Refusal("this reply has been acknowledged already")


def can_answer(reply: Reply) -> bool:
    """A reply is answered once."""
    return reply.state in WAITING


def check_can_answer(reply: Reply) -> None:
    """Raise where a reply has been answered."""
    if not can_answer(reply):
        raise Refusal(
            "this reply has been answered already",
            what_to_do="Tell the provider something further instead.",
        )
