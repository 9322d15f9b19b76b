"""Keeps one worker alive beside the web server, and stops it with the server."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

LONGEST_PAUSE = 30.0
"""Seconds between two starts of a worker that ends again and again."""
GRACE = 15.0
"""Seconds that a worker has to finish its task; then it is stopped, and the task is redone."""


class Supervised:
    """A program that is started again whenever it ends."""

    def __init__(self, program: Sequence[str], *, pause: float = 1.0) -> None:
        self._program, self._pause = list(program), pause
        self._stop = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="supervisor", daemon=True)

    @property
    def pid(self) -> int:
        """The process that runs now; 0 between two."""
        process = self._process
        return process.pid if process and process.poll() is None else 0

    def start(self) -> None:
        """Start it, and keep it going."""
        self._thread.start()

    def stop(self) -> None:
        """Let it finish, or stop it after a while."""
        self._stop.set()
        # The thread first: it must not start another while this one is being stopped.
        self._thread.join(GRACE)
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _keep(self) -> None:
        pause = self._pause
        while not self._stop.is_set():
            # In a session of its own: Ctrl+C is for the server, which then stops the worker.
            self._process = subprocess.Popen(self._program, start_new_session=True)
            started = time.monotonic()
            while self._process.poll() is None and not self._stop.wait(0.5):
                pass
            if self._stop.wait(pause):
                return
            lasted = time.monotonic() - started
            pause = self._pause if lasted > LONGEST_PAUSE else min(LONGEST_PAUSE, 2 * pause)


@contextmanager
def beside(*, worker: bool) -> Iterator[None]:
    """A worker beside whatever is done within; none where none is wanted."""
    if not worker:
        yield
        return
    program = [sys.executable, "-m", "caresight.web", "work", "--follow", str(os.getpid())]
    supervised = Supervised([*program, "--home", os.environ["CARESIGHT_HOME"]])
    supervised.start()
    try:
        yield
    finally:
        supervised.stop()


def end_with_parent() -> None:
    """End this process when the one that started it is gone: it would hold the port for ever."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, name="end with parent", daemon=True).start()
