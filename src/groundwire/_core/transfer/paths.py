"""Names that come from a server, made into paths that cannot leave the target folder."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["safe_component", "safe_join", "safe_name"]

_UNNAMED = "unnamed"
_MAX_BYTES = 255  # of one name, on every common file system
_MAX_SUFFIX_BYTES = 24

# Separators, what Windows forbids, and control characters (NUL among them).
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])[ ]*(\.|$)", re.IGNORECASE)

# What nearly every name looks like: nothing in it needs a change.
_ORDINARY = re.compile(r"[A-Za-z0-9_-](?:[A-Za-z0-9_. -]{0,200}[A-Za-z0-9_-])?")


def safe_name(name: str) -> str:
    """Return one valid file name made of all of `name`; separators become underscores.

    Names that no common file system accepts, or that Windows takes for a device, are changed; names
    longer than 255 bytes are cut and end in a hash of the whole, before the extension.
    """
    if _ORDINARY.fullmatch(name) and not _RESERVED.match(name):
        return name
    text = name.encode("utf-8", "replace").decode("utf-8")
    text = _FORBIDDEN.sub("_", text).strip().rstrip(". ")
    if not text:
        return _UNNAMED
    if _RESERVED.match(text):
        text = f"_{text}"
    return _shortened(text)


def safe_component(name: str) -> str:
    r"""Return the last component of a server's path as one valid file or folder name.

    Trimmed; only what follows the last slash; the characters ``/ \ : * ? " < > |`` become ``_``; nothing
    left becomes ``unnamed``; then the rules of `safe_name`.
    """
    return safe_name(name.strip().rstrip("/").rpartition("/")[2])


def safe_join(root: Path, *parts: str) -> Path:
    """Return a path below `root`; slashes and backslashes in `parts` make folders.

    Empty parts and ``.`` vanish, ``..`` becomes a name, absolute paths and drive letters lose their
    meaning: whatever a server sends, the result lies inside `root`.
    """
    names = [
        safe_name(piece)
        for part in parts
        for piece in re.split(r"[/\\]", part)
        if piece.strip() not in {"", "."}
    ]
    return root.joinpath(*names) if names else root / _UNNAMED


def _shortened(name: str) -> str:
    """Cut a name that is too long so that equal names stay equal and different ones different."""
    if len(name.encode()) <= _MAX_BYTES:
        return name
    mark = "~" + hashlib.sha256(name.encode()).hexdigest()[:12]
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix.encode()) > _MAX_SUFFIX_BYTES:
        stem, dot, suffix = name, "", ""
    room = _MAX_BYTES - len(f"{mark}{dot}{suffix}".encode())
    return f"{stem.encode()[:room].decode('utf-8', 'ignore')}{mark}{dot}{suffix}"
