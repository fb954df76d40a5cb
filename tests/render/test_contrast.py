"""Text keeps the contrast of WCAG 2.2 AA (4.5 to 1) in the light and the dark, highlighted too."""

from __future__ import annotations

import re
from importlib import resources

import pytest

_CSS = (resources.files("mujaz.render") / "page" / "page.css").read_text("utf-8")
_LIGHT, _DARK = re.findall(r":root \{(.*?)\n *\}", _CSS, re.DOTALL)
_GROUNDS = ("paper", "pane", "chosen", "passage", "slot")
_TEXT_ON = {
    "ink": _GROUNDS,
    "muted": ("paper", "pane", "chosen"),
    "link": ("paper", "pane", "chosen"),
    "flagged": ("paper", "chosen"),
    "unsupported": ("paper", "chosen"),
}


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", _TEXT_ON)
def test_text_stands_out(scheme: str, text: str) -> None:
    palette = colours(_LIGHT if scheme == "light" else _DARK)
    ratios = {ground: contrast(palette[text], palette[ground]) for ground in _TEXT_ON[text]}
    assert {ground: ratio for ground, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("block", [_LIGHT, _DARK])
def test_both_schemes_name_every_colour(block: str) -> None:
    assert set(colours(block)) == {*_TEXT_ON, *_GROUNDS, "rule"}
