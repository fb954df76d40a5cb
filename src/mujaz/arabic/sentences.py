"""Cutting a text into sentences, and long sentences into segments.

A line break always ends a sentence; `.`, `!`, `?`, `؟` and `۔` do when a space follows, unless they belong to
an initial («د. علي»), a dotted abbreviation («أ. ف. ب.»), a list marker («1. ») or an ellipsis. A full stop
glued to the next word («المنطقة.وقال») ends one too. `؛` does not, but a long sentence may be cut there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, islice, pairwise
from math import inf

from mujaz.arabic.letters import LETTERS, MARKS, TATWEEL
from mujaz.arabic.mapped import Span

__all__ = ["segments", "split"]

_CLOSERS = "\"'”’»›)\\]}"
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_END = re.compile(
    f"(?<![.!?؟۔…])[.!?؟۔…]++(?:[{_CLOSERS}]++|(?:[ \\xa0][”»])++)?(?=\\s)"  # at a space
    f'|(?<=[{LETTERS}{MARKS}{_CLOSERS}])[.؟](?=["“«(]?[{LETTERS}][{MARKS}]*+[{LETTERS}])'  # glued
)
_ABBREVIATED = re.compile(
    f"(?:^|[\\s\"'“«(\\[])[ولبف]?{TATWEEL}?"
    f"(?:[{LETTERS}]{TATWEEL}?|[A-Za-z])(?:\\.[ \\xa0]?(?:[{LETTERS}]{TATWEEL}?|[A-Za-z]))*$"
)
_LIST_MARKER = re.compile(r"^\s*[\[(]?(?:\d{1,2}|[٠-٩]{1,2})$")
_ENGLISH_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|vs|No|Inc|Ltd|Jr|Sr)$")
_AFTER_YEAR = re.compile(f"[\\d٠-٩]\\s*[\\[(]?(?:ه{TATWEEL}?|م)$")
_SILENT = re.compile(f"[{MARKS}{TATWEEL}]+")
_LOOK_BACK = 24
_LOOK_AHEAD = 24
_HAS_WORD = re.compile(r"\w")
_TOKEN = re.compile(r"\S+")

_CLOCK = re.compile(
    r"\s*[\[(]?(?:[01]?\d|2[0-3]|[٠١]?[٠-٩]|٢[٠-٣]):(?:[0-5]\d|[٠-٥][٠-٩])(?::(?:[0-5]\d|[٠-٥][٠-٩]))?(?=[\s\])–—:-])"
)

_STRONG_STOP = re.compile(f"[؛;…؟?!.]+[{_CLOSERS}]*$")
_COLON = re.compile(f":[{_CLOSERS}]*$")
_COMMA = re.compile(f"[،,][{_CLOSERS}]*$")
_DASH = re.compile("[–—]$|^-$")
_CLOSED = re.compile(f"[{_CLOSERS}]$")
_OPENING = re.compile('[“«"(\\[]')
# A new clause: «وأن», «ولم», «وهو», «ويقول», «وأعلنت», «بينما». A masdar («وتوسيع») is none.
_CLAUSE = re.compile(
    "(?:[وف](?:[أإ]ن|قد|لقد|كان|لم|لن|ليس|لا|ما|هو|هي|هم|ذلك|هذا|هذه|هناك|قال|أضاف|أكد|تابع|أوضح|أشار|لفت|ذكر|أعلن|قتل)"
    f"(?:ها?|هما?|هم|ت|وا)?(?![{LETTERS}])"
    f"|و(?!ت[{LETTERS}]{{2}}ي[{LETTERS}]{{1,2}}(?![{LETTERS}]))(?:س?[يتن])[{LETTERS}]{{3,}}"
    f"|و[{LETTERS}]{{2,}}(?<!ا)ت(?![{LETTERS}])"
    "|(?:ثم|لكن|لكنه|لكنها|حيث|فيما|بينما|كما|إذ|بعدما|مضيفا|مضيفة|مؤكدا|مؤكدة|مشيرا|مشيرة|موضحا|موضحة|لافتا|معتبرا"
    f"|معتبرة|مبينا|قبل أن|بعد أن|في حين|في وقت|غير أن|إلا أن|رغم أن|علما)(?![{LETTERS}]))"
)
_AND = re.compile(f"و(?!ال|لل|بال|صولا|فقا|فق )[{LETTERS}]{{3,}}")
_CONJUNCTION = re.compile(f"(?:ثم|لكن|حيث|فيما|بينما|كما|إذ|بعد|قبل)(?![{LETTERS}])")
_AND_ANYTHING = re.compile(f"و[{LETTERS}]{{3,}}|(?:الذي|التي|الذين)(?![{LETTERS}])")
# What goes with the words before the comma: the second half of a comparison, a circumstance, a time.
_SECOND_HALF = re.compile(
    "(?:أي|مقابل|بدل|بدلا|عوضا|بل|لا|من|في|على|إلى|أن|إن|صباح|مساء|فجر|ظهر|عصر|ليل|ليلة|أمس|اليوم|يوم|السبت|الأحد"
    f"|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة)(?![{LETTERS}])"
)
_HANGING = re.compile(
    "و?(?:من|في|على|إلى|الى|عن|أن|ان|إن|أو|او|ما|لا|لم|لن|بين|مع|منذ|حتى|قد|كان|هذا|هذه|الذي|التي|يوم|عام|سنة|نحو|بـ|[\\d٠-٩]+)"
)
_OPENERS_AND_CLOSERS = {"«": 1, "“": 1, "(": 1, "[": 1, "»": -1, "”": -1, ")": -1, "]": -1}

# What a place to cut is worth; the distance from the even share takes up to _FAR off, a quotation cut _INSIDE.
_STOP, _COMMA_CLAUSE, _COMMA_AND, _COMMA_ALONE, _CUT_DASH, _COMMA_HALF = 5.0, 4.2, 3.4, 3.0, 2.6, 2.2
_CLAUSE_ALONE, _AFTER_QUOTE, _AFTER_COLON, _AND_ALONE = 1.8, 1.2, 1.0, 0.8
_FAR = 1.5
_INSERTION = 3  # words
_INSIDE = 1.0


def split(text: str) -> list[Span]:
    """Sentences in order, without surrounding whitespace; together they cover every non-space character."""
    return [span for line in _LINE.finditer(text) for span in _sentences(text, line.start(), line.end())]


def segments(text: str, max_words: int = 35) -> list[Span]:
    """Sentences, those of more than `max_words` words cut again; same order and coverage as `split`.

    A cut goes behind punctuation where there is some, rather before a new clause and near the middle, else
    before a conjunction, else at the limit; it leaves no scrap of fewer than four words unless `max_words` is
    smaller than eight. A word is what stands between spaces. A line that begins with a clock time, an entry of
    a ticker, is one segment as long as it keeps to the limit. Raises ValueError when `max_words` is below 1.
    """
    if max_words < 1:
        raise ValueError(f"max_words is {max_words}; a segment holds at least one word")
    return [
        part
        for line in _LINE.finditer(text)
        for unit in _units(text, line.start(), line.end(), max_words)
        for part in _parts(text, unit, max_words)
    ]


def _units(text: str, start: int, end: int, max_words: int) -> Iterator[Span]:
    entry = _stripped(text, start, end) if _CLOCK.match(text, start, end) else None
    if entry is not None and len(list(islice(_TOKEN.finditer(text, *entry), max_words + 1))) <= max_words:
        yield entry
    else:
        yield from _sentences(text, start, end)


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    cuts = [start, *(m.end() for m in _END.finditer(text, start, end) if _ends(text, start, m)), end]
    spans = [span for left, right in pairwise(cuts) if (span := _stripped(text, left, right))]
    pending: Span | None = None
    pending_has_word = False
    for span in spans:
        has_word = _HAS_WORD.search(text, *span) is not None
        if pending is None:
            pending, pending_has_word = span, has_word
        elif has_word and pending_has_word:
            yield pending
            pending = span
        else:
            # Stray punctuation is no sentence: it goes with its neighbour.
            pending, pending_has_word = Span(pending.start, span.end), has_word or pending_has_word
    if pending is not None:
        yield pending


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _ends(text: str, line_start: int, match: re.Match[str]) -> bool:
    stop = match[0].rstrip("\"'”’»›)]} \xa0")
    if stop.strip("…") == "" or ".." in stop:
        return False
    if stop != ".":
        return True
    before = text[max(line_start, match.start() - _LOOK_BACK) : match.start()]
    if match.start() - line_start <= _LOOK_BACK and _LIST_MARKER.match(before):
        return False
    if _AFTER_YEAR.search(before):
        return True
    return not (_ABBREVIATED.search(before) or _ENGLISH_TITLE.search(before))


def _parts(text: str, sentence: Span, max_words: int) -> Iterator[Span]:
    words = [Span(*m.span()) for m in _TOKEN.finditer(text, *sentence)]
    scrap = 4 if max_words >= 8 else 1
    depths = _depths(text, words) if len(words) > max_words else []
    first = 0
    while (rest := len(words) - first) > max_words:
        last = min(first + max_words, len(words) - scrap)
        # Prefer two halves to a long piece and a short one.
        lowest = min(first + max(scrap, min(max_words, rest - max_words) // 2), last)
        cut = _best_cut(text, words, depths, range(lowest, last + 1), first + rest / -(-rest // max_words))
        yield Span(words[first].start, words[cut - 1].end)
        first = cut
    yield Span(words[first].start, words[-1].end)


def _depths(text: str, words: list[Span]) -> list[int]:
    """How many quotations or brackets are open before each word."""
    steps = (sum(_OPENERS_AND_CLOSERS.get(sign, 0) for sign in text[start:end]) for start, end in words)
    return list(accumulate(steps, lambda depth, step: max(0, depth + step), initial=0))


def _best_cut(text: str, words: list[Span], depths: list[int], places: range, even: float) -> int:
    """Index of the word that starts the next segment, one of `places`; `even` would make all parts alike."""
    settled = (at for at in reversed(places) if not _HANGING.fullmatch(text, *words[at - 1]))
    best, most = next(settled, places[-1]), -inf
    reach = max(abs(place - even) for place in (places[0], places[-1])) or 1.0
    for at in reversed(places):
        worth = _worth(text, words[at - 1], words[at])
        if _COMMA_HALF < worth < _COMMA_CLAUSE and _beside_insertion(text, words, at):
            worth = _COMMA_HALF
        if worth:
            worth -= _FAR * abs(at - even) / reach + _INSIDE * (depths[at] > 0)
            if worth > most:
                best, most = at, worth
    return best


def _beside_insertion(text: str, words: list[Span], at: int) -> bool:
    """Whether a few words between commas («، أمس الاثنين،») or an item of a list begin or end at word `at`."""
    near = [*words[max(0, at - 1 - _INSERTION) : at - 1], *words[at : at + _INSERTION]]
    return any(text[end - 1] in "،," for _, end in near)


def _worth(text: str, left: Span, right: Span) -> float:
    """What it is worth to cut between two words, 0 where nothing speaks for it."""
    before = text[max(left.start, left.end - _LOOK_BACK) : left.end]
    after = _SILENT.sub("", text[right.start : right.start + _LOOK_AHEAD])
    if _STRONG_STOP.search(before):
        return _STOP
    clause = _CLAUSE.match(after) is not None
    if _COMMA.search(before):
        if clause:
            return _COMMA_CLAUSE
        if _AND.match(after):
            return _COMMA_AND
        return _COMMA_HALF if _SECOND_HALF.match(after) else _COMMA_ALONE
    if _DASH.search(before):
        return _CUT_DASH
    if _HANGING.fullmatch(before):
        return 0.0
    if clause or _CONJUNCTION.match(after):
        return _CLAUSE_ALONE
    if _CLOSED.search(before):
        return _AFTER_QUOTE
    if _COLON.search(before):
        return _AFTER_COLON
    return _AND_ALONE if _AND_ANYTHING.match(after) or _OPENING.match(after) else 0.0
