"""mujaz clean"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import click

from mujaz.cli import console
from mujaz.cli.options import published_option


@click.command(help="Show what the model will see of SOURCE: numbered segments, and every edit with its reason.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Text, map to raw offsets, segments, edits; one line an article.")
@click.option("--allow-private-hosts", is_flag=True, help="Let SOURCE addresses lead to private or loopback hosts.")
@published_option
def command(sources: tuple[str, ...], as_json: bool, allow_private_hosts: bool, published: date | None) -> None:
    from mujaz.articles.article import Article
    from mujaz.articles.sources import read
    from mujaz.cleaning import clean
    from mujaz.render._text import json_text

    done = failed = 0
    for item in read(sources, published=published, allow_private_hosts=allow_private_hosts):
        if not isinstance(item, Article):
            console.say(str(item))
            failed += 1
            continue
        cleaned = clean(item)
        if as_json:
            click.echo(json_text(json.dumps(_as_dict(item, cleaned), ensure_ascii=False)))
        else:
            click.echo("\n".join(map(console.flat, _as_text(item, cleaned))) + "\n")
        done += 1
    sys.exit(0 if not failed else 1 if done else 2)


def _as_text(article: Any, cleaned: Any) -> list[str]:
    lines = [f"{article.id}: {len(cleaned.segments)} segments, {len(cleaned.edits)} edits"]
    known = {"title": article.title, "outlet": article.outlet, "url": article.url, "published": article.published}
    lines += [f"{name}: {value}" for name, value in known.items() if value]
    lines.append("")
    lines += [f"[{segment.number}] {segment.text}" for segment in cleaned.segments]
    if cleaned.edits:
        lines += ["", "Edits (raw offsets, kind, before -> after, reason):"]
        for edit in cleaned.edits:
            before, after = _short(edit.before), _short(edit.after) if edit.after else "dropped"
            lines.append(f"{edit.start}-{edit.end}  {edit.kind}  {before} -> {after}  ({edit.reason})")
    if cleaned.learned:
        lines += ["", "What the page furniture says (not used; see --published):"]
        lines += [f"{learned.field}: {learned.value}  ({learned.reason})" for learned in cleaned.learned]
    return lines


def _as_dict(article: Any, cleaned: Any) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "raw_sha256": article.sha256,
        "text": cleaned.text,
        "map": list(cleaned.mapped.map),
        "segments": [
            {"number": s.number, "text": s.text, "start": s.raw.start, "end": s.raw.end} for s in cleaned.segments
        ],
        "edits": [
            {"kind": e.kind, "start": e.start, "end": e.end, "before": e.before, "after": e.after, "reason": e.reason}
            for e in cleaned.edits
        ],
        "learned": [
            {"field": x.field, "value": x.value, "start": x.start, "end": x.end, "reason": x.reason}
            for x in cleaned.learned
        ],
    }


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return f"«{flat}»" if len(flat) <= 60 else f"«{flat[:40]} … {flat[-15:]}»"
