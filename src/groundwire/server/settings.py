"""Settings of one server: where its data lives, where it listens, what it allows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from groundwire.server.errors import ServerError

if TYPE_CHECKING:
    from pathlib import Path

LogFormat = Literal["text", "json"]
PLATFORMS = ("studio",)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,62}", re.ASCII)
_MIN_TOKEN_LIFETIME = 3600 + 60  # clients refresh a token that has an hour left before every single call


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a server can be told.

    Attributes:
        data: Folder of everything the server keeps: secret key, database, objects.
        database: SQLAlchemy URL; None is a SQLite file in `data`.
        host: Address to listen on.
        port: Port to listen on; 0 picks a free one.
        public_url: How clients reach the server, when it differs from the Host header they send (behind a
            proxy).
        platforms: Protocols to speak.
        server_name: Claim `server` of tokens.
        token_lifetime: Seconds until a token expires.
        presign_lifetime: Seconds until a presigned URL expires.
        max_body: Largest JSON request body in bytes.
        max_object: Largest stored object in bytes.
        durable: Flush every stored object to the disk before it is acknowledged. Without it an object
            survives a killed process but perhaps not a power failure in the seconds that follow.
        login_attempts: Failed logins per user name and address allowed in `login_window` seconds.
        login_window: See `login_attempts`.
        log_format: One line of text or one JSON object per event.
        log_level: Least severe level logged.
        shutdown_deadline: Seconds that requests in flight are given to finish when the server is told to
            stop.
    """

    data: Path
    database: str | None = None
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str | None = None
    platforms: tuple[str, ...] = ("studio",)
    server_name: str = "local"
    token_lifetime: int = 24 * 3600
    presign_lifetime: int = 3600
    max_body: int = 512 * 2**20
    max_object: int = 64 * 2**30
    durable: bool = False
    login_attempts: int = 10
    login_window: int = 60
    log_format: LogFormat = "text"
    log_level: str = "info"
    shutdown_deadline: int = 10

    def __post_init__(self) -> None:
        if self.token_lifetime < _MIN_TOKEN_LIFETIME:
            raise ServerError(
                f"The token lifetime is at least {_MIN_TOKEN_LIFETIME} seconds, not {self.token_lifetime}."
            )
        if _NAME.fullmatch(self.server_name) is None:
            raise ServerError(
                f"The server name must be letters, digits and dashes, not {self.server_name!r}."
            )
        unknown = set(self.platforms) - set(PLATFORMS)
        if unknown or not self.platforms:
            shown = ", ".join(sorted(unknown)) or "an empty list"
            raise ServerError(f"The platforms served are {', '.join(PLATFORMS)}, not {shown}.")
        if self.public_url is not None and not re.match(r"https?://[^/?#]+", self.public_url):
            raise ServerError(f"The public URL must begin with http:// or https://, not {self.public_url!r}.")

    @property
    def database_url(self) -> str:
        """The database in use, as an SQLAlchemy URL."""
        return self.database or f"sqlite:///{(self.data / 'groundwire.db').absolute()}"

    @property
    def objects_folder(self) -> Path:
        """Where the folder store keeps its files."""
        return self.data / "objects"

    @property
    def secret_file(self) -> Path:
        """The file of the key that signs tokens and URLs."""
        return self.data / "secret.key"
