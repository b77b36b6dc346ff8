"""What every part of the client builds on: address, token, connection and sending."""

# ruff: noqa: SLF001 - a clone is another client of the same class
from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec

from groundwire._core.auth import TokenSource
from groundwire._core.clientref import ClientRef
from groundwire._core.errors import NoTokenError
from groundwire._core.tokens import decode_claims
from groundwire.studio import _async_tools as tools
from groundwire.studio._settings import REFRESH_MARGIN, from_environment
from groundwire.studio._urls import DEFAULT_URL
from groundwire_api.studio import calls

if TYPE_CHECKING:
    import httpx

    from groundwire._core.call import Call
    from groundwire._core.retry import RetryPolicy
    from groundwire._core.timeouts import Timeouts
    from groundwire._core.transfer import Engine
    from groundwire._core.transport import AsyncTransport
    from groundwire.studio._journal import Journal
from groundwire.studio._settings import Settings

T = TypeVar("T")


class AsyncOptions(msgspec.Struct, frozen=True):
    """What a client was made with; clients derived from it share it."""

    settings: Settings
    http: httpx.AsyncClient | None


class Credentials(msgspec.Struct, frozen=True):
    """User name and password of a login that waits for the first call."""

    username: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials({self.username!r}, ...)"


class AsyncBase:
    """Address, token and connection of one client; nothing is opened before the first call."""

    _options: AsyncOptions
    _tokens: TokenSource
    _url: str
    _url_chosen: bool
    _pending: Credentials | None

    def _start(
        self, http: httpx.AsyncClient | None, retry: RetryPolicy | None, timeouts: Timeouts | None
    ) -> None:
        self._options = AsyncOptions(from_environment(retry, timeouts), http)
        self._tokens = TokenSource()
        self._url = DEFAULT_URL
        self._url_chosen = False
        self._pending = None
        self._open()

    def _open(self) -> None:
        """Give this client its own connection, made on first use."""
        self._ref = ClientRef(self)
        self._lock = threading.Lock()
        self._made_transport: AsyncTransport | None = None
        self._made_engine: Engine | None = None

    def _clone(self) -> Self:
        """Return a client with the same address and token, for a builder method to change."""
        clone = type(self).__new__(type(self))
        clone._options = self._options
        clone._tokens = self._tokens
        clone._url = self._url
        clone._url_chosen = self._url_chosen
        clone._pending = self._pending
        clone._open()
        return clone

    def _transport(self) -> AsyncTransport:
        from groundwire._core.transport import AsyncHooks, AsyncTransport
        from groundwire.studio._protocol import PROTOCOL

        with self._lock:
            if self._made_transport is None:
                settings = self._options.settings
                self._made_transport = AsyncTransport(
                    self._url,
                    protocol=PROTOCOL,
                    token=self._tokens,
                    retry=settings.retry,
                    timeouts=settings.timeouts,
                    http=self._options.http,
                    headers={"user-agent": "Groundwire"},
                    hooks=AsyncHooks(before_send=self._prepare),
                )
            return self._made_transport

    def _engine(self) -> Engine:
        """Return the engine that moves files: the fast one, or the user's own HTTP client."""
        with self._lock:
            if self._made_engine is None:
                self._made_engine = tools.transfer_engine(self._options.http)
            return self._made_engine

    def _journal(self, *identity: str) -> Journal:
        """Return the journal of an upload; a client that stores nothing keeps none."""
        from groundwire.studio._journal import OFF, open_journal

        place = OFF if self._tokens.storage is None else self._options.settings.journal
        user = self._tokens.claims().username or ""
        return open_journal(place, self._url, user, *identity)

    async def _send(self, call: Call[T]) -> T:
        """Send a call; models in the answer become bound to this client."""
        if self._pending is not None and call.authenticated:
            await self._log_in_now()
        return await self._transport().send(call, ref=self._ref)

    async def _prepare(self, _: Call[object]) -> None:
        """Renew a token that is about to expire."""
        await self._tokens.arefresh(self._fetch_token, margin=REFRESH_MARGIN)

    async def _log_in_now(self) -> None:
        pending = self._pending
        if pending is not None:
            await self._log_in(pending)
            self._pending = None

    async def _log_in(self, credentials: Credentials) -> None:
        call = calls.auth_login(username=credentials.username, password=credentials.password)
        reply = await self._transport().send(call, prepare=False)
        if not reply.token:
            raise NoTokenError(
                "auth.login answered without a token.",
                method="auth.login",
                hint="Ask the administrator whether the account may use the API.",
            )
        self._tokens.set(reply.token)

    async def _fetch_token(self, token: str) -> str:
        username = decode_claims(token).username or ""
        reply = await self._transport().send(calls.auth_refresh(username=username), prepare=False)
        if not reply.token:
            raise NoTokenError(
                "auth.refresh answered without a token; the present one stays in use.", method="auth.refresh"
            )
        return reply.token

    async def aclose(self) -> None:
        """Close the connections this client opened; an HTTP client given by the user stays open."""
        with self._lock:
            transport, self._made_transport = self._made_transport, None
            engine, self._made_engine = self._made_engine, None
        if engine is not None:
            engine.close()
        if transport is not None:
            await transport.close()

    def __del__(self) -> None:
        tools.abandon(getattr(self, "_made_transport", None), getattr(self, "_made_engine", None))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._url}>"
