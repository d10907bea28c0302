"""What a colour in a Word file is called: one of a dozen words, or none where it is as good as black."""

from __future__ import annotations

from colorsys import rgb_to_hls

BLACK = 0.42
"""The lightness up to which a grey is read as black: text copied from web pages is 333333."""
HUES = (
    (15, "red"), (45, "orange"), (70, "yellow"), (165, "green"), (195, "cyan"), (255, "blue"), (290, "purple"),
    (340, "pink"), (360, "red"),
)  # fmt: skip
HIGHLIGHTS = {
    "darkyellow": "yellow",
    "magenta": "pink",
    "lightgray": "grey",
    "darkgray": "grey",
    "darkmagenta": "purple",
}


def highlight_of(name: str) -> str:
    """Return the word for a highlight (ISO/IEC 29500-1, 17.18.40 ST_HighlightColor); "" for none."""
    name = name.lower()
    return "" if name == "none" else HIGHLIGHTS.get(name, name.removeprefix("dark"))


def colour_of(code: str) -> str:
    """Return the word for a colour written as six hexadecimal digits; "" for auto, black and what looks black."""
    try:
        red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return ""
    if max(red, green, blue) - min(red, green, blue) < 0.1:
        level = max(red, green, blue)
        return "" if level <= BLACK else "white" if level > 0.97 else "grey"
    hue = rgb_to_hls(red, green, blue)[0] * 360
    return next(word for most, word in HUES if hue <= most)
