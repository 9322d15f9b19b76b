"""Lists of names as a sentence has them."""

from collections.abc import Sequence


def joined(parts: Sequence[str]) -> str:
    """“a, b and c”; one name as it is, and nothing of none."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
