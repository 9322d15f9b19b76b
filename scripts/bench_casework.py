"""How fast casework is with a region's worth of it, on SQLite and on PostgreSQL.

`measure()` fills an invented home folder in bulk, starts the real server on loopback, signs a
member in, asks for every list at eight connections, searches, freezes a pack of 40 homes, and
lets 20 writers send items for two minutes.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from scripts.bench import Line, at_most, figure
from scripts.bench_pages import HOMES, TARGET, _asked, _get, _server, _sign_in

PASSWORD = "three unrelated words"
LISTS = {
    "intelligence": "/intelligence/",
    "intelligence of a home": "/intelligence/?home=H00000000",
    "meetings": "/meetings/",
    "actions": "/actions/",
    "reviews": "/reviews/",
    "replies": "/replies/",
    "groups": "/groups/",
    "notices": "/notices/",
    "homes": "/homes/",
    "outcome log": "/meetings/log/",
    "together": "/homes/H00000000/together/",
}
SEARCHES = {
    "search, one word": "/search/?q=medicine",
    "search, three words": "/search/?q=night+staff+late",
}
WRITERS, SOAK_SECONDS = 20, 120


def measure(*, seconds: int = 6, soak: int = SOAK_SECONDS) -> dict[str, dict[str, float]]:
    """Figures by page, and of the soak, on the database that the environment names."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ |= {"CARESIGHT_HOME": str(home), "CARESIGHT_SECOND_FACTOR": "off"}
        _fill(home)
        with _server(home) as port:
            cookie = _sign_in(port, PASSWORD, username="council")
            found = {
                name: _asked(port, address, cookie, seconds)
                for name, address in {**LISTS, **SEARCHES}.items()
            }
            found["soak"] = _soak(port, soak)
    return found


def _fill(home: Path) -> None:
    from tests.web.invented_release import Wish, write_release  # noqa: PLC0415 - reads HOME

    write_release(home, Wish(homes=HOMES))
    from caresight.web.config.serving import prepare  # noqa: PLC0415 - needs Django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caresight.web.config.settings")
    prepare()
    from scripts.many_records import fill  # noqa: PLC0415

    fill(HOMES)


def _soak(port: int, seconds: int) -> dict[str, float]:
    """20 people send items without a pause; how many were taken, and how many failed."""
    until = time.perf_counter() + seconds
    sent, failed, slowest = [0] * WRITERS, [0] * WRITERS, [0.0] * WRITERS

    def write(number: int) -> None:
        cookie = _sign_in(port, PASSWORD, username="council")
        while time.perf_counter() < until:
            start = time.perf_counter()
            good = _send_item(port, cookie, f"{number} {sent[number]}")
            sent[number] += good
            failed[number] += not good
            slowest[number] = max(slowest[number], time.perf_counter() - start)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"sent": sum(sent), "failed": sum(failed), "slowest_ms": 1000 * max(slowest)}


def _send_item(port: int, cookie: str, words: str) -> bool:
    status, headers, body = _get(port, "/intelligence/new/?home=H00000000", cookie)
    if status != 200:
        return False
    cookies = SimpleCookie(headers.get("Set-Cookie", ""))
    form = re.findall(rb'name="(csrfmiddlewaretoken|token|home|home_id)" value="([^"]*)"', body)
    fields = {name.decode(): value.decode() for name, value in form}
    csrf = cookies["csrftoken"].value if "csrftoken" in cookies else ""
    fields |= {"words": f"Invented words {words}", "when": "today", "severity": "1",
               "direction": "worrying", "themes": "staffing"}  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(
        "POST", "/intelligence/new/", urlencode(fields),
        {"Cookie": f"{cookie}; csrftoken={csrf}",
         "Content-Type": "application/x-www-form-urlencoded"},
    )  # fmt: skip
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status == 302


def lines() -> list[Line]:
    """The figures on both databases, each held to the limits of lists and of searches."""
    told: list[Line] = []
    for database, before in (("SQLite", []), ("PostgreSQL", ["-m", "scripts.with_postgresql"])):
        alone = [sys.executable, "-m", "scripts.bench_casework"]
        done = subprocess.run(
            [sys.executable, *before, *alone] if before else alone,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            told.append(Line(f"{database}: not measured", "see above", kept=False))
            continue
        told.extend(_told(database, json.loads(done.stdout.splitlines()[-1])))
    return told


def _told(database: str, found: dict[str, dict[str, float]]) -> list[Line]:
    told = []
    soak = found.pop("soak")
    for page, figures in found.items():
        if page in SEARCHES:
            told.append(at_most(f"{database}: {page}, median", figures["median_ms"], 200.0, "ms"))
            continue
        for name, words in (("median_ms", "median"), ("p95_ms", "95th percentile")):
            told.append(at_most(f"{database}: {page}, {words}", figures[name], TARGET[name], "ms"))
    told.append(at_most(f"{database}: writes that failed in the soak", soak["failed"], 0.0, ""))
    told.append(Line(f"{database}: writes taken in the soak", figure(soak["sent"])))
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()) + "\n")
