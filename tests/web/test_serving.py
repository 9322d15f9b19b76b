"""Starting the server and letting people in, as the command line does it."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.config.serving import require_free
from caresight.web.config.settings import from_environment

pytestmark = pytest.mark.usefixtures("own_databases")


def _web(*arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "caresight.web", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


def test_a_port_that_is_taken_is_refused_with_another_to_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(Refusal, match=f"Port {port} .* cannot be used"):
            require_free("127.0.0.1", port)


def test_a_port_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refusal, match="no such port"):
        require_free("127.0.0.1", 70_000)


@pytest.mark.slow
def test_serving_on_a_taken_port_ends_with_two_and_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        ended = _web("serve", "--home", str(tmp_path), "--port", port)

    assert ended.returncode == 2
    assert ended.stderr.startswith("Refused. Port")
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_the_first_person_added_makes_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    added = _web("people", "add", "priya", "--home", str(tmp_path), typed="three unrelated words\n")
    listed = _web("people", "list", "--json", "--home", str(tmp_path))

    assert added.returncode == 0
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert [person["username"] for person in json.loads(listed.stdout)] == ["priya"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["people", "add", "new", "--role", "owner", "--generate"], "no such role"),
        (["people", "password", "nobody", "--generate"], "no person called nobody"),
        (["people", "add"], "A user name is needed"),
    ],
)
def test_what_cannot_be_done_about_people_is_refused(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    ended = _web(*arguments, "--home", str(tmp_path))

    assert ended.returncode == 2
    assert said in ended.stderr


@pytest.mark.slow
def test_a_setting_that_cannot_be_understood_stops_with_what_to_do(tmp_path: Path) -> None:
    ended = _web("people", "list", "--home", str(tmp_path), CARESIGHT_DEBUG="perhaps")

    assert ended.returncode == 2
    assert "CARESIGHT_DEBUG is 'perhaps'" in ended.stderr
    assert "on, off" in ended.stderr


def test_a_setting_that_is_absent_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CARESIGHT_HOSTS", raising=False)

    assert from_environment("CARESIGHT_HOSTS", default="localhost", meaning="x") == "localhost"


@pytest.mark.slow
def test_the_server_has_a_worker_beside_it_and_takes_it_along_when_it_ends(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "caresight.web", "serve", "--home", str(tmp_path),
         "--port", str(port)],
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    _wait(lambda: _answers(port))
    first = _wait(lambda: _worker_of(server.pid))

    os.kill(first, signal.SIGKILL)
    second = _wait(lambda: _worker_of(server.pid, other_than=first))
    server.send_signal(signal.SIGINT)
    server.wait(40)

    _wait(lambda: not Path(f"/proc/{second}").exists())


@pytest.mark.slow
def test_the_server_starts_without_a_worker_where_none_is_wanted(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "caresight.web", "serve", "--no-worker", "--home", str(tmp_path),
         "--port", str(port)],
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    _wait(lambda: _answers(port))

    worker = _worker_of(server.pid)
    server.send_signal(signal.SIGINT)
    server.wait(40)

    assert worker == 0


def _worker_of(server: int, *, other_than: int = 0) -> int:
    """The worker among the processes that a server started; 0 for none.

    One that was killed a moment ago still runs until its turn comes.
    """
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        with suppress(OSError):
            said = (process / "cmdline").read_bytes().split(b"\0")
            status = (process / "stat").read_text().rpartition(")")[2].split()
            runs = int(status[1]) == server and status[0] != "Z"
            if b"work" in said and runs and int(process.name) != other_than:
                return int(process.name)
    return 0


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(happens: Callable[[], Any], *, seconds: float = 60) -> Any:
    until = time.monotonic() + seconds
    while not (found := happens()):
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)
    return found
