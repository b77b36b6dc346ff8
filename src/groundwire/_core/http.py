"""One HTTP exchange, sync and async; the only module that uses the HTTP library."""

from __future__ import annotations

import socket
from functools import lru_cache
from typing import TYPE_CHECKING

from groundwire._core.errors import ConfigurationError, InvalidArgumentError
from groundwire._core.multipart import MultipartBody
from groundwire._core.retry import Failure, parse_retry_after
from groundwire._core.watchdog import Watchdog
from groundwire._core.wire import Broken, WireResponse

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Callable, Iterator

    import httpx

    from groundwire._core.clock import Clock
    from groundwire._core.flow import Exchange
    from groundwire._core.receiver import Receiver
    from groundwire._core.timeouts import Limits

__all__ = ["aexchange", "exchange", "make_async_client", "make_client"]


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Return the one TLS context; loading the certificates takes longer than many requests."""
    import httpx

    return httpx.create_ssl_context()


def make_client() -> httpx.Client:
    """Make a client of our own."""
    import httpx

    return httpx.Client(verify=_tls())


def make_async_client() -> httpx.AsyncClient:
    """Make an async client of our own."""
    import httpx

    return httpx.AsyncClient(verify=_tls())


def exchange(client: httpx.Client, effect: Exchange, *, given: bool, clock: Clock) -> WireResponse | Broken:
    """Send one request and read the whole answer.

    Args:
        client: What sends.
        effect: Request, limits and receiver.
        given: The client is the user's: its own headers and cookies are added.
        clock: Time.
    """
    import httpx

    _require_open(client)
    with Watchdog(effect.limits.total, clock.monotonic) as watchdog:
        try:
            request = _request(effect, client if given else None, _upload(effect, watchdog))
            response = client.send(request, stream=True, follow_redirects=False)
            try:
                # The library reads this number once more, when it begins with the body.
                request.extensions["timeout"]["read"] = watchdog.remaining() or effect.limits.idle
                content = _body(response, effect.receiver, watchdog)
            finally:
                response.close()
        except _Expired:
            return _timed_out(effect.limits)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return _timed_out(effect.limits) if watchdog.expired else _classify(error, effect)
        return _answer(response, content, clock)


async def aexchange(
    client: httpx.AsyncClient, effect: Exchange, *, given: bool, clock: Clock
) -> WireResponse | Broken:
    """Do what `exchange` does without blocking the event loop."""
    import anyio
    import httpx

    _require_open(client)
    with anyio.move_on_after(effect.limits.total):
        try:
            request = _request(effect, client if given else None, _aupload(effect))
            response = await client.send(request, stream=True, follow_redirects=False)
            try:
                content = await _abody(response, effect.receiver)
            finally:
                await response.aclose()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return _classify(error, effect)
        return _answer(response, content, clock)
    return _timed_out(effect.limits)


class _Expired(Exception):  # noqa: N818 - a signal inside this module, never seen outside
    """The deadline passed between two reads or writes."""


def _require_open(client: httpx.Client | httpx.AsyncClient) -> None:
    if client.is_closed:
        raise ConfigurationError("The HTTP client is closed.", hint="Hand in an open one, or none.")


def _request(
    effect: Exchange,
    given: httpx.Client | httpx.AsyncClient | None,
    upload: Iterator[bytes] | AsyncIterator[bytes] | None,
) -> httpx.Request:
    import httpx

    wire, limits = effect.request, effect.limits
    headers = dict(wire.headers)
    content: bytes | Iterator[bytes] | AsyncIterator[bytes] | None = upload
    if isinstance(wire.content, MultipartBody):
        headers["content-length"] = str(wire.content.length)
    else:
        content = wire.content or None
    seconds = {"connect": limits.connect, "read": limits.idle, "write": limits.idle, "pool": limits.idle}
    extensions = {"timeout": seconds}
    # Built without a client of our own, so that exactly these headers and no cookies are sent.
    build = httpx.Request if given is None else given.build_request
    request = build(wire.verb, wire.url, content=content, headers=headers, extensions=extensions)
    if not request.url.host:
        raise httpx.InvalidURL("the address names no host")
    return request


def _upload(effect: Exchange, watchdog: Watchdog) -> Iterator[bytes] | None:
    """Yield the chunks of a multipart body while there is time, and tell how far they are."""
    body = effect.request.content
    if not isinstance(body, MultipartBody):
        return None

    def chunks(body: MultipartBody) -> Iterator[bytes]:
        sent = 0
        for chunk in body.chunks():
            if watchdog.expired:
                raise _Expired
            yield chunk
            sent += len(chunk)
            if effect.on_upload is not None:
                effect.on_upload(sent, body.length)

    return chunks(body)


def _aupload(effect: Exchange) -> AsyncIterator[bytes] | None:
    body = effect.request.content
    if not isinstance(body, MultipartBody):
        return None

    async def chunks(body: MultipartBody) -> AsyncIterator[bytes]:
        from anyio import to_thread

        sent = 0
        source = body.chunks()
        while (chunk := await to_thread.run_sync(next, source, None)) is not None:
            yield chunk
            sent += len(chunk)
            if effect.on_upload is not None:
                effect.on_upload(sent, body.length)

    return chunks(body)


def _body(response: httpx.Response, receiver: Receiver | None, watchdog: Watchdog) -> bytes:
    takes = _receiving(response, receiver)
    length = response.headers.get("content-length", "")
    missing = int(length) if length.isdecimal() else None
    chunks: list[bytes] = []
    for chunk in response.iter_bytes():
        if takes is None:
            chunks.append(chunk)
        else:
            takes.feed(chunk)
            takes.report()
        if watchdog.expired:
            raise _Expired
        if missing is None or response.num_bytes_downloaded < missing:
            # Most answers come in one piece and need no timer.
            watchdog.guard(_socket(response))
    return b"".join(chunks) if takes is None else takes.held()


async def _abody(response: httpx.Response, receiver: Receiver | None) -> bytes:
    from anyio import CancelScope, to_thread

    takes = _receiving(response, receiver)
    if takes is None:
        return b"".join([chunk async for chunk in response.aiter_bytes()])
    # What a callback raises must not leave the generators behind the response half-way, which trio complains
    # of: it waits until a cancelled read has ended them all.
    failure: BaseException | None = None
    with CancelScope() as scope:
        async for chunk in response.aiter_bytes():
            if failure is None:
                try:
                    await to_thread.run_sync(takes.feed, chunk)
                    takes.report()
                except BaseException as error:  # noqa: BLE001 - raised below, cancellation included
                    failure = error
                    scope.cancel()
    if failure is not None:
        raise failure
    return takes.held()


def _receiving(response: httpx.Response, receiver: Receiver | None) -> Receiver | None:
    """Return the receiver ready for the body; an answer that is not 2xx goes to memory instead."""
    if receiver is None or not response.is_success:
        return None
    receiver.begin(response.headers)
    return receiver


def _socket(response: httpx.Response) -> socket.socket | None:
    stream = response.extensions.get("network_stream")
    if stream is None:
        return None
    get: Callable[[str], object] = stream.get_extra_info
    found = get("socket")
    return found if isinstance(found, socket.socket) else None


def _answer(response: httpx.Response, content: bytes, clock: Clock) -> WireResponse:
    headers = {name.lower(): value for name, value in response.headers.items()}
    wait = parse_retry_after(headers.get("retry-after"), now=clock.time())
    return WireResponse(response.status_code, headers, content, wait)


def _timed_out(limits: Limits) -> Broken:
    total = "" if limits.total is None else f" after {limits.total:g} s"
    return Broken(Failure.TIMEOUT, f"the deadline passed{total}")


def _classify(error: Exception, effect: Exchange) -> Broken:
    """Tell how an attempt ended; the text of the library's error never holds headers or bodies."""
    import httpx

    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL | httpx.LocalProtocolError):
        raise InvalidArgumentError(
            f"The request cannot be sent: {error or 'the address is not a URL'}.",
            hint="Check the address of the server and the headers.",
        ) from None
    reason = str(error) or type(error).__name__
    if isinstance(error, httpx.ConnectError | httpx.ProxyError):
        return Broken(Failure.CONNECT, reason)
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return Broken(Failure.CONNECT, f"no connection after {effect.limits.connect:g} s")
    if isinstance(error, httpx.TimeoutException):
        idle = effect.limits.idle
        return Broken(Failure.TIMEOUT, "no data in time" if idle is None else f"no data for {idle:g} s")
    return Broken(Failure.DISCONNECT, reason)
