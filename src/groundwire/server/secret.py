"""The server's secret key: one file, created once, from which each use derives its own key."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sys
from typing import TYPE_CHECKING

from groundwire.server.errors import ServerError

if TYPE_CHECKING:
    from pathlib import Path

_BYTES = 32


class Secret:
    """A master key. `derive` makes independent keys, so that a token can never pass as a URL signature."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "Secret(…)"

    def derive(self, purpose: str) -> bytes:
        """Return the 32-byte key of one purpose."""
        return hmac.digest(self._key, f"groundwire/{purpose}".encode(), hashlib.sha256)


def load_secret(path: Path) -> Secret:
    """Read the key file, creating it (mode 0600) on the first start.

    Of several processes that start at once, one creates the file and all read the same key.

    Raises:
        ServerError: The file cannot be read or written, others may read it, or it does not hold a key.
    """
    try:
        text = _read(path)
        if text is None:
            _create(path)
            text = _read(path)
    except OSError as error:
        raise ServerError(f"The secret key file {path} cannot be used: {error.strerror}.") from error
    try:
        key = bytes.fromhex(text or "")
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise ServerError(
            f"The file {path} does not hold a secret key (64 hexadecimal digits); restore it from a backup, "
            "or delete it to make a new one, which ends every session."
        )
    return Secret(key)


def _read(path: Path) -> str | None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    with os.fdopen(descriptor) as file:
        if sys.platform != "win32" and os.fstat(descriptor).st_mode & 0o077:
            raise ServerError(f"Other users may read the secret key file {path}; run: chmod 600 {path}")
        return file.read(4 * _BYTES).strip()


def _create(path: Path) -> None:
    # Written aside and linked into place: nobody sees an empty key file, and the first of two processes wins.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
            file.flush()
            os.fsync(descriptor)
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()
