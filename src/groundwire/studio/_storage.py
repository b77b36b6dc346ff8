"""Where Studio tokens are kept: a file, memory, or an object of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from groundwire._core import tokens
from groundwire._core.tokens import AppFolder

if TYPE_CHECKING:
    import os

TokenStorage = tokens.TokenStorage


class FileTokenStorage(tokens.FileTokenStorage):
    r"""Keeps the token in a file that only its owner may read.

    The default file is ``edgefirststudio/token`` in ``$XDG_CONFIG_HOME`` or ``~/.config``,
    ``ai.EdgeFirst.EdgeFirst-Studio/token`` in ``~/Library/Application Support`` on macOS, and
    ``EdgeFirst\EdgeFirst Studio\config\token`` in ``%APPDATA%`` on Windows. Making a storage
    touches no file.
    """

    folder: ClassVar[AppFolder | None] = AppFolder(
        linux="edgefirststudio",
        macos="ai.EdgeFirst.EdgeFirst-Studio",
        windows="EdgeFirst\\EdgeFirst Studio\\config",
    )

    @staticmethod
    def with_path(path: str | os.PathLike[str]) -> FileTokenStorage:
        """Return a storage that uses the file at ``path``."""
        return FileTokenStorage(path)


class MemoryTokenStorage(tokens.MemoryTokenStorage):
    """Keeps the token for the life of the process."""
