"""Logging in and out, tokens and where they are kept, and the organisation of the caller."""

# ruff: noqa: SLF001 - builder methods set up another client of their own class
from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from groundwire._core.auth import TokenSource
from groundwire._core.errors import GroundwireError, InvalidTokenError
from groundwire._core.tokens import decode_claims
from groundwire.studio import _urls
from groundwire.studio._adopt import follow_token, load_quietly, parse_token_server
from groundwire.studio._storage import FileTokenStorage, MemoryTokenStorage
from groundwire_api.studio import calls

from .base import AsyncBase, Credentials

if TYPE_CHECKING:
    import os

    from groundwire.studio._storage import TokenStorage
    from groundwire_api.studio.models import Organization, UsageSummary


class AsyncSession(AsyncBase):
    """Who is calling, and which server."""

    @property
    def url(self) -> str:
        """Base URL of the server, without a trailing slash."""
        return self._url

    @property
    def server(self) -> str:
        """Instance name of the server, such as ``test``; ``saas`` for the default and other hosts."""
        return _urls.server_name(self._url)

    @property
    def username(self) -> str:
        """Name the token was given to, or the name a pending login will use.

        Raises:
            NoTokenError: There is no token.
            InvalidTokenError: The token cannot be read or names nobody.
        """
        if self._pending is not None:
            return self._pending.username
        name = self._tokens.claims().username
        if name is None:
            raise InvalidTokenError("The token names no user.", hint="Log in again to get a new one.")
        return name

    @property
    def token_expiration(self) -> datetime:
        """When the token expires, in UTC.

        Raises:
            NoTokenError: There is no token.
            InvalidTokenError: The token cannot be read or names no expiry.
        """
        exp = self._tokens.claims().exp
        if exp is None:
            raise InvalidTokenError(
                "The token does not say when it expires.", hint="Log in again to get a new one."
            )
        return datetime.fromtimestamp(exp, UTC)

    async def token(self) -> str:
        """Return the token, empty when there is none. No request, unless a login is pending."""
        await self._log_in_now()
        return self._tokens.get() or ""

    async def login(self, username: str, password: str) -> None:
        """Log in; the token is stored and used from now on. One request.

        Raises:
            RpcError: The server refuses the credentials.
            NoTokenError: The server answered without a token.
        """
        self._pending = None
        await self._log_in(Credentials(username, password))

    async def with_login(self, username: str, password: str) -> Self:
        """Return a client logged in with these credentials, at the same address. One request.

        Raises:
            RpcError: The server refuses the credentials.
            NoTokenError: The server answered without a token.
        """
        client = self._clone()
        client._tokens = self._tokens.fork(storage=self._tokens.storage)
        try:
            await client.login(username, password)
        except GroundwireError:
            await client.aclose()  # nobody else will ever see this client
            raise
        return client

    def with_token(self, token: str) -> Self:
        """Return a client that uses ``token``, at the server it was made for. No request.

        The token is stored. Empty text changes nothing. A token of the local server does not move a
        client whose URL was set with `with_url` or `with_server`.

        Raises:
            InvalidTokenError: The token cannot be read or names no server.
        """
        client = self._clone()
        if token:
            client._take_token(token)
        return client

    def _take_token(self, token: str) -> None:
        parse_token_server(token)  # one that names no server is refused
        claims = decode_claims(token)
        self._pending = None
        self._tokens = TokenSource(storage=self._tokens.storage)
        self._tokens.set(token)
        self._url = follow_token(claims, self._url, chosen=self._url_chosen)

    def with_server(self, server: str) -> Self:
        """Return a client for another server; the token is dropped, here and in the storage.

        Args:
            server: Instance name (``""`` and ``"saas"`` are the default), or a full URL.

        Raises:
            InvalidArgumentError: Neither a name nor a URL.
            InsecureUrlError: Plain ``http`` to a host other than this machine.
        """
        client = self._clone()
        client._take_server(server)
        return client

    def _take_server(self, server: str) -> None:
        self._move(server)
        self._pending = None
        self._tokens = TokenSource(storage=self._tokens.storage)
        self._tokens.clear()

    def with_url(self, url: str) -> Self:
        """Return a client for the server at ``url``; the token is kept. No request.

        Args:
            url: Full URL, whose path prefix is kept, or an instance name.

        Raises:
            InvalidArgumentError: Neither a name nor a URL.
            InsecureUrlError: Plain ``http`` to a host other than this machine.
        """
        client = self._clone()
        client._tokens = self._tokens.fork(storage=self._tokens.storage)
        client._move(url)
        return client

    def _move(self, server: str) -> None:
        self._url = _urls.base_url(server)
        self._url_chosen = True

    def with_storage(self, storage: TokenStorage) -> Self:
        """Return a client that keeps its token in ``storage`` and uses the one found there.

        Args:
            storage: Object with ``store(token)``, ``load()`` and ``clear()``.

        Raises:
            InvalidArgumentError: A method is missing.
        """
        client = self._clone()
        client._tokens = TokenSource(storage=storage)
        client._tokens.load()
        return client

    def with_token_path(self, path: str | os.PathLike[str] | None) -> Self:
        """Return a client that keeps its token in a file and uses the one found there.

        Args:
            path: The file; ``None`` is the default of `FileTokenStorage`.
        """
        client = self._clone()
        client._load_from(FileTokenStorage(path))
        return client

    def _load_from(self, storage: TokenStorage) -> None:
        self._tokens = TokenSource(storage=storage)
        claims = load_quietly(self._tokens)
        if claims is not None:
            self._url = follow_token(claims, self._url, chosen=self._url_chosen)

    def with_memory_storage(self) -> Self:
        """Return a client without a token that keeps the next one in memory only."""
        client = self._clone()
        client._tokens = TokenSource(storage=MemoryTokenStorage())
        return client

    def with_no_storage(self) -> Self:
        """Return a client with the same token and no storage; `save_token` writes the default file."""
        client = self._clone()
        client._tokens = self._tokens.fork(storage=None)
        return client

    def save_token(self) -> None:
        """Store the token in the client's storage, or in the default file when it has none.

        Raises:
            NoTokenError: There is no token.
            StorageError: The file cannot be written.
        """
        if self._tokens.storage is None:
            FileTokenStorage().store(self._tokens.require())
        else:
            self._tokens.save()

    async def renew_token(self) -> None:
        """Replace the token by a new one and store it. One request (``auth.refresh``).

        Raises:
            NoTokenError: There is no token.
            RpcError: The server refuses the token.
        """
        await self._log_in_now()
        await self._tokens.arefresh(self._fetch_token)

    async def verify_token(self) -> None:
        """Ask the server whether the token is valid. One request (``auth.verify_token``).

        Raises:
            NoTokenError: There is no token.
            RpcError: The server refuses the token.
        """
        await self._send(calls.auth_verify_token())

    def logout(self) -> None:
        """Forget the token, here and in the storage. No request."""
        self._pending = None
        self._tokens.clear()

    async def version(self) -> str:
        """Return the version of the server. One request (``version``), no token needed."""
        return (await self._send(calls.version())).version

    async def organization(self) -> Organization:
        """Return the organisation of the caller. One request (``org.get``)."""
        return await self._send(calls.org_get())

    async def usage_summary(self) -> UsageSummary:
        """Return the spendable balance. One request (``accounting.get_usage_summary``)."""
        return await self._send(calls.accounting_get_usage_summary())
