"""Briefs made by hand for the renderer's tests, with offsets computed from the text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mujaz.schema.brief import (
    ArticleInfo,
    Brief,
    BriefAccount,
    BriefActor,
    BriefCasualties,
    BriefCaveat,
    BriefEntity,
    BriefEvent,
    BriefStatement,
    BriefWhen,
    BriefWhere,
    Evidence,
    Finding,
    Headline,
    MatchKind,
    Provenance,
    Slot,
    Tokens,
)

CONTEXT = 32


@dataclass(frozen=True)
class Source:
    """A raw text and its numbered segments; knows where everything stands."""

    raw: str
    segments: Mapping[int, str]

    def evidence(self, *numbers: int) -> list[Evidence]:
        return [self._evidence(number) for number in numbers]

    def _evidence(self, number: int) -> Evidence:
        quote = self.segments[number]
        start = self.raw.index(quote)
        end = start + len(quote)
        return Evidence(
            segment=number,
            quote=quote,
            start=start,
            end=end,
            prefix=self.raw[max(0, start - CONTEXT) : start],
            suffix=self.raw[end : end + CONTEXT],
        )

    def slot(
        self, path: str, quote: str, *, stands: str | None = None, match: MatchKind = "exact", within: int = 0
    ) -> Slot:
        """`quote` as the model copied it; `stands` how the text has it; `within` the segment to look in."""
        if match == "missing":
            return Slot(path=path, quote=quote, start=None, end=None, match=match)
        after = self.raw.index(self.segments[within]) if within else 0
        start = self.raw.index(stands or quote, after)
        return Slot(path=path, quote=quote, start=start, end=start + len(stands or quote), match=match)

    def article(self, **changes: object) -> ArticleInfo:
        fields: dict[str, object] = {
            "id": "sample",
            "title": None,
            "url": None,
            "outlet": None,
            "published": None,
            "language": "ar",
            "raw_sha256": hashlib.sha256(self.raw.encode("utf-8", "surrogatepass")).hexdigest(),
        }
        return ArticleInfo.model_validate(fields | changes)


def provenance(**changes: object) -> Provenance:
    fields: dict[str, object] = {
        "prompt": "brief@1",
        "prompt_sha256": "a" * 64,
        "schema_sha256": "b" * 64,
        "model": "test-model-4",
        "endpoint": "compatible",
        "parameters": {"temperature": 0.0, "seed": 7},
        "attempts": 2,
        "tokens": Tokens(prompt=2104, completion=911),
        "cost_usd": None,
        "version": "0.1.0",
    }
    return Provenance.model_validate(fields | changes)


RAW = """الرئيسية / أخبار

انفجار في سوق وادي السرو
قال محافظ وادي السرو سامر الهلالي إن ثلاثة أشخاص قتلوا مساء الخميس في انفجار عبوة ناسفة. \
وأكد مصدر طبي في مشفى النخيل أن عدد القتلى بلغ خمسة على الأقل، بينهم طفلان.
ولم تعلن أي جهة مسؤوليتها عن الهجوم. وينتظر أن تجتمع اللجنة الأمنية السبت المقبل.
وكانت البلدة شهدت عام 2019 هجوما مشابها أودى بحياة عشرات المدنيين.
"""

SOURCE = Source(
    RAW,
    {
        1: "انفجار في سوق وادي السرو",
        2: "قال محافظ وادي السرو سامر الهلالي إن ثلاثة أشخاص قتلوا مساء الخميس في انفجار عبوة ناسفة.",
        3: "وأكد مصدر طبي في مشفى النخيل أن عدد القتلى بلغ خمسة على الأقل، بينهم طفلان.",
        4: "ولم تعلن أي جهة مسؤوليتها عن الهجوم.",
        5: "وينتظر أن تجتمع اللجنة الأمنية السبت المقبل.",
        6: "وكانت البلدة شهدت عام 2019 هجوما مشابها أودى بحياة عشرات المدنيين.",
    },
)


def _blast() -> BriefEvent:
    return BriefEvent(
        description_en="A bomb exploded in the market of Wadi al-Sarw.",
        attribution="governor Samer al-Hilali",
        role="main",
        category="assault",
        mode="explosives",
        status="asserted",
        support="verified",
        evidence=SOURCE.evidence(2, 3),
        when=BriefWhen(
            expression_ar="مساء الخميس",
            reading="2031-05-08",
            reported_ar=None,
            edtf="2031-05-08",
            start=date(2031, 5, 8),
            end=date(2031, 5, 8),
            precision="day",
            basis="relative",
        ),
        where=BriefWhere(
            name_ar="وادي السرو",
            name_en="Wadi al-Sarw",
            within="the eastern province",
            latitude=None,
            longitude=None,
            geonameid=None,
            precision=None,
        ),
        actors=[BriefActor(name_ar=None, name_en="unidentified attackers", sector="UNK")],
        targets=[BriefActor(name_ar="ثلاثة أشخاص", name_en="three people", sector="CVL")],
        casualties=[
            BriefCasualties(
                kind="killed",
                who=None,
                count=3,
                expression_ar="ثلاثة أشخاص",
                min=3,
                best=3,
                max=3,
                qualifier="exact",
            ),
            BriefCasualties(
                kind="killed",
                who="two of them children",
                count=5,
                expression_ar="خمسة على الأقل",
                min=5,
                best=None,
                max=None,
                qualifier="at_least",
            ),
        ],
        accounts=[
            BriefAccount(
                claimant="Governor Samer al-Hilali",
                says_en="Three people were killed.",
                support="verified",
                evidence=SOURCE.evidence(2),
            ),
            BriefAccount(
                claimant="A medical source",
                says_en="At least five people were killed, two of them children.",
                support="flagged",
                evidence=SOURCE.evidence(3),
            ),
        ],
        slots=[
            SOURCE.slot("/when/expression_ar", "مساء الخميس"),
            SOURCE.slot("/where/name_ar", "وادي السرو", within=2),
            SOURCE.slot("/targets/0/name_ar", "ثلاثة أشخاص"),
            SOURCE.slot("/casualties/0/expression_ar", "ثلاثة أشخاص"),
            SOURCE.slot("/casualties/1/expression_ar", "خمسة على الأقل"),
        ],
    )


def plain_event(**changes: object) -> BriefEvent:
    """An event that says the least an event can say."""
    fields: dict[str, object] = {
        "description_en": "The security committee is to meet.",
        "attribution": None,
        "role": "related",
        "category": "consult",
        "mode": None,
        "status": "planned",
        "support": "verified",
        "evidence": SOURCE.evidence(5),
        "when": None,
        "where": None,
        "actors": [],
        "targets": [],
        "casualties": [],
        "accounts": [],
        "slots": [],
    }
    return BriefEvent.model_validate(fields | changes)


def sample_findings() -> Sequence[Finding]:
    return (
        Finding(
            code="evidence.expression_missing",
            severity="error",
            path="/events/2/casualties/0/expression_ar",
            message="The Arabic expression of the count is not in the article.",
        ),
        Finding(
            code="numbers.not_in_evidence",
            severity="error",
            path="/summary/2/text_en",
            message="The number 40 is in none of the cited passages.",
        ),
        Finding(
            code="numbers.differ",
            severity="warning",
            path="/events/0/accounts/1",
            message="Another passage gives three.",
            start=RAW.index("ثلاثة أشخاص"),
            end=RAW.index("ثلاثة أشخاص") + len("ثلاثة أشخاص"),
        ),
        Finding(code="article.no_date", severity="info", path="", message="Nobody says when it was published."),
    )


def sample(**changes: object) -> Brief:
    """A brief with every kind of item and every support."""
    fields: dict[str, object] = {
        "article": SOURCE.article(
            title="انفجار في سوق وادي السرو",
            url="https://news.example/a?b=1&c=2",
            outlet="Sarw Daily",
            published=date(2031, 5, 10),
        ),
        "headline": Headline(
            text_en="Bomb in Wadi al-Sarw market kills at least three",
            support="verified",
            evidence=SOURCE.evidence(1, 2),
        ),
        "summary": [
            BriefStatement(
                text_en="Three people were killed by a bomb in the market on Thursday evening.",
                attribution="governor Samer al-Hilali",
                support="verified",
                evidence=SOURCE.evidence(2),
            ),
            BriefStatement(
                text_en="Nobody has claimed the attack.",
                attribution=None,
                support="flagged",
                evidence=SOURCE.evidence(4),
            ),
            BriefStatement(
                text_en="Forty people were injured.",
                attribution="a medical source",
                support="unsupported",
                evidence=SOURCE.evidence(3, 4),
            ),
        ],
        "events": [
            _blast(),
            plain_event(),
            plain_event(
                description_en="A similar attack killed dozens of civilians.",
                role="background",
                category="assault",
                status="asserted",
                support="unsupported",
                evidence=SOURCE.evidence(6),
                casualties=[
                    BriefCasualties(
                        kind="killed",
                        who="civilians",
                        count=None,
                        expression_ar="عشرات القتلى",
                        min=10,
                        best=None,
                        max=None,
                        qualifier="tens",
                    )
                ],
                slots=[SOURCE.slot("/casualties/0/expression_ar", "عشرات القتلى", match="missing")],
            ),
        ],
        "entities": [
            BriefEntity(
                name_ar="سامر الهلالي",
                name_en="Samer al-Hilali",
                kind="person",
                support="verified",
                slots=[SOURCE.slot("/name_ar", "سامر الهلالي")],
            ),
            BriefEntity(
                name_ar="مستشفى النخيل",
                name_en="al-Nakhil hospital",
                kind="organisation",
                support="flagged",
                slots=[SOURCE.slot("/name_ar", "مستشفى النخيل", stands="مشفى النخيل", match="fuzzy")],
            ),
        ],
        "caveats": [
            BriefCaveat(
                kind="contradiction",
                text_en="The governor counts three dead, a medical source at least five.",
                support="verified",
                evidence=SOURCE.evidence(2, 3),
            ),
            BriefCaveat(kind="open", text_en="Who planted the bomb is not said.", support="verified", evidence=[]),
        ],
        "findings": list(sample_findings()),
        "provenance": provenance(),
    }
    return Brief.model_validate(fields | changes)
