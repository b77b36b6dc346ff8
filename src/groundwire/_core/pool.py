"""`Pool`: one HTTP client made on first use, shared by transports derived from each other."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Pool"]

HttpT = TypeVar("HttpT")


class Pool(Generic[HttpT]):
    """Holds an HTTP client for as long as somebody owns a share of it.

    Attributes:
        given: The client was handed in by the user, so it is never closed here.
    """

    def __init__(self, make: Callable[[], HttpT], given: HttpT | None) -> None:
        """Hold `given`, or what `make` returns when the first request needs it."""
        self.given = given is not None
        self._make = make
        self._client = given
        self._owners = 0
        self._lock = threading.Lock()

    def join(self) -> None:
        """Become one more owner."""
        with self._lock:
            self._owners += 1

    def get(self) -> HttpT:
        """Return the client."""
        with self._lock:
            if self._client is None:
                self._client = self._make()
            return self._client

    def leave(self) -> HttpT | None:
        """Give up a share; return the client if it is now to be closed."""
        with self._lock:
            self._owners -= 1
            if self._owners or self.given:
                return None
            client, self._client = self._client, None
            return client
