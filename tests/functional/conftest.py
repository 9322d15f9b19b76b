"""A real Chromium on invented releases; skipped with the reason where there is none."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.web.invented_release import write_two_releases

# Playwright runs an event loop in the test's thread; Django would take the test for an
# asynchronous one and refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PASSWORD = "three unrelated words"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; skips the test where it is not."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no Chromium on this machine: install the package chromium to run this test")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], chromium: str
) -> dict[str, Any]:
    """Start the machine's own Chromium, silent towards the network."""
    quiet = "--disable-background-networking --disable-component-update --disable-sync"
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": ["--no-sandbox", "--disable-gpu", "--no-first-run", *quiet.split()],
    }


@pytest.fixture(scope="session")
def invented_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with two invented releases."""
    home = tmp_path_factory.mktemp("invented")
    write_two_releases(home)
    return home


@pytest.fixture
def server(chromium: str, live_server: Any, settings: Any, invented_home: Path) -> str:
    """A server of the invented releases, with an administrator who may sign in."""
    from caresight.web.accounts.operations import add_person  # noqa: PLC0415 - needs Django

    settings.HOME = invented_home
    settings.SECOND_FACTOR = "offered"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    add_person(username="priya", password=PASSWORD, roles=["administrator"])
    return str(live_server.url)


@pytest.fixture(scope="session")
def base_url() -> None:
    """Addresses are always whole here; the plugin's own fixture warns under this pytest."""
