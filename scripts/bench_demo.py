"""How long the demonstration takes, from the command to the first page."""

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from scripts.bench import Line, at_most

PATIENCE = 300


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seconds_to_first_page() -> float:
    """From `caresight demo` to the sign-in page."""
    program, port = Path(sys.executable).parent / "caresight", free_port()
    with tempfile.TemporaryDirectory() as home:
        start = time.perf_counter()
        server = subprocess.Popen(
            [program, "demo", "--home", home, "--port", str(port)], stdout=subprocess.DEVNULL
        )
        try:
            while not _answers(port):
                if server.poll() is not None or time.perf_counter() - start > PATIENCE:
                    raise RuntimeError("the demonstration did not start")
                time.sleep(0.2)
            return time.perf_counter() - start
        finally:
            server.terminate()
            server.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def lines() -> list[Line]:
    """The figures of this part."""
    return [at_most("demo, from command to first page", seconds_to_first_page(), 60, "s")]
