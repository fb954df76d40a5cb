"""Is a claim given to whom the article gives it? A name or office in the brief, another one in the cited segments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from mujaz.arabic.letters import compared
from mujaz.checks import _english_names, _sentence
from mujaz.checks._arabic_names import ArabicNames
from mujaz.checks._cut_sentences import is_cut_after
from mujaz.checks._name_words import beginnings
from mujaz.checks._nations import nation_of
from mujaz.checks._speakers import Speaker, goes_on, kinds, said_by, speakers, told_first
from mujaz.checks._speech import report
from mujaz.checks.subject import Citation, Subject
from mujaz.schema.brief import Finding

__all__ = ["check"]

_BACK = 4
"""Segments before «وأضاف أن» in which its speaker is looked for."""

_CAPITAL = re.compile(r"\b(?:[Aa]l-|[Ee]l-)?[A-Z][\w’'-]*")
_OWNED = re.compile(r"['’]s?$")
_ARTICLE = re.compile("^[وف]?[بلك]?(?:ال|لل)?(?=[^ ]{3})")
_APART = frozenset(
    (mine, theirs)
    for mine, others in {
        "person": "person people somebody body name",
        "name": "person name people body",
        "body": "name people body office",
        "people": "person name people body office",
    }.items()
    for theirs in others.split()
)
"""Types of a source in the brief and of a speaker in the article that are not the same one if nothing says they are."""
_APART_IF_TOLD = frozenset((("person", "body"), ("person", "name"), ("name", "body")))
"""Those of them for which the brief must say what its source is: a person without an office may hold any."""
_TITLE = re.compile(
    r"\b(?:minister|mayor|governor|commander|general|colonel|brigadier|major|captain|judge|prosecutor|lawyer|attorney|mp|"
    r"lawmaker|deputy|senator|doctor|medic|surgeon|nurse|professor|academic|coach|manager|player|soldier|policeman|"
    r"sheriff|unionist)\b",
    re.IGNORECASE,
)
"""A source that is somebody by his office: someone with a name may hold it."""
_MASCULINE = frozenset(
    "جيش حزب مجلس معهد مكتب اتحاد نادي بنك مصرف مركز مرصد ديوان برلمان تحالف ائتلاف تيار حلف".split()
)
"""Kinds of organisations of which no «وأضافت» is said."""
_NAME_BEFORE = re.compile(r"(?:(?:[A-Z][\w’'.-]*+|al|bin|ibn|de)(?: |$))+$")
"""Capitals that stand right before a last name: first names, titles, nations."""
_BESIDE_TITLE = frozenset("the a an former acting deputy senior local chief vice".split())
_LEAST_HEARD = 4
_LEAST = 3
"""Letters of an Arabic word that says something about whose name it is in."""


class _Pair(NamedTuple):
    """A name of the draft: its Arabic words as compared, without what is written onto them, and its capitals."""

    is_person: bool
    arabic: tuple[str, ...]
    english: frozenset[str]
    last: str

    @property
    def is_feminine(self) -> bool:
        """Whether its first word may be: «وزارة», but also a place or a word of another language."""
        return not self.is_person and self.arabic[0] not in _MASCULINE


class _Source(NamedTuple):
    """Whom a statement has speaking. `named`: words with capitals that are neither kinds of speakers nor nations."""

    text: str
    pairs: tuple[_Pair, ...]
    order: tuple[str, ...]
    capitals: frozenset[str]
    named: tuple[str, ...]
    ordinary: tuple[str, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """What the source is called besides its names."""
        return frozenset(self.order)

    @property
    def is_person(self) -> bool:
        return any(pair.is_person for pair in self.pairs)


class _Told(NamedTuple):
    """The speakers of what a statement cites, the texts that lead from them to there, and the cited ones themselves.

    `verb` goes on with a speaker named before («وأضافت»), "" when there is none.
    """

    who: tuple[Speaker, ...]
    texts: tuple[str, ...]
    cited: tuple[str, ...]
    verb: str
    before: tuple[str, ...] = ()
    """What stands before `texts`, if `verb` goes on with a speaker and the nearest one is named within a sentence."""


def check(subject: Subject) -> Iterator[Finding]:
    """`attribution.other_speaker` (warning): the cited segments say who says so, and it is somebody else.

    For summary sentences, events and accounts. The statement's source is its attribution (or claimant) or the subject
    of its speech verb. Quiet if the segments mention that one at all, or if it is not sure who theirs is. The same
    where a sentence has one person of its evidence speak and its attribution names another, whom that does not name.
    """
    sources = _Sources(subject)
    for citation in subject.citations:
        if citation.path not in subject.attributions:
            continue
        by = subject.attributions[citation.path]
        texts = [*([by] if by else []), *said_by(citation.text)]
        if texts:
            message = (by and _differs_from_its_sentence(by, citation, subject, sources)) or _differs_from_evidence(
                texts, citation, subject, sources
            )
            if message:
                yield subject.finding(citation, "attribution.other_speaker", "warning", message)


class _Sources:
    """The names of a draft that may speak, and the sources of its statements, each found when it is first asked for."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._known: dict[str, _Source] = {}

    @cached_property
    def pairs(self) -> tuple[_Pair, ...]:
        return tuple(_pairs(self._subject))

    def of(self, text: str) -> _Source:
        """Whom an attribution, or the subject of a speech verb, names."""
        return self._known.get(text) or self._known.setdefault(text, _source(text, self.pairs))


def _differs_from_evidence(texts: list[str], citation: Citation, subject: Subject, sources: _Sources) -> str | None:
    """What to say where the cited segments have a speaker who is none of those that the statement names in `texts`."""
    told = _told_by(subject, citation)
    if told is None:
        return None
    for text in texts:
        source = sources.of(text)
        if _is_other(source, told.who, sources.pairs) and not _is_mentioned(source, told):
            if _names_one_of(told.who, citation.text):
                return None  # "Chahed said", quoted by another
            return f"the evidence has this from «{told.who[0].written}», the brief from «{text}»"
    return None


def _differs_from_its_sentence(by: str, citation: Citation, subject: Subject, sources: _Sources) -> str | None:
    """What to say where a sentence has one person of its evidence speak, and is attributed to somebody else.

    Nothing if the evidence names that other one, too: he may quote the first, or speak for him.
    """
    own = sources.of(by)
    if not own.is_person:
        return None
    texts = subject.arabic(citation.segments)
    if not texts or goes_on(texts[0]):
        return None  # «وأضاف أن»: of somebody named before, perhaps of him
    sentences = map(_sentence.arabic, texts)
    cited = frozenset(_plain([word for sentence in sentences for word in sentence.words]))
    if any(_is_touched(pair, cited) for pair in own.pairs):
        return None
    for head in filter(None, (told_first(citation.text), *said_by(citation.text))):
        for pair in sources.of(head).pairs:
            if pair.is_person and _speaks(pair, head) and _is_touched(pair, cited):
                return f"the sentence has this from «{pair.last.title()}», its attribution is «{by}»"
    return None


def _speaks(pair: _Pair, head: str) -> bool:
    """Whether a name is the subject of what a sentence begins with: "Minister X said", "The lawyer, X, said".

    Not "X's wife said" nor "a charge against X announced": before it stand capitals and words for an office alone.
    """
    for match in _CAPITAL.finditer(head):
        if _capitals(match[0]) != [pair.last] or _OWNED.search(match[0]):
            continue
        before, after = head[: match.start()].rstrip(), head[match.end() :]
        name = _NAME_BEFORE.search(before)
        before = before[: name.start()].rstrip() if name else before
        if not before or (before.endswith(",") and after.startswith(",")):
            return True
        office = _sentence.english(before)
        titled = {at for cue in office.find("speakers") for at in range(cue.start, cue.end)}
        if all(at in titled or word in _BESIDE_TITLE for at, word in enumerate(office.words)):
            return True
    return False


def _names_one_of(who: Sequence[Speaker], text: str) -> bool:
    """Whether an English sentence names one of those who speak in its evidence."""
    capitals = [word for word in _capitals(text) if len(word) >= _LEAST_HEARD]
    heard = ArabicNames(tuple(speaker.written for speaker in who)) if capitals else None
    return heard is not None and any(heard.sounds(word.capitalize()) for word in capitals)


def _told_by(subject: Subject, citation: Citation) -> _Told | None:
    numbers = sorted(number for number in citation.segments if subject.cleaned.segment(number) is not None)
    if not numbers:
        return None
    first = numbers[0]
    while first > numbers[0] - _BACK and is_cut_after(subject, first - 1) and not speakers(_text(subject, first)):
        first -= 1
    numbers = [*range(first, numbers[0]), *numbers]
    texts = list(subject.arabic(tuple(numbers)))
    verb = goes_on(texts[0]) or ""
    if verb:
        for number in range(first - 1, first - 1 - _BACK, -1):
            texts = [_text(subject, number), *texts]
            if speakers(texts[0]):
                break
        else:
            return None
    if not speakers(texts[0]):
        return None
    who = tuple(speaker for text in texts for speaker in speakers(text))
    start = numbers[-1] - len(texts) + 1
    is_aside = bool(verb) and not report(texts[0]).named
    before = tuple(subject.arabic(tuple(range(max(1, start - _BACK), start)))) if is_aside else ()
    return _Told(who, tuple(texts), tuple(subject.arabic(citation.segments)), verb, before)


def _text(subject: Subject, number: int) -> str:
    segment = subject.cleaned.segment(number)
    return segment.text if segment is not None else ""


def _pairs(subject: Subject) -> Iterator[_Pair]:
    """The names of the draft that may speak: «موسكو» may be its government, or a minister."""
    draft = subject.draft
    found = [(entity.name_ar, entity.name_en, entity.kind) for entity in draft.entities]
    actors = [actor for event in draft.events for actor in (*event.actors, *event.targets)]
    found += [(actor.name_ar, actor.name_en, "other") for actor in actors if actor.name_ar]
    places = {english for _, english, kind in found if kind == "place"}
    for arabic, english, kind in dict.fromkeys(found):
        words = _plain(compared(arabic).split())
        capitals = _capitals(english)
        if words and capitals and english not in places and not all(map(_is_nation, capitals)):
            yield _Pair(kind == "person", words, frozenset(capitals), capitals[-1])


def _plain(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_without_particles, words))


@lru_cache(maxsize=10_000)
def _without_particles(word: str) -> str:
    return _ARTICLE.sub("", word)


def _capitals(text: str) -> list[str]:
    """Words with a capital, in small letters, without the article and the possessive."""
    found = (_OWNED.sub("", word).casefold() for word in _CAPITAL.findall(text))
    return [word.removeprefix("al-").removeprefix("el-") for word in found if word not in ("the", "a", "an", "one")]


def _source(text: str, pairs: tuple[_Pair, ...]) -> _Source:
    capitals = _capitals(text)
    own = tuple(p for p in pairs if (p.last in capitals if p.is_person else p.english.issubset(capitals)))
    sentence = _sentence.english(text)
    cues = sentence.find("speakers")
    order = kinds(sentence)
    if persons := tuple(pair for pair in own if pair.is_person):
        # "X, head of Y": what else is named is not who speaks
        return _Source(
            text,
            persons,
            order,
            frozenset(capitals),
            tuple(sorted(frozenset[str]().union(*(p.english for p in persons)))),
        )
    ordinary = {word for cue in cues for word in sentence.words[cue.start : cue.end]}
    named = tuple(word for word in capitals if word not in ordinary and not _is_nation(word))
    return _Source(text, own, order, frozenset(capitals), named, tuple(ordinary))


def _is_nation(word: str) -> bool:
    return any(map(nation_of, _english_names.entries_of(word.capitalize())))


def _is_other(source: _Source, who: Sequence[Speaker], pairs: tuple[_Pair, ...]) -> bool:
    """Whether the source is surely none of those who speak."""
    is_sure = False
    for speaker in who:
        words = frozenset(_plain(speaker.words))
        them = speaker.kinds
        own_kind = not source.kinds.isdisjoint(them) and not (source.is_person and them[0].startswith("people"))
        head = _plain(speaker.words[:1])[0]
        # «احتجاز البلدية لسامر الحلواني» after a verb is what is said
        begins = speaker.begins or not speaker.after
        own = [pair for pair in pairs if _names(pair, words) and (begins or head in pair.arabic)]
        if any(pair in source.pairs or not pair.english.isdisjoint(source.capitals) for pair in own):
            return False
        if any(_is_touched(pair, words) for pair in source.pairs):
            return False
        is_known = any(pair.is_person for pair in own)
        if own_kind and not (is_known and source.is_person):
            return False
        if _differ(source, own, speaker):
            is_sure = True
        elif speaker.after and (them or speaker.words[0].startswith("ال")):
            return False  # «المنسق الميداني» may be anybody
    return is_sure


def _differ(source: _Source, own: list[_Pair], speaker: Speaker) -> bool:
    """Whether a source cannot be the speaker: by what the two are, nothing of the one being in the other."""
    mine = _type(source.order, source.is_person, bool(source.pairs))
    if mine == "body" and _TITLE.search(source.text):
        return False
    theirs = _type(speaker.kinds, any(pair.is_person for pair in own), bool(own))
    is_known = speaker.words[0].startswith(("ال", "وال"))
    if mine == "person" and theirs == "people" and is_known:
        return False  # «الطبيب» has been named before
    if theirs == "open" and not is_known:
        theirs = "somebody"
    return (mine, theirs) in _APART and (bool(source.kinds) or (mine, theirs) not in _APART_IF_TOLD)


def _type(order: Sequence[str], is_person: bool, is_named: bool) -> str:
    if is_person:
        return "person"
    first = order[0].split(" ")[0] if order else ""
    return "name" if is_named and first in ("", "body") else first


def _names(pair: _Pair, words: frozenset[str]) -> bool:
    return pair.arabic[-1] in words if pair.is_person else words.issuperset(pair.arabic)


def _is_touched(pair: _Pair, words: frozenset[str]) -> bool:
    """Whether words may mean the one of `pair`: a part of the name is enough."""
    return any(len(word) >= _LEAST and word in words for word in pair.arabic)


def _is_mentioned(source: _Source, told: _Told) -> bool:
    """Whether the texts name the source anywhere, by a part of the name, by its sound or by what it is."""
    texts = told.cited if _is_not_she(source, told) else told.texts
    texts = (*told.before, *texts)
    here = [_sentence.arabic(text) for text in texts]
    words = frozenset(_plain(word for sentence in here for word in sentence.words))
    if any(_is_touched(pair, words) for pair in source.pairs):
        return True
    if source.named and not source.pairs:
        article = ArabicNames(texts)
        if any(article.sounds(word.capitalize()) or article.says(word) for word in source.named):
            return True
    if source.is_person:
        return False
    plain = [word for word in source.ordinary if beginnings(word)]
    if plain:
        here_said = ArabicNames(texts)
        return any(here_said.says(word) for word in plain)
    return any(not source.kinds.isdisjoint(kinds(sentence)) for sentence in here)


def _is_not_she(source: _Source, told: _Told) -> bool:
    """Whether a feminine verb goes on with an organisation of that gender, and the source is none: «وأضافت»."""
    if not told.verb.endswith(("ت", "ه")) or not told.who[-1].words[0].endswith("ه"):
        return False
    return bool(source.pairs) and not any(pair.is_person or pair.is_feminine for pair in source.pairs)
