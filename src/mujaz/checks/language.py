"""Is the English English? Other scripts and languages, text in circles, empty phrases, placeholders, copied prompts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mujaz.arabic import language
from mujaz.arabic.folding import fold_text
from mujaz.checks._english_text import letters_of, words_of
from mujaz.checks._phrase_lists import (
    LEAK_WORDS,
    empty_phrase,
    may_leak,
    placeholders,
    prompt_runs,
    transliterated,
)
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding, Severity

__all__ = ["check"]

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʿʾ-][^\W\d_]+)*")
_QUOTED = re.compile(r"[\"“«‘(][^\"”»’)]*[\"”»’)]")
_STUTTER = re.compile(r"(\S)\1{14}|(\S.)\2{6}|(\S..)\3{5}|(\S...)\4{4}")
_EVERY_SECOND = re.compile(r"(.)\1{6}", re.DOTALL)
_EVERY_THIRD = re.compile(r"(.)\1{5}", re.DOTALL)
_EVERY_FOURTH = re.compile(r"(.)\1{4}", re.DOTALL)
_THREE = re.compile(r"(.)\1\1", re.DOTALL)
"""What every fourth character of a stutter has, whatever repeats."""
_SEGMENT = re.compile(r"[\[(]\s?(?:segments? )?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\s?\](?!\()|\(segments? \d", re.IGNORECASE)
_BRACKETED = re.compile(r"[<\[{][^<>\[\]{}]*[>\]}]|[?.…_*-]+")
_JOINTS = "'’ʿʾ-"
_ONLY_LETTERS = bytes(code if chr(code).isalpha() else ord(" ") for code in range(0x80)) + bytes(0x80)
"""What each byte of ASCII is in words of letters alone."""
_LOOP_WORDS = 4
_LOOP_TIMES = 3
_LOOP_REPEATS = _LOOP_WORDS + 1
"""Words of a loop that were there before: it is shortest where its words are one and the same, six times."""

_SHORTEST_LOOP = 2 * (_LOOP_REPEATS + 1) - 1
"""Characters of the shortest loop, six letters with spaces between; no stutter is as short."""

_FEWEST_WORDS = 6
"""Words from which the language of a field can be told."""

_ENGLISH_SHARE = 0.12
"""Share of English function words above which a field is English without asking."""

_SURE = 0.6
_UNKNOWN = "مجهول"
_FUNCTION_WORDS = frozenset(
    "a an the of in on at to by for from with and or but not no was were is are be been has have had that this it its "
    "as he she they his her their who which after before said will would could under over into during".split()
)
_LIMITS = {"/headline/text_en": 160, "description_en": 240, "text_en": 400, "says_en": 400}
_SHORTEST_LIMIT = min(_LIMITS.values())

Message = str


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about English fields.

    Errors: `language.foreign_letters` letters of another script than Latin; `language.other` a sentence in another
    language; `language.repetition` the same four words three times in one field, or a stutter of letters;
    `language.placeholder` a field that says "string" or "N/A"; `language.prompt_leak` eight words in a row of the
    prompt. Warnings: `language.transliterated` an Arabic common word in Latin letters; `language.empty_phrase` a phrase
    about the text instead of the news; `language.segment_reference` a segment number in the text; `language.cut_off`
    a sentence that ends where the field's limit is.
    """
    texts = " ".join(text for _, text in subject.english)
    looks = [look for look in _LOOKS if look.may_find(texts)]
    looks_at_names = [look for look in looks if look.at_names]
    for path, text in subject.english:
        if message := _placeholder(subject, path, text):
            yield _finding("placeholder", "error", path, message)
            continue
        sentence = text.count(" ") >= _FEWEST_WORDS - 1
        for code, severity, look, _, _ in looks if sentence else looks_at_names:
            if message := look(text):
                yield _finding(code, severity, path, message)
        if sentence and not path.startswith("/caveats/") and (phrase := empty_phrase(text)):
            yield _finding("empty_phrase", "warning", path, f"«{phrase}» says nothing about the news")
        if message := _cut_off(path, text):
            yield _finding("cut_off", "warning", path, message)


def _finding(code: str, severity: Severity, path: str, message: str) -> Finding:
    return Finding(code=f"language.{code}", severity=severity, path=path, message=message)


# --- script and language -----------------------------------------------------------------------------


def _foreign(text: str) -> Message | None:
    """Words with a letter that is not Latin."""
    if text.isascii():
        return None
    words = [word for word in _WORD.findall(text) if not all(_is_latin(letter) for letter in word)]
    if not words:
        return None
    listed = ", ".join(f"«{word}»" for word in words[:3])
    mixed = " in the middle of a word" if language.mixed_words(" ".join(words)) else ""
    return f"an English field has letters of another script{mixed}: {listed}"


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER LETTER"))


def _other_language(text: str) -> Message | None:
    words = letters_of(text)
    english = sum(map(_FUNCTION_WORDS.__contains__, words))
    if len(words) < _FEWEST_WORDS or english > _ENGLISH_SHARE * len(words) or _capitals(text) > 0.6:
        return None
    found = language.detect(text)
    if found.arabic_share > 0 or found.code in ("en", "und") or found.confidence < _SURE:
        return None
    return f"this is not English, it looks like «{found.code}»"


def _capitals(text: str) -> float:
    """Share of words with a capital letter: a list of names has no language."""
    words = _WORD.findall(text)
    return len([word for word in words if word[0].isupper()]) / max(1, len(words))


def _transliterated(text: str) -> Message | None:
    """Words written small outside quotation marks and brackets, where they are mentioned and not used."""
    known = transliterated()
    if known.keys().isdisjoint(letters_of(_plain(text.replace(" al-", " ")))):
        return None
    for word in _TOKEN.findall(_QUOTED.sub(" ", text)):
        if word[0].islower() and _plain(word) in known:
            return f"«{word}» is Arabic; in English: {known[_plain(word)]}"
    return None


def _may_be_transliterated(texts: str) -> bool:
    """Whether one of several texts, with spaces between, has such a word: no other letters than ASCII's are in any."""
    letters = _plain(f" {texts}".replace(" al-", " ")).lower().encode("ascii", "replace")
    return not transliterated().keys().isdisjoint(letters.translate(_ONLY_LETTERS).decode().split())


def _plain(word: str) -> str:
    word = word.removeprefix("al-")
    for joint in _JOINTS:  # quicker than `str.translate`, to which each other letter is an error
        word = word.replace(joint, "")
    return word


# --- emptiness ---------------------------------------------------------------------------------------


def _loop(text: str) -> Message | None:
    if len(text) < _SHORTEST_LOOP:
        return None
    words = letters_of(text)
    if len(words) - len(set(words)) >= _LOOP_REPEATS:
        grams = Counter(zip(*(words[i:] for i in range(_LOOP_WORDS)), strict=False))
        gram, times = grams.most_common(1)[0]
        if times >= _LOOP_TIMES:
            return f"the text repeats itself: «{' '.join(gram)}»"
    stutter = _STUTTER.search(text) if _may_stutter(text) else None
    return f"the text repeats itself: «{stutter[0]}»" if stutter else None


def _may_stutter(text: str) -> bool:
    """Whether every second, third or fourth character is the same for as long as in every stutter; hardly any text is
    searched for one."""
    if _EVERY_THIRD.search(text[::3]):
        return True
    fourth = text[::4]
    return _THREE.search(fourth) is not None and (
        _EVERY_FOURTH.search(fourth) is not None or _EVERY_SECOND.search(text[::2]) is not None
    )


def _placeholder(subject: Subject, path: str, text: str) -> Message | None:
    bare = text.strip().strip("\"'.,:;!?()<>[]{}*_ ").lower()
    listed = placeholders()
    says_nothing = bare in listed and not (listed[bare] and path in _said_to_be_unknown(subject))
    if says_nothing or _BRACKETED.fullmatch(text.strip()):
        return f"«{text.strip()[:60]}» stands for nothing; give what the article says, or null where that is allowed"
    return None


def _said_to_be_unknown(subject: Subject) -> frozenset[str]:
    """The English names whose Arabic says that somebody is unknown («مسلحون مجهولون»)."""
    found = set()
    for i, event in enumerate(subject.draft.events):
        for group, people in (("actors", event.actors), ("targets", event.targets)):
            for j, actor in enumerate(people):
                if actor.name_ar and _UNKNOWN in fold_text(actor.name_ar):
                    found.add(f"/events/{i}/{group}/{j}/name_en")
    return frozenset(found)


def _leak(text: str) -> Message | None:
    words = words_of(text)
    if not may_leak(words):
        return None
    known = prompt_runs()
    runs = zip(*(words[i:] for i in range(LEAK_WORDS)), strict=False)
    run = next(filter(known.__contains__, runs), None)
    return f"«{' '.join(run)}» is copied from the instructions" if run else None


def _segment_reference(text: str) -> Message | None:
    found = _SEGMENT.search(text) if "[" in text or "(" in text else None
    return f"«{found[0]}»: segment numbers belong into evidence" if found else None


def _cut_off(path: str, text: str) -> Message | None:
    if len(text) < _SHORTEST_LIMIT - 1:
        return None
    limit = next((size for end, size in _LIMITS.items() if path.endswith(end)), None)
    if limit is None or len(text) < limit - 1 or not text[-1].isalnum():
        return None
    return f"the sentence breaks off at the limit of {limit} characters"


class _Look(NamedTuple):
    """A question about a field, asked only if `may_find` does not say of all of them together that no field has it."""

    code: str
    severity: Severity
    look: Callable[[str], Message | None]
    may_find: Callable[[str], bool] = bool
    at_names: bool = True


_LOOKS = (
    _Look("foreign_letters", "error", _foreign, lambda texts: not texts.isascii()),
    _Look("other", "error", _other_language, at_names=False),
    _Look("repetition", "error", _loop),
    _Look("prompt_leak", "error", _leak, at_names=False),
    _Look("transliterated", "warning", _transliterated, _may_be_transliterated),
    _Look("segment_reference", "warning", _segment_reference, lambda texts: "[" in texts or "(" in texts),
)
