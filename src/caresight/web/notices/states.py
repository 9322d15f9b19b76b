"""What becomes of the e-mail that goes with a notice."""

from enum import StrEnum


class MailState(StrEnum):
    """Where an e-mail stands. It is sent at most once: what may have gone out is not repeated."""

    NONE = "none"
    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    GIVEN_UP = "given_up"
