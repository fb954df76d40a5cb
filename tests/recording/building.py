"""Recording sets made by real exchanges with an endpoint on loopback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mujaz import Article, Summarizer
from mujaz.model.client import Retries
from mujaz.recording.cassette import Cassette, file_name
from mujaz.recording.choice import RecordTo, ReplayFrom
from mujaz.recording.shared import SharedParts
from mujaz.schema.brief import Brief
from tests.support.endpoint import Endpoint

__all__ = ["NEWS", "QUICK", "article", "cassette", "record", "recorder", "replay", "replayer"]

NEWS = (
    "أعلنت بلدية النورس إغلاق جسر الصفصاف أمام الشاحنات اعتباراً من صباح الأحد. "
    "وقال رئيس البلدية سامر الحلواني إن الأعمال تنتهي خلال أسبوعين. "
    "وشكر متحدث باسم الشركة المنفذة سكان الحي على صبرهم."
)

QUICK = Retries(tries=4, first=0.01, longest=0.05)


def article(id: str = "bridge", text: str = NEWS) -> Article:
    return Article.from_text(text, id=id)


def recorder(endpoint: Endpoint, folder: Path, *, keep: bool = False, **options: Any) -> Summarizer:
    to = RecordTo(folder, options.pop("answered_by", None), keep=keep)
    return Summarizer("m", base_url=endpoint.base_url, record=to, **{"retries": QUICK, **options})


def replayer(folder: Path, *, strict: bool = True, **options: Any) -> Summarizer:
    return Summarizer(replay=ReplayFrom(folder, strict=strict), **options)


async def record(endpoint: Endpoint, folder: Path, *articles: Article, **options: Any) -> list[Brief]:
    """Briefs made one after the other while they are recorded."""
    async with recorder(endpoint, folder, **options) as made:
        return [await made.abrief(one) for one in articles or (article(),)]


async def replay(folder: Path, *articles: Article, **options: Any) -> list[Brief]:
    async with replayer(folder, **options) as made:
        return [await made.abrief(one) for one in articles or (article(),)]


def cassette(folder: Path, id: str = "bridge") -> Cassette:
    found = Cassette.load(folder / file_name(id), SharedParts(folder))
    assert found is not None
    return found
