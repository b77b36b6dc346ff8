"""`Job`: one transfer on its way through attempts, redirects and resumption; engines only move its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from groundwire._core.errors import GroundwireError, IntegrityError, InvalidArgumentError
from groundwire._core.retry import Failure, Outcome, parse_retry_after
from groundwire._core.transfer import failures
from groundwire._core.transfer.model import Download, Fetch, TransferResult, Upload
from groundwire._core.transfer.sink import FileSink, MemorySink
from groundwire._core.transfer.source import Source
from groundwire._core.transfer.urls import checked_headers, checked_url, origin, redirected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire._core.transfer.model import Transfer, TransferState
    from groundwire._core.transfer.sink import Sink

__all__ = ["SPILL", "Ending", "Job"]

SPILL: Final = 1 << 19  # bytes gathered in memory before a body is written out
_VERBS: Final = frozenset({"GET", "PUT", "POST", "PATCH"})
_MAX_HOPS: Final = 5
_MAX_REFUSAL: Final = 1 << 16  # bytes of an error answer that are read before the connection is dropped
_FOLLOWED: Final = {"GET": frozenset({301, 302, 303, 307, 308})}
_FOLLOWED_WITH_BODY: Final = frozenset({307, 308})
_CONTENT_RANGE: Final = re.compile(r"bytes (\d+)-\d+/")


@dataclass(frozen=True, slots=True)
class Ending:
    """How one attempt ended.

    Attributes:
        error: What to report if nothing more is tried; None is success or a redirect.
        outcome: What decides about another attempt; None rules one out.
        moved: Whether a redirect asks for the same again elsewhere.
        again: Whether to start over at once, because of our own request to resume.
    """

    error: GroundwireError | None = None
    outcome: Outcome | None = None
    moved: bool = False
    again: bool = False


_DONE = Ending()


class Job:
    """One transfer on its way.

    An engine calls `begin`, sends `verb`, `url` and `headers()`, appends the answer's body to `buffer`
    and calls `accept` once its head is known, `absorb` as the buffer grows, and at the end
    `complete`, `broke` or `failed`, which give the `Ending` of the attempt.
    """

    __slots__ = (
        "_asked_from",
        "_etag",
        "_headers",
        "_hops",
        "_partial",
        "_refused",
        "_reported",
        "_sink",
        "_wanted",
        "answer",
        "attempts",
        "best_kept",
        "buffer",
        "moved",
        "number",
        "sent",
        "source",
        "status",
        "transfer",
        "tries",
        "tries_since",
        "url",
        "verb",
    )

    def __init__(self, transfer: Transfer, number: int = 0) -> None:
        """Prepare a transfer, the `number`-th of its run.

        Raises:
            InvalidArgumentError: Its URL, verb or headers cannot be sent.
        """
        self.transfer = transfer
        self.number = number
        self.url = checked_url(transfer.url)
        self.verb = transfer.method if isinstance(transfer, Upload) else "GET"
        if self.verb not in _VERBS:
            raise InvalidArgumentError(f"Cannot upload with {self.verb!r}, expected PUT, POST or PATCH.")
        self._headers = checked_headers(dict(transfer.headers)) if transfer.headers else {}
        self._partial = any(name.lower() == "range" for name in self._headers)
        self.source: Source | None = None
        self._sink: Sink | None = None
        if not isinstance(transfer, Upload):
            self._sink = MemorySink(transfer) if isinstance(transfer, Fetch) else FileSink(transfer)
        self.attempts = 0
        self.tries = 0  # attempts since the last one that brought a resumable download further
        self.tries_since = 0.0
        self.best_kept = 0
        self.buffer = bytearray()
        self.status = 0
        self.answer: Mapping[str, str] = {}
        self.sent = 0
        self.moved = False
        self._reported = 0
        self._hops = 0
        self._wanted = False
        self._refused = 0
        self._etag: str | None = None
        if isinstance(transfer, Download) and self._sink is not None and self._sink.kept:
            self._etag = transfer.validator
        self._asked_from = 0

    # --- one attempt ---

    def begin(self, now: float) -> None:
        """Begin an attempt.

        Raises:
            StorageError: The file to send cannot be read.
            InvalidArgumentError: It does not hold the range to send.
        """
        if self.moved:
            self.moved = False
        else:
            self.attempts += 1
            self.tries += 1
            if self.tries == 1:
                self.tries_since = now
        self.buffer.clear()
        self.status, self.answer, self.sent = 0, {}, 0
        self._wanted, self._refused = False, 0
        self._asked_from = self._sink.kept if self._sink is not None else 0
        if isinstance(self.transfer, Upload):
            self._close_source()
            self.source = Source(self.transfer)

    def headers(self) -> dict[str, str]:
        """Return the headers of this attempt beside the usual ones."""
        if not self._asked_from or self._etag is None:
            return self._headers
        resume = {"Range": f"bytes={self._asked_from}-", "If-Range": self._etag}
        return self._headers | resume

    def accept(self, status: int, headers: Mapping[str, str]) -> None:
        """Take note of the answer's head, before its body is absorbed."""
        self.status, self.answer = status, headers
        sink = self._sink
        if sink is None:
            self._wanted = False  # the answer to an upload says nothing beside its head
            return
        if status == 206:
            self._wanted = self._partial or (self._asked_from > 0 and self._continues(headers))
        else:
            self._wanted = 200 <= status < 300
        if self._wanted:
            self._etag = _strong_etag(headers) or (self._etag if status == 206 else None)
        if sink.kept and not (self._wanted and status == 206) and (self._wanted or status in {206, 416}):
            sink.rewind()

    def _continues(self, headers: Mapping[str, str]) -> bool:
        """Whether a partial answer fits to what is kept."""
        match = _CONTENT_RANGE.match(headers.get("content-range", ""))
        return (
            match is not None
            and int(match[1]) == self._asked_from
            and _strong_etag(headers) in {None, self._etag}
        )

    def absorb(self) -> bool:
        """Empty a full buffer; True asks the engine to end the attempt, because enough is known.

        Raises:
            StorageError: The file cannot be written.
            IntegrityError: The body is longer than promised.
        """
        if self._wanted and self._sink is not None:
            if len(self.buffer) >= SPILL:
                self._sink.write(self.buffer)
                self.buffer.clear()
            return False
        if len(self.buffer) > failures.EXCERPT:
            self._refused += len(self.buffer) - failures.EXCERPT
            del self.buffer[failures.EXCERPT :]
        return self._refused > _MAX_REFUSAL

    # --- its end ---

    def complete(self, wall: float) -> Ending:
        """End an attempt that was answered in full at Unix time `wall`; `accept` was called."""
        if 200 <= self.status < 300 and (self._wanted or self._sink is None):
            return self._succeed()
        if self.status == 416 and self._asked_from:
            return Ending(again=True, error=self._status_error())
        if self.status == 206:  # not the part that was asked for
            error = failures.range_error(self.url)
            return Ending(again=True, error=error) if self._asked_from else Ending(error=error)
        location = self.answer.get("location")
        if location is not None and self.status in _FOLLOWED.get(self.verb, _FOLLOWED_WITH_BODY):
            return self._follow(location)
        retry_after = parse_retry_after(self.answer.get("retry-after"), now=wall)
        return Ending(self._status_error(), Outcome(status=self.status, retry_after=retry_after))

    def _succeed(self) -> Ending:
        if self._sink is None:
            self.sent = self.source.length if self.source is not None else 0
            return _DONE
        try:
            self._sink.commit(self.buffer)
            self.buffer.clear()
        except IntegrityError as error:
            self._sink.rewind()
            # Pieces of two versions may have been put together: the whole decides, once.
            return Ending(error, again=self._asked_from > 0)
        except GroundwireError as error:
            return Ending(error)
        return _DONE

    def _follow(self, location: str) -> Ending:
        if self._hops >= _MAX_HOPS:
            return Ending(self._status_error())
        try:
            target = redirected(self.url, location)
        except InvalidArgumentError as error:
            return Ending(error)
        if origin(target) != origin(self.url):
            self._headers = {}
        self._hops += 1
        self.url, self.moved = target, True
        return Ending(moved=True)

    def _status_error(self) -> GroundwireError:
        return failures.status_error(self.verb, self.url, self.status, self.answer, bytes(self.buffer))

    def broke(self, failure: Failure, detail: str) -> Ending:
        """End an attempt that was cut, and keep what can be resumed."""
        try:
            self._keep()
        except GroundwireError as error:
            return Ending(error)
        return Ending(failures.broken(self.verb, self.url, failure, detail), Outcome(failure=failure))

    def _keep(self) -> None:
        sink = self._sink
        if sink is None or not self._wanted:
            return
        if self._etag is None or self._partial or self.answer.get("accept-ranges") == "none":
            sink.rewind()
            return
        sink.write(self.buffer)
        self.buffer.clear()
        if sink.kept > self.best_kept:
            self.best_kept, self.tries = sink.kept, 0

    def failed(self, error: GroundwireError) -> Ending:
        """End an attempt for a reason on this side."""
        return Ending(error)

    # --- the end of all attempts ---

    def restart(self) -> None:
        """Go back to the original URL and headers for another attempt."""
        if self._hops:
            self.url, self._headers, self._hops = (
                checked_url(self.transfer.url),
                dict(self.transfer.headers),
                0,
            )

    def forget(self) -> None:
        """Give up resuming: the next attempt begins at the first byte."""
        if self._sink is not None:
            self._sink.rewind()

    def progressed(self) -> int:
        """Return the bytes moved since the last call; negative when some were thrown away."""
        moved = self.sent
        if self._sink is not None:
            moved = self._sink.kept + (len(self.buffer) if self._wanted else 0)
        change, self._reported = moved - self._reported, moved
        return change

    def release(self) -> None:
        """Leave no open or temporary file."""
        self._close_source()
        if self._sink is not None:
            self._sink.discard()

    def result(self, state: TransferState, error: GroundwireError | None = None) -> TransferResult:
        """Release everything and return the result."""
        size = 0
        if state == "done":
            size = self.sent if self._sink is None else self._sink.kept
        self.release()
        return TransferResult(
            self.transfer,
            state,
            bytes=size,
            attempts=self.attempts,
            error=None if error is None else failures.counted(error, self.attempts),
            headers=self.answer,
            path=self._sink.path if self._sink is not None else None,
            data=self._sink.data if self._sink is not None else None,
        )

    def _close_source(self) -> None:
        source, self.source = self.source, None
        if source is not None:
            source.close()


def _strong_etag(headers: Mapping[str, str]) -> str | None:
    """Return the validator that vouches for identical bytes; a weak one does not."""
    etag = headers.get("etag", "").strip()
    return etag if etag.startswith('"') and etag.endswith('"') and len(etag) > 1 else None
