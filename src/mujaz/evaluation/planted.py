"""Regressions planted in drafts by rule, to see whether a gate finds them: what worse prompts and models really do.

A gold set that cannot tell these from the original cannot tell a worse model either. The rules know nothing of the
gold: they work on the words and fields of any drafts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from mujaz.schema.draft import Draft

__all__ = ["PLANTED", "Planted", "plant"]

Json = dict[str, Any]


class Planted(NamedTuple):
    """A kind of regression. `change` alters a draft's JSON in place, told how many segments its article has, and says
    whether it found anything to spoil; `articles`: how many drafts at most are spoilt (None: all)."""

    says: str
    change: Callable[[Json, int], bool]
    articles: int | None = None


def plant(
    kind: str, drafts: Mapping[str, Draft], segments: Mapping[str, int], stories: Mapping[str, str] | None = None
) -> tuple[dict[str, Draft], list[str]]:
    """`drafts` with the regression `kind` (a key of `PLANTED`), and the ids of those that it changed.

    `segments`: how many each article has. Where only a few articles are spoilt, they are the first (by id) that can
    be, of different `stories` where these are given. Raises KeyError for an unknown kind, ValidationError when a rule
    breaks the schema.
    """
    rule = PLANTED[kind]
    found, changed, used = dict(drafts), list[str](), set[str]()
    for id_ in sorted(drafts):
        if rule.articles is not None and len(changed) >= rule.articles:
            break
        story = (stories or {}).get(id_, id_)
        if rule.articles is not None and story in used:
            continue
        document = drafts[id_].model_dump(mode="json")
        if rule.change(document, segments[id_]):
            found[id_] = Draft.model_validate(document)
            changed.append(id_)
            used.add(story)
    return found, changed


# --- attribution -------------------------------------------------------------------------------------

_VERB = r"(?:said|says|announced|added|reported|stated|confirmed|claimed|insisted|reckons|predicts)"
_FIRST = re.compile(
    rf"^(?:According to [^,]{{2,80}}, |(?!No\b|It is not\b)[^,;.\"]{{1,80}}? {_VERB}(?: on [A-Z][a-z]+)?(?: that)? )"
    r"(?=[a-zA-Z0-9\"“])"
)
_LAST = re.compile(
    rf",? (?:according to [^,;]{{2,120}}|(?:[Tt]he |an? )?[\w' -]{{2,60}} {_VERB})(?=\.$|; )"
    r"|, according to [^,;]{2,120}(?=,)"
)


def _without_speaker(text: str) -> str:
    """The sentence without "X said that" at its head and ", according to X" or ", X said" at its end."""
    told = _LAST.sub("", text)
    told = _FIRST.sub("", told, count=1)
    return told[:1].upper() + told[1:] if len(told) > 20 else text


def _attribution_dropped(draft: Json, _: int) -> bool:
    for said, key in _told(draft):
        said["attribution"] = None
        said[key] = _without_speaker(said[key])
    return True


def _told(draft: Json) -> Iterable[tuple[Json, str]]:
    yield from ((sentence, "text_en") for sentence in draft["summary"])
    yield from ((event, "description_en") for event in draft["events"])


# --- less is said ------------------------------------------------------------------------------------


def _shorter(draft: Json, _: int) -> bool:
    draft["summary"], draft["events"], draft["caveats"] = draft["summary"][:2], draft["events"][:3], []
    return True


# --- dates -------------------------------------------------------------------------------------------

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def _day_first(draft: Json, _: int) -> bool:
    """Readings as 31/12/2025: no EDTF."""
    dated = [event["when"] for event in draft["events"] if event["when"] and event["when"]["reading"]]
    for when in dated:
        spoilt = _DAY.sub(r"\3/\2/\1", when["reading"].replace("/", " - "))
        when["reading"] = spoilt if spoilt != when["reading"] else f"in {when['reading']}"
    return bool(dated)


def _day_first_alone(draft: Json, segments: int) -> bool:
    """The same from a model that copies no Arabic, so that code has nothing to read."""
    changed = _day_first(draft, segments)
    for event in draft["events"]:
        if event["when"]:
            changed = changed or event["when"]["expression_ar"] is not None
            event["when"]["expression_ar"] = None
    return changed


# --- numbers -----------------------------------------------------------------------------------------

_WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_WORDS += "seventeen eighteen nineteen twenty".split()
_HARM = re.compile(
    r"\b(?:kill|dead|die|death|injur|wound|hurt|missing|detain|displac|toll|bodies|victim)", re.IGNORECASE
)


def _toll_changed(draft: Json, _: int) -> bool:
    """The first count of dead that headline or summary tells, made three higher everywhere."""
    for event in draft["events"]:
        for harm in event["casualties"]:
            count = harm["count"]
            if harm["kind"] != "killed" or count is None or count < 2:
                continue
            number = re.compile(rf"(?<![\w.,-])(?:{count}|{_word(count)})(?![\w%-]|[.,]\d)", re.IGNORECASE)
            prose = [(draft, "headline_en"), *((sentence, "text_en") for sentence in draft["summary"])]
            telling = [(one, key) for one, key in prose if number.search(one[key]) and _HARM.search(one[key])]
            if telling:
                harm["count"] = count + 3
                for one, key in [*telling, (event, "description_en")]:
                    one[key] = number.sub(str(count + 3), one[key])
                return True
    return False


def _word(count: int) -> str:
    return _WORDS[count] if count < len(_WORDS) else str(count)


# --- sources that differ -----------------------------------------------------------------------------


def _accounts_merged(draft: Json, _: int) -> bool:
    """Where sources differ, the first one's word is told as a fact and the others' is left out."""
    differing = [event for event in draft["events"] if len(event["accounts"]) > 1]
    for event in differing:
        believed, *others = [account["claimant"] for account in event["accounts"]]
        kept = [one for one in draft["summary"] if not any(_same(one["attribution"], other) for other in others)]
        draft["summary"] = kept if len(kept) > 1 else draft["summary"][:2]
        for said, key in [*((one, "text_en") for one in draft["summary"]), (event, "description_en")]:
            if said is event or _same(said["attribution"], believed):
                said["attribution"] = None
                said[key] = _without_speaker(said[key])
        event["accounts"] = []
    for event in draft["events"]:
        event["accounts"] = []
    if differing:
        draft["caveats"] = [caveat for caveat in draft["caveats"] if caveat["kind"] != "contradiction"]
    return bool(differing)


_SMALL = frozenset("the a an of in at by for and to quoted citing".split())


def _same(one: str | None, other: str) -> bool:
    """Whether two names of sources share most of the shorter one's words."""
    if one is None:
        return False
    left, right = ({*re.findall(r"\w+", name.lower())} - _SMALL for name in (one, other))
    return 2 * len(left & right) > min(len(left), len(right))


# --- negations ---------------------------------------------------------------------------------------

_NEGATIONS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\bdenied having\b", "confirmed having"),
        (r"\bdenied(?: reports)? that\b", "said that"),
        (r"\bdenied\b", "confirmed"),
        (r"\b(?:denies|dismissed|rejected)\b", "confirms"),
        (r", (?:which )?(?:the \w+ )?confirms\b", ""),
        (r"\b([Cc]an)not\b", r"\1"),
        (r"\b(\w+)n['’]t\b", r"\1"),
        (r"\bdid not (?=\w)", "did "),
        (r"\b(?:not|never) ", ""),
        (r"\bNo one\b", "Somebody"),
        (r"\bno one\b", "somebody"),
        (r"\bNo (?=\w)", "A "),
        (r"\bno (?=\w)", "a "),
        (r"\bNone\b", "All"),
        (r"\bnone\b", "all"),
        (r"\bwithout\b", "with"),
    )
)


def _negations_dropped(draft: Json, _: int) -> bool:
    """What did not happen, or is denied, told as having happened: in the events' status and in all sentences."""
    negated = [event for event in draft["events"] if event["status"] in ("negated", "denied")]
    for event in negated:
        event["status"] = "asserted"
    for said, key in [(draft, "headline_en"), *_told(draft)] if negated else ():
        for pattern, plain in _NEGATIONS:
            said[key] = pattern.sub(plain, said[key])
    return bool(negated)


# --- evidence ----------------------------------------------------------------------------------------


def _evidence_widened(draft: Json, segments: int) -> bool:
    """Four segments everywhere: those cited, then their neighbours."""
    changed = False
    for holder, key in _citing(draft):
        cited = holder[key]
        near = sorted(range(1, segments + 1), key=lambda one: (min((abs(one - c) for c in cited), default=one), one))
        wide = [*cited, *(one for one in near if one not in cited)][:4]
        changed = changed or wide != cited
        holder[key] = wide
    return changed


def _citing(draft: Json) -> Iterable[tuple[Json, str]]:
    yield draft, "headline_evidence"
    for part in (*draft["summary"], *draft["caveats"]):
        yield part, "evidence"
    for event in draft["events"]:
        yield event, "evidence"
        yield from ((account, "evidence") for account in event["accounts"])


PLANTED: dict[str, Planted] = {
    "attribution-dropped": Planted("nobody is named as a source, in fields or words", _attribution_dropped),
    "shorter": Planted("two summary sentences, three events, no caveats", _shorter),
    "dates-day-first": Planted("readings as 31/12/2025, no Arabic copied", _day_first_alone),
    "readings-day-first": Planted("readings as 31/12/2025, the Arabic copied as before", _day_first),
    "toll-changed": Planted("one death toll three too high, in three articles", _toll_changed, articles=3),
    "accounts-merged": Planted("where sources differ, one told as fact, the others left out", _accounts_merged),
    "negations-dropped": Planted(
        "what did not happen told as having happened, in three articles", _negations_dropped, 3
    ),
    "evidence-widened": Planted("four segments cited everywhere", _evidence_widened),
}
"""By name. Each is a fault seen in real answers of weaker models or of careless prompts."""
