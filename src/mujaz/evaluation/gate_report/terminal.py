"""The comparison on a terminal: verdict first, reasons next, figures last."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mujaz.evaluation.comparison import Comparison
from mujaz.evaluation.gate_report import wording as say
from mujaz.evaluation.verdict import Verdict
from mujaz.render._text import one_line

__all__ = ["COLOURS", "show"]

COLOURS = {
    Verdict.PASS: "bold green",
    Verdict.WARN: "bold yellow",
    Verdict.FAIL: "bold red",
    Verdict.INCONCLUSIVE: "bold magenta",
}
_SHOWN = 5


def show(console: Console, found: Comparison) -> None:
    """Print the comparison."""
    console.print(Text(one_line(say.verdict_line(found)), COLOURS[found.verdict]), soft_wrap=True)
    for sentence in say.summary(found):
        console.print(f"  {one_line(sentence)}", soft_wrap=True)
    console.print(_questions(found))
    for one in found.breaks.found:
        console.print(f"broke   {one_line(one.article)}: {one_line(say.broke(one))}", soft_wrap=True)
    for one in found.breaks.mended:
        console.print(f"mended  {one_line(one.article)}: the reverse of {one_line(one.says)}", soft_wrap=True)
    _articles(console, found)
    if (took := say.latency(found)) is not None:
        console.print(f"Latency, not gated: {took}", soft_wrap=True)
    for name, signature in zip(found.names, found.signatures, strict=True):
        console.print(f"{one_line(name)}: {one_line(str(signature))}", soft_wrap=True)


def _questions(found: Comparison) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    level = f"{100 * found.settings.statistics.level:.0f} % interval"
    for heading in ("", "before, after", "change", level, "margin", "p", "verdict"):
        table.add_column(heading, justify="left" if heading in ("", "verdict") else "right", no_wrap=True)
    for one in found.questions:
        table.add_row(
            one.name,
            f"{say.number(one.before, one.unit)}  {say.number(one.after, one.unit)}",
            say.change(one),
            say.interval(one),
            say.limit(one),
            say.p_value(one.p_adjusted),
            Text(str(one.verdict), COLOURS[one.verdict]),
        )
    table.caption = "change: + is better; p: one-sided, corrected for all rows"
    table.caption_justify = "left"
    return table


def _articles(console: Console, found: Comparison) -> None:
    """The articles that lost most; none when nothing was lost."""
    losers = [one for one in found.articles if sum(gain or 0.0 for gain in one.gains.values()) < 0][:_SHOWN]
    if losers:
        console.print("Articles that lost most:")
    for one in losers:
        gains = _gains((name, gain) for name, gain in one.gains.items() if gain)
        console.print(f"  {one_line(one.article)} ({one_line(one.story)}): {gains}", soft_wrap=True)


def _gains(gains: Iterable[tuple[str, float]]) -> str:
    return ", ".join(f"{name} {gain:+.3f}" for name, gain in gains)
