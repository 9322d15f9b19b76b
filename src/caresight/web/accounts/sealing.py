"""Secrets at rest: a copy of the database alone opens neither second factors nor held forms.

They are encrypted with a key drawn from the server's own. When that key is lost or changed
they cannot be read: second factors are then reset, and held forms are gone.
"""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

UNREADABLE = ""
"""What a sealed text is when it was sealed with a key that nobody has any more."""


def seal(text: str) -> str:
    """The text, encrypted with today's key."""
    return _keys().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The text of something sealed with today's or an earlier key; else nothing."""
    try:
        return _keys().decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError):
        return UNREADABLE


def _keys() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_drawn_from(str(key))) for key in keys])


def _drawn_from(key: str) -> bytes:
    # The key is long and random already, so that one hash with a purpose of its own is enough.
    return base64.urlsafe_b64encode(hashlib.sha256(f"caresight sealed {key}".encode()).digest())


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """Has allauth keep the secrets of second factors sealed."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret as it is needed."""
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What the entry is called in somebody's authenticator app."""
        return "Caresight"

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Whose entry it is."""
        return user.get_username()
