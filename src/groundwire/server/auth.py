"""Who is calling: logins, tokens, and their revocation."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, exists, select, update

from groundwire.server.errors import Code, RpcFailure
from groundwire.server.passwords import MAX_LENGTH, check_password, hash_password, needs_rehash
from groundwire.server.ratelimit import RateLimiter
from groundwire.server.store.tables import revoked_tokens, users
from groundwire.server.tokens import InvalidTokenError, TokenClaims, TokenSigner

if TYPE_CHECKING:
    from groundwire.server.secret import Secret
    from groundwire.server.settings import Settings
    from groundwire.server.store.engine import Database

_MAX_USERNAME = 256
_MAX_SEEN = 10_000
_HOLDER = select(
    users.c.organization_id,
    users.c.token_epoch,
    users.c.disabled,
    exists().where(revoked_tokens.c.jti == bindparam("jti")).label("revoked"),
).where(users.c.id == bindparam("user_id"))


class Authenticator:
    """Checks passwords and tokens against the database, on every call: a revoked token stops working at once.

    Args:
        db: The database.
        secret: The server's secret key.
        settings: Server name, token lifetime, login limits.
    """

    def __init__(self, db: Database, secret: Secret, settings: Settings) -> None:
        self._db = db
        self._signer = TokenSigner(
            secret.derive("tokens"), server=settings.server_name, lifetime=settings.token_lifetime
        )
        self._seen = threading.local()  # tokens known good, per thread as versions are
        self._logins = RateLimiter(settings.login_attempts, settings.login_window)

    def login(self, username: str, password: str, address: str = "") -> str:
        """Check a password and issue a token. Slow on purpose (tens of milliseconds).

        Raises:
            RpcFailure: 401 for a wrong name or password, which are not told apart; 1 after too many failures.
        """
        key = (username.casefold()[:_MAX_USERNAME], address)
        wait = self._logins.take(key)
        if wait:
            raise RpcFailure(
                Code.FAILURE, f"Too many failed logins for this user; try again in {wait} seconds."
            )
        with self._db.read() as connection:
            row = connection.execute(select(users).where(users.c.username == username)).mappings().first()
        stored = row["password_hash"] if row is not None and len(password) <= MAX_LENGTH else None
        matches = check_password(stored, password)
        if row is None or not matches or row["disabled"] is not None:
            raise RpcFailure(Code.UNAUTHENTICATED, "Wrong user name or password.")
        self._logins.forget(key)
        if needs_rehash(row["password_hash"]):
            with self._db.write() as connection:
                change = {"password_hash": hash_password(password)}
                connection.execute(update(users).where(users.c.id == row["id"]).values(change))
        return self._signer.issue(
            user_id=row["id"],
            username=username,
            organization_id=row["organization_id"],
            epoch=row["token_epoch"],
        )

    def authenticate(self, token: str) -> TokenClaims:
        """Return the claims of a token that is valid now.

        Raises:
            RpcFailure: 401 if it is missing, malformed, altered, expired or revoked; the text says what to
            do.
        """
        if not token:
            raise RpcFailure(Code.UNAUTHENTICATED, "No token was sent; log in first.")
        try:
            claims = self._signer.read(token)
        except InvalidTokenError as error:
            raise RpcFailure(Code.UNAUTHENTICATED, f"Not authenticated: {error}.") from None
        if not self._is_accepted(claims):
            raise RpcFailure(Code.UNAUTHENTICATED, "Not authenticated: the token was revoked; log in again.")
        return claims

    def _is_accepted(self, claims: TokenClaims) -> bool:
        """Ask the database, unless nothing was committed since it was last asked."""
        version = self._db.version()
        if version is None or version != getattr(self._seen, "version", None):
            self._seen.version, self._seen.accepted = version, set[str]()
        accepted: set[str] = self._seen.accepted
        if claims.jti in accepted:
            return True
        with self._db.read() as connection:
            holder = connection.execute(_HOLDER, {"jti": claims.jti, "user_id": claims.user_id}).first()
        if (
            holder is None
            or holder.revoked
            or holder.disabled is not None
            or holder.token_epoch != claims.epoch
            or holder.organization_id != claims.organization_id
        ):
            return False
        if len(accepted) < _MAX_SEEN:
            accepted.add(claims.jti)
        return True

    def refresh(self, claims: TokenClaims) -> str:
        """Issue a new token for the holder of a valid one."""
        return self._signer.issue(
            user_id=claims.user_id,
            username=claims.username,
            organization_id=claims.organization_id,
            epoch=claims.epoch,
        )

    def revoke(self, claims: TokenClaims) -> None:
        """Void one token, and forget the voided ones that have expired by themselves."""
        with self._db.write() as connection:
            connection.execute(delete(revoked_tokens).where(revoked_tokens.c.expires < int(time.time())))
            if connection.execute(select(exists().where(revoked_tokens.c.jti == claims.jti))).scalar():
                return
            connection.execute(revoked_tokens.insert().values(jti=claims.jti, expires=claims.expires))
