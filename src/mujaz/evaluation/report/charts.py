"""Charts as inline SVG, drawn with attributes and classes alone: nothing that a strict content policy refuses."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from mujaz.render._text import visible

__all__ = ["bar", "strip"]

_WIDTH, _HEIGHT, _EDGE = 220, 22, 5


def _x(value: float) -> str:
    return f"{_EDGE + (_WIDTH - 2 * _EDGE) * min(1.0, max(0.0, value)):.1f}"


def strip(values: Sequence[float], mean: float | None, floors: Sequence[tuple[str, float]] = ()) -> Markup:
    """Shares on a line from 0 to 1: a dot for each article, a bar for their mean, a tick for each floor."""
    middle = _HEIGHT / 2
    parts = [f'<line class="track" x1="{_x(0)}" y1="{middle}" x2="{_x(1)}" y2="{middle}"/>']
    parts += [
        f'<line class="floor" x1="{_x(value)}" y1="4" x2="{_x(value)}" y2="{_HEIGHT - 4}">'
        f"<title>{escape(visible(name))} {value:.3f}</title></line>"
        for name, value in floors
    ]
    parts += [f'<circle class="dot" cx="{_x(value)}" cy="{middle}" r="3.2"/>' for value in values]
    if mean is not None:
        parts.append(f'<line class="mean" x1="{_x(mean)}" y1="1" x2="{_x(mean)}" y2="{_HEIGHT - 1}"/>')
    said = "undefined" if mean is None else f"mean {mean:.3f} of {len(values)} articles"
    return _svg("strip", _WIDTH, _HEIGHT, said, parts)


def bar(value: float | None) -> Markup:
    """One share as a bar."""
    if value is None:
        return Markup("")
    width = 60 * min(1.0, max(0.0, value))
    parts = [
        '<rect class="track" width="60" height="6" rx="1"/>',
        f'<rect class="fill" width="{width:.1f}" height="6" rx="1"/>',
    ]
    return _svg("bar", 60, 6, f"{value:.2f}", parts)


def _svg(kind: str, width: int, height: int, label: str, parts: Sequence[str]) -> Markup:
    return Markup(  # every value in it is a number, or escaped above
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )
