"""What a page may say of how often the suggestions are right: never more than is known."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError

from caresight.checks.definition_files import Strict
from caresight.evaluation.back_test import BackTest
from caresight.surveillance.ladder import Ladder
from caresight.surveillance.weights import Weights
from caresight.vocabulary.refusal import Refusal

NOT_YET_KNOWN = (
    "How often this has been right here is not yet known: no outcomes have been recorded."
)
FILE = Path("evaluation", "invented_boroughs.yaml")
"""Where the record is, in the definitions folder; written by `scripts/bench_detection.py`."""


class TrackRecord(Strict):
    """A back-test on invented boroughs, and the rules that it tested."""

    made_on: date
    rules: str
    """Hash of the weights and the ladder that were tested."""
    seeds: tuple[int, ...]
    """Of boroughs on which the weights were not set."""
    homes: int = Field(ge=1)
    months: int = Field(ge=1)
    deteriorations: int = Field(ge=0)
    found: float | None = Field(ge=0, le=1)
    found_lower: float | None = Field(ge=0, le=1)
    found_upper: float | None = Field(ge=0, le=1)
    half_within_months: float | None = Field(ge=0)
    new_false_flags: float | None = Field(ge=0)
    """For quiet homes, per 100 home-months."""

    def sentence(self, weights: Weights, ladder: Ladder) -> str:
        """What a page of an invented world may say; nothing where other rules are in force."""
        if self.rules != rules_of(weights, ladder) or self.found is None:
            return NOT_YET_KNOWN
        within = (
            f", half of those found within {self.half_within_months:.0f} months"
            if self.half_within_months is not None
            else ""
        )
        false = (
            f" Homes in which nothing happened were newly suggested {self.new_false_flags:.1f} "
            "times in 100 home-months."
            if self.new_false_flags is not None
            else ""
        )
        found, low, high = map(_percent, (self.found, self.found_lower, self.found_upper))
        return (
            f"On invented boroughs, {found} of {self.deteriorations} deteriorations were "
            f"suggested within a year ({low} to {high}){within}.{false} "
            "On real homes nobody knows yet."
        )


def rules_of(weights: Weights, ladder: Ladder) -> str:
    """A short hash of the rules that a back-test holds for."""
    digest = hashlib.sha256()
    for definition in (weights, ladder):
        digest.update(definition.model_dump_json().encode())
    return digest.hexdigest()[:12]


def record_of(
    result: BackTest,
    *,
    rules: str,
    made_on: date,
    seeds: tuple[int, ...],
    homes: int,
    months: int,
) -> TrackRecord:
    """The record of a back-test; what was never seen is not known."""
    found, false = result.sensitivity, result.false_flags
    return TrackRecord(
        made_on=made_on,
        rules=rules,
        seeds=seeds,
        homes=homes,
        months=months,
        deteriorations=found.of,
        found=_known(found.value),
        found_lower=_known(found.lower),
        found_upper=_known(found.upper),
        half_within_months=_known(result.months_to_detection[1]),
        new_false_flags=_known(false.value),
    )


def load_track_record(folder: Path) -> TrackRecord | None:
    """The record in a definitions folder; None where there is none."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        return TrackRecord(**yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError, TypeError) as fault:
        raise Refusal(
            "this is no record of a back-test",
            file=str(path),
            came=str(fault).splitlines()[0],
            what_to_do="Write it anew with `python -m scripts.bench_detection write`.",
        ) from None


def save_track_record(record: TrackRecord, folder: Path) -> Path:
    """Write the record into a definitions folder."""
    path, plain = folder / FILE, record.model_dump(mode="json")
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(plain, sort_keys=False), encoding="utf-8")
    return path


def _percent(share: float | None) -> str:
    return "not known" if share is None else f"{100 * share:.0f}%"


def _known(value: Any) -> float | None:
    return None if value != value else round(float(value), 4)  # noqa: PLR0124 - nan
