"""Names of places, firms and streets that exist nowhere.

Every name is put together from invented parts, so that no list of real homes, towns or
people is needed and none can be met by design.
"""

from collections.abc import Iterator

import numpy as np

_STEMS = (
    "Quill Thess Orrin Zephyr Wimble Jorro Yaxel Umbri Vello Kestri Braxa Ocklo Fennix Talvo "
    "Isqua Pellin Draven Morwick Sallow Tindle Gloam Harrow Bexil Cindra Lumis Nettle Ostra "
    "Rivvel Sombre Twillo Ulmara Verrin Wexlo Yarrim Zellow Amberlo Corvix Dunvel Elvane Ferrow"
).split()
_ENDS = "mere wyn shade field brook bank leaf moor ridge gate croft dell ley sett thorn".split()
_NURSING = ("Nursing Home", "Court", "Manor", "Grange", "Park", "Hall")
_RESIDENTIAL = ("House", "Lodge", "Care Home", "Gardens", "View", "Court", "Rest Home")
_SMALL = ("Close", "Cottage", "Villa", "House", "Terrace", "Road")
_STREETS = ("Road", "Lane", "Avenue", "Street", "Drive", "Way", "Hill")
_FIRMS = ("Care Limited", "Homes Limited", "Healthcare Limited", "Care Partnership", "Trust")
_OWNERSHIP = {"Partnership": "Partnership", "Trust": "Organisation"}


def home_names(rng: np.random.Generator, kinds: list[int]) -> list[str]:
    """A name for each home, worded as homes of its kind are."""
    endings = (_NURSING, _RESIDENTIAL, _SMALL)
    words = _words(rng, len(kinds))
    chosen = rng.integers(0, 1000, len(kinds)).tolist()
    return [
        f"{word} {endings[kind][pick % len(endings[kind])]}"
        for word, kind, pick in zip(words, kinds, chosen, strict=True)
    ]


def provider_names(rng: np.random.Generator, count: int) -> list[str]:
    """Names of legal bodies, no two alike: a name that is taken gets a second word."""
    firms = rng.integers(0, len(_FIRMS), count).tolist()
    words = _words(rng, count)
    taken: dict[str, None] = {}
    for index, (word, firm) in enumerate(zip(words, firms, strict=True)):
        choices = (f"{word}{second} {_FIRMS[firm]}" for second in _second_words(index))
        taken[next(name for name in choices if name not in taken)] = None
    return list(taken)


def brand_names(rng: np.random.Generator, count: int) -> list[str]:
    """Names of groups of providers, in the register's style."""
    return [f"BRAND {word} Group (invented)" for word in _words(rng, count)]


def ownership_of(provider_name: str) -> str:
    """The kind of owner that a provider's name speaks of."""
    return _OWNERSHIP.get(provider_name.rsplit(" ", 1)[-1], "Organisation")


def street_names(rng: np.random.Generator, count: int) -> list[str]:
    """House number and street."""
    numbers = rng.integers(1, 200, count).tolist()
    kinds = rng.integers(0, len(_STREETS), count).tolist()
    words = _words(rng, count)
    return [f"{n} {w} {_STREETS[k]}" for n, w, k in zip(numbers, words, kinds, strict=True)]


def _words(rng: np.random.Generator, count: int) -> list[str]:
    stems = rng.integers(0, len(_STEMS), count).tolist()
    ends = rng.integers(0, len(_ENDS), count).tolist()
    return [_STEMS[stem] + _ENDS[end] for stem, end in zip(stems, ends, strict=True)]


def _second_words(index: int) -> Iterator[str]:
    """Nothing, then every second word, from another one on for each body: drawn by no chance."""
    yield ""
    for step in range(len(_STEMS) * len(_ENDS)):
        stem, end = divmod((index * 7 + step) % (len(_STEMS) * len(_ENDS)), len(_ENDS))
        yield f" {_STEMS[stem]}{_ENDS[end]}"
