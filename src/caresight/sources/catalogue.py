"""All sources that this installation can read, loaded and checked at once."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import ValidationError

from caresight.sources.definition import SourceDefinition
from caresight.vocabulary.refusal import Refusal


class SourceCatalogue(Mapping[str, SourceDefinition]):
    """Definitions by id, in the order of their ids."""

    def __init__(
        self,
        definitions: Mapping[str, SourceDefinition],
        *,
        version: str,
    ) -> None:
        self._definitions = dict(sorted(definitions.items()))
        self.version = version

    def __getitem__(self, key: str) -> SourceDefinition:
        return self._definitions[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._definitions)

    def __len__(self) -> int:
        return len(self._definitions)

    @cached_property
    def attributions(self) -> tuple[str, ...]:
        """What must be said where the data are shown."""
        return tuple(dict.fromkeys(d.attribution for d in self.values() if d.attribution))

    def named(self, source: str) -> SourceDefinition:
        """The definition of that id, or a refusal that lists what there is."""
        if source in self:
            return self[source]
        raise Refusal(
            f"there is no source called {source}",
            expected=", ".join(self),
            what_to_do="`caresight sources` lists them with what they are.",
        )


def load_sources(folder: Path) -> SourceCatalogue:
    """Load every definition of `folder`.

    Raises
    ------
    Refusal
        If a file is not YAML, a key is unknown or missing, or two files share an id.
    """
    found: dict[str, SourceDefinition] = {}
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        content = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + content)
        definition = _load(path, content)
        if definition.id != path.stem:
            raise Refusal(
                "the file's name and its id differ",
                file=path.name,
                expected=f"id: {path.stem}",
                came=definition.id,
                what_to_do="Rename the file or change the id.",
            )
        found[definition.id] = definition
    if not found:
        raise Refusal(
            "no source definitions were found",
            file=str(folder),
            what_to_do="Point CARESIGHT_DEFINITIONS at the project's definitions folder.",
        )
    return SourceCatalogue(found, version=digest.hexdigest()[:12])


def _load(path: Path, content: bytes) -> SourceDefinition:
    try:
        fields = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as problem:
        raise Refusal(f"this is not YAML: {problem}", file=path.name) from None
    try:
        return SourceDefinition.model_validate(fields)
    except ValidationError as problem:
        raise Refusal(
            "the definition does not hold: " + "; ".join(_faults(problem)),
            file=path.name,
            what_to_do="docs/how-to/add-a-source.md lists the keys and what they take.",
        ) from None


def _faults(problem: ValidationError) -> Iterator[str]:
    for fault in problem.errors():
        place = ".".join(str(part) for part in fault["loc"]) or "the whole file"
        yield f"{place}: {fault['msg']}"
