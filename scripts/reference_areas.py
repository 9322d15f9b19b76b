"""The reference page of the measures of areas, made from their definitions."""

from itertools import groupby
from pathlib import Path

from caresight.indicators.area_definition import AreaMeasureDefinition, load_area_measures
from caresight.indicators.area_ranking import AreaRanking, load_area_rankings


def area_measures_page(definitions: Path) -> str:
    """Every measure of areas by set, and every ranking."""
    found = load_area_measures(definitions)
    parts = ["# Measures of areas\n", f"{len(found)} definitions.\n"]
    in_sets = sorted(found, key=lambda each: each.measure_set)
    for _, of_set in groupby(in_sets, lambda each: each.measure_set):
        measures = list(of_set)
        parts.append(f"## {measures[0].set_title}\n")
        parts += [_measure(each) for each in measures]
    parts.append("## Rankings over several measures\n")
    parts += [_ranking(each) for each in load_area_rankings(definitions)]
    return "\n".join(parts)


def _measure(each: AreaMeasureDefinition) -> str:
    facts = {
        "Code": f"`{each.code}`, version {each.version}, {each.status}",
        "Question": each.question,
        "Unit": f"{each.unit} {each.per_words}".strip(),
        "Better": str(each.polarity).replace("_", " "),
        "Period": each.period.replace("_", " "),
        "Counted": each.numerator_words,
        "Out of": each.denominator_words,
        "Decision served": f"{each.use_case}. {each.used_by}.",
        "Source of method": each.source_of_method,
        "Why there may be no figure": each.why_none.strip(),
        "Breaks": " ".join(f"{one.day}: {one.note.strip()}" for one in each.breaks),
        "Notes": " ".join(each.notes),
    }
    lines = [f"- **{name}**: {text}" for name, text in facts.items() if text]
    return f"### {each.title}\n\n" + "\n".join(lines) + f"\n\n{each.why_it_matters.strip()}\n"


def _ranking(each: AreaRanking) -> str:
    weights = "\n".join(f"| `{one.measure}` | {one.weight:g} |" for one in each.measures)
    rule = each.shortlist
    return (
        f"### {each.title}\n\n{each.why_it_matters.strip()}\n\n"
        f"| measure | weight |\n|---|---|\n{weights}\n\n"
        f"Each weight may be {each.weights_vary_by:g} times larger or smaller. Proposed for a "
        f"review is who stands among the last {rule.among_last_share:.0%} and whose interval lies "
        f"wholly beyond {rule.surely_beyond_share:.0%} of the places.\n"
    )
