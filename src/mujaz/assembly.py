"""From draft to brief: everything that code adds. Offsets, match kinds, resolved dates, counts and places."""

from __future__ import annotations

from mujaz.arabic import language, names, numbers
from mujaz.articles.article import Article
from mujaz.checks._told_dates import told
from mujaz.checks.subject import Subject
from mujaz.schema import brief as b
from mujaz.schema import draft as d
from mujaz.schema.codes import Status

__all__ = ["CONTEXT", "assemble"]

CONTEXT = 32
"""Characters of raw text kept on either side of a piece of evidence, as an anchor when offsets are lost."""


def assemble(subject: Subject, findings: list[b.Finding], provenance: b.Provenance) -> b.Brief:
    """The brief of a checked draft; every item carries the support that the findings leave it."""
    made = _Assembly(subject, findings)
    draft = subject.draft
    return b.Brief(
        article=article_info(subject.article),
        headline=b.Headline(
            text_en=draft.headline_en,
            support=made.support("/headline"),
            evidence=made.evidence(draft.headline_evidence),
        ),
        summary=[made.statement(i, statement) for i, statement in enumerate(draft.summary)],
        events=[made.event(i, event) for i, event in enumerate(draft.events)],
        entities=[made.entity(i, entity) for i, entity in enumerate(draft.entities)],
        caveats=[made.caveat(i, caveat) for i, caveat in enumerate(draft.caveats)],
        findings=findings,
        provenance=provenance,
    )


def article_info(article: Article) -> b.ArticleInfo:
    """What a brief says about its article."""
    return b.ArticleInfo(
        id=article.id,
        title=article.title,
        url=article.url,
        outlet=article.outlet,
        published=article.published,
        language=language.detect(article.text).code,
        raw_sha256=article.sha256,
    )


class _Assembly:
    def __init__(self, subject: Subject, findings: list[b.Finding]) -> None:
        self.subject = subject
        self.findings = findings

    def support(self, item: str) -> b.Support:
        """Unsupported with an error at or under the item's path, flagged with a warning, else verified.

        An account has a support of its own: what is wrong with it only flags its event.
        """
        worst: b.Support = "verified"
        for finding in self.findings:
            if finding.path == item or finding.path.startswith(item + "/"):
                if finding.severity == "error" and not finding.path.startswith(f"{item}/accounts/"):
                    return "unsupported"
                if finding.severity == "error":
                    worst = "flagged"
                if finding.severity == "warning":
                    worst = "flagged"
        return worst

    def evidence(self, numbers_: list[int]) -> list[b.Evidence]:
        raw = self.subject.article.text
        found = []
        for number in dict.fromkeys(numbers_):
            segment = self.subject.cleaned.segment(number)
            if segment is None:
                continue
            start, end = segment.raw
            found.append(
                b.Evidence(
                    segment=number,
                    quote=raw[start:end],
                    start=start,
                    end=end,
                    prefix=raw[max(0, start - CONTEXT) : start],
                    suffix=raw[end : end + CONTEXT],
                )
            )
        return found

    def slots(self, item: str) -> list[b.Slot]:
        return [
            b.Slot(path=e.path, quote=e.quote, start=match.start, end=match.end, match=match.kind)
            for e in self.subject.expressions
            if e.item == item
            for match in [self.subject.match(e)]
        ]

    def statement(self, i: int, statement: d.Statement) -> b.BriefStatement:
        return b.BriefStatement(
            text_en=statement.text_en,
            attribution=statement.attribution,
            support=self.support(f"/summary/{i}"),
            evidence=self.evidence(statement.evidence),
        )

    def event(self, i: int, event: d.Event) -> b.BriefEvent:
        item = f"/events/{i}"
        return b.BriefEvent(
            description_en=event.description_en,
            attribution=event.attribution,
            role=event.role,
            category=event.category,
            mode=event.mode,
            status=event.status,
            support=self.support(item),
            evidence=self.evidence(event.evidence),
            when=self.when(event.when, event.status) if event.when else None,
            where=self.where(event.where) if event.where else None,
            actors=[b.BriefActor(**actor.model_dump()) for actor in event.actors],
            targets=[b.BriefActor(**target.model_dump()) for target in event.targets],
            casualties=[self.casualties(count) for count in event.casualties],
            accounts=[
                b.BriefAccount(
                    claimant=account.claimant,
                    says_en=account.says_en,
                    support=self.support(f"{item}/accounts/{j}"),
                    evidence=self.evidence(account.evidence),
                )
                for j, account in enumerate(event.accounts)
            ],
            slots=self.slots(item),
        )

    def when(self, when: d.When, status: Status) -> b.BriefWhen:
        """The date as code reads the Arabic, in the year of its story; the model's own reading is kept beside it."""
        found = told(when, status, self.subject)
        return b.BriefWhen(
            **when.model_dump(),
            edtf=found.edtf,
            start=found.start,
            end=found.end,
            precision=found.precision,
            basis=found.basis,
        )

    def where(self, where: d.Where) -> b.BriefWhere:
        """Coordinates from the glossary, and only when the name means one place."""
        place = names.glossary().place(where.name_ar, where.within)
        return b.BriefWhere(
            **where.model_dump(),
            latitude=place.latitude if place else None,
            longitude=place.longitude if place else None,
            geonameid=place.geonameid if place else None,
            precision=place.kind if place else None,
        )

    def casualties(self, count: d.Casualties) -> b.BriefCasualties:
        quantity = numbers.quantity(count.expression_ar)
        return b.BriefCasualties(
            **count.model_dump(),
            min=quantity.min,
            best=quantity.best,
            max=quantity.max,
            qualifier=quantity.qualifier,
        )

    def entity(self, i: int, entity: d.Entity) -> b.BriefEntity:
        item = f"/entities/{i}"
        return b.BriefEntity(**entity.model_dump(), support=self.support(item), slots=self.slots(item))

    def caveat(self, i: int, caveat: d.Caveat) -> b.BriefCaveat:
        return b.BriefCaveat(
            kind=caveat.kind,
            text_en=caveat.text_en,
            support=self.support(f"/caveats/{i}"),
            evidence=self.evidence(caveat.evidence),
        )
