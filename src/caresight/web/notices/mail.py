"""The e-mail that goes with a notice: a subject and a link, for e-mail is read by anybody."""

from urllib.parse import urljoin

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from caresight.web.notices.models import Notice

FOOT = (
    "Caresight sends no more than this by e-mail. Sign in to read it; if you may no longer see "
    "it, the page says so."
)


def is_set_up() -> bool:
    """Whether e-mail can be sent: a mail server is named, and people's own way to Caresight."""
    return bool(settings.EMAIL_HOST and settings.PUBLIC_ADDRESS)


def send(notice: Notice, connection: BaseEmailBackend) -> None:
    """Send the e-mail of one notice over an open connection."""
    address = urljoin(settings.PUBLIC_ADDRESS, reverse("notice", args=[notice.pk]))
    mail.EmailMessage(
        subject=f"Caresight: {notice.subject}",
        body=f"{address}\n\n{FOOT}\n",
        to=[notice.person.email],
        connection=connection,
    ).send()
