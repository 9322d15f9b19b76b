"""All definitions of one kind that the definitions folder holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Generic, Self

from caresight.checks.definition_files import M, load_definitions, version_of


@dataclass(frozen=True)
class DefinitionCatalogue(Generic[M]):
    """Definitions by their code, and a version that changes when any of them does."""

    by_code: Mapping[str, M]
    version: str

    @classmethod
    def read(cls, folder: Path, name: str, model: type[M]) -> Self:
        """Read the folder of that name below `folder`, or `folder` itself.

        Raises
        ------
        Refusal
            Naming the file and key, if a definition is not valid or a code is taken twice.
        """
        inner = folder / name
        definitions = load_definitions(inner if inner.is_dir() else folder, model)
        by_code = {definition.code: definition for definition in definitions}
        return cls(MappingProxyType(by_code), version_of(definitions))

    def __iter__(self) -> Iterator[M]:
        return iter(self.by_code.values())

    def __len__(self) -> int:
        return len(self.by_code)
