"""The false-alarm table of docs/methods/false-alarms.md, from simulated quiet homes.

`python -m tests.unit.statistics.false_alarm_table` writes it anew.
"""

from pathlib import Path

import numpy as np

from caresight.statistics.control_charts import control_charts
from caresight.statistics.signalling import strict_signals

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "false-alarms.md"
START, END = "<!-- table:start -->", "<!-- table:end -->"
RATES = (0.1, 0.3, 0.6, 1, 2, 4, 10, 20, 40)
SERIES, MONTHS = 8000, 36


def table() -> list[dict[str, float | str]]:
    """One row for each rate: shares of quiet series in per cent."""
    random = np.random.default_rng(2026)
    rows = [_row(rate, random) for rate in RATES]
    values = random.normal(50, 5, (SERIES, MONTHS))
    ruled = control_charts(
        values=values, kind="value", method="xmr", rule_set="nhs-r-0.2.2", signals=False
    )
    chosen = control_charts(values=values, kind="value")
    rows.append(
        {
            "events a month": "bell curve",
            "XmR any": _any(ruled), "XmR last": _last(ruled),
            "chosen any": _any(chosen), "chosen last": _last(chosen),
            "signal": _share(chosen.signalled[:, -1] != 0),
            "signal 24": _signalled(values[:, :24], kind="value"),
            "signal 13": _signalled(values[:, :13], kind="value"),
            "signal exposure": float("nan"),
            "signal dispersed": float("nan"),
        }
    )  # fmt: skip
    return rows


def _row(rate, random):
    counts = random.poisson(rate, (SERIES, MONTHS)).astype(float)
    exposure = random.uniform(0.6, 1.4, counts.shape)
    dispersed = random.negative_binomial(2 * rate, 2 / 3, counts.shape)
    ruled = control_charts(
        values=counts, kind="value", method="xmr", rule_set="nhs-r-0.2.2", signals=False
    )
    chosen = control_charts(numerators=counts, kind="count")
    return {
        "events a month": f"{rate:g}",
        "XmR any": _any(ruled),
        "XmR last": _last(ruled),
        "chosen any": _any(chosen),
        "chosen last": _last(chosen),
        "signal": _share(chosen.signalled[:, -1] != 0),
        "signal 24": _signalled(counts[:, :24]),
        "signal 13": _signalled(counts[:, :13]),
        "signal exposure": _signalled(random.poisson(rate * exposure), exposure, kind="rate"),
        "signal dispersed": _signalled(dispersed),
    }


def _signalled(counts, exposure=None, *, kind="count"):
    given = {"values": counts} if kind == "value" else {"numerators": counts}
    found = strict_signals(**given, denominators=exposure, kind=kind)
    return _share(found.signalled[:, -1] != 0)


def _share(flags):
    return 100 * float(np.mean(flags))


def _any(charts):
    return _share((charts.marks > 0).any(axis=1))


def _last(charts):
    return _share(charts.marks[:, -1] > 0)


def as_markdown(rows) -> str:
    """The table as the page holds it."""
    names = list(rows[0])
    lines = ["| " + " | ".join(names) + " |", "|" + "---:|" * len(names)]
    for row in rows:
        cells = [value if isinstance(value, str) else _cell(value) for value in row.values()]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(value):
    return "" if np.isnan(value) else f"{value:.2f}"


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(START)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{START}\n{as_markdown(table())}\n{END}{after}", encoding="utf-8")
