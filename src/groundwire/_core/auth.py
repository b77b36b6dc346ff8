"""Who is calling: the header that carries a token, and the shared holder of the current token."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from groundwire._core.clock import Clock
from groundwire._core.errors import InvalidArgumentError, InvalidTokenError, NoTokenError
from groundwire._core.tokens import Claims, TokenStorage, decode_claims

if TYPE_CHECKING:
    import anyio
    from anyio.lowlevel import RunVar

__all__ = ["AsyncRefresh", "HeaderAuth", "Refresh", "TokenSource"]


Refresh: TypeAlias = Callable[[str], str]
AsyncRefresh: TypeAlias = Callable[[str], Awaitable[str]]


class HeaderAuth(msgspec.Struct, frozen=True):
    """Header that carries the token.

    Attributes:
        name: Header, in lower case.
        scheme: Word before the token; empty for none.
    """

    name: str = "authorization"
    scheme: str = "Bearer"

    def always(self, token: str | None) -> dict[str, str]:
        """Return the header, with nothing after the scheme when there is no token."""
        return {self.name: f"{self.scheme} {token or ''}".strip()}

    def when_known(self, token: str | None) -> dict[str, str]:
        """Return the header, or nothing when there is no token."""
        return self.always(token) if token else {}


class TokenSource:
    """Current token in memory with its storage behind it; several clients may share one.

    Safe to use from several threads and tasks: when many find the token near its end at once,
    one of them refreshes it and the others wait for the new one.
    """

    def __init__(
        self, token: str | None = None, *, storage: TokenStorage | None = None, clock: Clock | None = None
    ) -> None:
        """Hold `token`; the storage is not read before `load`.

        Raises:
            InvalidArgumentError: The storage lacks `store`, `load` or `clear`.
        """
        if storage is not None and not isinstance(storage, TokenStorage):  # pyright: ignore[reportUnnecessaryIsInstance] - users bring their own
            raise InvalidArgumentError("A token storage needs the methods store(token), load() and clear().")
        self._token = token or None
        self._storage = storage
        self._clock = clock or Clock()
        self._lock = threading.Lock()  # held while a refresh is under way
        self._guard = threading.Lock()  # held for an instant only, so an event loop may take it
        self._task_lock: RunVar[anyio.Lock] | None = None

    @property
    def storage(self) -> TokenStorage | None:
        """Where the token is kept between runs."""
        return self._storage

    def get(self) -> str | None:
        """Return the token in memory, or None."""
        return self._token

    def load(self) -> str | None:
        """Take the token from the storage into memory and return it; what the storage raises is raised."""
        self._token = (self._storage.load() or None) if self._storage is not None else None
        return self._token

    def set(self, token: str) -> None:
        """Take a new token and store it; a storage that fails is only logged, the token is in use."""
        self._token = token or None
        if self._storage is not None:
            try:
                self._storage.store(token)
            except Exception as error:  # noqa: BLE001 - storages are brought by users and may raise anything
                _warn("the token could not be stored: %s", type(error).__name__)

    def save(self) -> None:
        """Store the token in memory; what the storage raises is raised.

        Raises:
            NoTokenError: There is no token.
        """
        if self._storage is not None:
            self._storage.store(self.require())

    def clear(self) -> None:
        """Forget the token here and in the storage; a storage that fails is only logged."""
        self._token = None
        if self._storage is not None:
            try:
                self._storage.clear()
            except Exception as error:  # noqa: BLE001 - storages are brought by users and may raise anything
                _warn("the stored token could not be removed: %s", type(error).__name__)

    def require(self, method: str | None = None) -> str:
        """Return the token; raise `NoTokenError` when there is none."""
        token = self._token
        if token is None:
            subject = f"{method} needs a login, and there is" if method else "There is"
            raise NoTokenError(f"{subject} no token.", method=method, hint="Log in, or set a token, first.")
        return token

    def claims(self) -> Claims:
        """Return what the token says; raise `NoTokenError` or `InvalidTokenError`."""
        return decode_claims(self.require())

    def expires_within(self, seconds: float) -> bool:
        """Whether the token expires within `seconds` from now, or has expired.

        Raises:
            NoTokenError: There is no token.
            InvalidTokenError: The token cannot be read or names no expiry.
        """
        exp = self.claims().exp
        if exp is None:
            raise InvalidTokenError(
                "The token does not say when it expires.", hint="Log in again to get a new one."
            )
        return exp <= self._clock.time() + seconds

    def refresh(self, fetch: Refresh, *, margin: float | None = None) -> None:
        """Replace the token by `fetch(token)`, once however many threads ask at the same time.

        Args:
            fetch: Asks the server for a new token, given the current one.
            margin: Only if the token expires within so many seconds; None refreshes in any case.
        """
        seen = self.require()
        if margin is not None and not self.expires_within(margin):
            return
        with self._lock:
            if self._token == seen:
                self.set(fetch(seen))

    async def arefresh(self, fetch: AsyncRefresh, *, margin: float | None = None) -> None:
        """Do what `refresh` does, once however many tasks of this event loop ask at the same time."""
        seen = self.require()
        if margin is not None and not self.expires_within(margin):
            return
        async with self._lock_of_loop():
            if self._token == seen:
                self.set(await fetch(seen))

    def _lock_of_loop(self) -> anyio.Lock:
        """Return this event loop's lock; one lock cannot serve two loops."""
        import anyio
        from anyio.lowlevel import RunVar

        with self._guard:
            if self._task_lock is None:
                self._task_lock = RunVar("groundwire token lock")
            lock = self._task_lock.get(None)
            if lock is None:
                lock = anyio.Lock()
                self._task_lock.set(lock)
            return lock

    def fork(self, *, storage: TokenStorage | None = None) -> TokenSource:
        """Return an independent holder of the same token, with another storage."""
        return TokenSource(self._token, storage=storage, clock=self._clock)

    def __repr__(self) -> str:
        # The storage is brought by users: its own repr might show the token.
        storage = type(self._storage).__name__ if self._storage is not None else "no storage"
        return f"<TokenSource {'with' if self._token else 'without'} token, {storage}>"


def _warn(message: str, kind: str) -> None:
    """Log a storage failure that the caller may live with; the logger is loaded only for this."""
    import logging

    logging.getLogger("groundwire").warning(message, kind)
