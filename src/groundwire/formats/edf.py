"""Write and read the Arrow IPC files of the EdgeFirst Dataset Format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from groundwire._core.errors import FormatError, InvalidArgumentError
from groundwire.formats._arrow import ArrowTable, arrow
from groundwire.formats._files import replacing
from groundwire.formats.edf_metadata import DatasetMetadata, decode_metadata
from groundwire.formats.edf_read import normalise

if TYPE_CHECKING:
    import os


def write_edf(table: ArrowTable, path: str | os.PathLike[str]) -> int:
    """Write a table as an Arrow IPC file: one record batch, no compression.

    The file appears under its name only when complete. Parent folders are created.

    Returns:
        The number of rows written.

    Raises:
        InvalidArgumentError: Not an Arrow table.
    """
    pa = arrow()
    if not isinstance(table, pa.Table):  # handing anything else on would crash the process
        raise InvalidArgumentError(f"Expected a pyarrow.Table to write, found {type(table).__name__}.")
    whole = cast("ArrowTable", pa.Table.combine_chunks(table))
    with (
        replacing(Path(path)) as temporary,
        pa.OSFile(str(temporary), "wb") as sink,
        pa.ipc.new_file(sink, whole.schema) as writer,
    ):
        writer.write_table(whole, max_chunksize=max(1, whole.num_rows))
    return whole.num_rows


def read_edf(path: str | os.PathLike[str]) -> ArrowTable:
    """Read a dataset file of any schema version into a table with easily handled types.

    Text columns come as ``string``, categorical ones as ``dictionary<int32, string>``, nested ones as
    ``list``; masks as ``binary``. Wider or narrower number types are cast, polygons kept in a 2025.10
    ``mask`` column move to ``polygon``, ``object_reference`` and ``iscrowd`` fill ``object_id`` and
    ``ignore`` where those are absent. Unknown columns and all metadata are kept. Values of ``pose`` come in
    the order of the file.

    Raises:
        FormatError: Not an Arrow IPC file, no ``name`` column, or a column of a type that cannot be
            understood.
        FileNotFoundError: There is no such file.
    """
    return normalise(_read(Path(path)), Path(path))


def read_dataset_metadata(path: str | os.PathLike[str]) -> DatasetMetadata:
    """Read only the file-level metadata of a dataset file.

    Raises:
        FormatError: Not an Arrow IPC file.
        DatasetMetadataError: A key holds something other than the format allows.
    """
    pa = arrow()
    source = Path(path)
    with source.open("rb") as stream:
        _check_magic(source, stream.read(8))
    try:
        with pa.memory_map(str(source)) as mapped, pa.ipc.open_file(mapped) as reader:
            return decode_metadata(reader.schema.metadata, source)
    except pa.ArrowException as error:
        raise _unreadable(source, error) from error


def _read(path: Path) -> ArrowTable:
    pa = arrow()
    with path.open("rb") as stream:
        _check_magic(path, stream.read(8))
    try:
        with pa.memory_map(str(path)) as mapped, pa.ipc.open_file(mapped) as reader:
            return cast("ArrowTable", reader.read_all())
    except pa.ArrowException as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> FormatError:
    return FormatError(f"{path}: the Arrow file cannot be read ({error}).")


def _check_magic(path: Path, head: bytes) -> None:
    if head.startswith(b"ARROW1"):
        return
    found = "an empty file" if not head else "something else"
    if head.startswith(b"PAR1"):
        found = "a Parquet file"
    elif head.startswith(b"\xff\xff\xff\xff"):
        found = "an Arrow IPC stream"
    raise FormatError(f"{path}: expected an Arrow IPC file (it starts with ARROW1), found {found}.")
