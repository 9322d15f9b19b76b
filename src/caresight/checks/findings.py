"""What a check found: how many passed, the verdict, and a sentence for people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from caresight.checks.definition import Check
from caresight.checks.population import Floats
from caresight.vocabulary.periods import Period

GOOD, DOUBTFUL, POOR = "good", "doubtful", "poor"


@dataclass(frozen=True)
class Finding:
    """One verdict; `entity_id` is empty for a source as a whole."""

    source: str
    period: Period
    check: Check
    tested: int
    failed: int
    verdict: str
    sentence: str
    entity_id: str = ""

    @property
    def score(self) -> float:
        """Share that passed; 1 where nothing could fail."""
        return 1 - self.failed / self.tested if self.tested else 1.0


def judged(
    check: Check,
    source: str,
    period: Period,
    *,
    tested: float,
    failed: float,
    sentence: str,
    poor_below: float | None = None,
) -> Finding:
    """The verdict on a source and period from the share that passed."""
    score = 1 - failed / tested if tested else 1.0
    poor = check.poor_below if poor_below is None else poor_below
    doubtful_or_good = DOUBTFUL if score < check.doubtful_below else GOOD
    verdict = POOR if score < poor else doubtful_or_good
    return Finding(source, period, check, int(tested), int(failed), verdict, sentence)


def judged_by_period(
    check: Check,
    source: str,
    periods: Iterable[Period],
    tested: Floats,
    failed: Floats,
    words: str,
) -> Iterator[Finding]:
    """One verdict for each period in which something was looked at.

    `words` names what failed, as in “{failed} of {tested} homes sent nothing”.
    """
    for place, period in enumerate(periods):
        if tested[place]:
            counts = {"failed": int(failed[place]), "tested": int(tested[place])}
            yield judged(
                check,
                source,
                period,
                tested=tested[place],
                failed=failed[place],
                sentence=words.format(**counts) + f" for {period}.",
            )


def finding_table(findings: Iterable[Finding]) -> pa.Table:
    """Rows of the evidence table QUALITY."""
    held = list(findings)
    texts, counts = pa.string(), pa.int64()
    columns: dict[str, tuple[list[object], pa.DataType]] = {
        "source": ([f.source for f in held], texts),
        "period_start": ([f.period.start for f in held], pa.date32()),
        "period_end": ([f.period.end for f in held], pa.date32()),
        "entity_id": ([f.entity_id for f in held], texts),
        "rule": ([f.check.code for f in held], texts),
        "dimension": ([f.check.dimension for f in held], texts),
        "tested": ([f.tested for f in held], counts),
        "failed": ([f.failed for f in held], counts),
        "verdict": ([f.verdict for f in held], texts),
        "score": ([float(np.round(f.score, 6)) for f in held], pa.float64()),
        "sentence": ([f.sentence for f in held], texts),
    }
    return pa.table({name: pa.array(values, kind) for name, (values, kind) in columns.items()})
