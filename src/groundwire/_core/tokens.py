"""Access tokens: where they are kept and what they claim."""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, cast, runtime_checkable

import msgspec

from groundwire._core.errors import InvalidArgumentError, InvalidTokenError, StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AppFolder", "Claims", "FileTokenStorage", "MemoryTokenStorage", "TokenStorage", "decode_claims"]


@runtime_checkable
class TokenStorage(Protocol):
    """Keeps one token; users may bring their own."""

    def store(self, token: str) -> None:
        """Keep `token` instead of what was kept."""
        ...

    def load(self) -> str | None:
        """Return the token, or None (or empty text) when there is none."""
        ...

    def clear(self) -> None:
        """Forget the token."""
        ...


class MemoryTokenStorage:
    """Keeps the token for the life of the process."""

    def __init__(self) -> None:
        self._token: str | None = None

    def store(self, token: str) -> None:
        """Keep `token`."""
        self._token = token

    def load(self) -> str | None:
        """Return the token, or None."""
        return self._token

    def clear(self) -> None:
        """Forget the token."""
        self._token = None

    def __repr__(self) -> str:
        return "MemoryTokenStorage()"


class AppFolder(msgspec.Struct, frozen=True):
    """Folder of an application's settings, by operating system.

    Attributes:
        linux: Below `$XDG_CONFIG_HOME` or `~/.config`.
        macos: Below `~/Library/Application Support`.
        windows: Below `%APPDATA%`.
    """

    linux: str
    macos: str
    windows: str

    def path(self) -> Path:
        """Return the folder for this machine; it may not exist yet."""
        home = Path.home()
        if sys.platform == "darwin":
            return home / "Library" / "Application Support" / self.macos
        if sys.platform == "win32":
            roaming = os.environ.get("APPDATA")
            return (Path(roaming) if roaming else home / "AppData" / "Roaming") / self.windows
        configured = os.environ.get("XDG_CONFIG_HOME", "")
        # The XDG rules say that a relative path is to be ignored.
        return (Path(configured) if configured.startswith("/") else home / ".config") / self.linux


class FileTokenStorage:
    """Keeps the token in a file that only its owner may read.

    A platform's subclass sets `folder`, which gives the default path.
    """

    folder: ClassVar[AppFolder | None] = None

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        """Use the file at `path`, or the platform's default; nothing is read or made yet."""
        if path is not None:
            self._path = Path(path)
        elif self.folder is not None:
            self._path = self.folder.path() / "token"
        else:
            raise InvalidArgumentError(f"{type(self).__name__} needs the path of a token file.")

    @staticmethod
    def with_path(path: str | os.PathLike[str]) -> FileTokenStorage:
        """Return a storage that uses the file at `path`."""
        return FileTokenStorage(path)

    @property
    def path(self) -> Path:
        """The token file."""
        return self._path

    def store(self, token: str) -> None:
        """Write the token in one step: the file holds the old one or the new one, never half.

        Raises:
            StorageError: The folder or file cannot be written.
        """
        temporary = self._path.with_name(f".{self._path.name}.{os.urandom(6).hex()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - Path cannot open a descriptor
                    file.write(token)
                temporary.replace(self._path)
            except BaseException:
                with contextlib.suppress(OSError):
                    temporary.unlink()
                raise
        except OSError as error:
            raise self._failure("written", error) from error

    def load(self) -> str | None:
        """Return the token; None when there is no file or nothing in it.

        Raises:
            StorageError: The file exists and cannot be read as text.
        """
        try:
            return self._path.read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise self._failure("read", error) from error

    def clear(self) -> None:
        """Remove the file, if there is one.

        Raises:
            StorageError: The file cannot be removed.
        """
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise self._failure("removed", error) from error

    def _failure(self, what: str, error: OSError | UnicodeDecodeError) -> StorageError:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        return StorageError(
            f"The token file {self._path} cannot be {what}: {reason}.",
            hint="Check its permissions, or use another token file.",
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}(path={str(self._path)!r})"


class Claims(msgspec.Struct, frozen=True):
    """What a token says about itself; nothing of it is verified.

    Attributes:
        server: Name of the server it was made for.
        username: Who it was given to.
        exp: Unix time in seconds at which it expires.
        raw: Every claim.
    """

    server: str | None
    username: str | None
    exp: int | None
    raw: Mapping[str, object]


def decode_claims(token: str) -> Claims:
    """Read the claims of a JWT; the signature is not looked at.

    Both base64 alphabets are accepted, with and without padding.

    Raises:
        InvalidTokenError: The text is not a JWT, or a known claim is of the wrong type.
    """
    parts = token.split(".")
    if len(parts) != 3:
        raise _invalid(f"a token has three parts separated by dots, this text has {len(parts)}")
    payload = parts[1].rstrip("=").translate(str.maketrans("-_", "+/"))
    claims: object = None
    # Nothing is raised inside, so that no error that quotes the token becomes the context of ours.
    with contextlib.suppress(binascii.Error, ValueError):
        claims = msgspec.json.decode(base64.b64decode(payload + "=" * (-len(payload) % 4), validate=True))
    if not isinstance(claims, dict):
        raise _invalid("its middle part is not a JSON object in base64")
    raw = cast("dict[str, object]", claims)
    exp = raw.get("exp")
    if exp is not None and type(exp) is not int:
        raise _invalid("its expiry 'exp' is not an integer")
    return Claims(server=_text(raw, "server"), username=_text(raw, "username"), exp=exp, raw=raw)


def _text(raw: Mapping[str, object], name: str) -> str | None:
    value = raw.get(name)
    if value is not None and not isinstance(value, str):
        raise _invalid(f"its claim {name!r} is not text")
    return value


def _invalid(reason: str) -> InvalidTokenError:
    return InvalidTokenError(f"The token cannot be read: {reason}.", hint="Log in again to get a new one.")
