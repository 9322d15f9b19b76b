"""How fast pages come with 15,000 homes in the release, at eight connections.

`measure_pages()` invents the release, starts the real server on loopback, signs in, and
asks with `wrk` where it is installed, else with threads of its own.
"""

import http.client
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TextIO
from urllib.parse import urlencode

from scripts.bench import Line, at_most, figure

HOMES = 15_000
CONNECTIONS = 8
SECONDS = 8
PAGES = {
    "home page": "/",
    "a home": "/homes/H00000000/",
    "homes, found by name": "/homes/?q=rowan",
    "an indicator": "/indicators/falls_with_harm/",
}
HELD = ("home page", "a home")
TARGET = {"median_ms": 150.0, "p95_ms": 400.0}


def measure_pages(*, homes: int = HOMES, seconds: int = SECONDS) -> dict[str, dict[str, float]]:
    """Median and 95th percentile in milliseconds, and answers per second, for each page."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _invent(home, homes)
        password = _person(home)
        with server(home) as port:
            cookie = sign_in(port, password)
            return {name: asked(port, address, cookie, seconds) for name, address in PAGES.items()}


def lines() -> list[Line]:
    """The figures of this part; only the two pages that open first are held to a limit."""
    told = []
    for page, found in measure_pages().items():
        for name, words in (("median_ms", "median"), ("p95_ms", "95th percentile")):
            what = f"{page}, {words}"
            if page in HELD:
                told.append(at_most(what, found[name], TARGET[name], "ms"))
            else:
                told.append(Line(what, f"{figure(found[name])} ms"))
    return told


def _invent(home: Path, homes: int) -> None:
    os.environ["CARESIGHT_HOME"] = str(home)
    from tests.web.invented_release import Wish, write_release  # noqa: PLC0415 - reads HOME

    write_release(home, Wish(homes=homes))


def _person(home: Path) -> str:
    program = [sys.executable, "-m", "caresight.web", "people", "add", "bench", "--generate"]
    made = subprocess.run(
        [*program, "--json", "--home", str(home)], capture_output=True, text=True, check=True
    )
    return str(json.loads(made.stdout)["password"])


@contextmanager
def server(home: Path, *, says: TextIO | None = None) -> Iterator[int]:
    """The real server on a free port; what it complains of goes to `says`, if given."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = [sys.executable, "-m", "caresight.web", "serve", "--home", str(home)]
    process = subprocess.Popen(
        [*program, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=says
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            if get(port, "/health")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the server did not answer within 40 seconds")


def sign_in(port: int, password: str, *, username: str = "bench") -> str:
    """The cookie of somebody's session."""
    status, headers, _ = get(port, "/sign-in/")
    cookies = SimpleCookie(headers["Set-Cookie"])
    token = cookies["csrftoken"].value
    body = urlencode(
        {"csrfmiddlewaretoken": token, "username": username, "password": password, "next": "/"}
    )
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(
        "POST",
        "/sign-in/",
        body,
        {"Cookie": f"csrftoken={token}", "Content-Type": "application/x-www-form-urlencoded"},
    )
    answer = connection.getresponse()
    said = " ".join(value for name, value in answer.getheaders() if name == "set-cookie")
    found = re.search(r"sessionid=([^;]+)", said)
    if status != 200 or answer.status != 302 or not found:
        raise RuntimeError(f"could not sign in: {answer.status}")
    return f"sessionid={found[1]}"


def get(port: int, address: str, cookie: str = "") -> tuple[int, http.client.HTTPMessage, bytes]:
    """One page: status, headers, body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", address, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def asked(port: int, address: str, cookie: str, seconds: int) -> dict[str, float]:
    """How fast a page comes at eight connections; refuses to measure one that is not there."""
    for _ in range(8):  # both workers have opened the release before the clock starts
        status, _, body = get(port, address, cookie)
        if status != 200:
            raise RuntimeError(f"{address} answered {status}")
    by_wrk = shutil.which("wrk")
    found = (
        _by_wrk(by_wrk, port, address, cookie, seconds)
        if by_wrk
        else _by_threads(port, address, cookie, seconds)
    )
    status, _, body = get(port, address, cookie)
    if status != 200:  # a session that ended meanwhile would have been sent to sign in
        raise RuntimeError(f"{address} answered {status} in the end")
    return {**found, "kilobytes": len(body) / 1024}


_PERCENTILES = """
done = function(summary, latency, requests)
  local form = "\\nJSON {\\"median_ms\\": %f, \\"p95_ms\\": %f, "
    .. "\\"per_second\\": %f, \\"wrong\\": %d}\\n"
  io.write(string.format(form,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.requests / summary.duration * 1000000, summary.errors.status))
end
"""


def _by_wrk(program: str, port: int, address: str, cookie: str, seconds: int) -> dict[str, float]:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_PERCENTILES)
        script.flush()
        options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script.name]
        ended = subprocess.run(
            [program, *options, "-H", f"Cookie: {cookie}", f"http://127.0.0.1:{port}{address}"],
            capture_output=True,
            text=True,
            check=True,
        )
    found: dict[str, float] = json.loads(ended.stdout.rsplit("JSON ", 1)[1])
    if found.pop("wrong"):
        raise RuntimeError(f"{address} gave wrong answers under load")
    return found


def _by_threads(port: int, address: str, cookie: str, seconds: int) -> dict[str, float]:
    until = time.perf_counter() + seconds
    took: list[float] = []

    def ask() -> None:
        while time.perf_counter() < until:
            start = time.perf_counter()
            if get(port, address, cookie)[0] == 200:
                took.append(1000 * (time.perf_counter() - start))

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "median_ms": statistics.median(took),
        "p95_ms": statistics.quantiles(took, n=20)[-1],
        "per_second": len(took) / seconds,
    }


if __name__ == "__main__":
    for page, figures in measure_pages().items():
        print(f"{page:24}", "  ".join(f"{name} {value:8.1f}" for name, value in figures.items()))
