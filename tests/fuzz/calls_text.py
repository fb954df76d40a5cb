"""How the public functions of `mujaz.arabic` over running text and names are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mujaz.arabic import (
    chrome,
    chrome_bars,
    chrome_patterns,
    chrome_phrases,
    english_forms,
    evasion,
    evasion_bars,
    evasion_joints,
    evasion_proof,
    evasion_spaces,
    folding,
    glossary_entries,
    glossary_forms,
    language,
    letters,
    name_sounds,
    names,
    rewriting,
    sentences,
    transliteration,
)
from mujaz.arabic.mapped import Edit
from mujaz.errors import ReadError
from tests.fuzz.calling import Call, allowed, lines, mapped, settles, words
from tests.fuzz.invariants import is_mapped, spans_lie_in
from tests.fuzz.pieces import Case

__all__ = ["CALLS"]


def _fold_text(case: Case) -> None:
    assert folding.fold_text(case.text) == folding.fold(case.text).text


def _fold(case: Case) -> None:
    folded = folding.fold(case.text)
    is_mapped(folded, case.text)
    assert folding.fold(folded.text).text == folded.text
    assert "".join(folding.fold(c).text for c in case.text).replace(" ", "") == folded.text.replace(" ", "")


def _unfold(case: Case) -> None:
    folded = folding.fold(case.text)
    size = len(folded.text)
    start, end = sorted((abs(case.number) % (size + 1), abs(case.number // 7) % (size + 1)))
    span = folding.unfold(folded, case.text, start, end)
    assert 0 <= span.start <= span.end <= len(case.text)
    assert (span.start == span.end) == (start == end)


def _split(function: Callable[[str], Sequence[tuple[int, int]]]) -> Call:
    def call(case: Case) -> None:
        found = function(case.text)
        spans_lie_in(found, case.text)
        assert all(case.text[start:end].strip() == case.text[start:end] for start, end in found)
        covered = "".join(case.text[start:end] for start, end in found)
        assert "".join(covered.split()) == "".join(case.text.split())

    return call


def _segments(case: Case) -> None:
    most = abs(case.number) % 40 + 1
    _split(lambda text: sentences.segments(text, most))(case)
    assert all(len(case.text[start:end].split()) <= most for start, end in sentences.segments(case.text, most))


def _strip(case: Case) -> None:
    settles(chrome.strip)(case)
    for learned in chrome.strip(case.text).learned:
        assert 0 <= learned.start <= learned.end <= len(case.text)


def _glossary(case: Case) -> None:
    known = names.glossary()
    hits = known.find(case.text, common_words=case.flag)
    spans_lie_in([(hit.start, hit.end) for hit in hits], case.text, same_allowed=True)
    known.lookup(case.text)
    known.accepts(case.text, case.other)
    known.contradicts(case.text, case.other)
    known.place(case.text, case.other or None)
    assert not known.is_title("") or case.text is not None


def _fits(case: Case) -> None:
    assert names.fits(case.text[:80], case.other[:80]) in (True, False)


def _sounds(read: Callable[[str], name_sounds.Sounds]) -> Call:
    """The lists have one item a sound, and the words lie in them."""

    def call(case: Case) -> None:
        found = read(case.text)
        assert len(found.symbols) == len(found.weights) == len(found.omissions)
        assert all(0 <= start < end <= len(found.symbols) for start, end in found.words)

    return call


def _similarity(case: Case) -> None:
    found = transliteration.similarity(case.text[:80], case.other[:80])
    assert 0.0 <= found <= 1.0
    enough = transliteration.similarity(case.text[:80], case.other[:80], at_least=names.THRESHOLD)
    assert enough == found or found < names.THRESHOLD


def _detect(case: Case) -> None:
    found = language.detect(case.text)
    assert 0.0 <= found.confidence <= 1.0
    assert 0.0 <= found.arabic_share <= 1.0


def _scripts(case: Case) -> None:
    found = language.scripts(case.text)
    assert not found or abs(sum(found.values()) - 1.0) < 1e-9


def _rewritten(case: Case) -> None:
    text = case.text
    at = abs(case.number) % (len(text) + 1)
    end = min(len(text), at + 3)
    edit = Edit("test", at, end, text[at:end], "", "dropped")
    is_mapped(rewriting.rewritten(text, [rewriting.Rewriting(edit)] if end > at else []), text)


def _chains(case: Case) -> None:
    for chain in evasion_joints.chains(case.text):
        assert len(chain.pieces) == len(chain.joints) + 1
        assert all(0 <= start <= end <= len(case.text) for start, end in chain.pieces)


def _spaced(case: Case) -> None:
    known = evasion_proof.Vocabulary([case.text])
    found = list(evasion_spaces.spaced(case.text, evasion_proof.Watchlist.bundled(), known, []))
    assert all(0 <= start < end <= len(case.text) for start, end in found)


def _is_alef(case: Case) -> None:
    known = evasion_proof.Vocabulary([case.text])
    evasion_bars.is_alef(case.text[:9], case.other[:9], known, opens_line=case.flag)


def _menu(case: Case) -> None:
    at = abs(case.number) % (len(case.text) + 1)
    evasion_bars.stands_in_menu(case.text, at, min(at + 3, len(case.text)))


def _has_latin(case: Case) -> None:
    assert letters.has_latin(case.text) == any(c.isascii() and c.isalpha() for c in case.text)


def _word_start(case: Case) -> None:
    for end in range(min(len(case.text), 99) + 1):
        assert 0 <= letters.word_start(case.text, end) <= end


def _bare_words(case: Case) -> None:
    found = glossary_forms.bare_words(case.text)
    assert found[0] == (0, case.text)
    assert all(case.text.endswith(bare.removeprefix("ال").removeprefix("ا")) for _, bare in found[1:])


def _english_key(case: Case) -> None:
    key = english_forms.english_key(case.text)
    assert english_forms.english_key(key) == key or not key.isascii() or " " in key


CALLS: dict[str, Call] = {
    "chrome.strip": _strip,
    "chrome_bars.bar_of": lines(chrome_bars.bar_of),
    "chrome_bars.signed_by": lines(chrome_bars.signed_by),
    "chrome_patterns.is_date_bar": lines(chrome_patterns.is_date_bar),
    "chrome_patterns.is_nav": lines(chrome_patterns.is_nav),
    "chrome_patterns.is_share_bar": lines(chrome_patterns.is_share_bar),
    "chrome_patterns.learned_value": lines(chrome_patterns.learned_value),
    "chrome_patterns.outlet_like": lines(chrome_patterns.outlet_like),
    "chrome_phrases.phrase_kind": lambda case: chrome_phrases.phrase_kind(case.text, is_sentence=case.flag),
    "english_forms.english_key": _english_key,
    "english_forms.spellings": lambda case: list(english_forms.spellings(case.text, place=case.flag)),
    "evasion.repair": settles(evasion.repair),
    "evasion_bars.is_alef": _is_alef,
    "evasion_bars.stands_in_menu": _menu,
    "evasion_joints.chains": _chains,
    "evasion_proof.stem": words(evasion_proof.stem),
    "evasion_spaces.spaced": _spaced,
    "folding.fold": _fold,
    "folding.fold_text": _fold_text,
    "folding.is_mark": lambda case: [folding.is_mark(character) for character in case.text],
    "folding.unfold": _unfold,
    "glossary_entries.parse": allowed(ReadError)(
        lambda case: glossary_entries.parse(f"english\tarabic\tflags\n{case.text}\t{case.other}", "x.tsv")
    ),
    "language.detect": _detect,
    "language.mixed_words": lambda case: spans_lie_in(language.mixed_words(case.text), case.text),
    "language.scripts": _scripts,
    "glossary_forms.bare_words": _bare_words,
    "glossary_forms.declined": lambda case: list(glossary_forms.declined(case.text)),
    "glossary_forms.folded_form": lambda case: glossary_forms.folded_form(case.text),
    "glossary_forms.loosened": lambda case: list(glossary_forms.loosened(case.text)),
    "letters.compared": lambda case: letters.compared(case.text),
    "letters.has_latin": _has_latin,
    "letters.word_start": _word_start,
    "name_sounds.arabic_sounds": _sounds(name_sounds.arabic_sounds),
    "name_sounds.english_sounds": _sounds(name_sounds.english_sounds),
    "names.fits": _fits,
    "names.glossary": _glossary,
    "rewriting.rewritten": _rewritten,
    "rewriting.settled": mapped(lambda text: rewriting.settled(text, lambda raw: evasion.repair(raw))),
    "sentences.segments": _segments,
    "sentences.split": _split(sentences.split),
    "transliteration.similarity": _similarity,
}
