"""Run transfers to their end, or fetch one body: `run_transfers`, `fetch_bytes` and their async twins."""

from __future__ import annotations

import contextlib
import logging
from collections import defaultdict, deque
from typing import TYPE_CHECKING

from groundwire._core.errors import TransferError
from groundwire._core.transfer import failures
from groundwire._core.transfer.model import CancelToken, Fetch, TransferResult, Upload
from groundwire._core.transfer.threads import Relay, in_thread
from groundwire._core.transfer.urls import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Literal

    from groundwire._core.progress import Progress
    from groundwire._core.retry import RetryPolicy
    from groundwire._core.timeouts import Timeouts
    from groundwire._core.transfer.model import Checksum, Engine, Transfer
    from groundwire._core.transfer.options import EngineOptions

__all__ = ["afetch_bytes", "arun_transfers", "default_engine", "fetch_bytes", "run_transfers"]

_log = logging.getLogger("groundwire.transfer")


def default_engine(options: EngineOptions | None = None) -> Engine:
    """Return a new `CurlEngine`, or an `HttpxEngine` where libcurl does not load."""
    try:
        from groundwire._core.transfer.curl_engine import CurlEngine
    except ImportError as error:
        _log.warning("libcurl does not load (%s); transfers use httpx, which is slower.", error)
        from groundwire._core.transfer.httpx_engine import HttpxEngine

        return HttpxEngine(options=options)
    return CurlEngine(options)


def run_transfers(
    engine: Engine,
    transfers: Iterable[Transfer],
    *,
    progress: Progress | None = None,
    count: Literal["items", "bytes"] = "items",
    on_result: Callable[[TransferResult], object] | None = None,
    fail_fast: bool = True,
    concurrency: int | None = None,
    retry: RetryPolicy | None = None,
    timeouts: Timeouts | None = None,
    cancel: CancelToken | None = None,
) -> list[TransferResult]:
    """Move everything and return one result per transfer, in the order of `transfers`.

    Args:
        engine: Moves the bytes.
        transfers: What to move; an iterator is taken as a whole first.
        progress: Advanced by what `count` says; its phase was started by the caller.
        count: `items` advances by each transfer done or skipped, `bytes` by what moves.
        on_result: Called with each result as it comes, in no particular order.
        fail_fast: Stop at the first failure. Otherwise failures are only told by the results.
        concurrency: Number of simultaneous requests; None adapts it.
        retry: When to try again.
        timeouts: Time limits.
        cancel: Set from another thread to stop; transfers that did not end are then `cancelled`.

    Raises:
        TransferError: One failed and `fail_fast` is set; `results` tells how each ended.
    """
    wanted = list(transfers)
    token = CancelToken(cancel)
    results: dict[int, deque[TransferResult]] = defaultdict(deque)
    first: TransferResult | None = None
    listener = None
    if progress is not None and count == "bytes":
        listener = _byte_counter(progress)
    with contextlib.closing(
        engine.run(
            wanted, concurrency=concurrency, retry=retry, timeouts=timeouts, cancel=token, on_bytes=listener
        )
    ) as running:
        for result in running:
            results[id(result.transfer)].append(result)
            if result.state == "failed" and first is None:
                first = result
                if fail_fast:
                    token.cancel()
            if on_result is not None:
                on_result(result)
            if progress is not None and count == "items" and result.state in {"done", "skipped"}:
                progress.advance(item=_named(result.transfer))
    ordered = [_taken(results, transfer) for transfer in wanted]
    if first is not None and fail_fast:
        raise _summary(first, ordered)
    return ordered


async def arun_transfers(
    engine: Engine,
    transfers: Iterable[Transfer],
    *,
    progress: Progress | None = None,
    count: Literal["items", "bytes"] = "items",
    on_result: Callable[[TransferResult], object] | None = None,
    fail_fast: bool = True,
    concurrency: int | None = None,
    retry: RetryPolicy | None = None,
    timeouts: Timeouts | None = None,
    cancel: CancelToken | None = None,
) -> list[TransferResult]:
    """Do what `run_transfers` does in one worker thread; callbacks run on the event loop.

    Cancelling the task stops the transfers, waits until nothing half-written is left, and then goes on
    being cancelled.

    Raises:
        TransferError: One failed and `fail_fast` is set; `results` tells how each ended.
    """
    token = CancelToken(cancel)
    relay = Relay(token)
    wanted = list(transfers)

    def work() -> list[TransferResult]:
        return run_transfers(
            engine,
            wanted,
            progress=relay.progress(progress),
            count=count,
            on_result=relay.callback(on_result),
            fail_fast=fail_fast,
            concurrency=concurrency,
            retry=retry,
            timeouts=timeouts,
            cancel=token,
        )

    return await in_thread(work, token, relay)


def fetch_bytes(
    engine: Engine,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    size: int | None = None,
    checksum: Checksum | None = None,
    retry: RetryPolicy | None = None,
    timeouts: Timeouts | None = None,
    cancel: CancelToken | None = None,
) -> bytes:
    """Return the body of one URL.

    Args:
        engine: Moves the bytes.
        url: Absolute http or https URL.
        headers: Request headers.
        size: Promised size in bytes, checked.
        checksum: Promised digest, checked.
        retry: When to try again.
        timeouts: Time limits.
        cancel: Set from another thread to stop.

    Raises:
        InvalidArgumentError: The URL is not an absolute http or https URL.
        StatusError: The server answered with an HTTP status that is no success.
        TransportError: No whole answer came; `Cancelled` when it was stopped.
        IntegrityError: Size or digest differ from what was promised.
    """
    fetch = Fetch(url, size=size, checksum=checksum, headers=dict(headers or {}))
    # Taken to its end, not just to its first result: only a whole run gives its connection back.
    results = list(engine.run([fetch], concurrency=1, retry=retry, timeouts=timeouts, cancel=cancel))
    result = results[0] if results else _not_started(fetch)
    if result.error is not None:
        raise result.error
    return result.data or b""


async def afetch_bytes(
    engine: Engine,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    size: int | None = None,
    checksum: Checksum | None = None,
    retry: RetryPolicy | None = None,
    timeouts: Timeouts | None = None,
    cancel: CancelToken | None = None,
) -> bytes:
    """Do what `fetch_bytes` does in a worker thread; cancelling the task stops it cleanly."""
    token = CancelToken(cancel)

    def work() -> bytes:
        return fetch_bytes(
            engine,
            url,
            headers=headers,
            size=size,
            checksum=checksum,
            retry=retry,
            timeouts=timeouts,
            cancel=token,
        )

    return await in_thread(work, token, Relay(token))


def _byte_counter(progress: Progress) -> Callable[[Transfer, int], None]:
    """Return a listener that adds up bytes; `Progress` itself never lets them run backwards."""
    done = progress.done

    def count(_transfer: Transfer, change: int) -> None:
        nonlocal done
        done += change
        progress.update(done)

    return count


def _taken(results: dict[int, deque[TransferResult]], transfer: Transfer) -> TransferResult:
    """Return the result of this very object, which may have been given several times."""
    found = results.get(id(transfer))
    return found.popleft() if found else _not_started(transfer)


def _not_started(transfer: Transfer) -> TransferResult:
    verb = transfer.method if isinstance(transfer, Upload) else "GET"
    return TransferResult(transfer, "cancelled", error=failures.cancelled(verb, transfer.url))


def _named(transfer: Transfer) -> str:
    return shown(transfer.url).rpartition("/")[2]


def _summary(first: TransferResult, results: Sequence[TransferResult]) -> TransferError:
    """Return the one error for a run that failed, telling what failed first and how far the rest came."""
    states = [result.state for result in results]
    done = states.count("done") + states.count("skipped")
    error = first.error
    attempts = f"{first.attempts} attempt{'' if first.attempts == 1 else 's'}"
    summary = TransferError(
        f"{states.count('failed')} of {len(states)} transfers failed, {done} ended well, "
        f"{states.count('cancelled')} were stopped. The first to fail, after {attempts}: {_reason(first)}",
        results=results,
        status=error.status if error is not None else None,
        attempts=first.attempts,
        server_message=error.server_message if error is not None else None,
        hint=error.hint if error is not None else None,
    )
    summary.__cause__ = error
    return summary


def _reason(result: TransferResult) -> str:
    where = ""
    target = getattr(result.transfer, "target", None) or getattr(result.transfer, "source", None)
    if target is not None and not isinstance(target, bytes):
        where = f" [{target}]"
    message = result.error.message if result.error is not None else ""
    return f"{message}{where}"
