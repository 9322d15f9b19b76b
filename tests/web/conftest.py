"""An invented release, and people of each role; the people of `casework` know each other."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.web.invented_release import write_two_releases

if TYPE_CHECKING:
    from tests.web.casework import Casework


@pytest.fixture(scope="session")
def invented_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with two invented releases."""
    home = tmp_path_factory.mktemp("invented")
    write_two_releases(home)
    return home


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """A sound password hash takes a third of a second on purpose; here it would be waiting."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _second_factor_offered(settings: Any) -> None:
    """A browser that was let in by force shows no code; tests of the second factor require it."""
    settings.SECOND_FACTOR = "offered"


@pytest.fixture
def with_release(settings: Any, invented_home: Path) -> Path:
    """The pages read the invented releases."""
    settings.HOME = invented_home
    settings.ALLOWED_HOSTS = ["*"]
    return invented_home


@pytest.fixture
def signed_in(db: None, with_release: Path) -> Callable[[str], Client]:
    """A browser of somebody with a role, signed in."""

    def as_role(role: str) -> Client:
        operations = importlib.import_module("caresight.web.accounts.operations")
        operations.add_person(username=role, password="three unrelated words", roles=[role])
        client = Client()
        assert client.login(username=role, password="three unrelated words")
        return client

    return as_role


@pytest.fixture
def viewer(signed_in: Callable[[str], Client]) -> Client:
    """A viewer's browser."""
    return signed_in("viewer")


@pytest.fixture
def analyst(signed_in: Callable[[str], Client]) -> Client:
    """An analyst's browser."""
    return signed_in("analyst")


@pytest.fixture
def casework(db: None, with_release: Path) -> "Casework":
    """Two groups, the agencies around them and their people, on the invented release."""
    return importlib.import_module("tests.web.casework").make_casework()
