"""The interval of a change against its margin, as inline SVG: attributes and classes alone, as a strict policy asks."""

from __future__ import annotations

from markupsafe import Markup, escape

from mujaz.evaluation.comparison import Estimate

__all__ = ["interval"]

_WIDTH, _HEIGHT, _EDGE = 260, 30, 8
_REACH = 1.15


def interval(found: Estimate, margin: float, verdict: str, label: str) -> Markup:
    """A line from loss (left) to gain (right): the tolerated losses shaded, zero marked, the interval with its mean.

    Intervals that go beyond four margins are cut there, which an open end shows.
    """
    low = -4 * margin if found.low is None else found.low
    high = 4 * margin if found.high is None else found.high
    reach = min(4 * margin, _REACH * max(margin, abs(low), abs(high), abs(found.gain)))

    def x(value: float) -> str:
        share = (min(reach, max(-reach, value)) + reach) / (2 * reach)
        return f"{_EDGE + (_WIDTH - 2 * _EDGE) * share:.1f}"

    middle = _HEIGHT / 2
    left, right = x(low), x(high)
    parts = [
        f'<rect class="tolerated" x="{x(-margin)}" y="3" width="{float(x(0)) - float(x(-margin)):.1f}" height="24"/>',
        f'<line class="axis" x1="{x(-reach)}" y1="{middle}" x2="{x(reach)}" y2="{middle}"/>',
        f'<line class="zero" x1="{x(0)}" y1="1" x2="{x(0)}" y2="{_HEIGHT - 1}"/>',
        f'<line class="limit" x1="{x(-margin)}" y1="1" x2="{x(-margin)}" y2="{_HEIGHT - 1}"/>',
        f'<line class="span" x1="{left}" y1="{middle}" x2="{right}" y2="{middle}"/>',
    ]
    ends = [(left, low, found.low), (right, high, found.high)]
    parts += [
        f'<line class="span" x1="{at}" y1="{middle - 5}" x2="{at}" y2="{middle + 5}"/>'
        for at, value, bound in ends
        if bound is not None and abs(value) <= reach
    ]
    parts.append(f'<circle class="mean" cx="{x(found.gain)}" cy="{middle}" r="4.5"/>')
    return Markup(  # every value in it is a number, or escaped
        f'<svg class="interval {escape(verdict.lower())}" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )
