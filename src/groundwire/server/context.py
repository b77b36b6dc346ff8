"""What a handler is given: who asks, and the services to answer with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire.server.auth import Authenticator
    from groundwire.server.metering import MeteredStore
    from groundwire.server.objects import ObjectStore
    from groundwire.server.settings import Settings
    from groundwire.server.store.engine import Database
    from groundwire.server.tokens import TokenClaims


@dataclass(frozen=True, slots=True)
class Services:
    """What lives as long as the server: shared by every request and by background work."""

    settings: Settings
    db: Database
    objects: MeteredStore
    auth: Authenticator


@dataclass(frozen=True, slots=True)
class Context:
    """One call.

    Attributes:
        user_id: Row of the caller in `users`; 0 for calls that need no token.
        username: Name of the caller; empty for calls that need no token.
        organization_id: Organisation of the caller, the boundary of everything it may see; 0 without a token.
        db: `with ctx.db.read() as connection` and `with ctx.db.write() as connection`.
        objects: Stored files.
        base_url: How the caller reached this server, without a trailing slash.
        settings: Settings of the server.
        auth: Password checks and tokens.
        token: Claims of the caller's token; None without one.
        address: Network address of the caller.
        request_id: Identifier of the request in the log.
    """

    user_id: int
    username: str
    organization_id: int
    db: Database
    objects: ObjectStore
    base_url: str
    settings: Settings
    auth: Authenticator
    token: TokenClaims | None = None
    address: str = ""
    request_id: str = ""

    def now(self) -> datetime:
        """Return the present time, UTC, with its zone."""
        return datetime.now(UTC)

    def presign_get(self, key: str) -> str:
        """Make an absolute URL that serves one object without a token for `settings.presign_lifetime` s."""
        return self.objects.presign_get(key, self.base_url, lifetime=self.settings.presign_lifetime)

    def presign_put(self, key: str, *, max_size: int | None = None) -> str:
        """Make an absolute URL that accepts a bare PUT of one object for `settings.presign_lifetime` s.

        Args:
            key: Where the object goes.
            max_size: Largest accepted body in bytes; None allows `settings.max_object`.
        """
        return self.objects.presign_put(
            key, self.base_url, lifetime=self.settings.presign_lifetime, max_size=max_size
        )
