"""Does the Arabic have the numbers of the English? A wrong toll is the worst mistake a brief can make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from mujaz.arabic import numbers
from mujaz.arabic.numbers import Number
from mujaz.checks import _number_match as match
from mujaz.checks import english_numbers
from mujaz.checks._article_numbers import ArticleNumbers
from mujaz.checks._harm import english_tolls
from mujaz.checks.english_numbers import EnglishNumber
from mujaz.checks.subject import Citation, Subject
from mujaz.schema.brief import Finding, Severity
from mujaz.schema.draft import Casualties

__all__ = ["check"]

_STATEMENTS = ("/text_en", "/description_en", "/says_en")
_IN_NAME = re.compile(r"[A-Z][a-z]*(?:st|nd|rd|th)(?: [A-Z]|-)|\d+(?:st|nd|rd|th) [A-Z]|(?:First|Second|Third) [A-Z]")
"""An ordinal that is a part of a name."""

_ITEM = re.compile(r"\s*(?:[-\u2013\u2014\u2022*\u25aa]|\(?\d{1,2}[.)\-])\s*")
_LONGEST_LIST = 12
"""Items of a list, or people in a count, up to which English says their number where Arabic names them."""

_MEMBER = re.compile(r"(?<!\S)و?[ء-ي\u064b-\u0652]{3,}(?: [ء-ي\u064b-\u0652]+)*?(?=\s+و[ء-ي]|$)")
"""One of several people who are joined by «و»."""

_SMALLEST = 2
"""Values up to this one cannot be falsified: Arabic says them with endings and articles."""


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about numbers above two, and fractions.

    `numbers.not_in_article` (error): the English has a number that the article does not have. `numbers.elsewhere`
    (warning): the article has it, but not in the cited segments; (info) right beside them, in a name, or in a caveat.
    `numbers.derived` (info): the article has as many items in a list, or a caveat about a slip or contradiction
    reckons the number. `numbers.fraction_missing` (warning): a fraction
    that the article does not have. `numbers.used_twice` (warning): a number stands twice in the statement and once
    in its evidence, which has another number that is left out. `numbers.bound_differs` (warning): "at least" for
    "at most", or the reverse. `numbers.qualifier_lost` (info): the evidence marks the number as a bound or a
    rounding. `numbers.harm_differs` (warning): the number of the killed given for the injured and the like.
    `numbers.count_differs` (error): a casualty count that its own Arabic expression does not bear out.
    """
    article = ArticleNumbers(subject)
    reckoning = {
        f"/caveats/{i}" for i, caveat in enumerate(subject.draft.caveats) if caveat.kind in ("slip", "contradiction")
    }
    for citation in subject.citations:
        for finding in _statement(citation, article, subject):
            if finding.code == "numbers.not_in_article" and citation.path in reckoning:
                finding = finding.model_copy(update={"code": "numbers.derived", "severity": "info"})
            yield finding
    for path, text in subject.english:
        if not path.endswith(_STATEMENTS):
            yield from _name(path, text, article)
    yield from _casualties(subject)


def _name(path: str, text: str, article: ArticleNumbers) -> Iterator[Finding]:
    """Numbers in attributions and names ("470 eyewitnesses", "105th Brigade"): they may come from anywhere."""
    for english in english_numbers.find(text):
        if max(english.values) <= _SMALLEST or match.borne_out(english, article.all) or article.dated(english):
            continue
        yield Subject.finding_at(
            path, "numbers.not_in_article", "error", f"the article does not have the number «{english.text}»"
        )


def _statement(citation: Citation, article: ArticleNumbers, subject: Subject) -> Iterator[Finding]:
    found = english_numbers.find(citation.text)
    if not found:
        return
    # a caveat about what the text leaves open cites nothing: it is held against the whole article
    cited = article.of(citation.segments) if citation.segments else article.all
    wrong = False
    for english in found:
        if max(english.values) <= _SMALLEST and english.kind != "fraction":
            continue
        bearing = [number for number in cited if match.means(english, number)]
        if english.kind == "vague":
            bearing = _free(bearing, found)
        if bearing:
            yield from _qualifiers(citation, english, bearing, cited)
            continue
        if article.dated(english, citation.segments or None):
            continue
        wrong = True
        yield _missing(citation, english, article, subject)
    if not wrong and citation.segments and not citation.path.startswith("/caveats/"):
        yield from _used_twice(citation, found, cited)
        yield from _harm(citation, article, cited)


def _free(bearing: Sequence[Number], found: Sequence[EnglishNumber]) -> list[Number]:
    """Of the Arabic numbers that may bear a vague word out, those that no figure of the statement stands for."""
    figures = [english for english in found if english.kind != "vague"]
    return [n for n in bearing if n.kind == "vague" or not any(match.means(english, n) for english in figures)]


def _missing(citation: Citation, english: EnglishNumber, article: ArticleNumbers, subject: Subject) -> Finding:
    if match.borne_out(english, article.all) or article.dated(english):
        return Subject.finding_at(
            citation.path,
            "numbers.elsewhere",
            "info" if _is_near(citation, english, article, subject) else "warning",
            f"«{english.text}» is in the article, but not in the cited segments",
        )
    if english.kind == "fraction":
        return Subject.finding_at(
            citation.path,
            "numbers.fraction_missing",
            "warning",
            f"the article does not have the fraction «{english.text}»",
        )
    if english.kind == "count" and english.sense == "exact" and english.value in listed(subject, citation.segments):
        return Subject.finding_at(
            citation.path, "numbers.derived", "info", f"«{english.text}» is the number of items in a list"
        )
    return Subject.finding_at(
        citation.path, "numbers.not_in_article", "error", f"the article does not have the number «{english.text}»"
    )


def _is_near(citation: Citation, english: EnglishNumber, article: ArticleNumbers, subject: Subject) -> bool:
    """Whether a number that is not in the cited segments needs no other citation.

    It stands right beside them, belongs to a name ("the Fourth Regiment"), or is compared in a caveat.
    """
    if citation.path.startswith("/caveats/") or _IN_NAME.match(citation.text, english.start):
        return True
    beside = subject.beside(citation.segments)
    return match.borne_out(english, article.of(beside)) or article.dated(english, beside)


def listed(subject: Subject, segments: Iterable[int]) -> frozenset[int]:
    """Sizes, at most twelve, of the lists that these segments open with a colon at their end.

    Items with a mark are counted as long as they have one; others up to the next segment that goes on with «و», as the
    items of a list do not, or the end of the text.
    """
    sizes = set()
    for number in segments:
        segment = subject.cleaned.segment(number)
        if segment is None or not segment.text.rstrip().endswith(":"):
            continue
        size = 0
        marked = False
        while (item := subject.cleaned.segment(number + size + 1)) is not None and size <= _LONGEST_LIST:
            has_mark = _ITEM.match(item.text) is not None
            marked = marked or (size == 0 and has_mark)
            if (marked and not has_mark) or (size and not marked and item.text.startswith("و")):
                break
            size += 1
        sizes.add(size)
    return frozenset(size for size in sizes if size <= _LONGEST_LIST)


def _qualifiers(
    citation: Citation, english: EnglishNumber, bearing: Sequence[Number], cited: Sequence[Number]
) -> Iterator[Finding]:
    # «من 5 إلى 10 بالمئة»: the sign stands at one of the numbers it belongs to
    percent = any(number.unit == "percent" for number in cited)
    if all(match.opposed(english, number) for number in bearing):
        yield Subject.finding_at(
            citation.path,
            "numbers.bound_differs",
            "warning",
            f"«{english.text}»: one side says at least, the other at most",
        )
    elif (
        english.kind == "count"
        and not (english.percent and percent)
        and all(match.other_unit(english, number) for number in bearing)
    ):
        yield Subject.finding_at(
            citation.path, "numbers.unit_differs", "warning", f"«{english.text}»: a percentage on one side only"
        )
    elif english.kind == "count" and all(match.vaguer(english, number) for number in bearing):
        said = bearing[0].qualifier.replace("_", " ")
        yield Subject.finding_at(
            citation.path, "numbers.qualifier_lost", "info", f"«{english.text}» is not exact in the article: {said}"
        )


def _used_twice(citation: Citation, found: Sequence[EnglishNumber], cited: Sequence[Number]) -> Iterator[Finding]:
    """A number copied over another one: "5 killed and 5 injured" for «خمسة قتلى و14 جريحاً»."""
    plain = [n for n in found if n.kind == "count" and n.value > _SMALLEST and not n.also]
    repeated = [value for value, times in Counter(n.value for n in plain).items() if times > 1]
    if not repeated:
        return
    unsaid = [
        number
        for number in cited
        if number.kind in ("digits", "words")
        and number.value is not None
        and number.value > _SMALLEST
        and not any(match.means(english, number) for english in found)
    ]
    for value in repeated:
        if unsaid and sum(value in number.figures for number in cited) == 1:
            yield Subject.finding_at(
                citation.path,
                "numbers.used_twice",
                "warning",
                f"{_shown(value)} stands twice here and once in the cited segments, which also have "
                + ", ".join(_shown(Fraction(number.value or 0)) for number in unsaid[:3]),
            )


def _harm(citation: Citation, article: ArticleNumbers, cited: Sequence[Number]) -> Iterator[Finding]:
    """ "14 killed" for «إصابة 14»: every place that has the number counts another harm with it."""
    for english, counted in english_tolls(citation.text):
        bearing = [number for number in cited if match.means(english, number)]
        kinds = [toll.kinds for toll in article.tolls(citation.segments) if match.means(english, toll.number)]
        if bearing and len(kinds) == len(bearing) and all(counted.isdisjoint(said) for said in kinds):
            yield Subject.finding_at(
                citation.path,
                "numbers.harm_differs",
                "warning",
                f"«{english.text}» counts {' and '.join(sorted(counted))} here, "
                f"{' and '.join(sorted(kinds[0]))} in the cited segments",
            )


def _shown(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):g}"


def _casualties(subject: Subject) -> Iterator[Finding]:
    for i, event in enumerate(subject.draft.events):
        for j, casualties in enumerate(event.casualties):
            if casualties.count is None:
                continue
            said = numbers.quantity(casualties.expression_ar)
            low = said.min if said.min is not None else said.best
            high = said.max if said.max is not None else said.best
            known = low is not None or high is not None
            too_low = low is not None and casualties.count < low
            too_high = high is not None and casualties.count > high
            if too_low or too_high or (not known and casualties.count > _SMALLEST):
                severity = _count_severity(casualties, low, high)
                if severity is None:
                    continue
                yield Subject.finding_at(
                    f"/events/{i}/casualties/{j}/count",
                    "numbers.count_differs",
                    severity,
                    f"count {casualties.count} does not follow from «{casualties.expression_ar}»",
                )


def _count_severity(casualties: Casualties, low: int | None, high: int | None) -> Severity | None:
    """How bad it is that a count does not follow from its expression; None where it adds people up.

    «ضابط وأمين شرطة» are two; "the commander and two companions" are one more than «اثنين من مرافقيه». A figure that
    the count belies is an error.
    """
    count, expression = casualties.count or 0, casualties.expression_ar
    if not any(number.kind in ("digits", "words", "vague") for number in numbers.find(expression)):
        members = len(_MEMBER.findall(expression))
        if count == members and (low is None or count >= low):
            return None
        return "warning" if count <= _SMALLEST or (members > 1 and count <= _LONGEST_LIST) else "error"
    adds = low is not None and low == high and 0 < count - low <= _SMALLEST and count <= _LONGEST_LIST
    return "info" if adds and " and " in (casualties.who or "") else "error"
