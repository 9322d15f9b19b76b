"""Definitions as files: one YAML document a definition, read strictly, refused in words.

Analysts own these files. A fault in one is their news, so it names the file, the key,
what was expected and what came; nothing is guessed and no unknown key is passed over.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from caresight.vocabulary.refusal import Refusal

Status = Literal["proposed", "piloted", "live", "retired"]


class Strict(BaseModel):
    """A part of a definition: frozen, and no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Governed(Strict):
    """What every definition says of itself: what it is called, who answers for it, until when."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{2,59}$")
    title: str = Field(min_length=5, max_length=120)
    question: str = Field(min_length=10, max_length=300)
    version: int = Field(ge=1)
    status: Status
    owner: str = Field(min_length=5)
    reviewer: str = Field(min_length=5)
    reviewed_on: date
    review_due: date
    why_it_matters: str = Field(min_length=20)

    @model_validator(mode="after")
    def _owner_is_not_reviewer(self) -> Self:
        if self.owner.casefold() == self.reviewer.casefold():
            raise ValueError("the reviewer must be another role than the owner")
        if self.review_due <= self.reviewed_on:
            raise ValueError("review_due must come after reviewed_on")
        return self

    @property
    def is_used(self) -> bool:
        """Whether a build uses it: piloted and live definitions are used."""
        return self.status in ("piloted", "live")


M = TypeVar("M", bound=Governed)


def load_definitions(folder: Path, model: type[M], files: str = "*.yaml") -> tuple[M, ...]:
    """Every definition below a folder, in the order of their codes; of some files, if named.

    Raises
    ------
    Refusal
        If the folder is absent or empty, a file is no valid definition, or two files
        bear one code.
    """
    paths = sorted(folder.rglob(files))
    if not paths:
        raise Refusal(
            "no definitions were found",
            file=str(folder),
            expected=f"at least one file {files}",
            what_to_do="Point CARESIGHT_DEFINITIONS at the folder that holds them.",
        )
    found: dict[str, tuple[M, Path]] = {}
    for path in paths:
        definition = _load(path, model)
        if definition.code in found:
            raise Refusal(
                f"the code {definition.code} is taken by {found[definition.code][1].name}",
                file=path.name,
                column="code",
                expected="a code that no other definition bears",
                came=definition.code,
                what_to_do="Give one of the two another code.",
            )
        found[definition.code] = (definition, path)
    return tuple(found[code][0] for code in sorted(found))


def version_of(definitions: Sequence[BaseModel]) -> str:
    """A short hash that changes when any definition does; layout and comments do not count."""
    digest = hashlib.sha256()
    for definition in definitions:
        digest.update(definition.model_dump_json().encode())
    return digest.hexdigest()[:12]


def _load(path: Path, model: type[M]) -> M:
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise Refusal(
            f"the file is no YAML that can be read: {_one_line(problem)}",
            file=path.name,
            expected="a YAML document with one key a line",
            what_to_do="Correct the line that the message names.",
        ) from problem
    if not isinstance(content, dict):
        raise Refusal(
            "the file holds no definition",
            file=path.name,
            expected="keys such as code, title and owner",
            came=type(content).__name__,
            what_to_do="Start from the definition of a neighbour.",
        )
    try:
        return model.model_validate(content)
    except ValidationError as problem:
        raise _refusal(path, problem) from problem


def _refusal(path: Path, problem: ValidationError) -> Refusal:
    first = problem.errors()[0]
    more = problem.error_count() - 1
    key = ".".join(str(part) for part in first["loc"]) or "the definition as a whole"
    came = first["input"]
    return Refusal(
        "the definition is not valid" + (f" ({more} more faults follow)" if more else ""),
        file=path.name,
        column=key,
        expected=_expected(first["type"], first["msg"]),
        came=None if isinstance(came, dict) else repr(came)[:120],
        what_to_do="Correct the key; docs/reference lists what each may hold.",
    )


def _expected(kind: str, message: str) -> str:
    if kind == "missing":
        return "this key, which is required"
    if kind == "extra_forbidden":
        return "no such key: it is misspelt or not known"
    return message.removeprefix("Value error, ").removeprefix("Input should be ")


def _one_line(problem: Exception) -> str:
    return " ".join(str(problem).split())
