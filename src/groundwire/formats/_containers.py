"""The three files a table can lie in: Arrow IPC file, Arrow IPC stream and Parquet, told apart by content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import ArrowTable, arrow, optional

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PARQUET_SUFFIX = ".parquet"
_ARROW, _STREAM, _PARQUET = b"ARROW1", b"\xff\xff\xff\xff", b"PAR1"
_EMBEDDED_SCHEMA = b"ARROW:schema"  # what Parquet writers of Arrow tables add to the footer


def read_table(path: Path) -> ArrowTable:
    """Read a whole table with its file-level metadata; the content decides what kind of file it is.

    Raises:
        FormatError: Neither Arrow nor Parquet, or damaged.
        FileNotFoundError: There is no such file.
    """
    return cast("ArrowTable", _open(path, schema_only=False))


def read_metadata(path: Path) -> Mapping[bytes, bytes]:
    """Read only the file-level metadata; the same errors as ``read_table``."""
    return cast("Mapping[bytes, bytes]", _open(path, schema_only=True))


def _open(path: Path, *, schema_only: bool) -> Any:
    pa = arrow()
    with path.open("rb") as stream:
        kind = _kind(path, stream.read(8))
    read = {_ARROW: _read_file, _STREAM: _read_stream, _PARQUET: _read_parquet}[kind]
    try:
        found = read(path, schema_only=schema_only)
        if not schema_only:
            found.validate(full=True)  # a wrong offset would end the process later on
            _ = found.column_names  # names that are no text show only now
    except (pa.ArrowException, OSError, EOFError, UnicodeDecodeError) as error:
        name = "Parquet" if kind == _PARQUET else "Arrow"
        raise FormatError(f"{path}: the {name} file cannot be read ({error}).") from error
    return found


def _kind(path: Path, head: bytes) -> bytes:
    for magic in (_ARROW, _STREAM, _PARQUET):
        if head.startswith(magic):
            return magic
    found = "something else" if head else "an empty file"
    raise FormatError(
        f"{path}: expected an Arrow IPC file (it starts with ARROW1), an Arrow IPC stream or Parquet, "
        f"found {found}."
    )


def _read_file(path: Path, *, schema_only: bool) -> Any:
    pa = arrow()
    with pa.memory_map(str(path)) as mapped, pa.ipc.open_file(mapped) as reader:
        return reader.schema.metadata or {} if schema_only else reader.read_all()


def _read_stream(path: Path, *, schema_only: bool) -> Any:
    pa = arrow()
    with pa.memory_map(str(path)) as mapped, pa.ipc.open_stream(mapped) as reader:
        return reader.schema.metadata or {} if schema_only else reader.read_all()


def _read_parquet(path: Path, *, schema_only: bool) -> Any:
    parquet = optional("pyarrow.parquet", "formats")
    with parquet.ParquetFile(path) as file:
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


def _write_parquet(table: Any, path: Path) -> None:
    pa = arrow()
    for index, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):  # dictionaries of text views cannot be written
            plain = table.column(index).cast(pa.dictionary(pa.int32(), pa.string()))
            table = table.set_column(index, field.with_type(plain.type), plain)
    optional("pyarrow.parquet", "formats").write_table(
        table, path, compression="zstd", row_group_size=max(1, table.num_rows)
    )
