"""All checks that the definitions folder holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from caresight.checks.definition import Check
from caresight.checks.definition_files import load_definitions, version_of


@dataclass(frozen=True)
class CheckCatalogue:
    """The checks by their code, and a version that changes when any of them does."""

    by_code: Mapping[str, Check]
    version: str

    def __iter__(self) -> Iterator[Check]:
        return iter(self.by_code.values())

    def __len__(self) -> int:
        return len(self.by_code)

    @property
    def used(self) -> tuple[Check, ...]:
        """The checks that a build runs."""
        return tuple(check for check in self if check.is_used)

    @property
    def components(self) -> tuple[str, ...]:
        """The reported components that the checks in use read."""
        return tuple(dict.fromkeys(c for check in self.used for c in check.components))


def load_checks(folder: Path) -> CheckCatalogue:
    """Read definitions/checks; `folder` may also be the definitions folder itself.

    Raises
    ------
    Refusal
        Naming the file and key, if a definition is not valid or a code is taken twice.
    """
    inner = folder / "checks"
    definitions = load_definitions(inner if inner.is_dir() else folder, Check)
    by_code = {definition.code: definition for definition in definitions}
    return CheckCatalogue(MappingProxyType(by_code), version_of(definitions))
