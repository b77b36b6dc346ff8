"""The one door to pyarrow, which ships no type information: everything behind it is untyped on purpose."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from groundwire._core.errors import MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@runtime_checkable
class ArrowSchema(Protocol):
    """The part of ``pyarrow.Schema`` that callers of this package use."""

    names: list[str]
    metadata: Mapping[bytes, bytes] | None


@runtime_checkable
class ArrowTable(Protocol):
    """A ``pyarrow.Table``: the members used here; every other member of the real class is there too."""

    num_rows: int
    column_names: list[str]
    schema: ArrowSchema

    def column(self, name: str, /) -> Any:
        """Return one column as a ``pyarrow.ChunkedArray``."""

    def to_pylist(self) -> list[dict[str, Any]]:
        """Return one dictionary per row."""
        ...

    def select(self, columns: Sequence[str], /) -> ArrowTable:
        """Return a table of the named columns."""
        ...


class DataFrame(Protocol):
    """A ``polars.DataFrame`` or ``pandas.DataFrame``: what both have in common."""

    columns: Any
    shape: tuple[int, int]

    def __getitem__(self, key: Any, /) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...


def optional(module: str, extra: str) -> Any:
    """Import an optional package, or say which extra installs it.

    Raises:
        MissingDependencyError: The package is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        message = f"The package {name!r} is needed here and is not installed."
        raise MissingDependencyError(message, hint=f"pip install 'groundwire[{extra}]'") from error


@cache
def arrow() -> Any:
    """Return the ``pyarrow`` module with its ``ipc`` submodule loaded."""
    module = optional("pyarrow", "formats")
    optional("pyarrow.ipc", "formats")
    return module


def whole(column: Any) -> Any:
    """Return a chunked column as one array, without a copy when it has one chunk."""
    if column.num_chunks == 1:
        return column.chunk(0)
    found = column.combine_chunks()
    return arrow().concat_arrays(found.chunks) if hasattr(found, "chunks") else found


@cache
def data_type(text: str) -> Any:
    """Return the Arrow type written as in ``edf_schema``, e.g. ``large_list<large_list<float>>``."""
    pa = arrow()
    plain = {
        "string_view": pa.string_view,
        "binary_view": pa.binary_view,
        "uint32": pa.uint32,
        "uint64": pa.uint64,
        "uint16": pa.uint16,
        "uint8": pa.uint8,
        "int64": pa.int64,
        "float": pa.float32,
        "bool": pa.bool_,
    }
    if text in plain:
        return plain[text]()
    outer, _, rest = text.partition("<")
    inner, _, size = rest.rpartition(">")
    if outer == "large_list":
        return pa.large_list(data_type(inner))
    if outer == "fixed_size_list":
        return pa.list_(data_type(inner), int(size.strip("[]")))
    if outer == "dictionary":
        index, value = inner.split(", ")
        return pa.dictionary(data_type(index), data_type(value))
    members = (member.split(": ") for member in inner.split(", "))
    return pa.struct([pa.field(name, data_type(kind)) for name, kind in members])
