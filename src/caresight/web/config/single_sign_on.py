"""Single sign-on by OpenID Connect, as a setting: at most one provider of identities."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def single_sign_on_settings(
    *, issuer: str, client_id: str, client_secret: str, name: str
) -> dict[str, object]:
    """Allauth's description of the provider; nothing where no issuer is named."""
    if not issuer:
        return {}
    parts = urlsplit(issuer)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in _LOOPBACK):
        raise ImproperlyConfigured(
            f"CARESIGHT_OIDC_ISSUER is {issuer!r}. Expected: an address that starts with https://. "
            "What to do: copy the issuer from your provider, as its discovery document has it."
        )
    if not client_id or not client_secret:
        raise ImproperlyConfigured(
            "CARESIGHT_OIDC_ISSUER is set, but not CARESIGHT_OIDC_CLIENT_ID and "
            "CARESIGHT_OIDC_CLIENT_SECRET. What to do: register Caresight with your provider "
            "and set both, or remove the issuer."
        )
    app = {
        "provider_id": "single",
        "name": name,
        "client_id": client_id,
        "secret": client_secret,
        "settings": {"server_url": issuer.rstrip("/"), "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}
