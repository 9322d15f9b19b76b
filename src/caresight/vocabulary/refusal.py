"""What Caresight says when it will not go on: a sentence that tells the reader what to do.

A `Refusal` is the user's news, not a fault of ours: the command line prints it and ends
with 2, a page shows it; neither shows a traceback.
"""

from dataclasses import dataclass


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 - it is no error of the program; Python itself changes it
    """Input that cannot be taken, and what would make it acceptable."""

    what: str
    """The one-sentence statement of what is wrong."""
    file: str | None = None
    row: int | None = None
    """Row as a spreadsheet counts: the first line of the file is 1."""
    column: str | None = None
    expected: str | None = None
    came: str | None = None
    what_to_do: str | None = None
    field: str | None = None
    """What the program calls the part of the input that is meant: for a form, never printed."""

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                self.file,
                None if self.row is None else f"row {self.row}",
                None if self.column is None else f"column “{self.column}”",
            )
            if part
        )
        sentences = [_ended(f"{place}: {self.what}" if place else self.what)]
        if self.expected:
            sentences.append(_ended(f"Expected: {self.expected}"))
        if self.came is not None:
            sentences.append(_ended(f"Came: {self.came}"))
        if self.what_to_do:
            sentences.append(_ended(f"What to do: {self.what_to_do}"))
        return " ".join(sentences)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", ".”")) else f"{sentence}."
