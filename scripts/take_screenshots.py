"""Takes the pictures of `docs/screenshots` from a home folder, or from an invented release.

    python -m scripts.take_screenshots [HOME]

With HOME, of the newest release in it (a demo's, so that what is shown is invented);
without, of the small release that the tests use. Needs Chromium.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from scripts.bench_pages import _server

TO = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
WIDTHS = {"": 1280, "-narrow": 360}
MOST_BYTES = 300 * 1024
TALLEST = 1000


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
        with _server(home) as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            for suffix, width in WIDTHS.items():
                page = browser.new_page(viewport={"width": width, "height": 900})
                _take_all(page, f"http://127.0.0.1:{port}", password, suffix)
    return 0


def _take_all(page: Page, server: str, password: str, suffix: str) -> None:
    TO.mkdir(parents=True, exist_ok=True)
    page.goto(f"{server}/sign-in/")
    _take(page, f"sign-in{suffix}")
    page.get_by_label("User name").fill("pictures")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
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


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    width = page.viewport_size["width"] if page.viewport_size else 1280
    height = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
