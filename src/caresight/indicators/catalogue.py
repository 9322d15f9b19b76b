"""All indicators that the definitions folder holds."""

from pathlib import Path

from caresight.checks.definition_catalogue import DefinitionCatalogue
from caresight.indicators.definition import Indicator
from caresight.vocabulary.refusal import Refusal


class Catalogue(DefinitionCatalogue[Indicator]):
    """The indicators by their code."""

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
    return Catalogue.read(folder, "indicators", Indicator)
