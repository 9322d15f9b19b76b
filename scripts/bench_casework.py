"""How fast casework is with a region's worth of it, on SQLite and on PostgreSQL.

`measure()` fills an invented home folder in bulk, starts the real server on loopback, asks for
every list at eight connections, searches, freezes a pack of 40 homes, and lets 20 people write
for two minutes. `python -m scripts.bench_casework 2 20` does it in a hurry: 2 seconds a page
and 20 for the writers.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.bench import Line, at_most, figure
from scripts.bench_pages import HOMES, TARGET, asked, server, sign_in
from scripts.many_records import AREAS, PASSWORD

SECONDS, SOAK_SECONDS = 4, 120
PROVIDERS = 60
"""So that each runs 250 homes, as the largest of England do."""
SEARCH_MS, PACK_SECONDS = 200.0, 10.0
NOT_INSTALLED = 3
"""What `scripts.with_postgresql` ends with where there is no PostgreSQL."""
Figures = dict[str, Any]


def measure(*, seconds: int = SECONDS, soak_seconds: int = SOAK_SECONDS) -> Figures:
    """Figures by page, of the pack and of the soak, on the database the environment names."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ |= {"CARESIGHT_HOME": str(home), "CARESIGHT_SECOND_FACTOR": "off"}
        _fill(home)
        with (home / "said").open("w+", encoding="utf-8") as said:
            with server(home, says=said) as port:
                found = _measured(port, seconds, soak_seconds)
            said.seek(0)
            found["said"] = said.read()
    return found


def _measured(port: int, seconds: int, soak_seconds: int) -> Figures:
    from scripts.casework_pack import made  # noqa: PLC0415 - needs Django
    from scripts.casework_soak import soak  # noqa: PLC0415

    load = os.getloadavg()[0]
    pages = _pages(port, seconds)
    pack = made(port, sign_in(port, PASSWORD, username="council"))
    return {"load": load, **pages, "pack": pack, "soak": soak(port, soak_seconds)}


def _pages(port: int, seconds: int) -> Figures:
    from scripts import casework_pages as wanted  # noqa: PLC0415 - needs Django

    lists: dict[str, dict[str, float]] = {}
    searches: dict[str, dict[str, float]] = {}
    failed: dict[str, str] = {}
    known: set[str] = set()

    def ask(into: dict[str, dict[str, float]], pages: dict[str, str], cookie: str) -> None:
        for name, address in pages.items():
            try:
                into[name] = asked(port, address, cookie, seconds)
            except (RuntimeError, OSError) as problem:
                failed[name] = str(problem)

    for who in wanted.PEOPLE:
        cookie = sign_in(port, PASSWORD, username=who)
        pages, broken = wanted.pages_of(port, cookie, known)
        known |= set(pages)
        failed |= broken
        ask(lists, pages | wanted.OF_OTHERS.get(who, {}), cookie)
        if who == "council":
            ask(lists, wanted.NARROWED | wanted.pages_of_records(), cookie)
            ask(searches, wanted.SEARCHES, cookie)
    return {"lists": lists, "searches": searches, "failed": failed}


def _fill(home: Path) -> None:
    from tests.web.invented_release import Wish, write_release  # noqa: PLC0415 - reads HOME

    write_release(home, Wish(homes=HOMES, areas=AREAS, providers=PROVIDERS))
    from caresight.web.config.serving import prepare  # noqa: PLC0415 - needs Django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caresight.web.config.settings")
    prepare()
    from scripts.many_records import fill  # noqa: PLC0415

    start = time.perf_counter()
    fill()
    sys.stderr.write(f"The records were made in {time.perf_counter() - start:.0f} s.\n")


def lines() -> list[Line]:
    """The figures on both databases, each held to its limit."""
    alone = [sys.executable, "-m", "scripts.bench_casework"]
    on_postgresql = [sys.executable, "-m", "scripts.with_postgresql", *alone]
    told: list[Line] = []
    for database, program in (("SQLite", alone), ("PostgreSQL", on_postgresql)):
        done = subprocess.run(program, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode == NOT_INSTALLED:
            told.append(Line(f"{database}: not measured", "it is not installed"))
        elif done.returncode:
            told.append(Line(f"{database}: not measured", "see above", kept=False))
        else:
            told.extend(_told(database, json.loads(done.stdout.splitlines()[-1])))
    return told


def _told(database: str, found: Figures) -> Iterator[Line]:
    yield Line(f"{database}: processes that waited for the machine before", figure(found["load"]))
    for page, figures in found["lists"].items():
        for name, words in (("median_ms", "median"), ("p95_ms", "95th percentile")):
            yield at_most(f"{database}: {page}, {words}", figures[name], TARGET[name], "ms")
    for page, figures in found["searches"].items():
        yield at_most(f"{database}: {page}, median", figures["median_ms"], SEARCH_MS, "ms")
    for page, why in found["failed"].items():
        yield Line(f"{database}: {page}", why, "answers", kept=False)
    pack, soak = found["pack"], found["soak"]
    yield at_most(f"{database}: a pack of 40 homes", pack["seconds"], PACK_SECONDS, "s")
    yield at_least_two(f"{database}: steps of its progress that were shown", pack["steps"])
    yield from _told_of_soak(database, soak, found["said"])


def at_least_two(what: str, steps: float) -> Line:
    """Progress is seen where it moves."""
    return Line(what, figure(steps), "at least 2", steps >= 2)


def _told_of_soak(database: str, soak: Figures, said: str) -> Iterator[Line]:
    from scripts.casework_soak import troubles  # noqa: PLC0415 - needs Django

    for name, value, unit in (
        ("forms taken from 20 writers", soak["per_second"], "a second"),
        ("a form opened and sent, 95th percentile", soak["p95_ms"], "ms"),
        ("a form opened and sent, slowest", soak["slowest_ms"], "ms"),
    ):
        yield Line(f"{database}: {name}", f"{figure(value)} {unit}")
    yield at_most(f"{database}: forms that failed", soak["failed"], 0.0, "")
    yield at_most(f"{database}: locks and faults that the server told", troubles(said), 0.0, "")
    if soak["why"] or troubles(said):
        sys.stderr.write("\n".join([*soak["why"], said[-4_000:]]) + "\n")


if __name__ == "__main__":
    asked_for = dict(zip(("seconds", "soak_seconds"), map(int, sys.argv[1:]), strict=False))
    sys.stdout.write(json.dumps(measure(**asked_for)) + "\n")
