"""All indicators that the definitions folder holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from caresight.checks.definition_files import load_definitions, version_of
from caresight.indicators.definition import Indicator
from caresight.vocabulary.refusal import Refusal


@dataclass(frozen=True)
class Catalogue:
    """The indicators by their code, and a version that changes when any of them does."""

    by_code: Mapping[str, Indicator]
    version: str

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.by_code.values())

    def __len__(self) -> int:
        return len(self.by_code)

    def used(self, *, register: str | None = None) -> tuple[Indicator, ...]:
        """The indicators that a build measures, for one register or for all."""
        return tuple(
            indicator
            for indicator in self
            if indicator.is_used and register in (None, indicator.population.register_name)
        )

    def require(self, code: str) -> Indicator:
        """The indicator of a code; a refusal that lists the codes where there is none."""
        if code not in self.by_code:
            raise Refusal(
                "no indicator bears this code",
                expected="one of " + ", ".join(self.by_code),
                came=code,
                what_to_do="Choose one of the codes.",
            )
        return self.by_code[code]


def load_indicators(folder: Path) -> Catalogue:
    """Read definitions/indicators; `folder` may also be the definitions folder itself.

    Raises
    ------
    Refusal
        Naming the file and key, if a definition is not valid or a code is taken twice.
    """
    inner = folder / "indicators"
    definitions = load_definitions(inner if inner.is_dir() else folder, Indicator)
    by_code = {definition.code: definition for definition in definitions}
    return Catalogue(MappingProxyType(by_code), version_of(definitions))
