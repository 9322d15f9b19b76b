"""A provider of identities on this machine: it signs what a test tells it to, and checks much.

It stands in for a real one. It insists on the client's secret and on the proof of possession
(PKCE), gives each code once, and signs id tokens with RSA keys that it publishes. A test bends
one thing at a time to see that Caresight notices.
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

CLIENT_ID, CLIENT_SECRET = "caresight-test", "secret of the test"


def new_key() -> rsa.RSAPrivateKey:
    """A key pair; small, because tests wait for it."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def one_key() -> rsa.RSAPrivateKey:
    """The provider's key, made once for all tests."""
    return new_key()


@dataclass
class IdentityProvider:
    """What the provider knows and how it is bent."""

    issuer: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=one_key)
    signs_with: rsa.RSAPrivateKey | None = None
    """Another key than the published one, for a forged signature."""
    claims: dict[str, Any] = field(default_factory=dict)
    """What is said of whoever signs in; a value of None leaves a claim out."""
    userinfo: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=lambda: {"kid": "one"})
    algorithm: str = "RS256"
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    """Open codes, with what the browser was sent with."""
    problems: list[str] = field(default_factory=list)

    def authorise(self, address: str) -> str:
        """What a browser does at the provider: sign in, and be sent back with a code."""
        query = dict(parse_qsl(urlsplit(address).query))
        code = f"code-{len(self.asked)}-{time.time_ns()}"
        self.asked[code] = query
        back = urlencode({"code": code, "state": query["state"]})
        return f"{query['redirect_uri']}?{back}"

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """The answer to a code; None where the request is not right."""
        asked = self.asked.pop(sent.get("code", ""), None)
        if asked is None or sent.get("client_secret") != CLIENT_SECRET:
            self.problems.append("no such code, or a wrong secret")
            return None
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked.get("code_challenge"):
            self.problems.append("the proof of possession does not fit")
            return None
        return {
            "access_token": "opaque", "token_type": "Bearer", "expires_in": 60,
            "id_token": self.id_token(asked.get("nonce", "")),
        }  # fmt: skip

    def id_token(self, nonce: str) -> str:
        """A signed statement about whoever signs in."""
        now = int(time.time())
        said = {
            "iss": self.issuer, "aud": CLIENT_ID, "sub": "subject-1", "iat": now,
            "exp": now + 300, "nonce": nonce, **self.claims,
        }  # fmt: skip
        said = {name: value for name, value in said.items() if value is not None}
        key: Any = self.signs_with or self.key
        if self.algorithm == "none":
            key = None
        elif self.algorithm.startswith("HS"):
            key = CLIENT_SECRET.ljust(64, ".")
        return jwt.encode(said, key, algorithm=self.algorithm, headers=self.header)

    def documents(self) -> dict[str, dict[str, Any]]:
        """What anybody may read at the provider."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                **self.discovery,
            },
            "/keys": {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]},
            "/userinfo": {"sub": "subject-1", **self.userinfo},
        }


@contextmanager
def running_provider() -> Iterator[IdentityProvider]:
    """A provider that answers on this machine until the test is over."""
    provider = IdentityProvider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(provider.documents().get(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.token({k: v[0] for k, v in parse_qs(body).items()}))

        def _say(self, document: dict[str, Any] | None) -> None:
            self.send_response(200 if document is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(document or {"error": "invalid_grant"}).encode())

        def log_message(self, *_about: Any) -> None:
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sign_on(provider: IdentityProvider, client: Client, onward: str = "") -> Any:
    """Go the whole way: to the provider, and back with its code."""
    start = client.get("/sign-in/single/", {"next": onward} if onward else {})
    return client.get(provider.authorise(start["Location"]))
