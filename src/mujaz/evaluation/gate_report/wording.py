"""What is said of a comparison, the same in every report."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from statistics import median

from mujaz.evaluation.compare_breaks import Break
from mujaz.evaluation.comparison import Comparison, Described, Question, SliceResult
from mujaz.evaluation.table import Unit
from mujaz.evaluation.verdict import Verdict

__all__ = [
    "advice",
    "broke",
    "chance",
    "change",
    "fingerprints",
    "interval",
    "latency",
    "limit",
    "looks",
    "number",
    "p_value",
    "summary",
    "verdict_line",
]

_MINUS, _DASH = "\u2212", "\u2013"
_PLACES: dict[Unit, int] = {"share": 3, "count": 2, "usd": 4, "tokens": 0}

_VERDICTS = {
    Verdict.PASS: "{new} is not worse than {old} by more than the margins.",
    Verdict.WARN: "{new} is not worse than {old} by more than the margins, but look at what follows.",
    Verdict.FAIL: "{new} is worse than {old}.",
    Verdict.INCONCLUSIVE: "whether {new} is worse than {old} cannot be told yet.",
}


def verdict_line(found: Comparison) -> str:
    """The verdict in a sentence."""
    old, new = (f"\u201c{name}\u201d" for name in found.names)
    return f"{found.verdict}: {_VERDICTS[found.verdict].format(old=old, new=new)}"


def summary(found: Comparison) -> list[str]:
    """What the verdict rests on, most important first; a sentence each."""
    said = []
    if found.breaks.articles:
        said.append(_broken(found))
    for verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.WARN):
        said += [_asked(one) for one in found.questions if one.verdict is verdict]
    said += [f"{looks(one)}." for one in found.slices if one.worse]
    said += [f"Note: {note}." for note in found.notes]
    if found.breaks.unchecked:
        said.append("Not looked at: vital numbers, because a run was given as bare scores.")
    if found.settings.cost and not any(one.kind == "cost" for one in found.questions):
        said.append(f"Not looked at: the cost, because no article has {found.settings.cost.metric} in both runs.")
    if not found.questions:
        said.append("Nothing was compared: no article defines a gated metric.")
    passed = [one.name for one in found.questions if one.verdict is Verdict.PASS]
    if passed:
        said.append(f"Within the margin: {', '.join(passed)}.")
    return said


def _broken(found: Comparison) -> str:
    breaks = found.breaks
    told = (
        f"{_things(breaks.articles, 'article')} broke: {', '.join(dict.fromkeys(one.article for one in breaks.found))}"
    )
    if breaks.verdict is Verdict.FAIL:
        why = "" if breaks.p == 0 else f" (chance alone: {chance(breaks.p)})"
        return f"{told}{why}."
    return (
        f"{told}. Answers vary, and so many would break by chance alone in {chance(breaks.p)} of all comparisons; "
        f"{breaks.samples or 'more'} answers an article on both sides would decide it."
    )


def _asked(one: Question) -> str:
    told = (
        f"{one.name}: {number(one.before, one.unit)} to {number(one.after, one.unit)}, {change(one)} ({interval(one)})"
    )
    match one.verdict:
        case Verdict.FAIL:
            moved = f"{_things(one.worse, 'article')} worse, {one.better} better"
            return f"{told}: worse, p {p_value(one.p_adjusted)}; {moved}."
        case Verdict.WARN:
            return f"{told}: a loss, though within the margin of {limit(one)}."
        case _:
            return f"{told}: a loss beyond {limit(one)} is not excluded. {advice(one)}"


def advice(one: Question) -> str:
    """What would decide an open question."""
    ways = []
    if one.articles_needed is not None:
        ways.append(f"about {one.articles_needed:,} articles like these (there are {one.estimate.articles})")
    if one.samples_needed is not None:
        ways.append(f"{one.samples_needed} answers an article")
    if ways:
        return f"If the difference stays as it is, {' or '.join(ways)} would probably decide."
    if one.estimate.stories < 2:
        return "Articles of one story are one observation: add other stories."
    return "The difference lies close to the margin: hardly any number of articles would decide."


def number(value: float | None, unit: Unit) -> str:
    """A value as people read it."""
    return _DASH if value is None else f"{value:,.{_PLACES[unit]}f}"


def change(one: Question) -> str:
    """The gain with its sign (+ is better); of the cost, how many times as dear."""
    return _ratio(one.estimate.gain) if one.kind == "cost" else _signed(one.estimate.gain, one.unit)


def interval(one: Question | SliceResult | Described) -> str:
    """The interval of the change."""
    found = one.estimate
    if found is None:
        return _DASH
    if isinstance(one, Question) and one.kind == "cost":
        return f"{_ratio(found.high)} to {_ratio(found.low)}"
    unit: Unit = "share" if isinstance(one, SliceResult) else one.unit
    return f"{_signed(found.low, unit)} to {_signed(found.high, unit)}"


def limit(one: Question) -> str:
    """The margin."""
    return f"\u00d7{exp(one.margin):.2f}" if one.kind == "cost" else f"{one.margin:g}"


def _ratio(gain: float | None) -> str:
    return "unbounded" if gain is None else f"\u00d7{exp(-gain):.3f}"


def _signed(value: float | None, unit: Unit) -> str:
    if value is None:
        return "unbounded"
    text = f"{abs(value):,.{_PLACES[unit]}f}"
    zero = not text.strip("0.,")
    return text if zero else f"{'+' if value > 0 else _MINUS}{text}"


def p_value(p: float | None) -> str:
    """A p-value; small ones as a bound."""
    if p is None:
        return "too few stories"
    return "< .0001" if p < 0.0001 else f"{p:.4f}"


def chance(p: float) -> str:
    """A probability in per cent."""
    return "under 0.1 %" if p < 0.001 else f"{100 * p:.1f} %"


def looks(one: SliceResult) -> str:
    """A slice that is worse."""
    gain = _signed(one.estimate.gain, "share")
    p = p_value(one.p_adjusted)
    return f"Slice {one.slice}: {one.metric} {gain} ({interval(one)}), p {p} corrected for all slices"


def broke(one: Break) -> str:
    """What broke, and in how many answers."""
    items = "; ".join(f"\u201c{item}\u201d" for item in one.items)
    times = f"{one.before[0]} of {one.before[1]} answers before, {one.after[0]} of {one.after[1]} now"
    return f"{one.says} ({times})" + (f": {items}" if items else "")


def latency(found: Comparison) -> str | None:
    """How long an answer took when it was recorded; None when that is not known of both runs."""
    if found.origins is None:
        return None
    old, new = (origin.seconds for origin in found.origins)
    both = sorted({*old} & {*new})
    if not both:
        return None
    before, after = median(old[id_] for id_ in both), median(new[id_] for id_ in both)
    return f"{before:.1f} s to {after:.1f} s an answer (median of {_things(len(both), 'article')}, when recorded)"


def fingerprints(found: Comparison) -> Iterator[tuple[str, str, str]]:
    """What identifies both runs: name, baseline, candidate."""
    old, new = found.signatures
    for name, field in (
        ("System", "system"),
        ("Model", "model"),
        ("Prompt", "prompt"),
        ("Prompt SHA-256", "prompt_sha256"),
        ("Schema SHA-256", "schema_sha256"),
        ("Gold SHA-256", "gold_sha256"),
        ("Scorer", "scorer"),
        ("Articles", "articles"),
        ("Answers an article", "samples"),
    ):
        yield name, str(getattr(old, field) or _DASH), str(getattr(new, field) or _DASH)
    if found.origins is not None:
        before, after = found.origins
        yield "From", before.source, after.source
        yield "Answered by", before.answered_by or _DASH, after.answered_by or _DASH
        yield "Recorded", before.recorded or _DASH, after.recorded or _DASH
        yield "Parameters", _parameters(before.parameters), _parameters(after.parameters)


def _parameters(given: dict[str, float | int | None]) -> str:
    return ", ".join(f"{name} {value}" for name, value in given.items() if value is not None) or _DASH


def _things(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
