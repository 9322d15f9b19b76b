"""How digital invented homes are, as a release index holds it."""

from typing import Any

from caresight.pipeline.release_index.digital import (
    CriterionFacts,
    DigitalArea,
    DigitalCriterion,
    DigitalHome,
    DigitalMatch,
    DigitalParts,
    DigitalStep,
    DigitalSummary,
    MatchRate,
    MethodCount,
    NamedStep,
    Uptake,
)

CRITERIA = ("dspt_met", "nhsmail", "wifi_residents", "tablets")
LABELS = {
    "dspt_met": "Toolkit met", "nhsmail": "NHSmail in use", "wifi_residents": "Wifi for residents",
    "tablets": "Tablets",
}  # fmt: skip


def facts(code: str) -> CriterionFacts:
    return CriterionFacts(
        code=code, label=f"{LABELS[code]}, in full", short=LABELS[code], domain="security",
        points=25.0, evidenced_by="The home's own answer", lasts="12 months",
        next_step=f"Get {LABELS[code]}.", ask=f"Ask about {LABELS[code]}.", support=["devices"],
        number="tablets and laptops" if code == "tablets" else "",
        out_of="residents" if code == "tablets" else "",
        unit="for each 10 residents" if code == "tablets" else "",
    )  # fmt: skip


def summary() -> DigitalSummary:
    return DigitalSummary(
        title="Digital Maturity Index of care homes",
        version=1,
        in_force_from="2018-04-01",
        proposal="The criteria are a proposal.",
        as_at="2026-11-20",
        steps=[
            NamedStep(code="below_minimum", label="Below minimum", needs=[]),
            NamedStep(code="minimum", label="Minimum", needs=[["dspt_met"]]),
            NamedStep(code="core", label="Core", needs=[["nhsmail"], ["wifi_residents"]]),
        ],
        criteria=[facts(code) for code in CRITERIA],
        domains=[("security", "Security", 100.0)],
        support=[("devices", "Tablets on loan", "Invented Board")],
        sources={"dspt": "2026-11-05", "nhsmail_rollout": "2026-11-05"},
        matching=[
            MatchRate(
                source="dspt", listed_on="2026-11-05", lines=3, lines_matched=2, ambiguous=1,
                homes=3, homes_matched=2, not_understood={},
                methods=[
                    MethodCount(label="Organisation code", confidence=1.0, lines=2, homes=2)
                ],
            )
        ],
        ring_within_days=28,
        ring_most=50,
    )  # fmt: skip


def home(home_id: str, band: int = 1, possible: int = 2, **more: Any) -> DigitalHome:
    states = {"dspt_met": "yes", "nhsmail": "not_known", "wifi_residents": "no", "tablets": "yes"}
    states |= more.pop("states", {})
    whole = DigitalHome(
        home_id=home_id, band=band, band_possible=possible, score=50.0, score_possible=75.0,
        is_anything_known=True, held_back_by=["wifi_residents", "nhsmail"], falls_on="",
        criteria=[
            DigitalCriterion(
                code=code, state=state, on="2026-10-01", until="2027-10-01",
                source="digital_return", share=1.25 if code == "tablets" else None, note="",
            )
            for code, state in states.items()
        ],
        journey=[
            DigitalStep(on="2026-10-01", band=1, band_possible=2, score=50.0, score_possible=75.0),
            DigitalStep(on="2025-10-01", band=0, band_possible=2, score=10.0, score_possible=90.0),
        ],
        matches=[
            DigitalMatch(
                source="dspt", ods_code="VX1", name="ELM", method="Organisation code",
                confidence=1.0,
            )
        ],
    )  # fmt: skip
    return {**whole, **more}  # type: ignore[typeddict-item]


def area(code: str, name: str, kind: str = "council") -> DigitalArea:
    return DigitalArea(
        code=code, name=name, kind=kind, homes=3, bands=[0, 1, 0], not_settled=2, nothing_known=1,
        reached=[2, 1, 0],
        uptake=[
            Uptake(
                criterion=c, yes=1, no=1, not_known=1, share=0.5, lower=0.0945, upper=0.9055
            )
            for c in CRITERIA
        ],
    )  # fmt: skip


def parts(*homes: DigitalHome) -> DigitalParts:
    return DigitalParts(
        summary(), homes, [area("all", "All homes", "all"), area("X99000001", "Quillmarsh")]
    )
