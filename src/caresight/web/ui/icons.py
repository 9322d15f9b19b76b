"""The icons of the NHS “Making Data Count” pattern: letter, shape and colour together."""

from functools import cache

from django.utils.safestring import SafeString

from caresight.web.ui import svg

VARIATION = {
    "concern_high": ("H", "up", "concern", "Unusually high, and that is a concern"),
    "concern_low": ("L", "down", "concern", "Unusually low, and that is a concern"),
    "improvement_high": ("H", "up", "improvement", "Unusually high, and that is an improvement"),
    "improvement_low": ("L", "down", "improvement", "Unusually low, and that is an improvement"),
    "neutral_high": ("H", "up", "neutral", "Unusually high, neither good nor bad in itself"),
    "neutral_low": ("L", "down", "neutral", "Unusually low, neither good nor bad in itself"),
    "common_cause": ("~", "", "common", "No unusual change: ordinary ups and downs"),
    "too_few": (
        "–",
        "",
        "common",
        "Change cannot be judged: too few values, or they carry over",
    ),
}
"""Icon to letter, direction, tone and words."""

ASSURANCE = {
    "consistent_pass": ("P", "tick", "improvement", "Consistently meets the standard"),
    "consistent_fail": ("F", "cross", "concern", "Consistently misses the standard"),
    "hit_or_miss": ("?", "", "common", "Sometimes meets the standard, sometimes misses it"),
}
_PATHS = {
    "up": "M35 14l5 8h-10z",
    "down": "M35 22l5-8h-10z",
    "tick": "M31 18l3 4 6-9",
    "cross": "M31 13l8 9m0-9l-8 9",
}


@cache
def variation_icon(code: str) -> SafeString:
    """How a series varies; empty where nothing was judged."""
    return _icon(*VARIATION[code]) if code in VARIATION else SafeString("")


@cache
def assurance_icon(code: str) -> SafeString:
    """How a series stands to its standard; empty where there is none."""
    return _icon(*ASSURANCE[code]) if code in ASSURANCE else SafeString("")


def variation_words(code: str) -> str:
    """The variation in words."""
    return VARIATION[code][3] if code in VARIATION else "Not judged"


def assurance_words(code: str) -> str:
    """The assurance in words."""
    return ASSURANCE[code][3] if code in ASSURANCE else "No standard is set"


def _icon(letter: str, shape: str, tone: str, words: str) -> SafeString:
    parts = [
        svg.element("circle", class_=f"ring-{tone}", cx=15, cy=17, r=12.5),
        svg.element("text", letter, class_=f"letter-{tone} middle", x=15, y=22),
    ]
    if shape:
        kind = "solid" if shape in ("up", "down") else "stroke"
        parts.append(svg.element("path", class_=f"{kind}-{tone}", d=_PATHS[shape]))
    return svg.picture(parts, width=44, height=34, title=words, class_="icon")
