"""Does the Arabic have the numbers of the English? A wrong toll is the worst mistake a brief can make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mujaz.arabic import numbers
from mujaz.arabic.numbers import Number
from mujaz.checks import _number_match as match
from mujaz.checks import english_numbers
from mujaz.checks._article_numbers import ArticleNumbers
from mujaz.checks._durations import alike, english_duration
from mujaz.checks._english_lexicon import ORDINALS
from mujaz.checks._harm import english_tolls
from mujaz.checks._lists import LONGEST_LIST
from mujaz.checks._missing_numbers import in_other_words, missing, shown
from mujaz.checks._number_labels import exchanged
from mujaz.checks.english_numbers import EnglishNumber
from mujaz.checks.subject import Citation, Subject
from mujaz.schema.brief import Finding, Severity
from mujaz.schema.draft import Casualties

__all__ = ["check"]

_STATEMENTS = ("/text_en", "/description_en", "/says_en")

_MEMBER = re.compile(r"(?<!\S)و?[ء-ي\u064b-\u0652]{3,}(?: [ء-ي\u064b-\u0652]+)*?(?=\s+و[ء-ي]|$)")
"""One of several people who are joined by «و»."""

_NOT_MORE = re.compile(
    r"(?<![ء-ي])و?(?:لا|لم|لن|ليس|ليست|عدم|دون|غير) (?:[^\s.،]+ ){0,3}(?:[وبل]{0,2}|لل)[أا](?:كثر|قل|زيد|دنى) من "
)
"""A negation that turns "more than" round: «لا تتسع لأكثر من», «عدم استيعابه أكثر من»."""

_ONE_MORE = frozenset({"third", "fourth", "fifth", "sixth", "seventh"})

_UNIT = re.compile("[ -]((?:minute|hour|day|week|month|year|decade)s?)\\b(?![ -](?:old|ago|into)\\b)")
"""Right after a number, so that it counts a span: no rate ("112 a day"), age, or distance («أول أمس», two days ago)."""
_TWO_UNITS = re.compile("(?<![ء-ي])[وفبل]?(?:يومي|أسبوعي|شهري|عامي|سنتي|ساعتي) ")
"""Two of a unit with what they are: «يومي الجمعة والسبت», «عامي 2013 و2014»."""

_SMALLEST = 2
"""Values up to this one cannot be falsified: Arabic says them with endings and articles."""


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about numbers above two, and fractions.

    `numbers.not_in_article` (error): the English has a number that the article does not have. `numbers.elsewhere`
    (warning): the article has it, but not in the cited segments; (info) in a name or caveat, and where these have no
    other number that is left out, right beside them, or "all six" of what was counted before. `numbers.derived`
    (info): the article has as many items in a list; the number is what is left of one of the article beside those whom
    the sentence names ("and 13 others"); or a caveat reckons it: one about a slip or contradiction any, others a sum,
    what is left of a hundred, or what can be counted in a text. `numbers.fraction_missing` (warning): a fraction that
    the article does not have. `numbers.used_twice` (warning): a number stands twice in the statement and once in its
    evidence, which has another number that is left out. `numbers.bound_differs` (warning): "at least" for "at most",
    or the reverse. `numbers.qualifier_lost` (info): the evidence marks the number as a bound or a rounding.
    `numbers.exchanged` (warning): the evidence has another thing or name beside the number, and that of the statement
    beside another number. `numbers.duration_differs` (warning): a span of time that the article has nowhere, where the
    evidence has one that is left out. `numbers.harm_differs` (warning): the number of the killed given for the injured
    and the like. `numbers.count_differs` (error): a casualty count that its own Arabic expression does not bear out.
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
        if citation.segments and not citation.path.startswith("/caveats/"):
            yield from _spans(citation, article, subject)
    for path, text in subject.english:
        if not path.endswith(_STATEMENTS):
            yield from _name(path, text, article)
    yield from _casualties(subject)


def _name(path: str, text: str, article: ArticleNumbers) -> Iterator[Finding]:
    """Numbers in attributions and names ("470 eyewitnesses", "105th Brigade"): they may come from anywhere."""
    for english in english_numbers.find(text):
        if max(english.figures) <= _SMALLEST or article.bear_out(english) or article.dated(english):
            continue
        yield Subject.finding_at(
            path, "numbers.not_in_article", "error", f"the article does not have the number «{english.text}»"
        )


def _statement(citation: Citation, article: ArticleNumbers, subject: Subject) -> Iterator[Finding]:
    found = english_numbers.find(citation.text)
    falsifiable = [n for n in found if max(n.figures) > _SMALLEST or n.kind == "fraction"]
    if not falsifiable and not english_tolls(citation.text):
        return
    # a caveat about what the text leaves open cites nothing: it is held against the whole article
    within = citation.segments or None
    cited = article.of(within)
    wrong = False
    for english in falsifiable:
        bearing = article.bearing(english, within)
        if english.kind == "vague":
            bearing = _free(bearing, found)
        if bearing:
            yield from _qualifiers(citation, english, bearing, cited, subject)
            continue
        if article.dated(english, within) or _counts_on(citation.text, english, found):
            continue
        if in_other_words(citation.text, english, article, within):
            continue
        wrong = True
        yield missing(citation, english, article, subject)
    if not wrong and citation.segments and not citation.path.startswith("/caveats/"):
        yield from _used_twice(citation, found, cited)
        for pair in exchanged(citation.text, found, subject.arabic(citation.segments)):
            message = (
                f"«{pair.number.text}» stands with «{pair.label}» here, with «{pair.arabic}» in the cited segments"
            )
            yield Subject.finding_at(citation.path, "numbers.exchanged", "warning", message)
        yield from _harm(citation, article, cited)


def _spans(citation: Citation, article: ArticleNumbers, subject: Subject) -> Iterator[Finding]:
    """ "Two months" for «أسبوعين»: a span that the article has nowhere, beside one of the evidence that is left out."""
    text, within = citation.text, citation.segments
    told = {number: span for number in english_numbers.find(text) if (span := english_duration(text, number))}
    unsaid = [s for s in article.spans(within) if not any(alike(s, one) for one in told.values())] if told else []
    for number, span in told.items():
        unit = _UNIT.match(text, number.end)
        if not unsaid or unit is None or number.value < _SMALLEST or _is_ordinal(number):
            continue
        if number.value == _SMALLEST and any(map(_TWO_UNITS.search, subject.arabic(within))):
            continue
        has_number = number.value <= _SMALLEST or article.bearing(number, within)
        if has_number and not article.lasts(span) and not article.lasts(span, within):
            message = f"the article has no span of «{number.text} {unit[1]}»; the cited segments have another"
            yield Subject.finding_at(citation.path, "numbers.duration_differs", "warning", message)


def _is_ordinal(number: EnglishNumber) -> bool:
    """Whether a number ranks: "third", "21st", "twenty-first"."""
    last = number.text.lower().replace("-", " ").split()[-1]
    return last in ORDINALS or (last[0].isdigit() and last[-1].isalpha())


def _free(bearing: Sequence[Number], found: Sequence[EnglishNumber]) -> list[Number]:
    """Of the Arabic numbers that may bear a vague word out, those that no figure of the statement stands for."""
    figures = [english for english in found if english.kind != "vague"]
    return [n for n in bearing if n.kind == "vague" or not any(match.means(english, n) for english in figures)]


def _counts_on(text: str, english: EnglishNumber, found: Sequence[EnglishNumber]) -> bool:
    """ "Two died at once and a third later": an ordinal that goes on from a number of the statement."""
    before = (other.value for other in found if other.end < english.start)
    is_one_more = english.text in _ONE_MORE and text[: english.start].endswith((" a ", " another "))
    return is_one_more and english.value - 1 in before


def _qualifiers(
    citation: Citation,
    english: EnglishNumber,
    bearing: Sequence[Number],
    cited: Sequence[Number],
    subject: Subject,
) -> Iterator[Finding]:
    if all(match.opposed(english, number) for number in bearing) and not any(
        map(_NOT_MORE.search, subject.arabic(citation.segments))
    ):
        yield Subject.finding_at(
            citation.path,
            "numbers.bound_differs",
            "warning",
            f"«{english.text}»: one side says at least, the other at most",
        )
    elif (
        english.kind == "count"
        # «من 5 إلى 10 بالمئة»: the sign stands at one of the numbers it belongs to
        and not (english.percent and any(number.unit == "percent" for number in cited))
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
    if len(found) < 2:
        return
    plain = [figure for n in found if n.kind == "count" and not n.also for figure in n.figures if figure > _SMALLEST]
    repeated = [figure for figure, times in Counter(plain).items() if times > 1]
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
    for figure in repeated:
        if unsaid and sum(figure in number.figures for number in cited) == 1:
            yield Subject.finding_at(
                citation.path,
                "numbers.used_twice",
                "warning",
                f"{shown(figure)} stands twice here and once in the cited segments, which also have "
                + ", ".join(shown(number.value or 0) for number in unsaid[:3]),
            )


def _harm(citation: Citation, article: ArticleNumbers, cited: Sequence[Number]) -> Iterator[Finding]:
    """ "14 killed" for «إصابة 14»: every place that has the number counts another harm with it."""
    tolls = english_tolls(citation.text)
    named = article.harms(citation.segments) if tolls else frozenset()
    for english, counted in tolls:
        if named <= counted:
            continue  # no number of the segments can count another harm
        bearing = [number for number in cited if match.means(english, number)]
        if not bearing:
            continue
        kinds = [toll.kinds for toll in article.tolls(citation.segments) if match.means(english, toll.number)]
        if len(kinds) == len(bearing) and all(counted.isdisjoint(said) for said in kinds):
            yield Subject.finding_at(
                citation.path,
                "numbers.harm_differs",
                "warning",
                f"«{english.text}» counts {' and '.join(sorted(counted))} here, "
                f"{' and '.join(sorted(kinds[0]))} in the cited segments",
            )


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
        return "warning" if count <= _SMALLEST or (members > 1 and count <= LONGEST_LIST) else "error"
    adds = low is not None and low == high and 0 < count - low <= _SMALLEST and count <= LONGEST_LIST
    return "info" if adds and " and " in (casualties.who or "") else "error"
