"""The way of the data, one line a step: article, cleaned, messages, draft, findings, brief."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mujaz import __version__, prompts, support
from mujaz.arabic import language
from mujaz.articles.article import Article
from mujaz.assembly import assemble
from mujaz.checks import registry
from mujaz.checks.evidence import Grounder
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned, clean
from mujaz.errors import EndpointError, ModelError, NotArabicError, ReadError
from mujaz.model.client import Client
from mujaz.model.dialect import schema_sha256
from mujaz.model.exchange import Answer, Problem
from mujaz.model.identity import is_another
from mujaz.model.price import Price
from mujaz.recording import current as recording
from mujaz.schema.brief import Brief, Finding, Provenance, Tokens
from mujaz.schema.draft import Draft

__all__ = ["Settings", "brief_article", "prepare"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can choose about a brief, the model apart.

    `reasks` is how many times the model is asked to mend its answer (0 to 3); `max_tokens` overrides the
    prompt's bound on the answer. `semantic` adds the check by meaning, which needs the extra of that name. `price` is
    what the brief's cost is told from, None when nobody knows one.
    """

    prompt: prompts.Prompt
    unsupported: support.Policy = "mark"
    reasks: int = 1
    any_language: bool = False
    max_tokens: int | None = None
    semantic: bool = False
    price: Price | None = None

    @property
    def parameters(self) -> prompts.Parameters:
        """The prompt's sampling parameters, with the user's bound on the answer."""
        given = self.prompt.parameters
        return prompts.Parameters(given.temperature, self.max_tokens or given.max_tokens, given.seed)


async def brief_article(
    article: Article, client: Client, settings: Settings, warn: Callable[[str], None] = lambda _: None
) -> Brief:
    """One article in, one checked brief out. Raises errors of `mujaz.errors`; those of the article, its answer or the
    endpoint name it."""
    try:
        with recording.take(article):
            return await _brief(article, client, settings, warn)
    except (ModelError, ReadError, EndpointError) as error:
        raise type(error)(f"{article.id}: {error}") from error


async def _brief(article: Article, client: Client, settings: Settings, warn: Callable[[str], None]) -> Brief:
    cleaned = prepare(article, settings, warn)
    messages = settings.prompt.render(article, cleaned)
    grounder = Grounder(article.text)

    last: tuple[Subject, list[Finding]] | None = None

    def checked(draft: Draft) -> tuple[Subject, list[Finding]]:
        nonlocal last
        if last is None or last[0].draft is not draft:  # the draft that is kept is usually the one just reviewed
            subject = Subject(article, cleaned, draft, grounder)
            last = subject, registry.run(subject, by_meaning=True) if settings.semantic else registry.run(subject)
        return last

    def review(draft: Draft) -> list[Problem]:
        return [Problem(_draft_path(f.path), f.message) for f in checked(draft)[1] if f.severity == "error"]

    answer = await client.draft(messages, settings.parameters, review, settings.reasks)
    subject, findings = checked(answer.draft)
    if answer.ended:
        said = f"the model could not be asked to mend its answer: {answer.ended}"
        findings.append(Finding(code="model.reask_failed", severity="info", path="", message=said))
    asked = client.endpoint.model or ""
    for name in answer.models:
        if is_another(asked, name):
            said = f"the endpoint says that the model {name} answered; {asked} was asked"
            findings.append(Finding(code="model.another_answered", severity="warning", path="", message=said))
    brief = assemble(subject, findings, _provenance(answer, client, settings))
    return support.apply(brief, settings.unsupported)


def prepare(article: Article, settings: Settings, warn: Callable[[str], None]) -> Cleaned:
    """Clean the article. Raises NotArabicError for another language, ReadError when nothing is left."""
    found = language.detect(article.text)
    if found.code != "ar":
        seems = f"the text does not seem to be Arabic (detected: {found.code})"
        if not settings.any_language:
            raise NotArabicError(f"{seems}. Give --any-language to go on all the same.")
        warn(f"{article.id}: {seems}; going on as asked.")
    cleaned = clean(article)
    if not cleaned.segments:
        raise ReadError("nothing is left of the text but page furniture. See: mujaz clean")
    return cleaned


_HEADLINE = {
    "/headline/evidence": "/headline_evidence",
    "/headline/text_en": "/headline_en",
    "/headline": "/headline_en",
}


def _draft_path(path: str) -> str:
    """Where the model finds the place in its own answer; only the headline is laid out differently there."""
    return _HEADLINE.get(path, path)


def _provenance(answer: Answer, client: Client, settings: Settings) -> Provenance:
    counted = [(a.prompt_tokens, a.completion_tokens) for a in answer.attempts]
    prompt = [p for p, _ in counted if p is not None]
    completion = [c for _, c in counted if c is not None]
    return Provenance(
        prompt=settings.prompt.spec,
        prompt_sha256=settings.prompt.sha256,
        schema_sha256=schema_sha256(),
        model=client.endpoint.model or "",
        endpoint=client.endpoint.kind,
        parameters=dict(answer.sent),
        attempts=len(answer.attempts),
        tokens=Tokens(prompt=sum(prompt) if prompt else None, completion=sum(completion) if completion else None),
        cost_usd=settings.price.cost(sum(prompt), sum(completion)) if settings.price and prompt else None,
        version=__version__,
    )
