"""An authenticator app, written from RFC 6238 alone: the oracle for ours."""

import base64
import hashlib
import hmac
import struct
from datetime import datetime

from django.test import Client

from caresight.web.accounts.models import Person
from caresight.web.accounts.operations import second_factor

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "three unrelated words"


def code_at(moment: datetime, secret: str = SECRET) -> str:
    """The six figures that a phone shows at this moment."""
    counter = struct.pack(">Q", int(moment.timestamp()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


def give_factor(person: Person, at: datetime) -> list[str]:
    """Set a second factor up for somebody; the recovery codes."""
    return second_factor.set_up(actor=person, at=at, secret=SECRET, code=code_at(at, SECRET))


def type_password(client: Client, name: str, password: str = PASSWORD, **more: str) -> object:
    """Send the sign-in form."""
    return client.post("/sign-in/", {"username": name, "password": password, **more})
