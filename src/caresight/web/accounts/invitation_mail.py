"""Sends an invitation's link by e-mail, where a mail server is set up."""

import logging
import smtplib
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.urls import reverse

from caresight.web.accounts.models import Person

WORDS = """{name}

You are invited to Caresight, where the agencies around a care home share what they know.

Open this address within 7 days and choose a password. It works once, and for you alone.

{link}

Your user name is {username}. If you did not expect this, tell the person who invited you.
"""


def address_of(request: HttpRequest, token: str) -> str:
    """The link, under the name by which people reach this server."""
    path = reverse("invitation", args=[token])
    return (
        urljoin(settings.PUBLIC_ADDRESS, path)
        if settings.PUBLIC_ADDRESS
        else (request.build_absolute_uri(path))
    )


def told(request: HttpRequest, person: Person, token: str) -> dict[str, object]:
    """What the page says after an invitation: that it was sent, or the link to hand over.

    The link is kept nowhere, so that this is the only time it is shown.
    """
    link = address_of(request, token)
    return {"invited": person, "link": "" if sent(person, link) else link}


def sent(person: Person, link: str) -> bool:
    """Whether the link left by e-mail; if not, the administrator hands it over."""
    if not (settings.EMAIL_HOST and person.email):
        return False
    words = WORDS.format(name=person.name or person.username, link=link, username=person.username)
    try:
        return bool(send_mail("Invitation to Caresight", words, None, [person.email]))
    except (smtplib.SMTPException, OSError):
        # The address of the server and not the link goes to the log.
        logging.getLogger(__name__).exception("An invitation could not be sent by e-mail")
        return False
