"""Casework on the release that holds signals of the provider's own home."""

from tests.web.providers.conftest import noon, own, own_home_folder

__all__ = ["noon", "own", "own_home_folder"]
