"""What a snapshot holds, told by the names of its files."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from groundwire.server.errors import conflict

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLES = (".arrow", ".parquet")  # the first that there is
_RECORDINGS = (".mcap", ".bag", ".db3")


def require_arrow() -> None:
    """Refuse what cannot be done without reading or writing Arrow files.

    Raises:
        RpcFailure: 1, the package for it is not installed where the server runs.
    """
    if find_spec("pyarrow") is None:
        raise conflict(
            "This server cannot read or write Arrow files: the package pyarrow is not installed; "
            "on the machine of the server: pip install 'groundwire[formats]'."
        )


def is_recording(path: str) -> bool:
    """Tell whether a file is a recording of sensor messages."""
    return path.lower().endswith(_RECORDINGS)


def annotation_file(paths: Sequence[str]) -> str | None:
    """Return the annotation file of a snapshot; None for a snapshot of recordings.

    Raises:
        RpcFailure: 1, there are several, or there is nothing at all to make a dataset of.
    """
    for ending in _TABLES:
        found = [path for path in paths if path.lower().endswith(ending)]
        if len(found) > 1:
            raise conflict(
                f"The snapshot has {len(found)} annotation files, such as {found[0]!r} and {found[1]!r}; "
                "expected one."
            )
        if found:
            return found[0]
    if not any(is_recording(path) for path in paths):
        raise conflict(
            f"The snapshot has no annotation file: expected one that ends in {' or '.join(_TABLES)}."
        )
    return None
