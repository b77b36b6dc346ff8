"""The three files a table can lie in: Arrow IPC file, Arrow IPC stream and Parquet, told apart by content."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, cast

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import ArrowTable, arrow, optional
from groundwire.formats._files import forget, map_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from groundwire.formats._files import Mapped

PARQUET_SUFFIX = ".parquet"
_ARROW, _STREAM, _PARQUET = b"ARROW1", b"\xff\xff\xff\xff", b"PAR1"
_EMBEDDED_SCHEMA = b"ARROW:schema"  # what Parquet writers of Arrow tables add to the footer


def read_table(path: Path, *, checked: bool = True) -> ArrowTable:
    """Read a whole table with its file-level metadata; the content decides what kind of file it is.

    Args:
        path: The file.
        checked: Look into every value; False for a file that was read before.

    Raises:
        FormatError: Neither Arrow nor Parquet, or damaged.
        FileNotFoundError: There is no such file.
    """
    return cast("ArrowTable", _open(path, schema_only=False, checked=checked))


def read_large(path: Path) -> tuple[ArrowTable, Callable[[], None]]:
    """Read a table as ``read_table`` does, with a function that gives back memory it took so far."""
    found, data = _open(path, schema_only=False, checked=True, mapped=True)
    return cast("ArrowTable", found), lambda: forget(data)


def read_metadata(path: Path) -> Mapping[bytes, bytes]:
    """Read only the file-level metadata; the same errors as ``read_table``."""
    return cast("Mapping[bytes, bytes]", _open(path, schema_only=True, checked=False))


def _open(path: Path, *, schema_only: bool, checked: bool, mapped: bool = False) -> Any:
    pa = arrow()
    with path.open("rb") as stream:
        kind = _kind(path, stream.read(8))
    read = {_ARROW: _read_file, _STREAM: _read_stream, _PARQUET: _read_parquet}[kind]
    try:
        data = map_file(path)
        found = read(data, schema_only=schema_only)
        if checked:
            found.validate(full=True)  # a wrong offset would end the process later on
            _ = found.column_names  # names that are no text show only now
    except (pa.ArrowException, OSError, EOFError, UnicodeDecodeError) as error:
        name = "Parquet" if kind == _PARQUET else "Arrow"
        raise FormatError(f"{path}: the {name} file cannot be read ({error}).") from error
    forget(data)
    return (found, data) if mapped else found


def _kind(path: Path, head: bytes) -> bytes:
    for magic in (_ARROW, _STREAM, _PARQUET):
        if head.startswith(magic):
            return magic
    found = "something else" if head else "an empty file"
    raise FormatError(
        f"{path}: expected an Arrow IPC file (it starts with ARROW1), an Arrow IPC stream or Parquet, "
        f"found {found}."
    )


def _read_file(data: Mapped, *, schema_only: bool) -> Any:
    pa = arrow()
    with pa.ipc.open_file(pa.py_buffer(data)) as reader:
        return reader.schema.metadata or {} if schema_only else reader.read_all()


def _read_stream(data: Mapped, *, schema_only: bool) -> Any:
    pa = arrow()
    with pa.ipc.open_stream(pa.py_buffer(data)) as reader:
        return reader.schema.metadata or {} if schema_only else reader.read_all()


def _read_parquet(data: Mapped, *, schema_only: bool) -> Any:
    parquet = optional("pyarrow.parquet", "formats")
    with parquet.ParquetFile(arrow().BufferReader(arrow().py_buffer(data))) as file:
        stored = dict(file.metadata.metadata or {})
        stored.pop(_EMBEDDED_SCHEMA, None)
        return stored if schema_only else file.read().replace_schema_metadata(stored)


def write_table(table: ArrowTable, path: Path, *, parquet: bool) -> None:
    """Write a table of one chunk: an Arrow IPC file of one record batch, or Parquet of one row group."""
    pa = arrow()
    if parquet:
        _write_parquet(table, path)
    else:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table, max_chunksize=max(1, table.num_rows))


def write_parts(parts: Iterable[ArrowTable], path: Path, *, parquet: bool) -> int:
    """Write tables of one schema as record batches, or row groups, of one file; return the number of rows."""
    pa = arrow()
    rows = 0
    with ExitStack() as stack:
        writer: Any = None
        for part in parts:
            table = _for_parquet(part) if parquet else part
            if writer is None:
                sink = stack.enter_context(pa.OSFile(str(path), "wb"))
                writer = stack.enter_context(_writer(sink, table.schema, parquet=parquet))
            writer.write_table(table)
            rows += part.num_rows
    return rows


def _writer(sink: Any, schema: Any, *, parquet: bool) -> Any:
    if parquet:
        return optional("pyarrow.parquet", "formats").ParquetWriter(sink, schema, compression="zstd")
    return arrow().ipc.new_file(sink, schema)


def _write_parquet(table: Any, path: Path) -> None:
    optional("pyarrow.parquet", "formats").write_table(
        _for_parquet(table), path, compression="zstd", row_group_size=max(1, table.num_rows)
    )


def _for_parquet(table: Any) -> Any:
    pa = arrow()
    for index, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):  # dictionaries of text views cannot be written
            plain = table.column(index).cast(pa.dictionary(pa.int32(), pa.string()))
            table = table.set_column(index, field.with_type(plain.type), plain)
    return table
