"""How a run stands: read from its ledger, so that any process can tell, also while another one works on it."""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mujaz.bulk import lock
from mujaz.bulk.batch import tables
from mujaz.bulk.states import STATES

__all__ = ["Rate", "Standing", "standing"]

_WINDOW = 120.0


class Rate:
    """Articles settled a second, over the last two minutes."""

    def __init__(self, now: float) -> None:
        self._points: deque[tuple[float, int]] = deque([(now, 0)])

    def update(self, settled: int, now: float) -> float:
        """The rate after `settled` articles in all; 0 in the beginning."""
        self._points.append((now, settled))
        while len(self._points) > 2 and now - self._points[1][0] >= _WINDOW:
            self._points.popleft()
        (since, before) = self._points[0]
        return (settled - before) / (now - since) if now > since else 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A run at one moment.

    `states` and `failures` count articles; `total` is what the input holds, None before it was counted. `cost_usd` is
    None when no price is known; `expected_usd` and `eta_seconds` when they cannot be told. `live` is what the process
    that works on it last said (concurrency, limits, ...), empty when nobody does. `orphans` are duplicates of articles
    that have failed, `lost` requests that were in flight when a process died, `copies` records met more than once;
    `batches` are those not collected yet, as they were last heard of.
    """

    states: dict[str, int]
    failures: dict[str, int]
    total: int | None
    requests: int
    prompt_tokens: int
    completion_tokens: int
    uncounted: int
    lost: int
    cost_usd: float | None
    expected_usd: float | None
    copies: int
    orphans: int
    eta_seconds: float | None
    recipe: dict[str, Any]
    live: dict[str, Any] = field(default_factory=dict)
    held_by: dict[str, Any] | None = None
    batches: list[dict[str, Any]] = field(default_factory=list)

    @property
    def settled(self) -> int:
        """Articles with a result: done, failed, duplicates, left out."""
        return sum(self.states[state] for state in ("done", "failed", "duplicate", "left_out"))


def standing(connection: sqlite3.Connection, folder: Path) -> Standing:
    """How the run in `folder` stands."""
    states: dict[str, int] = dict.fromkeys(STATES, 0)
    states |= dict(connection.execute("SELECT state, count(*) FROM article GROUP BY state"))
    failures = dict(
        connection.execute(
            "SELECT failure, count(*) FROM article WHERE state = 'failed' GROUP BY failure ORDER BY count(*) DESC"
        )
    )
    requests, prompt, completion, uncounted, lost, cost, copies = connection.execute(
        "SELECT coalesce(sum(requests), 0), coalesce(sum(prompt_tokens), 0), coalesce(sum(completion_tokens), 0), "
        "coalesce(sum(uncounted), 0), coalesce(sum(lost), 0), sum(cost_usd), coalesce(sum(copies - 1), 0) FROM article"
    ).fetchone()
    (orphans,) = connection.execute(
        "SELECT count(*) FROM article a JOIN article o ON o.n = a.same_as "
        "WHERE a.state = 'duplicate' AND o.state = 'failed'"
    ).fetchone()
    noted = {key: json.loads(value) for key, value in connection.execute("SELECT key, value FROM run")}
    held_by = lock.holder(folder)
    live = noted.get("live", {}) if held_by else {}
    total = noted.get("total")
    unsettled = states["queued"] + states["running"] + states["submitted"]
    left = max(0, total - sum(states.values())) + unsettled if total is not None else None
    rate = live.get("rate") or 0.0
    paid = states["done"]
    return Standing(
        states=states,
        failures=failures,
        total=total,
        requests=requests,
        prompt_tokens=prompt,
        completion_tokens=completion,
        uncounted=uncounted,
        lost=lost,
        cost_usd=cost,
        expected_usd=cost * (paid + left) / paid if cost is not None and left is not None and paid else None,
        copies=copies,
        orphans=orphans,
        eta_seconds=left / rate if left is not None and rate > 0 else None,
        recipe=noted.get("recipe", {}),
        live=live,
        held_by=held_by,
        batches=[
            {"batch": part.batch, "status": part.status, "completed": part.completed, "rows": part.rows}
            for part in tables.open_parts(connection)
        ],
    )
