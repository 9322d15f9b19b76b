"""Takes the pictures of `docs/screenshots` from a home folder, or from an invented release.

    python -m scripts.take_screenshots [HOME]

With HOME, of the newest release in it and of its casework (a demo's, so that what is shown
is invented); without, of the small release that the tests use, which has no casework. The
home is copied first: the copy's accounts get a password for the pictures. Needs Chromium.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.bench_pages import server as started

TO = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
WIDTHS = {"": 1280, "-narrow": 360}
MOST_BYTES = 300 * 1024
TALLEST = 1000
TALLER = 1300
AREAS = {
    "area": "/areas/X99000001/",
    "area-measure": "/areas/measures/delayed_days_12_months/?area=X99000001",
    "board": "/areas/X97000001/",
    "areas-compared": "/areas/compare/?area=X99000001&area=X99000002&area=X99000003",
}
"""Pages of areas: their codes are the same in the demo and in the tests."""


class Picture(NamedTuple):
    """A page of casework: who looks, where they begin, and the links that lead to it."""

    name: str
    by: str
    begin: str
    follow: tuple[str, ...] = ()
    """For each step which links are meant; the last of them is taken, as lists end with it."""
    tallest: int = TALLEST


FIRST_ROW = "tbody tr:first-child th a"
CASEWORK = (
    Picture("intelligence", "council", "/intelligence/"),
    Picture("report", "council", "/intelligence/report/"),
    Picture("together", "council", "/reviews/", (FIRST_ROW, 'main a[href$="/together/"]')),
    Picture("meeting", "council", "/meetings/", (FIRST_ROW,)),
    Picture(
        "minute", "council", "/meetings/?when=past",
        (FIRST_ROW, 'main table a[href^="/meetings/home/"]'),
    ),
    Picture("pack", "council", "/packs/", ('main th a[href^="/packs/"]',)),
    Picture(
        "effect", "council", "/actions/?whose=groups&state=all&kind=support",
        (FIRST_ROW, 'main a[href$="/effect/"]'), 1300,
    ),
    Picture("overview", "council", "/overview/?region=Invented%20region"),
    Picture("project", "council", "/projects/", (FIRST_ROW,), 1300),
    Picture("review", "council", "/reviews/", (FIRST_ROW,)),
    Picture("clock", "council", "/clock/"),
    Picture("digital", "council", "/digital/", tallest=1300),
    Picture("pilot-finder", "council", "/digital/homes/?wifi_residents=yes&tablets=1"),
    Picture("digital-home", "council", "/digital/homes/?wifi_residents=yes", (FIRST_ROW,), 1300),
    Picture("own-homes", "provider", "/own/"),
    Picture(
        "digital-return", "provider", "/own/",
        (FIRST_ROW, 'main a[href$="/digital-return/"]'), 1300,
    ),
    Picture("trail", "governance", "/governance/trail/"),
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Take every picture; 0 done, 2 where there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Refused. There is no Chromium. What to do: install the package chromium.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if arguments:
            # The accounts of the demo are its own: a copy gets one for the pictures.
            shutil.copytree(arguments[0], home, dirs_exist_ok=True)
        else:
            _invent(home)
        password = _person(home)
        if arguments:
            for username in sorted({picture.by for picture in CASEWORK}):
                _give_password(home, username, password)
        # Nobody has a phone for an invented person.
        os.environ["CARESIGHT_SECOND_FACTOR"] = "offered"
        with started(home) as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            server = f"http://127.0.0.1:{port}"
            for suffix, width in WIDTHS.items():
                page = browser.new_page(viewport={"width": width, "height": 900})
                _take_evidence(page, server, password, suffix)
                if arguments:
                    _take_casework(browser, server, password, suffix)
    return 0


def _take_casework(browser: Browser, server: str, password: str, suffix: str) -> None:
    """Each account in a browser of its own; a page that the home does not have is told."""
    for username in dict.fromkeys(picture.by for picture in CASEWORK):
        page = browser.new_page(viewport={"width": WIDTHS[suffix], "height": 900})
        page.goto(f"{server}/sign-in/")
        _sign_in(page, username, password)
        for picture in CASEWORK:
            if picture.by != username:
                continue
            if _go(page, server, picture):
                _take(page, f"{picture.name}{suffix}", picture.tallest)
            else:
                print(f"{picture.name}{suffix}: this home has no such page; nothing was taken")
        page.context.close()


def _go(page: Page, server: str, picture: Picture) -> bool:
    """Open a picture's page, step by step; whether every link was there."""
    page.goto(f"{server}{picture.begin}")
    for links in picture.follow:
        found = page.locator(links)
        if not found.count():
            return False
        page.goto(f"{server}{found.last.get_attribute('href')}")
    return True


def _sign_in(page: Page, username: str, password: str) -> None:
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state("networkidle")


def _take_evidence(page: Page, server: str, password: str, suffix: str) -> None:
    TO.mkdir(parents=True, exist_ok=True)
    page.goto(f"{server}/sign-in/")
    _take(page, f"sign-in{suffix}")
    _sign_in(page, "pictures", password)
    _take(page, f"attention{suffix}")
    page.locator("table.homes th a").first.click()
    _take(page, f"home{suffix}")
    page.locator("table.icons th a").filter(has_text="Falls").first.click()
    _take(page, f"chart{suffix}")
    page.get_by_role("link", name="Definition, and all homes").click()
    _take(page, f"indicator{suffix}")
    for name in ("homes", "indicators", "areas", "data"):
        page.goto(f"{server}/{name}/")
        _take(page, f"{name}{suffix}")
    for name, address in AREAS.items():
        page.goto(f"{server}{address}")
        _take(page, f"{name}{suffix}", TALLER)


def _take(page: Page, name: str, tallest: int = TALLEST) -> None:
    page.wait_for_load_state("networkidle")
    width = page.viewport_size["width"] if page.viewport_size else 1280
    height = min(tallest, int(page.evaluate("document.documentElement.scrollHeight")))
    to = TO / f"{name}.png"
    page.screenshot(
        path=to, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height}
    )
    size = to.stat().st_size
    print(f"{to.name:28} {size / 1024:5.0f} KB")
    if size > MOST_BYTES:
        raise SystemExit(f"{to.name} is larger than {MOST_BYTES // 1024} KB")


def _invent(home: Path) -> None:
    os.environ["CARESIGHT_HOME"] = str(home)
    from tests.web.invented_release import write_two_releases  # noqa: PLC0415 - reads HOME

    write_two_releases(home)


def _person(home: Path) -> str:
    password = f"pictures {time.time_ns()}"
    program = [sys.executable, "-m", "caresight.web", "people", "add", "pictures"]
    subprocess.run(
        [*program, "--role", "analyst", "--name", "Priya N", "--home", str(home)],
        input=password,
        text=True,
        check=True,
        capture_output=True,
    )
    return password


def _give_password(home: Path, username: str, password: str) -> None:
    program = [sys.executable, "-m", "caresight.web", "people", "password", username]
    subprocess.run(
        [*program, "--home", str(home)],
        input=password,
        text=True,
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
