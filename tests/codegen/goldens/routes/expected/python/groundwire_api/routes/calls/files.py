# Generated from spec/routes/methods/files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of files: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call, FilePart, HttpRoute, TimeoutClass
from groundwire_api.routes import models as _models
from groundwire_api.routes.ids import NoteID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire_api.routes.ids import NoteUID
    from groundwire_api.routes.models import FileContent

__all__ = [
    "note_attach",
    "note_read",
]


def note_attach(
    *,
    note_id: NoteUID,
    file: FilePart | Sequence[FilePart],
) -> Call[str]:
    """Do it.

    Does what its name says.

    Args:
        note_id: The note_id.
        file: The file.

    Returns:
        The call. Its answer: str.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `note.attach` in spec/routes/methods/files.yaml.
    """
    file_parts = (file,) if isinstance(file, FilePart) else tuple(file)
    return Call(
        "note.attach",
        {
            "note_id": NoteID.wire(note_id),
        },
        lambda: str,
        hot=True,
        timeout=TimeoutClass.UPLOAD,
        idempotent=True,
        http=HttpRoute("POST", "/api?method=note.attach", body="multipart", reply="envelope"),
        files=file_parts,
    )


def note_read(
    *,
    note_id: NoteUID,
) -> Call[FileContent]:
    """Do it.

    Does what its name says.

    Args:
        note_id: The note_id.

    Returns:
        The call. Its answer: Bytes of a file.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `note.read` in spec/routes/methods/files.yaml.
    """
    return Call(
        "note.read",
        {
            "note_id": NoteID.wire(note_id),
        },
        lambda: _models.FileContent,
        hot=True,
        idempotent=True,
        http=HttpRoute("GET", "/read", query=("note_id",), body="none", reply="bytes"),
    )
