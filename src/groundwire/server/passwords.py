"""Passwords: argon2id hashes, checks that take the same time for unknown users, generated passwords."""

from __future__ import annotations

import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from groundwire.server.errors import ServerError

MIN_LENGTH = 8
MAX_LENGTH = 1024
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else
_hasher = PasswordHasher()
_turns = threading.BoundedSemaphore(2)  # each hash takes 64 MiB: a burst of logins must not take all memory


def hash_password(password: str) -> str:
    """Hash a new password.

    Raises:
        ServerError: It is shorter than 8 or longer than 1024 characters.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise ServerError(
            f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters; this one has {len(password)}."
        )
    with _turns:
        return _hasher.hash(password)


def check_password(stored: str | None, password: str) -> bool:
    """Compare a password with a stored hash; None stands for an unknown user and takes as long."""
    with _turns:
        try:
            matches = _hasher.verify(stored or _decoy(), password[: MAX_LENGTH + 1])
        except (VerificationError, InvalidHashError):
            return False
    return matches and stored is not None


def needs_rehash(stored: str) -> bool:
    """Tell whether a hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def generate_password() -> str:
    """Make a random password of 99 bits that can be typed: four groups of five characters."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(4))


@cache
def _decoy() -> str:
    return _hasher.hash(secrets.token_hex(16))
