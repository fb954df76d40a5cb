"""How the public functions of `mujaz.arabic.dates` are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from mujaz.arabic.dates import anchoring, elements, eras, fields, hijri, periods, relative, single, when
from mujaz.arabic.dates import nodes as n
from mujaz.arabic.dates.credible import credible
from mujaz.arabic.dates.find import find
from mujaz.arabic.dates.parse import read_date
from mujaz.arabic.dates.resolve import points_elsewhere, resolve, resolve_node
from mujaz.arabic.dates.words import forms
from mujaz.arabic.numbers.tokens import tokenize
from tests.fuzz.calling import MORE, Call, allowed, at_tokens, ends, with_day
from tests.fuzz.invariants import spans_lie_in
from tests.fuzz.pieces import Case

__all__ = ["CALLS"]


def _resolve(case: Case) -> None:
    for day in (case.day, None):
        found = resolve(case.text, day)
        if found.start is not None and found.end is not None:
            assert found.start <= found.end
        assert found == resolve(case.text, day)


def _dates(case: Case) -> None:
    found = find(case.text)
    spans_lie_in(found, case.text)
    assert found == find(case.text)


def _nodes(case: Case) -> Iterable[n.Node]:
    tokens = tokenize(case.text)
    for at in range(min(len(tokens), MORE)):
        parsed = read_date(tokens, at)
        if parsed is not None:
            yield parsed.node
    size = case.number
    yield from (
        n.Fields(day=size % 40, month=size % 15, year=size, hijri=case.flag),
        n.Fields(month_shift=size, day=size % 33),
        n.Fields(day_shift=size, weekday=size % 7),
        n.Fields(weekday=size % 7, shift=size % 9 - 4),
        n.Week(size),
        n.Ago(abs(size), abs(size) + 3, "decade", 1),
        n.Lapse(abs(size), "month", -1),
        n.Decade(size),
        n.Century(size, before_christ=case.flag),
    )


def _resolve_node(case: Case) -> None:
    for node in _nodes(case):
        found = resolve_node(node, case.day)
        assert found.start is None or found.end is None or found.start <= found.end


def _credible(case: Case) -> None:
    tokens = tokenize(case.text)
    for at in range(min(len(tokens), MORE)):
        parsed = read_date(tokens, at)
        if parsed is not None:
            credible(tokens, at, parsed, case.flag)


def _periods(function: Callable[..., object], kind: type) -> Call:
    """The arithmetic of one kind of node; `resolve_node` makes nothing of the errors that dates out of range raise."""

    @allowed(ValueError, OverflowError)
    def call(case: Case) -> None:
        for node in _nodes(case):
            if isinstance(node, kind):
                function(node, case.day or date(2024, 2, 29))

    return call


@allowed(ValueError, OverflowError)
def _part(case: Case) -> None:
    for node in _nodes(case):
        whole = resolve_node(node, case.day)
        for of in (2, 3, 4):
            periods.part(n.Part(abs(case.number) % of, of, node, case.flag), whole)


CALLS: dict[str, Call] = {
    "dates.anchoring.add_months": lambda case: anchoring.add_months(2024, 2, case.number),
    "dates.anchoring.anchor": lambda case: [
        anchoring.anchor(node, case.day) for node in _nodes(case) if isinstance(node, n.Fields)
    ],
    "dates.credible.credible": _credible,
    "dates.elements.read_day_number": ends(elements.read_day_number, 1),
    "dates.elements.read_month": ends(elements.read_month),
    "dates.elements.read_shift": ends(elements.read_shift, 1),
    "dates.elements.read_year": ends(elements.read_year, 2, True),
    "dates.elements.sign": at_tokens(elements.sign),
    "dates.elements.word": at_tokens(elements.word),
    "dates.eras.read_century": ends(eras.read_century),
    "dates.eras.read_decade": ends(eras.read_decade),
    "dates.eras.read_season": ends(eras.read_season),
    "dates.fields.read_calendar": ends(fields.read_calendar),
    "dates.find.find": _dates,
    "dates.hijri.from_gregorian": allowed(ValueError)(with_day(hijri.from_gregorian)),
    "dates.hijri.tabulated": lambda case: hijri.tabulated(case.number),
    "dates.hijri.to_gregorian": allowed(ValueError)(
        lambda case: hijri.to_gregorian(case.number, case.number % 13, case.number % 31)
    ),
    "dates.parse.read_date": ends(read_date),
    "dates.periods.ago": _periods(periods.ago, n.Ago),
    "dates.periods.century": _periods(periods.century, n.Century),
    "dates.periods.decade": _periods(periods.decade, n.Decade),
    "dates.periods.interval": with_day(lambda day: periods.interval(day, day, "explicit")),
    "dates.periods.lapse": _periods(periods.lapse, n.Lapse),
    "dates.periods.part": _part,
    "dates.periods.season": _periods(periods.season, n.Season),
    "dates.periods.week": _periods(lambda node, day: periods.week(node.shift, day), n.Week),
    "dates.relative.read_relative": ends(relative.read_relative),
    "dates.relative.shifted_unit": ends(relative.shifted_unit),
    "dates.resolve.points_elsewhere": lambda case: points_elsewhere(case.text),
    "dates.resolve.resolve": _resolve,
    "dates.resolve.resolve_node": _resolve_node,
    "dates.single.read_part": ends(single.read_part),
    "dates.single.read_single": ends(single.read_single),
    "dates.when.day_text": with_day(when.day_text),
    "dates.when.month_end": with_day(lambda day: when.month_end(day.year, day.month)),
    "dates.when.month_text": with_day(lambda day: when.month_text(day.year, day.month)),
    "dates.when.year_text": lambda case: when.year_text(case.number),
    "dates.words.forms": lambda case: forms(case.text.split()),
}
