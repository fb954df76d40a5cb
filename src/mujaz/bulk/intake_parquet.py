"""Rows of a Parquet file; pyarrow is imported only here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mujaz.articles.files import open_regular
from mujaz.articles.identity import shown
from mujaz.articles.limits import MAX_FILE_BYTES, MAX_UNFOLDING
from mujaz.bulk.intake_csv import Demand
from mujaz.errors import ReadError

__all__ = ["number_of_rows", "rows"]

_ROWS = 64
_BUFFER = 1_000_000


def rows(path: Path, demand: Demand, wanted: Sequence[str]) -> Iterator[tuple[int, object]]:
    """Rows, counted from 1, as mappings from the names of those columns that are `wanted`.

    Dates and times come as ISO 8601 text, as JSON would have them. A row that cannot be read, because its text is no
    UTF-8, comes out as a ReadError, and the next follows. Only these columns are read, some rows at a time. Raises
    ReadError when the file is no Parquet, is damaged, has no rows, has columns that `demand` refuses, or unfolds like a
    bomb.
    """
    from pyarrow import ArrowException

    file = _opened(path)
    demand(file.schema_arrow.names)
    names = [name for name in dict.fromkeys(wanted) if name in file.schema_arrow.names]
    size = _batch_size(file, path)
    number = 0
    try:
        for batch in file.iter_batches(batch_size=size, columns=names):
            columns = {name: _texts(batch.column(name)) for name in names}
            for at in range(batch.num_rows):
                number += 1
                try:
                    yield number, {name: column[at].as_py() for name, column in columns.items()}
                except (ArrowException, ValueError) as error:
                    yield number, ReadError(f"it cannot be read ({_line(error)})")
    except (ArrowException, OSError, ValueError, LookupError, MemoryError) as error:
        raise ReadError(f"row {number + 1}: it is damaged ({_line(error)}); what follows is not read") from error
    if not number:
        raise ReadError("it has no rows; nothing to read")


def number_of_rows(path: Path) -> int:
    """How many rows the file says it has. Raises ReadError as `rows` does."""
    return int(_opened(path).metadata.num_rows)


def _opened(path: Path) -> Any:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise ReadError("Parquet files need pyarrow: pip install 'mujaz[bulk]'") from error
    open_regular(path).close()
    try:
        # Named columns keep their dictionary: one long text in a million rows is unfolded a row at a time.
        schema = parquet.read_schema(path)
        texts = [name for name, kind in zip(schema.names, schema.types, strict=True) if str(kind) in _TEXTS]
        return parquet.ParquetFile(path, read_dictionary=texts, pre_buffer=False, buffer_size=_BUFFER)
    except (ArrowException, OSError, ValueError, MemoryError) as error:
        raise ReadError(f"it is no Parquet file, or damaged ({_line(error)})") from error


_TEXTS = ("string", "large_string")


def _batch_size(file: Any, path: Path) -> int:
    """Rows to take at a time, so that those of usual length fit into `MAX_FILE_BYTES`. Raises ReadError for a bomb.

    Of the sizes that the file states only those of whole row groups are asked for: pyarrow ends the process when the
    description of a single column is damaged.
    """
    about = file.metadata
    unpacked = sum(max(0, about.row_group(group).total_byte_size) for group in range(about.num_row_groups))
    if unpacked > MAX_FILE_BYTES and unpacked > MAX_UNFOLDING * path.stat().st_size:
        raise ReadError(f"it unfolds to more than {MAX_UNFOLDING} times its size; not read")
    mean = unpacked // max(1, int(about.num_rows)) + 1
    return max(1, min(_ROWS, MAX_FILE_BYTES // int(mean)))


def _texts(column: Any) -> Any:
    """The column, dates and times as text: pyarrow alone makes no Python value of a time with nanoseconds."""
    from pyarrow import string, types

    kind = column.type
    return column.cast(string()) if types.is_timestamp(kind) or types.is_date(kind) or types.is_time(kind) else column


def _line(error: BaseException) -> str:
    """The first line of the message, on which pyarrow says what is wrong."""
    return shown(str(error).strip().split("\n", 1)[0])[:200]
