"""Replies that are bytes instead of JSON: what a handler returns for downloads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ObjectReply:
    """Answer with a stored object, streamed; ranges are honoured.

    Attributes:
        key: Key of the object; a missing one answers 404.
        filename: Name offered to the one who saves it; None leaves it out.
    """

    key: str
    filename: str | None = None


@dataclass(frozen=True, slots=True)
class BytesReply:
    """Answer with bytes held in memory.

    Attributes:
        body: The bytes.
        content_type: Media type.
        filename: Name offered to the one who saves it; None leaves it out.
    """

    body: bytes
    content_type: str = "application/octet-stream"
    filename: str | None = None


Reply = ObjectReply | BytesReply
