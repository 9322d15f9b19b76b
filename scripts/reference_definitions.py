"""The reference pages that are made from the definitions: indicators, sources, checks."""

from itertools import groupby
from pathlib import Path

from caresight.checks.catalogue import load_checks
from caresight.indicators.catalogue import load_indicators
from caresight.indicators.definition import Indicator
from caresight.sources.catalogue import load_sources
from caresight.sources.definition import SourceDefinition
from caresight.vocabulary.agencies import Agency

REGISTERS = {"cqc": "English care homes", "cms": "American nursing homes (for validity checks)"}


def indicators_page(definitions: Path) -> str:
    """Every indicator, by register and domain."""
    found = sorted(
        load_indicators(definitions).by_code.values(),
        key=lambda each: (each.population.register_name != "cqc", each.domain, each.code),
    )
    parts = ["# Indicators\n", f"{len(found)} definitions.\n"]
    for register, of_register in groupby(found, lambda each: each.population.register_name):
        parts.append(f"## {REGISTERS[register]}\n")
        for domain, of_domain in groupby(of_register, lambda each: each.domain):
            parts.append(f"### {domain.capitalize()}\n")
            parts += [_indicator(each) for each in of_domain]
    return "\n".join(parts)


def _indicator(each: Indicator) -> str:
    standard = each.comparators.standard
    facts = {
        "Code": f"`{each.code}`, version {each.version}, {each.status}",
        "Question": each.question,
        "Unit": each.unit,
        "Better": each.polarity.replace("_", " "),
        "Evidence of": f"{Agency(each.agency).label.lower()}, family {each.family}",
        "Compared among": ", ".join(each.stratify_by) or "all homes of the register",
        "Standard": f"{standard.value:g} ({standard.source})" if standard else "none",
        "Smallest denominator": f"{each.minimum_denominator:g}",
        "Used for": each.use_case,
        "Owner, reviewer": f"{each.owner}; {each.reviewer}",
        "Reviewed": f"{each.reviewed_on:%d %B %Y}, again by {each.review_due:%d %B %Y}",
        "Method": " ".join(each.source_of_method.split()),
    }
    if each.carries_over:
        facts["Over time"] = "a month holds much of the one before: drawn, never marked"
    lines = [f"- **{label}**: {words}" for label, words in facts.items()]
    why = " ".join(each.why_it_matters.split())
    return "\n".join([f"#### {each.title}\n", f"{why}\n", *lines, ""])


def sources_page(definitions: Path) -> str:
    """Every source that can be read."""
    found = load_sources(definitions / "sources")
    parts = ["# Sources\n", f"{len(found)} kinds of file are known by their content.\n"]
    parts += [_source(found[name]) for name in sorted(found)]
    return "\n".join(parts)


def _source(each: SourceDefinition) -> str:
    facts = {
        "Id": f"`{each.id}`, version {each.version}",
        "Publisher": each.publisher,
        "Evidence of": Agency(each.agency).label.lower(),
        "Licence": each.licence,
        "Comes": each.cadence,
        "Formats": ", ".join(each.recognise.formats),
        "Known by": ", ".join(each.recognise.headings) or "its structure",
        "Used for": each.use,
    }
    lines = [f"- **{label}**: {' '.join(str(words).split())}" for label, words in facts.items()]
    notes = " ".join(each.notes.split())
    return "\n".join([f"## {each.title}\n", f"{notes}\n", *lines, ""])


def checks_page(definitions: Path) -> str:
    """Every data-quality check, by dimension."""
    found = sorted(load_checks(definitions).by_code.values(), key=lambda c: (c.dimension, c.code))
    parts = ["# Data-quality checks\n"]
    for dimension, checks in groupby(found, lambda each: each.dimension):
        parts.append(f"## {dimension.capitalize()}\n")
        for each in checks:
            why, what = (" ".join(text.split()) for text in (each.why_it_matters, each.what_to_do))
            parts.append(f"### {each.title}\n\n{each.question} {why}\n\n*What to do:* {what}\n")
    return "\n".join(parts)
