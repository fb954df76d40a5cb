"""Articles, ledgers and runs for the tests of `mujaz.bulk`. The names and places are invented."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mujaz.articles.article import Article
from mujaz.bulk.entries import entry
from mujaz.bulk.ledger import Ledger
from mujaz.errors import ReadError
from tests.support.drafts import answer_from_prompt

__all__ = ["ANSWER", "admit", "articles", "record", "rows", "table", "text"]

ANSWER = answer_from_prompt

_TOWNS = "النورس الصفصاف الغدير البيدر السنديان الزيزفون الأقحوان الرمانة العوسج الخزامى الياسمين الدفلى".split()
_THINGS = "المدرسة الجسر المستوصف السوق المكتبة الحديقة الملعب المتحف المحطة المخبز المعصرة الخزان".split()
_ACTS = "افتتاح ترميم إغلاق توسيع نقل تجهيز طلاء تأجير بيع تسييج تدشين صيانة".split()


def text(number: int) -> str:
    """A short article, different for every number below 1,728 in nearly all of its three-word shingles."""
    town, thing, act = _TOWNS[number % 12], _THINGS[number // 12 % 12], _ACTS[number // 144 % 12]
    return (
        f"أعلن مجلس بلدة {town} عن {act} {thing} بعد نقاش طويل بين الأعضاء. "
        f"وقال رئيس المجلس في {town} إن {act} {thing} يخدم أهالي {town} جميعا. "
        f"ورحب سكان {town} بخطوة {act} {thing} وطالبوا بالإسراع فيها."
    )


def record(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"a{number}", "title": f"خبر {number}", "text": text(number), "published": "2025-04-12", **fields}


def table(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def articles(count: int) -> list[Article]:
    return [Article(id=f"a{number}", text=text(number)) for number in range(count)]


def admit(ledger: Ledger, *items: Article | ReadError, mode: Any = "brief") -> list[Any]:
    return ledger.admit([entry(item) for item in items], mode).result()


def rows(folder: Path, sql: str) -> list[Any]:
    import contextlib
    import sqlite3

    with contextlib.closing(sqlite3.connect(folder / "ledger.sqlite")) as connection:
        return connection.execute(sql).fetchall()
