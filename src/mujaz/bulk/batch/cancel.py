"""`mujaz bulk cancel`: a run's batches are cancelled; what they have done by then is collected by the next start."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mujaz.bulk import lock
from mujaz.bulk.batch import tables
from mujaz.bulk.batch.filling import part_path
from mujaz.bulk.batch.provider import ENDED, GoneError, Provider
from mujaz.bulk.batch.sending import metadata_of
from mujaz.bulk.batch.tables import Part
from mujaz.bulk.ledger import Ledger, connect_to_read
from mujaz.errors import NoModelError
from mujaz.model.endpoint import Endpoint, choose

__all__ = ["Cancelled", "cancel"]


@dataclass(slots=True)
class Cancelled:
    """How many batches are being cancelled, had ended already, were never made, are not known at the endpoint; and how
    many articles are queued again by now."""

    cancelling: int = 0
    ended: int = 0
    unmade: int = 0
    gone: int = 0
    queued: int = 0


async def cancel(
    folder: Path, *, base_url: str | None, timeout: float, patience: float, forget: bool, tell: Callable[[str], None]
) -> Cancelled:
    """Cancel the batches of the run in `folder`, at `base_url` or where they were made. `forget` gives up those that
    the endpoint does not know. Raises LedgerError when there is no run, RunHeldError while a process works on it."""
    connect_to_read(folder).close()
    with lock.held(folder), contextlib.closing(Ledger(folder)) as ledger:
        ledger.change(tables.prepare).result()
        made = Cancelled()
        parts = ledger.change(tables.open_parts).result()
        if not parts:
            return made
        endpoint = _endpoint(base_url, parts[0].base_url)
        provider = Provider(endpoint, timeout=timeout, patience=patience, tell=tell)
        run_id = str(ledger.noted("run_id"))
        try:
            for part in parts:
                await _cancel(ledger, folder, provider, run_id, part, made, forget=forget)
        finally:
            await provider.close()
        return made


async def _cancel(
    ledger: Ledger, folder: Path, provider: Provider, run_id: str, part: Part, made: Cancelled, *, forget: bool
) -> None:
    batch = part.batch
    if part.state == "asked":
        found = await provider.find(part.file or "", metadata_of(run_id, part.part))
        batch = found.id if found else None
        if found:
            ledger.change(lambda c: tables.advance(c, part.part, "created", batch=found.id)).result()
    if batch is None:
        made.unmade += 1
        made.queued += ledger.change(lambda c: tables.drop(c, part.part, lost=False)).result()
        part_path(folder, part.part).unlink(missing_ok=True)
        return
    try:
        told = await provider.cancel(batch)
    except GoneError:
        made.gone += 1
        if forget:
            made.queued += ledger.change(lambda c: tables.drop(c, part.part, lost=True)).result()
        return
    ledger.change(lambda c: tables.told(c, part.part, told.status, told.completed, told.failed)).result()
    if told.status in ENDED:
        made.ended += 1
    else:
        made.cancelling += 1


def _endpoint(base_url: str | None, made_at: str) -> Endpoint:
    """The endpoint that options and environment mean, or the one where the batches were made."""
    if base_url is None:
        try:
            meant = choose()
        except NoModelError:
            meant = None
        if meant is not None and meant.base_url == made_at:
            return meant
    return choose(base_url=base_url or made_at)
