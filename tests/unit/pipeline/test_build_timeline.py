"""A timeline mixes what was noticed with what happened, the latest first."""

from caresight.pipeline.build_timeline import latest_first
from caresight.pipeline.release_index.documents import Happening


def line(on: str, kind: str) -> Happening:
    return Happening(on=on, kind=kind, sentence=f"{kind} on {on}.", agency="regulator")


def test_the_latest_line_comes_first_whatever_its_kind() -> None:
    lines = [
        line("2026-10-01", "signal"),
        line("2026-04-01", "signal"),
        line("2026-09-12", "rating"),
    ]

    ordered = latest_first(lines)

    assert [each["on"] for each in ordered] == ["2026-10-01", "2026-09-12", "2026-04-01"]
