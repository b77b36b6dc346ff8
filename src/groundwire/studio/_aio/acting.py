"""How objects act through a client: send a call, save a file, upload files."""

# ruff: noqa: SLF001 - the one place outside the client that uses its connection
# pyright: reportPrivateUsage=false
from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

from groundwire._core.progress import progress_from

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire._core.call import Call
    from groundwire._core.progress import ProgressCallback

    from .base import AsyncBase

T = TypeVar("T")


async def send(client: AsyncBase, call: Call[T]) -> T:
    """Send a call; models in the answer become bound to the client."""
    return await client._send(call)


async def save(
    client: AsyncBase, call: Call[bytes], target: Path, progress: ProgressCallback | None = None
) -> None:
    """Save the file a call is answered with; it appears under its name only when it is complete.

    Args:
        client: The client to act through.
        call: Call whose answer is a file.
        target: Path of the file; missing folders are made.
        progress: Called with bytes received and their total, 0 while it is unknown.
    """
    from groundwire._core.transfer import AtomicFile
    from groundwire.studio._sink import Sink

    reporter = progress_from(progress, unit="bytes")
    begun: list[bool] = []

    def hear(received: int, total: int | None) -> None:
        if not begun:
            begun.append(True)
            reporter.start(total)
        reporter.update(received, total)

    await client._log_in_now()
    with AtomicFile(target) as file:
        size = await client._transport().stream(call, cast("BinaryIO", Sink(file)), hear)
        reporter.update(size, size)
    reporter.finish()


async def upload(client: AsyncBase, call: Call[T], size: int, progress: ProgressCallback | None) -> T:
    """Send a call that carries files.

    Args:
        client: The client to act through.
        call: Call with files.
        size: Bytes of all files.
        progress: Called with bytes sent and ``size``.
    """
    reporter = progress_from(progress, unit="bytes")
    await client._log_in_now()
    reporter.start(size)
    answer = await client._transport().send(
        call, ref=client._ref, on_upload=lambda sent, _: reporter.update(sent)
    )
    reporter.finish()
    return answer
