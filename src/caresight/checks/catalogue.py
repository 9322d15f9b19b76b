"""All checks that the definitions folder holds."""

from pathlib import Path

from caresight.checks.definition import Check
from caresight.checks.definition_catalogue import DefinitionCatalogue


class CheckCatalogue(DefinitionCatalogue[Check]):
    """The checks by their code."""

    @property
    def used(self) -> tuple[Check, ...]:
        """The checks that a build runs."""
        return tuple(check for check in self if check.is_used)


def load_checks(folder: Path) -> CheckCatalogue:
    """Read definitions/checks; `folder` may also be the definitions folder itself.

    Raises
    ------
    Refusal
        Naming the file and key, if a definition is not valid or a code is taken twice.
    """
    return CheckCatalogue.read(folder, "checks", Check)
