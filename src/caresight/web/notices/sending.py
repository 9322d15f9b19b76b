"""Sends the e-mail of notices: at most once each, again later where a server refused it.

Each is marked before it is sent, so that no two workers send it and one that dies half-way
does not send it again: an e-mail may be lost, which the notice itself is not.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from caresight.web.notices import mail
from caresight.web.notices.models import Notice
from caresight.web.notices.queries import mail_due
from caresight.web.notices.states import MailState

MOST_TRIES = 5
FIRST_WAIT = timedelta(minutes=15)
"""Until a message that did not go out is tried again; then twice as long each time."""
AT_A_TIME = 200


@dataclass(frozen=True)
class Sent:
    """What became of a batch."""

    sent: int = 0
    try_again_at: datetime | None = None


def send_due(at: datetime) -> int:
    """Send the e-mail of what is due, and say how many went out."""
    return send_batch(at).sent


def send_daily(*, at: datetime) -> str:
    """Send what every earlier try left over, and say how many went out."""
    return f"{send_due(at)} e-mails of notices were sent."


def send_batch(at: datetime) -> Sent:
    """Send up to 200 that are due; also says when those that did not go out are due again."""
    due = [notice for notice in mail_due(at)[:AT_A_TIME] if mail.is_set_up() and _claimed(notice)]
    if not due:
        return Sent()
    connection = get_connection()
    try:
        connection.open()
    except OSError as problem:
        for notice in due:
            _put_off(notice, problem, at)
        return _summed(due)
    for notice in due:
        _send(notice, connection, at)
    connection.close()
    return _summed(due)


def _summed(due: list[Notice]) -> Sent:
    again = [one.mail_due_at for one in due if one.mail_state == MailState.DUE and one.mail_due_at]
    sent = sum(notice.mail_state == MailState.SENT for notice in due)
    return Sent(sent, min(again, default=None))


def _claimed(notice: Notice) -> bool:
    due = Notice.objects.filter(pk=notice.pk, mail_state=MailState.DUE)
    return bool(due.update(mail_state=MailState.SENDING))


def _send(notice: Notice, connection: BaseEmailBackend, at: datetime) -> None:
    # Somebody who has read it here, or may no longer sign in, is sent nothing.
    if notice.read_at or not notice.person.is_active or not notice.person.email:
        _note(notice, MailState.NONE)
        return
    try:
        mail.send(notice, connection)
    except OSError as problem:  # what a mail server refuses is an OSError, as is no server
        _put_off(notice, problem, at)
    else:
        _note(notice, MailState.SENT)


def _put_off(notice: Notice, problem: OSError, at: datetime) -> None:
    logging.getLogger(__name__).warning(
        "The e-mail of notice %s was not sent: %s", notice.pk, type(problem).__name__
    )
    notice.mail_tries += 1
    notice.mail_due_at = at + FIRST_WAIT * 2 ** (notice.mail_tries - 1)
    _note(notice, MailState.GIVEN_UP if notice.mail_tries >= MOST_TRIES else MailState.DUE)


def _note(notice: Notice, state: MailState) -> None:
    notice.mail_state = state
    notice.save(update_fields=["mail_state", "mail_tries", "mail_due_at"])
