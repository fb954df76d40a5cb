"""mujaz bulk status"""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mujaz.cli import console
from mujaz.cli.bulk.live import batch_line, duration

if TYPE_CHECKING:
    from mujaz.bulk.progress import Standing


@click.command(help="Say how the run in folder RUN stands.")
@click.argument("run", metavar="RUN")
@click.option("--watch", is_flag=True, help="Say it again every two seconds, until the run ends or Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object; with --watch one a line.")
def command(run: str, watch: bool, as_json: bool) -> None:
    from mujaz.bulk.ledger import connect_to_read
    from mujaz.bulk.progress import standing
    from mujaz.errors import MujazError
    from mujaz.render._text import json_text

    try:
        with contextlib.closing(connect_to_read(Path(run))) as connection:
            while True:
                now = standing(connection, Path(run))
                click.echo(json_text(json.dumps(asdict(now), ensure_ascii=False)) if as_json else _said(now))
                if not watch or now.held_by is None:
                    return
                time.sleep(2.0)
                if not as_json:
                    click.clear()
    except MujazError as error:
        console.fail(error)


def _said(now: Standing) -> str:
    known = sum(now.states.values())
    lines = [f"{known:,} articles known" + (f" of {now.total:,} in the input" if now.total is not None else "")]
    lines += [f"  {count:>9,}  {state.replace('_', ' ')}" for state, count in now.states.items() if count]
    if now.failures:
        lines.append("failed, by kind")
        lines += [f"  {count:>9,}  {kind}" for kind, count in now.failures.items()]
    if now.orphans:
        lines.append(f"{now.orphans:,} duplicates of articles that failed have no brief")
    if now.copies:
        lines.append(f"{now.copies:,} records repeat another one exactly")
    lines.append(_used(now))
    lines += _work(now)
    return "\n".join(map(console.flat, lines))


def _used(now: Standing) -> str:
    said = f"{now.requests:,} answers, {now.prompt_tokens:,} + {now.completion_tokens:,} tokens"
    if now.uncounted:
        said += f" ({now.uncounted:,} answers without a count, estimated)"
    if now.lost:
        said += f"; {now.lost:,} requests were lost and may have been paid"
    if now.cost_usd is None:
        return f"{said}; the price is not known"
    expected = f", {now.expected_usd:,.2f} expected in all" if now.expected_usd is not None else ""
    return f"{said}; {now.cost_usd:,.2f} US dollars{expected}"


def _work(now: Standing) -> list[str]:
    if now.held_by is None:
        return ["nobody works on it", *map(_batch, now.batches)]
    lines = [f"process {now.held_by.get('pid')} on {now.held_by.get('host')} works on it"]
    live = now.live
    if live.get("via") == "batch":
        lines.append(f"  {batch_line(live)}")
        lines += [_batch(batch) for batch in live["batches"]]
        if live["budget_usd"] is not None or live["budget_tokens"] is not None:
            lines.append(f"  budget: {_budget(live)}")
    elif live:
        eta = f", {duration(now.eta_seconds)} to go" if now.eta_seconds is not None else ""
        lines.append(f"  {live['rate']:.1f} articles/s{eta}")
        lines.append(f"  {live['in_flight']} requests under way, at most {live['concurrency']} now")
        own = ", ".join(f"{live[name]:,.0f} {name}" for name in ("rpm", "tpm") if live.get(name))
        told = ", ".join(f"{limit:,.0f} {what}" for what, limit in live["announced"].items())
        lines.append(
            f"  limits: own {own or 'none'}; announced by the endpoint {told or 'none'}; 429: {live['limited']}"
        )
        if live["resting"]:
            lines.append(f"  rests for {live['resting']:.0f} s, as the endpoint asked")
        if live["down"]:
            lines.append(f"  the endpoint is down: {live['down']}")
        if live["budget_usd"] is not None or live["budget_tokens"] is not None:
            lines.append(f"  budget: {_budget(live)}")
    return lines


def _batch(batch: dict[str, Any]) -> str:
    done = f", {batch['completed']:,} answered" if batch["completed"] is not None else ""
    return (
        f"  batch {batch['batch'] or '(not made yet)'}: {batch['status'] or 'made'}, {batch['rows']:,} requests{done}"
    )


def _budget(live: dict[str, float]) -> str:
    parts = []
    if live["budget_usd"] is not None:
        parts.append(f"{live['spent_usd']:,.2f} of {live['budget_usd']:,.2f} US dollars")
    if live["budget_tokens"] is not None:
        parts.append(f"{live['spent_tokens']:,.0f} of {live['budget_tokens']:,.0f} tokens")
    return ", ".join(parts)
