"""The comparison as GitHub-flavoured Markdown, for a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from mujaz.evaluation.comparison import Comparison
from mujaz.evaluation.gate_report import wording as say
from mujaz.evaluation.verdict import Verdict
from mujaz.render._markdown import escaped

__all__ = ["render"]

_SIGNS = {Verdict.PASS: "✅", Verdict.WARN: "⚠️", Verdict.FAIL: "❌", Verdict.INCONCLUSIVE: "❔"}
_SHOWN = 10


def render(found: Comparison) -> str:
    """Markdown, one final newline. Whatever comes from articles, gold or models is escaped: no links, no mentions, no
    HTML."""
    lines = [f"## {_SIGNS[found.verdict]} {escaped(say.verdict_line(found))}", ""]
    lines += [f"- {escaped(sentence)}" for sentence in say.summary(found)]
    level = f"{100 * found.settings.statistics.level:.0f} % interval"
    lines += ["", *_table(
        ["", "before", "after", "change (+ is better)", level, "margin", "p, corrected", "worse / better", "verdict"],
        (
            [
                one.name,
                say.number(one.before, one.unit),
                say.number(one.after, one.unit),
                say.change(one),
                say.interval(one),
                say.limit(one),
                say.p_value(one.p_adjusted),
                f"{one.worse} / {one.better}",
                str(one.verdict),
            ]
            for one in found.questions
        ),
    )]  # fmt: skip
    if found.breaks.found:
        lines += ["", "### Articles that broke", ""]
        lines += [f"- **{escaped(one.article)}**: {escaped(say.broke(one))}" for one in found.breaks.found[:_SHOWN]]
    changed = [one for one in found.articles if any(one.gains.values())]
    if changed:
        rows = (
            [one.article, one.story, *(_gain(one.gains[name]) for name in found.settings.metrics)]
            for one in changed[:_SHOWN]
        )
        lines += ["", "<details><summary>Articles that changed, worst first</summary>", ""]
        lines += [*_table(["article", "story", *found.settings.metrics], rows), "", "</details>"]
    if found.slices:
        slices = (
            [one.slice, one.metric, str(one.estimate.articles), _gain(one.estimate.gain), say.interval(one),
             say.p_value(one.p_adjusted)]
            for one in found.slices
        )  # fmt: skip
        lines += ["", "<details><summary>Slices</summary>", ""]
        lines += [*_table(["slice", "metric", "articles", "change", level, "p, corrected"], slices), "", "</details>"]
    lines += ["", "<details><summary>Fingerprints</summary>", ""]
    lines += [*_table(["", *found.names], (list(row) for row in say.fingerprints(found))), "", "</details>"]
    return "\n".join(lines) + "\n"


def _gain(value: float | None) -> str:
    return "" if value is None else f"{value:+.3f}"


def _table(heads: list[str], rows: Iterable[list[str]]) -> list[str]:
    lines = [f"| {' | '.join(map(escaped, heads))} |", f"|{'---|' * len(heads)}"]
    return lines + [f"| {' | '.join(map(escaped, row))} |" for row in rows]
