"""What is moved and how it ended: `Download`, `Upload`, `Fetch`, `TransferResult`; who moves it: `Engine`."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from groundwire._core.errors import InvalidArgumentError
from groundwire._core.redact import redact
from groundwire._core.transfer.urls import shown

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire._core.errors import GroundwireError
    from groundwire._core.retry import RetryPolicy
    from groundwire._core.timeouts import Timeouts

__all__ = [
    "CancelToken",
    "Checksum",
    "Download",
    "Engine",
    "Fetch",
    "OnBytes",
    "Transfer",
    "TransferResult",
    "TransferState",
    "Upload",
]

_HEX_DIGITS = {"md5": 32, "sha256": 64}

TransferState: TypeAlias = Literal["done", "skipped", "failed", "cancelled"]


class _Shown:
    """Shows a transfer without the query that signs its address and without its headers' secrets."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown_fields = [(one.name, getattr(self, one.name)) for one in fields(self) if one.repr]  # type: ignore[arg-type]  # every subclass is a dataclass
        parts = [f"{name}={_told(name, value)!r}" for name, value in shown_fields]
        return f"{type(self).__name__}({', '.join(parts)})"


def _told(name: str, value: object) -> object:
    if name == "url":
        return shown(str(value))
    return redact(value) if name == "headers" else value


@dataclass(frozen=True, slots=True)
class Checksum:
    """A promised digest of a whole body.

    Attributes:
        algorithm: Hash function.
        hex: Digest in hexadecimal digits, any case.

    Raises:
        InvalidArgumentError: The algorithm is another one, or the digest has not its length.
    """

    algorithm: Literal["md5", "sha256"]
    hex: str

    def __post_init__(self) -> None:
        digits = _HEX_DIGITS.get(self.algorithm)
        if digits is None:
            raise InvalidArgumentError(
                f"Unknown checksum algorithm {self.algorithm!r}, expected md5 or sha256."
            )
        if len(self.hex) != digits or not all(digit in "0123456789abcdefABCDEF" for digit in self.hex):
            raise InvalidArgumentError(
                f"{self.hex!r} is no {self.algorithm} digest, expected {digits} hexadecimal digits."
            )


@dataclass(frozen=True, slots=True, repr=False)
class Download(_Shown):
    """Get a URL into a file, which appears only when it is whole.

    Attributes:
        url: Absolute http or https URL.
        target: Path of the file; missing folders are made, an existing file is replaced.
        size: Promised size in bytes, checked.
        checksum: Promised digest, checked.
        headers: Request headers; never sent on to another host by a redirect.
        key: Anything the caller wants to find again in the result.
        skip_existing: Leave an existing file alone when its size is `size`.
        name_from: Gets the first bytes of the body, at most 512, and returns the path to use instead of
            `target`, in the same folder; for names that depend on the content.
        validator: Strong validator (ETag) of the body. With it and `size`, what arrived stays beside the
            target when the transfer ends early, and the next one with the same validator, in this process
            or another, goes on from there. Not together with `checksum` or `name_from`.
    """

    url: str
    target: Path
    size: int | None = None
    checksum: Checksum | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)
    key: Hashable = None
    skip_existing: bool = False
    name_from: Callable[[bytes], Path] | None = None
    validator: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Fetch(_Shown):
    """Get a URL into memory.

    Attributes:
        url: Absolute http or https URL.
        size: Promised size in bytes, checked.
        checksum: Promised digest, checked.
        headers: Request headers; never sent on to another host by a redirect. With `Range` a part of the
            body is as welcome as the whole.
        key: Anything the caller wants to find again in the result.
    """

    url: str
    size: int | None = None
    checksum: Checksum | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)
    key: Hashable = None


@dataclass(frozen=True, slots=True, repr=False)
class Upload(_Shown):
    """Send a file, a range of a file, or bytes to a URL.

    Attributes:
        url: Absolute http or https URL.
        source: Path of the file, or the body itself.
        method: PUT, POST or PATCH; only PUT is repeated once the server may have seen it.
        headers: Request headers; never sent on to another host by a redirect.
        key: Anything the caller wants to find again in the result.
        offset: First byte to send.
        length: Number of bytes to send; None sends the rest.
    """

    url: str
    source: Path | bytes = field(repr=False)
    method: str = "PUT"
    headers: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)
    key: Hashable = None
    offset: int = 0
    length: int | None = None


_Body: TypeAlias = bytes  # `TransferResult` has a field of that name

Transfer: TypeAlias = Download | Fetch | Upload

OnBytes: TypeAlias = Callable[[Transfer, int], object]


@dataclass(frozen=True, slots=True)
class TransferResult:
    """How one transfer ended.

    Attributes:
        transfer: The same object that was asked for.
        state: `done`, `skipped` (see `Download.skip_existing`), `failed` or `cancelled`.
        bytes: Size of the body that was moved; 0 unless done.
        attempts: Number of requests made, redirects not counted.
        error: Why it failed or was cancelled.
        headers: Headers of the last answer, names in lower case.
        path: The file that was written or skipped.
        data: The body, of a `Fetch`.
    """

    transfer: Transfer
    state: TransferState
    bytes: int = 0
    attempts: int = 0
    error: GroundwireError | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    path: Path | None = None
    data: _Body | None = field(default=None, repr=False)


class CancelToken:
    """Asks running transfers to stop; may be set from any thread, and stays set."""

    __slots__ = ("_parent", "_set")

    def __init__(self, parent: CancelToken | None = None) -> None:
        """Make a token that is also set when `parent` is."""
        self._parent = parent
        self._set = False

    def cancel(self) -> None:
        """Ask to stop; running transfers end within a tenth of a second."""
        self._set = True

    @property
    def cancelled(self) -> bool:
        """Whether stopping was asked for."""
        return self._set or (self._parent is not None and self._parent.cancelled)


class Engine(Protocol):
    """Moves many bodies at once; every engine gives the same results for the same answers."""

    def run(
        self,
        transfers: Iterable[Transfer],
        *,
        concurrency: int | None = None,
        retry: RetryPolicy | None = None,
        timeouts: Timeouts | None = None,
        cancel: CancelToken | None = None,
        on_bytes: OnBytes | None = None,
    ) -> Generator[TransferResult, None, None]:
        """Yield one result per transfer as it ends; closing the generator stops the rest without debris.

        Args:
            transfers: Taken one by one as there is room; none is taken after a cancellation.
            concurrency: Number of simultaneous requests; None adapts it to what the line carries.
            retry: When to try again; statuses that object stores use for passing troubles are added.
            timeouts: `connect`, `bulk_idle` (silence) and `upload` (whole attempt) apply.
            cancel: Ends what runs with state `cancelled`.
            on_bytes: Called in the caller's thread with the transfer and the bytes moved since the last
                call; negative when an attempt is thrown away. What it raises ends the run unchanged.
        """
        ...

    def close(self) -> None:
        """Close all connections; runs that are under way keep theirs until they end."""
        ...
