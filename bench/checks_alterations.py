"""English sentences made wrong by rule, one fact at a time; none of it uses the code of the checks.

    numbers      a number above two, in digits or words, made another of the same look
    names        a proper name made another of the same half of the corpus, which its document does not have
    negation     "not" taken out, or put in
    attribution  "X said that", at the head or the end, taken out, the attribution left null
    dates        a weekday or a month made another
    certainty    "will", "may", "could" ... taken out and the verb put into the past
    conditions   "if ...", "unless ..." taken out of a sentence about the future
    opposites    a word made its opposite: "won" for "lost", "exports" for "imports"
    scope        a part made the whole: "all of the" for "most of the", "all games" for "some games"

What counts as a proper name: a run of up to three capitalised words inside a sentence that is no title, none of which
ever stands in small letters in the corpus; abbreviations in capitals are left out. So "Appeals", "Headmasters" and
"Moon" count as names.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from checks_corpus import HALVES, Pair

__all__ = ["ALTERATIONS", "Altered"]


class Altered(NamedTuple):
    """A sentence with one fact changed: which kind of fact, what stands for what."""

    pair: Pair
    kind: str
    change: str
    english: str


# --- numbers -----------------------------------------------------------------------------------------

_DIGITS = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?")
_CLASSES = {
    "words": "three four five six seven eight nine ten eleven twelve thirteen fifteen sixteen eighteen nineteen",
    "tens": "twenty thirty forty fifty sixty seventy eighty ninety",
    "scale words": "hundred thousand million billion",
    "ordinals": "third fourth fifth sixth seventh eighth ninth tenth",
    "vague words": "dozens hundreds thousands millions",
}
_WORD_CLASS = {word: name for name, words in _CLASSES.items() for word in words.split()}
_WORDS = re.compile(r"(?<![\w-])(?:" + "|".join(_WORD_CLASS) + r")\b", re.IGNORECASE)


def numbers(pairs: list[Pair], chance: random.Random) -> Iterator[Altered]:
    """Every number above two, each changed by itself."""
    for pair in pairs:
        for match in _DIGITS.finditer(pair.english):
            before = match[0].rstrip(",")
            if float(before.replace(",", "")) > 2:
                yield _replaced(pair, "digits", match.start(), before, _other_digits(before, chance))
        for match in _WORDS.finditer(pair.english):
            kind = _WORD_CLASS[match[0].lower()]
            after = chance.choice([word for word in _CLASSES[kind].split() if word != match[0].lower()])
            yield _replaced(pair, kind, match.start(), match[0], after.capitalize() if match[0].istitle() else after)


def _replaced(pair: Pair, kind: str, start: int, before: str, after: str) -> Altered:
    text = pair.english
    return Altered(pair, kind, f"{before} -> {after}", text[:start] + after + text[start + len(before) :])


def _other_digits(before: str, chance: random.Random) -> str:
    """Another number of the same look: one digit changed, or two neighbours exchanged."""
    places = [i for i, sign in enumerate(before) if sign.isdigit()]
    while True:
        after = list(before)
        at = chance.choice(places)
        if chance.random() < 0.3 and len(places) > 1:
            first = chance.randrange(len(places) - 1)
            i, j = places[first], places[first + 1]
            after[i], after[j] = after[j], after[i]
        else:
            after[at] = chance.choice("123456789")
        changed = "".join(after)
        if changed[0] != "0" and float(changed.replace(",", "")) not in (float(before.replace(",", "")), 1.0, 2.0):
            return changed


# --- dates -------------------------------------------------------------------------------------------

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b(?! [A-Z])")
_MONTH = re.compile(
    rf"\b(?:in|of|on|since|until|last|this|by) ({'|'.join(_MONTHS)})\b(?! [A-Z])|\b({'|'.join(_MONTHS)}) \d"
)


def dates(pairs: list[Pair], chance: random.Random) -> Iterator[Altered]:
    """The first weekday and the first month of a sentence, each made another that the sentence does not have."""
    for kind, pattern, words in (("weekdays", _DAY, _DAYS), ("months", _MONTH, _MONTHS)):
        for pair in pairs:
            if match := pattern.search(pair.english):
                group = next((i for i in range(1, (match.lastindex or 0) + 1) if match.group(i)), 0)
                other = chance.choice([word for word in words if word not in pair.english])
                yield _replaced(pair, kind, match.start(group), match[group], other)


# --- names -------------------------------------------------------------------------------------------

_RUN = re.compile(r"\b[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*")
_SMALL = re.compile(r"\b[a-z]+\b")
_INSIDE = re.compile("[a-z,] $")
_GAP = re.compile("[ -]")


def names(pairs: list[Pair], chance: random.Random) -> Iterator[Altered]:
    """One name of each sentence that has any, exchanged within its half of the corpus."""
    small = {word for pair in pairs for word in _SMALL.findall(pair.english)}
    for half in HALVES:
        of_half = [pair for pair in pairs if pair.document.half == half]
        known = sorted({match.group() for pair in of_half for match in _proper(pair.english, small)})
        for pair in of_half:
            if found := _proper(pair.english, small):
                match = chance.choice(found)
                here = "\n".join(pair.document.english)
                other = chance.choice(known)
                while any(word in here for word in _GAP.split(other)):
                    other = chance.choice(known)
                yield _replaced(pair, "names", match.start(), match[0], other)


def _proper(english: str, small: set[str]) -> list[re.Match[str]]:
    if sum(word[0].isupper() for word in english.split()) > 0.5 * len(english.split()):
        return []
    found = (match for match in _RUN.finditer(english) if _INSIDE.search(english[: match.start()]))
    return [match for match in found if _is_name(_GAP.split(match.group()), small)]


def _is_name(words: list[str], small: set[str]) -> bool:
    return len(words) <= 3 and not any(
        word in _DAYS or word in _MONTHS or word.lower() in small or word[1:].isupper() for word in words
    )


# --- opposites ---------------------------------------------------------------------------------------

_OPPOSITES = {
    "movement": "rose:fell rise:fall rises:falls rising:falling increase:decrease increases:decreases "
    "increased:decreased increasing:decreasing grew:shrank higher:lower growth:decline",
    "contest": "won:lost win:lose wins:loses winning:losing victory:defeat succeeded:failed succeed:fail "
    "success:failure successful:unsuccessful",
    "answer": "confirmed:denied confirm:deny confirms:denies accepted:rejected accept:reject accepting:rejecting "
    "approved:rejected approve:reject allowed:banned allow:ban allowing:banning allows:bans support:oppose "
    "supported:opposed supporters:opponents supporting:opposing praised:condemned welcomed:condemned",
    "act": "opened:closed opening:closing opens:closes arrested:freed began:ended "
    "begins:ends started:finished starts:ends bought:sold buying:selling buy:sell imports:exports import:export "
    "strengthen:weaken strengthening:weakening appointed:dismissed arrived:departed sent:received "
    "convicted:acquitted imposed:lifted postponed:cancelled killed:survived",
    "state": "majority:minority profit:loss profits:losses surplus:deficit north:south northern:southern east:west "
    "eastern:western temporary:permanent peaceful:violent employment:unemployment improved:worsened "
    "morning:evening husband:wife father:mother brother:sister civilians:soldiers highest:lowest maximum:minimum "
    "next:last tomorrow:yesterday urban:rural rich:poor allies:enemies mandatory:voluntary",
}
_OPPOSITE = {
    one: (kind, other)
    for kind, listed in _OPPOSITES.items()
    for pair in listed.split()
    for one, other in (pair.split(":"), pair.split(":")[::-1])
}
_TURNABLE = re.compile(
    r"(?<![\w-])(?!(?:next|last) (?!week|month|year|summer|winter))(?:" + "|".join(_OPPOSITE) + r")(?![\w-])"
)


def opposites(pairs: list[Pair], _: random.Random) -> Iterator[Altered]:
    """Every word that has an opposite, each turned by itself, whatever it means where it stands; in no name."""
    for pair in pairs:
        for match in _TURNABLE.finditer(pair.english):
            kind, other = _OPPOSITE[match[0]]
            yield _replaced(pair, kind, match.start(), match[0], other)


# --- scope -------------------------------------------------------------------------------------------

_PART_OF = re.compile(
    r"\b(?:most|some|many|several|part|much|dozens|half) of (?=(?:the|its|his|her|their|them|those|these|our|us)\b)"
)
_SOME = re.compile(r"\b(?:[Mm]ost|[Ss]ome|[Mm]any|[Ss]everal) (?=[a-z]+s\b)")


def scope(pairs: list[Pair], _: random.Random) -> Iterator[Altered]:
    """Every word for a part made one for the whole, each by itself."""
    for pair in pairs:
        for kind, pattern, whole in (("part of", _PART_OF, "all of "), ("some", _SOME, "all ")):
            for match in pattern.finditer(pair.english):
                yield _replaced(pair, kind, match.start(), match[0], whole)


# --- nations -----------------------------------------------------------------------------------------

_NATIONS = (
    "American:US|U.S|United|America|Washington British:UK|Britain|London|English Chinese:China|Beijing "
    "Russian:Russia|Moscow French:France|Paris German:Germany|Berlin Israeli:Israel|Jerusalem Iranian:Iran|Tehran "
    "Turkish:Turkey|Ankara Syrian:Syria|Damascus Iraqi:Iraq|Baghdad Saudi:Riyadh Egyptian:Egypt|Cairo "
    "Lebanese:Lebanon|Beirut Palestinian:Palestine|Gaza|Ramallah Japanese:Japan|Tokyo Indian:India|Delhi "
    "Pakistani:Pakistan|Islamabad Italian:Italy|Rome Spanish:Spain|Madrid Greek:Greece|Athens Dutch:Netherlands "
    "Polish:Poland|Warsaw Ukrainian:Ukraine|Kiev Australian:Australia|Canberra Canadian:Canada|Ottawa "
    "Mexican:Mexico Brazilian:Brazil Nigerian:Nigeria Kenyan:Kenya|Nairobi Somali:Somalia Sudanese:Sudan "
    "Libyan:Libya|Tripoli Tunisian:Tunisia|Tunis Algerian:Algeria|Algiers Moroccan:Morocco|Rabat "
    "Afghan:Afghanistan|Kabul Venezuelan:Venezuela Chilean:Chile Bolivian:Bolivia Macedonian:Macedonia|Skopje "
    "Swiss:Switzerland Irish:Ireland"
)
_OTHER_WORDS = {one: {one, *others.split("|")} for one, _, others in (n.partition(":") for n in _NATIONS.split())}
_NATION = re.compile(rf"(?<![\w-])(?:{'|'.join(_OTHER_WORDS)})(?= [a-z])")


def nations(pairs: list[Pair], _: random.Random) -> Iterator[Altered]:
    """The first nation of each sentence ("Syrian" before a common noun), made one of another sentence."""
    for pair in pairs:
        words = set(re.findall(r"[\w.]+", pair.english))
        match = _NATION.search(pair.english)
        told = dict.fromkeys(_NATION.findall(" ".join(pair.document.english)))
        others = [one for one in told if words.isdisjoint(_OTHER_WORDS[one])]
        if match and others:
            yield _replaced(pair, "nations", match.start(), match[0], others[0])


# --- negation, certainty, attribution ----------------------------------------------------------------

_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|did|does|do)\b(?!n['’]t)"
)
_PAST = re.compile(r"(?<=[a-z] )([a-z]{3,}ed)\b")
_NEGATIONS = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (r"\b(\w+)n['’]t\b", r"\1"),
        (r"\bcannot\b", "can"),
        (r"\b(?:not|never) ", ""),
        (r"\bno (?!one)", "a "),
        (r"\b(?:nobody|no one)\b", "somebody"),
        (r"\bnothing\b", "something"),
        (r"\bnone\b", "some"),
        (r"\bwithout\b", "with"),
        (r"\bneither\b", "either"),
    )
)
_MODAL = re.compile(r"\b(?:will|would|may|might|could|can|should) (?:be |have )?([a-z]+?)(?:ed|e)?\b")
_CONDITION = re.compile(
    r"^(?:If|Unless|Should|Provided) [^,\"]{5,120}, |,? (?:if|unless|provided|as long as) [^,.;\"]{5,120}(?=[.,;]|$)"
)
_TO_COME = re.compile(r"\b(?:will|won['’]t|would|wouldn['’]t)\b")
_SAID = "said|says|told [A-Z][^,.]{0,30}?|added|claimed|reported|announced|confirmed|stated|warned|insisted"
_SAID_FIRST = re.compile(
    rf"^(?:According to [^,]{{3,60}}, |[A-Z][^,.\"]{{2,60}} (?:{_SAID}) (?:that )?)(?=[a-z\"“A-Z])"
)
_SAID_LAST = re.compile(
    rf",[\"”']? (?:according to [^,]{{3,80}}|[^,.\"]{{2,60}} (?:{_SAID})|(?:{_SAID}) [^,.\"]{{2,60}})\.[\"”]?$"
)


def negation(pairs: list[Pair], _: random.Random) -> Iterator[Altered]:
    """The first negation taken out; where there is none, one put in."""
    for pair in pairs:
        positive = without_negation(pair.english)
        if positive is not None:
            yield Altered(pair, "removed", "not -> ", positive)
        elif (negative := _with_negation(pair.english)) is not None:
            yield Altered(pair, "inserted", " -> not", negative)


def without_negation(text: str) -> str | None:
    """The sentence without its first negation; None when it has none."""
    found = [(match.start(), at) for at, (pattern, _) in enumerate(_NEGATIONS) if (match := pattern.search(text))]
    if not found:
        return None
    pattern, plain = _NEGATIONS[min(found)[1]]
    return pattern.sub(plain, text, count=1)


def _with_negation(text: str) -> str | None:
    if match := _AUXILIARY.search(text):
        return f"{text[: match.end()]} not{text[match.end() :]}"
    if match := _PAST.search(text):
        return f"{text[: match.start()]}did not {text[match.start() :]}"
    return None


def certainty(pairs: list[Pair], _: random.Random) -> Iterator[Altered]:
    """Every future and possibility of a sentence told as having happened."""
    for pair in pairs:
        spoilt, times = _MODAL.subn(r"\1ed", pair.english)
        if times:
            yield Altered(pair, "made certain", "will -> ", spoilt)


def conditions(pairs: list[Pair], _: random.Random) -> Iterator[Altered]:
    """The first condition taken out of each sentence that says what will be, or would be."""
    for pair in pairs:
        match = _CONDITION.search(pair.english)
        rest = pair.english[: match.start()] + pair.english[match.end() :] if match else ""
        if match and _TO_COME.search(rest):
            yield Altered(pair, "left out", f"{match[0].strip()} -> ", rest[:1].upper() + rest[1:])


def attribution(pairs: list[Pair], _: random.Random) -> Iterator[Altered]:
    """The speaker at the head or the end of a sentence taken out."""
    for pair in pairs:
        for pattern in (_SAID_LAST, _SAID_FIRST):
            if match := pattern.search(pair.english):
                rest = (pair.english[: match.start()] + pair.english[match.end() :]).strip().strip("\"“”'")
                if len(rest) > 20:
                    yield Altered(pair, "dropped", f"{match[0].strip()} -> ", rest[:1].upper() + rest[1:])
                break


ALTERATIONS: dict[str, tuple[Callable[[list[Pair], random.Random], Iterator[Altered]], str]] = {
    "numbers": (numbers, "numbers."),
    "names": (names, "names."),
    "negation": (negation, "modality.negation_"),
    "attribution": (attribution, "attribution.missing"),
    "dates": (dates, "dates."),
    "certainty": (certainty, "modality.made_certain"),
    "conditions": (conditions, "modality.condition_lost"),
    "opposites": (opposites, "modality."),
    "scope": (scope, "scope."),
    "nations": (nations, "names."),
}
"""Kind -> what makes the altered sentences, and how the codes begin that should find them."""
