"""What the sync and the async sender share: settings, hooks and ownership of the HTTP client."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Generic, Self, TypeVar

import msgspec
from msgspec import structs

from groundwire._core.clock import Clock
from groundwire._core.errors import ConfigurationError
from groundwire._core.flow import Conversation
from groundwire._core.retry import RetryPolicy
from groundwire._core.timeouts import Timeouts
from groundwire._core.unset import Unset

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from groundwire._core.auth import TokenSource
    from groundwire._core.call import Call
    from groundwire._core.pool import Pool
    from groundwire._core.wire import WireProtocol

__all__ = ["AsyncHooks", "Hooks", "Sender", "changed", "conversation"]

HttpT = TypeVar("HttpT")


class Hooks(msgspec.Struct, frozen=True):
    """What a facade does around authenticated calls.

    Attributes:
        before_send: Called first, to refresh a token that is near its end.
        unauthorised: Called after HTTP 401; a true answer sends the call once more.
    """

    before_send: Callable[[Call[object]], object] | None = None
    unauthorised: Callable[[Call[object]], bool] | None = None


class AsyncHooks(msgspec.Struct, frozen=True):
    """`Hooks`, awaitable."""

    before_send: Callable[[Call[object]], Awaitable[object]] | None = None
    unauthorised: Callable[[Call[object]], Awaitable[bool]] | None = None


class Sender(Generic[HttpT]):
    """What both senders share: settings and ownership of the HTTP client."""

    def __init__(self, settings: Conversation, pool: Pool[HttpT]) -> None:
        self._conversation = settings
        self._pool = pool
        self._closed = False
        pool.join()

    @property
    def base_url(self) -> str:
        """Address of the server, without a trailing slash."""
        return self._conversation.base_url

    @property
    def token(self) -> TokenSource | None:
        """Holder of the current token."""
        return self._conversation.token

    @property
    def timeouts(self) -> Timeouts:
        """Time limits."""
        return self._conversation.timeouts

    @property
    def retry(self) -> RetryPolicy:
        """When to try again."""
        return self._conversation.retry

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers sent with every request."""
        return self._conversation.headers

    def _share(self, settings: Conversation) -> Self:
        """Return another owner of the same HTTP client."""
        twin = copy.copy(self)
        twin._conversation = settings  # noqa: SLF001 - the same class, another instance
        twin._closed = False  # noqa: SLF001 - the same class, another instance
        self._pool.join()
        return twin

    def _http(self) -> HttpT:
        if self._closed:
            raise ConfigurationError("This client is closed.", hint="Make a new one.")
        return self._pool.get()

    def _release(self) -> HttpT | None:
        if self._closed:
            return None
        self._closed = True
        return self._pool.leave()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}{' closed' if self._closed else ''}>"


def conversation(
    base_url: str,
    *,
    protocol: WireProtocol,
    token: TokenSource | None,
    retry: RetryPolicy | None,
    timeouts: Timeouts | None,
    headers: Mapping[str, str] | None,
    strict: bool,
    clock: Clock | None,
) -> Conversation:
    """Return the settings with defaults for what was not given."""
    return Conversation(
        base_url=base_url.rstrip("/"),
        protocol=protocol,
        token=token,
        retry=retry or RetryPolicy(),
        timeouts=timeouts or Timeouts(),
        headers=dict(headers or {}),
        strict=strict,
        clock=clock or Clock(),
    )


def changed(
    settings: Conversation,
    base_url: str | None,
    token: TokenSource | Unset | None,
    headers: Mapping[str, str] | None,
) -> Conversation:
    """Return the settings with some of them changed; None and `UNSET` keep what was."""
    return structs.replace(
        settings,
        base_url=settings.base_url if base_url is None else base_url.rstrip("/"),
        token=settings.token if isinstance(token, Unset) else token,
        headers=settings.headers if headers is None else dict(headers),
    )
