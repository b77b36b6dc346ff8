"""Senders of calls: `Transport` and `AsyncTransport`, two drivers of one conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Self, TypeVar, cast

from groundwire._core import stopping
from groundwire._core.flow import Effect, Exchange, Job, Pause, Prepare, Reauthorise
from groundwire._core.http import aexchange, exchange, make_async_client, make_client
from groundwire._core.pool import Pool
from groundwire._core.receiver import Receiver
from groundwire._core.sender import AsyncHooks, Hooks, Sender, changed, conversation
from groundwire._core.unset import UNSET, Unset

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from types import TracebackType

    import httpx

    from groundwire._core.auth import TokenSource
    from groundwire._core.call import Call
    from groundwire._core.clientref import ClientRef
    from groundwire._core.clock import Clock
    from groundwire._core.receiver import OnBytes
    from groundwire._core.retry import RetryPolicy
    from groundwire._core.timeouts import Timeouts
    from groundwire._core.wire import Broken, WireProtocol, WireResponse

__all__ = ["AsyncHooks", "AsyncTransport", "Hooks", "Transport"]

T = TypeVar("T")
HttpT = TypeVar("HttpT")


class Transport(Sender["httpx.Client"]):
    """Sends calls and waits for their answers; may be used by several threads at once."""

    def __init__(
        self,
        base_url: str,
        *,
        protocol: WireProtocol,
        token: TokenSource | None = None,
        retry: RetryPolicy | None = None,
        timeouts: Timeouts | None = None,
        http: httpx.Client | None = None,
        headers: Mapping[str, str] | None = None,
        hooks: Hooks | None = None,
        strict: bool = False,
        clock: Clock | None = None,
    ) -> None:
        """Prepare to talk to the server at `base_url`; nothing is opened before the first call.

        Args:
            base_url: Address with `http://` or `https://`; a path prefix is kept.
            protocol: How the platform writes requests and reads answers.
            token: Holder of the token.
            retry: When to try again.
            timeouts: Time limits.
            http: Configured HTTP client to use instead of our own; never closed by us.
            headers: Sent with every request; `user-agent` may be among them.
            hooks: What to do around authenticated calls.
            strict: Refuse fields that no model knows (for tests).
            clock: Time and chance (for tests).
        """
        settings = conversation(
            base_url,
            protocol=protocol,
            token=token,
            retry=retry,
            timeouts=timeouts,
            headers=headers,
            strict=strict,
            clock=clock,
        )
        super().__init__(settings, Pool(make_client, http))
        self._hooks = hooks or Hooks()

    def derive(
        self,
        *,
        base_url: str | None = None,
        token: TokenSource | Unset | None = UNSET,
        headers: Mapping[str, str] | None = None,
        hooks: Hooks | None = None,
    ) -> Self:
        """Return a transport with some settings changed that shares the connections of this one."""
        derived = self._share(changed(self._conversation, base_url, token, headers))
        derived._hooks = hooks or self._hooks  # noqa: SLF001 - the same class, another instance
        return derived

    def send(
        self,
        call: Call[T],
        *,
        ref: ClientRef[Any] | None = None,
        timeout: float | None = None,
        prepare: bool = True,
        on_upload: OnBytes | None = None,
    ) -> T:
        """Send `call` and return its result.

        Args:
            call: What to send.
            ref: Client the models of the result become bound to.
            timeout: Seconds for each attempt, instead of those of the call's timeout class.
            prepare: Run the hooks; false for calls that hooks make.
            on_upload: Hears the bytes sent and their total, of a multipart call.

        Raises:
            GroundwireError: See `groundwire._core.errors` for the tree.
        """
        job = Job(call, timeout, prepare, None, on_upload)
        return self._drive(self._conversation.read(call, ref, job))

    def stream(
        self,
        call: Call[object],
        sink: BinaryIO,
        on_bytes: OnBytes | None = None,
        *,
        timeout: float | None = None,
    ) -> int:
        """Send `call` and write the body of the answer to `sink`; return its number of bytes.

        Args:
            call: What to send; its result type is not used.
            sink: Open binary file. If it is seekable, a cut download may start over.
            on_bytes: Hears the bytes received and their total, None when unknown.
            timeout: Seconds instead of those of the call's timeout class.
        """
        receiver = Receiver(sink, on_bytes)
        return self._drive(self._conversation.download(Job(call, timeout, True, receiver), receiver))

    def _drive(self, steps: Generator[Effect, WireResponse | Broken | bool | None, T]) -> T:
        answer: WireResponse | Broken | bool | None = None
        while True:
            try:
                effect = steps.send(answer)
            except StopIteration as stop:
                return cast("T", stop.value)
            answer = self._perform(effect)

    def _perform(self, effect: Effect) -> WireResponse | Broken | bool | None:
        match effect:
            case Exchange():
                stopping.check(effect.method)
                return exchange(self._http(), effect, given=self._pool.given, clock=self._conversation.clock)
            case Pause(seconds):
                stopping.pause(seconds, self._conversation.clock.sleep)
            case Prepare(call):
                if self._hooks.before_send is not None:
                    self._hooks.before_send(call)
            case Reauthorise(call):
                return self._hooks.unauthorised is not None and self._hooks.unauthorised(call)
        return None

    def close(self) -> None:
        """Close the connections, unless another transport or the caller owns them."""
        client = self._release()
        if client is not None:
            client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncTransport(Sender["httpx.AsyncClient"]):
    """Sends calls and awaits their answers; belongs to one event loop, may be used by many tasks."""

    def __init__(
        self,
        base_url: str,
        *,
        protocol: WireProtocol,
        token: TokenSource | None = None,
        retry: RetryPolicy | None = None,
        timeouts: Timeouts | None = None,
        http: httpx.AsyncClient | None = None,
        headers: Mapping[str, str] | None = None,
        hooks: AsyncHooks | None = None,
        strict: bool = False,
        clock: Clock | None = None,
    ) -> None:
        """Prepare to talk to the server at `base_url`; nothing is opened before the first call.

        Args:
            base_url: Address with `http://` or `https://`; a path prefix is kept.
            protocol: How the platform writes requests and reads answers.
            token: Holder of the token.
            retry: When to try again.
            timeouts: Time limits.
            http: Configured HTTP client to use instead of our own; never closed by us.
            headers: Sent with every request; `user-agent` may be among them.
            hooks: What to do around authenticated calls.
            strict: Refuse fields that no model knows (for tests).
            clock: Time and chance (for tests).
        """
        settings = conversation(
            base_url,
            protocol=protocol,
            token=token,
            retry=retry,
            timeouts=timeouts,
            headers=headers,
            strict=strict,
            clock=clock,
        )
        super().__init__(settings, Pool(make_async_client, http))
        self._hooks = hooks or AsyncHooks()

    def derive(
        self,
        *,
        base_url: str | None = None,
        token: TokenSource | Unset | None = UNSET,
        headers: Mapping[str, str] | None = None,
        hooks: AsyncHooks | None = None,
    ) -> Self:
        """Return a transport with some settings changed that shares the connections of this one."""
        derived = self._share(changed(self._conversation, base_url, token, headers))
        derived._hooks = hooks or self._hooks  # noqa: SLF001 - the same class, another instance
        return derived

    async def send(
        self,
        call: Call[T],
        *,
        ref: ClientRef[Any] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - limits one attempt, not the whole await
        prepare: bool = True,
        on_upload: OnBytes | None = None,
    ) -> T:
        """Send `call` and return its result.

        Args:
            call: What to send.
            ref: Client the models of the result become bound to.
            timeout: Seconds for each attempt, instead of those of the call's timeout class.
            prepare: Run the hooks; false for calls that hooks make.
            on_upload: Hears the bytes sent and their total, of a multipart call.

        Raises:
            GroundwireError: See `groundwire._core.errors` for the tree.
        """
        job = Job(call, timeout, prepare, None, on_upload)
        return await self._drive(self._conversation.read(call, ref, job))

    async def stream(
        self,
        call: Call[object],
        sink: BinaryIO,
        on_bytes: OnBytes | None = None,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - limits one attempt, not the whole await
    ) -> int:
        """Send `call` and write the body of the answer to `sink`; return its number of bytes.

        Args:
            call: What to send; its result type is not used.
            sink: Open binary file. If it is seekable, a cut download may start over.
            on_bytes: Hears the bytes received and their total, None when unknown.
            timeout: Seconds instead of those of the call's timeout class.
        """
        receiver = Receiver(sink, on_bytes)
        return await self._drive(self._conversation.download(Job(call, timeout, True, receiver), receiver))

    async def _drive(self, steps: Generator[Effect, WireResponse | Broken | bool | None, T]) -> T:
        answer: WireResponse | Broken | bool | None = None
        while True:
            try:
                effect = steps.send(answer)
            except StopIteration as stop:
                return cast("T", stop.value)
            answer = await self._perform(effect)

    async def _perform(self, effect: Effect) -> WireResponse | Broken | bool | None:
        match effect:
            case Exchange():
                return await aexchange(
                    self._http(), effect, given=self._pool.given, clock=self._conversation.clock
                )
            case Pause(seconds):
                await self._conversation.clock.asleep(seconds)
            case Prepare(call):
                if self._hooks.before_send is not None:
                    await self._hooks.before_send(call)
            case Reauthorise(call):
                return self._hooks.unauthorised is not None and await self._hooks.unauthorised(call)
        return None

    async def close(self) -> None:
        """Close the connections, unless another transport or the caller owns them."""
        client = self._release()
        if client is not None:
            await client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
