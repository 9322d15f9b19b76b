"""CQC's API answers: locations and providers as nested JSON, which no mapping can flatten."""

from collections.abc import Callable

from caresight.sources.answer import Reading
from caresight.sources.recognition import Contents, Layout

READERS: dict[str, Callable[[Contents, Layout], Reading]] = {}
