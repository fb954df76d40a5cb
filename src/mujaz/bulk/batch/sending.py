"""From a written part to its batch, step by step; a step that was taken is never taken again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mujaz.bulk.batch import tables
from mujaz.bulk.batch.filling import part_path
from mujaz.bulk.batch.provider import Provider
from mujaz.bulk.batch.tables import Part, PartState
from mujaz.bulk.ledger import Ledger

__all__ = ["Sender", "metadata_of"]


def metadata_of(run_id: str, part: int) -> dict[str, str]:
    """What a batch carries, so that it can be found again (keys of 64, values of 512 characters at most)."""
    return {"mujaz_run": run_id, "mujaz_part": str(part)}


class Sender:
    """Sends parts of one run."""

    def __init__(
        self, ledger: Ledger, folder: Path, provider: Provider, run_id: str, tell: Callable[[str], None]
    ) -> None:
        self._ledger, self._folder, self._provider, self._run_id, self._tell = ledger, folder, provider, run_id, tell

    async def send(self, part: Part) -> Part | None:
        """Take the steps that are left until the batch is made; None when the part had to be dropped."""
        path = part_path(self._folder, part.part)
        if part.state == "written":
            if not path.is_file() or path.stat().st_size != part.bytes:
                count = await asyncio.wrap_future(self._ledger.change(lambda c: tables.drop(c, part.part, lost=False)))
                self._tell(f"{path} is gone or altered; its {count:,} articles are queued again, nothing was sent")
                return None
            file = await self._provider.upload(path, f"mujaz-{self._run_id}-{part.part:05d}.jsonl")
            part = await self._step(part, "uploaded", file=file)
        if part.state in ("uploaded", "asked"):
            again = part.state == "asked"
            part = await self._step(part, "asked")
            metadata = metadata_of(self._run_id, part.part)
            told = await self._provider.create(part.file or "", metadata, maybe_there=again)
            part = await self._step(part, "created", batch=told.id)
            self._tell(f"batch {told.id}: {part.rows:,} articles")
        path.unlink(missing_ok=True)
        return part

    async def _step(self, part: Part, state: PartState, *, file: str | None = None, batch: str | None = None) -> Part:
        await asyncio.wrap_future(
            self._ledger.change(lambda c: tables.advance(c, part.part, state, file=file, batch=batch))
        )
        return replace(part, state=state, file=file or part.file, batch=batch or part.batch)
