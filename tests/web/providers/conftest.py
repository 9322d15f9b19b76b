"""Casework on a release that holds signals and returns of the provider's own home."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.web.casework import Casework, make_casework
from tests.web.providers.own_release import write_change_of_owner, write_own_release


@pytest.fixture(scope="session")
def own_home_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the release of `own_release`."""
    home = tmp_path_factory.mktemp("own")
    write_own_release(home)
    return home


@pytest.fixture(scope="session")
def handed_over_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with a later release in which OURS has changed hands."""
    home = tmp_path_factory.mktemp("handed-over")
    write_own_release(home)
    write_change_of_owner(home)
    return home


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Pages are asked for at noon of the release's day, whenever the test runs."""
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    return at


@pytest.fixture
def own(db: None, settings: Any, own_home_folder: Path, noon: datetime) -> Casework:
    """The people of casework, on that release and its day."""
    settings.HOME = own_home_folder
    settings.ALLOWED_HOSTS = ["*"]
    return make_casework()
