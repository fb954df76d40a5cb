"""The table of `docs/reliability.md`, made of the lists that the tests run.

python -m tests.faults.table            print it
python -m tests.faults.table --write    put it into the document
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from tests.faults.batches import BATCH_FAULTS
from tests.faults.fault import Ends, Fault, Row
from tests.faults.faults import BODIES, CONNECTION, STATUSES

__all__ = ["DOCUMENT", "generated", "with_table"]

DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- begin: made by python -m tests.faults.table --write -->", "<!-- end -->"


def generated() -> str:
    """The tables in Markdown."""
    parts = [
        _answers("On the way", CONNECTION),
        _answers("Statuses", STATUSES),
        _answers("Bodies of answers with status 200", BODIES),
        _batches(),
    ]
    return "\n\n".join(parts)


def with_table(text: str) -> str:
    """The document with the tables between its marks. Raises ValueError when it has no such marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the document has no marks for the table")
    return f"{before}{BEGIN}\n\n{generated()}\n\n{END}{after}"


def _answers(title: str, faults: Iterable[Fault]) -> str:
    lines = [
        f"### {title}",
        "",
        "| the answer | `brief` | an article of `bulk run` | every article of it | in a batch |",
        "|---|---|---|---|---|",
    ]
    for fault in faults:
        cells = (_what(fault), _ends(fault.brief), _row(fault.bulk), _down(fault), _row(fault.batch))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _batches() -> str:
    lines = [
        "### The batch interface",
        "",
        "| fault | once | always: `bulk run --via batch` | the articles then |",
        "|---|---|---|---|",
    ]
    for fault in BATCH_FAULTS:
        once = "goes on by itself, nothing paid twice" if fault.mends else "stops at once"
        lines.append(f"| {_plain(fault.what)} | {once} | {_ends(fault.lasting)} | {fault.state} |")
    return "\n".join(lines)


def _what(fault: Fault) -> str:
    return _plain(fault.what) + ("; once: asked again" if fault.mends else "")


def _ends(ends: Ends) -> str:
    asked = f", {ends.requests} requests" if ends.requests != 1 else ""
    said = f': "{_plain(ends.says)}"' if ends.says and ends.code else ""
    return f"{ends.code}{asked}{said}"


def _row(row: Row | None) -> str:
    if row is None:
        return "—"
    if row.kind == "stops":
        return "stops the run, 5; stays queued"
    asked = f", {row.requests} requests" if row.requests != 1 else ""
    return f"{'' if row.kind == 'done' else 'fails: '}{row.kind.replace('_', ' ')}{asked}" + (
        "; tokens counted" if row.counted and row.kind != "done" else ""
    )


def _down(fault: Fault) -> str:
    if fault.down is not None:
        return f'stops, {fault.down.code}: "{_plain(fault.down.says)}"'
    return "" if fault.bulk is None or fault.bulk.kind in ("done", "stops") else "each fails"


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        DOCUMENT.write_text(with_table(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(generated())
