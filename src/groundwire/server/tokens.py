"""Signed tokens: JSON Web Tokens whose payload every base64 reader understands."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import jwt

MAX_TOKEN_LENGTH = 8192
_ALGORITHM = "HS256"
_EXPIRED = "the token has expired; log in again"
_REQUIRED = ["server", "username", "exp", "iat", "jti", "org", "uid", "epoch"]


class InvalidTokenError(Exception):
    """A token that is malformed, altered, signed by someone else, or expired; the text says which."""


@dataclass(frozen=True, slots=True)
class TokenClaims:
    """What a token says of its holder.

    Attributes:
        user_id: Row in `users`.
        username: Name at the time of issue.
        organization_id: Organisation of the user.
        epoch: Value of `users.token_epoch` at the time of issue; a later one voids the token.
        jti: Identifier of this token.
        expires: Unix seconds.
        text: The token itself.
    """

    user_id: int
    username: str
    organization_id: int
    epoch: int
    jti: str
    expires: int
    text: str = field(repr=False)


class _PlainAlphabetEncoder(json.JSONEncoder):
    """JSON whose base64 holds no character 62 or 63, so that the standard and the URL-safe alphabet agree.

    In ASCII text those come only from `>`, `?`, `~` and DEL, which can only stand inside JSON strings and may
    be written as escapes there.
    """

    def encode(self, o: object) -> str:
        text = super().encode(o)
        for character in ">?~\x7f":
            text = text.replace(character, f"\\u{ord(character):04x}")
        return text


class TokenSigner:
    """Issues and reads tokens.

    Args:
        key: Secret key of 32 bytes.
        server: Claim `server`.
        lifetime: Seconds until a token expires.
    """

    def __init__(self, key: bytes, *, server: str, lifetime: int) -> None:
        self._key, self._server, self._lifetime = key, server, lifetime
        # A signature that was right stays right: only the expiry is checked again.
        self._verified = lru_cache(maxsize=1024)(self._verify)

    def issue(self, *, user_id: int, username: str, organization_id: int, epoch: int) -> str:
        """Make a token for a user."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "server": self._server,
            "username": username,
            "exp": now + self._lifetime,
            "iat": now,
            "jti": secrets.token_hex(16),
            "org": organization_id,
            "uid": user_id,
            "epoch": epoch,
        }
        return jwt.encode(  # pyright: ignore[reportUnknownMemberType]  (its key type names an optional package)
            claims, self._key, algorithm=_ALGORITHM, json_encoder=_PlainAlphabetEncoder
        )

    def read(self, token: str) -> TokenClaims:
        """Check signature and expiry, and return the claims.

        Raises:
            InvalidTokenError: See the class.
        """
        if len(token) > MAX_TOKEN_LENGTH:
            raise InvalidTokenError("the token is too long")
        claims = self._verified(token)
        if claims.expires <= time.time():
            raise InvalidTokenError(_EXPIRED)
        return claims

    def _verify(self, token: str) -> TokenClaims:
        try:
            claims: dict[str, Any] = jwt.decode(  # pyright: ignore[reportUnknownMemberType]  (as above)
                token, self._key, algorithms=[_ALGORITHM], options={"require": _REQUIRED, "verify_iat": False}
            )
        except jwt.ExpiredSignatureError:
            raise InvalidTokenError(_EXPIRED) from None
        except jwt.PyJWTError:
            raise InvalidTokenError("the token is not valid; log in again") from None
        if claims["server"] != self._server:
            raise InvalidTokenError("the token belongs to another server; log in again")
        return TokenClaims(
            user_id=claims["uid"],
            username=claims["username"],
            organization_id=claims["org"],
            epoch=claims["epoch"],
            jti=claims["jti"],
            expires=claims["exp"],
            text=token,
        )
