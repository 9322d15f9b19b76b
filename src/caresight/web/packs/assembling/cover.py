"""What every pack says of itself: its cover, how to read it, and what its words mean."""

from collections.abc import Sequence

from caresight.web.packs.document import Fact, Part, Section, facts, paragraph

INVENTED = "All homes, people and events in this pack are invented."
WORDS = (
    ("Agreed level", "A step of the escalation ladder that people agreed in a meeting."),
    (
        "Suggested level",
        "A step that points and agencies reach, or that one grave thing raises alone. "
        "The machine suggests; people decide.",
    ),
    ("Signal", "Something that statistics, or silence, noticed: a reason to ask, no judgement."),
    ("Points", "What a signal weighs. Capped for each agency and for each kind of evidence."),
    ("Without an agency", "What the sum and the level would be if that agency had said nothing."),
    ("Expected", "What homes of the same kind and size make us expect."),
    ("Peers", "Homes of the same kind in the same release and period."),
    (
        "H and L on a chart",
        "An unusually high or low value. A triangle points the way; a dot is an ordinary value.",
    ),
    ("Limits", "Where the usual coming and going of this home ends."),
    ("Item", "Something that a person said: an observation, a worry, a compliment."),
    ("Not known", "Nothing was received. It is never counted as good, and never as nought."),
    ("Suppressed", "The publisher withheld a small number. Never shown as nought."),
)


def cover(pairs: Sequence[tuple[str, str]]) -> list[Fact]:
    """The cover's labels, without those that say nothing."""
    return [Fact(label=label, value=value) for label, value in pairs if value]


def how_to_read(*, audience: str, known: str, invented: bool) -> Section:
    """What the reader needs to know first."""
    return Section(
        id="how-to-read",
        title="How to read this",
        parts=[
            Part(
                heading="",
                blocks=[
                    *([paragraph(INVENTED, strong=True)] if invented else []),
                    paragraph(
                        "The evidence is what was reported: files, returns, ratings, calls. "
                        f"It stands here {known}. What people said and decided stands as it was "
                        "at the moment of freezing. Nothing in this pack changes afterwards."
                    ),
                    paragraph(
                        "A home is listed because there is a reason to talk about it. That is no "
                        "judgement of its care. Some homes are drawn by rota, so that homes "
                        "without a flag are looked at too."
                    ),
                    paragraph(audience, strong=True),
                ],
            )
        ],
    )


def glossary(*only: str) -> Section:
    """The words that a newcomer stumbles over; all of them, or only those named."""
    words = [(word, meaning) for word, meaning in WORDS if not only or word in only]
    return Section(
        id="glossary", title="What the words mean", parts=[Part(heading="", blocks=[facts(*words)])]
    )
