"""Polite requests to a publisher: at its pace, again after a failure, and never without end."""

import hashlib
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from caresight.vocabulary.refusal import Refusal

CHUNK = 1 << 20
WORTH_ANOTHER_TRY = (429, 500, 502, 503, 504)
NO_ENTRY = (401, 403)


@dataclass
class Requests:
    """Requests to one publisher."""

    headers: Mapping[str, str] = field(default_factory=dict)
    attempts: int = 5
    first_wait: float = 1.0
    """Seconds before the second try; each further wait is twice as long."""
    longest_wait: float = 120.0
    between: float = 0.0
    """Seconds between two requests."""
    timeout: float = 60.0
    most_bytes: int = 2 << 30
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    _last: float | None = field(default=None, init=False)

    def text(self, url: str) -> str:
        """The text of an answer."""
        with self._answer(url) as stream:
            return stream.read(self.most_bytes).decode("utf-8", errors="replace")

    def save(self, url: str, to: Path) -> str:
        """Save an answer and give its SHA-256; a file half saved never has the final name."""
        part = to.with_name(to.name + ".part")
        digest = hashlib.sha256()
        size = 0
        with self._answer(url) as stream, part.open("wb") as out:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > self.most_bytes:
                    raise Refusal("the answer goes on without end", file=url)
                digest.update(chunk)
                out.write(chunk)
            promised = getattr(stream, "headers", {}).get("Content-Length")
        if promised is not None and size != int(promised):
            raise Refusal(
                "the download was cut short",
                file=url,
                expected=f"{promised} bytes",
                came=f"{size} bytes",
                what_to_do="Try again.",
            )
        part.replace(to)
        return digest.hexdigest()

    @contextmanager
    def _answer(self, url: str) -> Iterator[IO[bytes]]:
        if not url.startswith(("https://", "http://")):
            raise Refusal("this is no address that is fetched from", file=url)
        wait = self.first_wait
        for attempt in range(1, self.attempts + 1):
            self._keep_pace()
            try:
                stream = self._open(url)
            except urllib.error.HTTPError as problem:
                problem.close()
                if attempt == self.attempts or problem.code not in WORTH_ANOTHER_TRY:
                    raise _failed(url, problem.code, attempt) from None
                self.sleep(min(_asked_to_wait(problem) or wait, self.longest_wait))
            except (urllib.error.URLError, TimeoutError, ConnectionError) as problem:
                if attempt == self.attempts:
                    raise _out_of_reach(url, problem, attempt) from None
                self.sleep(min(wait, self.longest_wait))
            else:
                with stream:
                    yield stream
                return
            wait *= 2

    def _open(self, url: str) -> IO[bytes]:
        request = urllib.request.Request(url, headers=dict(self.headers))  # noqa: S310 - checked above
        stream: IO[bytes] = urllib.request.urlopen(request, timeout=self.timeout)  # noqa: S310
        return stream

    def _keep_pace(self) -> None:
        if self._last is not None and self.between:
            self.sleep(max(0.0, self._last + self.between - self.now()))
        self._last = self.now()


def _asked_to_wait(problem: urllib.error.HTTPError) -> float | None:
    """Seconds that the publisher asks for; a date in their place is left to our own wait."""
    asked = problem.headers.get("Retry-After", "")
    return float(asked) if asked.isdigit() else None


def _failed(url: str, code: int, attempts: int) -> Refusal:
    if code in NO_ENTRY:
        return Refusal(
            f"the publisher lets nobody in without a valid key (answer {code})",
            file=url,
            what_to_do="Put the key into an environment variable and name it with --key-from.",
        )
    tries = f" after {attempts} tries" if attempts > 1 else ""
    return Refusal(
        f"the publisher answered {code}{tries}",
        file=url,
        what_to_do="Look at the address in a browser; if it has moved, give --base-url.",
    )


def _out_of_reach(url: str, problem: Exception, attempts: int) -> Refusal:
    reason = getattr(problem, "reason", problem)
    return Refusal(
        f"the publisher cannot be reached ({reason}) after {attempts} tries",
        file=url,
        what_to_do="Check the connection, or the proxy in the environment; then try again.",
    )
