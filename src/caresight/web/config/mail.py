"""How notices and invitations leave by e-mail; without a server they stay in Caresight."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_PORTS = {"smtp": 587, "smtps": 465}
_EXPECTED = "smtp://user:password@host:587, or smtps://user:password@host:465"


def mail_settings(address: str) -> dict[str, object]:
    """Django's settings for a mail server; `smtp` is encrypted by STARTTLS, `smtps` at once.

    `?tls=off` sends in the clear: only for a server on this machine.
    """
    if not address:
        return {
            "EMAIL_HOST": "",
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }
    parts = urlsplit(address)
    asked = parse_qs(parts.query).get("tls", ["on"])[-1]
    if parts.scheme not in _PORTS or not parts.hostname or asked not in ("on", "off"):
        # The address is not repeated: it holds a password.
        raise ImproperlyConfigured(
            f"CARESIGHT_EMAIL_URL cannot be used. Expected: {_EXPECTED}. "
            "What to do: mend it, or remove it to send no e-mail."
        )
    try:
        port = parts.port or _PORTS[parts.scheme]
    except ValueError as problem:
        raise ImproperlyConfigured(
            f"CARESIGHT_EMAIL_URL has a port that is no number. Expected: {_EXPECTED}."
        ) from problem
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and asked == "on",
        "EMAIL_TIMEOUT": 10,
    }
