"""Where the records of a JSON array lie in a mapped file, found slice by slice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from groundwire.formats._files import forget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from groundwire.formats._files import Mapped

WINDOW = 4 * 2**20
_AT_ONCE = 1_000
_OPENING = re.compile(rb'\s*(\{\s*"(?:[^"\\]|\\.)*"\s*:)')
_BLANK = b" \t\r\n"
_BETWEEN = np.isin(np.arange(256), np.frombuffer(_BLANK + b",", np.uint8))


def place_of(part: msgspec.Raw, data: Mapped) -> tuple[int, int]:
    """Return begin and end of a value that was decoded from ``data`` without a copy."""
    begin = np.frombuffer(part, np.uint8).ctypes.data - np.frombuffer(data, np.uint8).ctypes.data
    return begin, begin + memoryview(part).nbytes


def slices(data: Mapped, start: int, stop: int) -> Iterator[tuple[int, bytes, list[msgspec.Raw]]]:
    """Yield the items between two brackets: place and text of each slice, and the items in it.

    A slice is cut where an item seems to begin. Decoding it proves the guess: it fails when the cut is inside
    of something. A larger slice is tried then.
    """
    head = _OPENING.match(data, start, stop)
    window = WINDOW
    while start < stop:
        cut = _cut(data, start, start + window, head[1]) if head and stop - start > window else stop
        if cut is None:
            window *= 2
            continue
        text = data[start:cut]
        try:
            items = msgspec.json.decode(b"[%b]" % text, type=list[msgspec.Raw])
        except msgspec.DecodeError:
            if cut == stop:
                raise
            window *= 2
            continue
        yield start, text, items
        start, window = cut + 1, WINDOW


def _cut(data: Mapped, start: int, stop: int, head: bytes) -> int | None:
    """Return the place of the comma before the last beginning of an item."""
    begin = data.rfind(head, start + 1, stop)
    comma = data.rfind(b",", start, begin) if begin >= 0 else -1
    return comma if comma >= 0 and not data[comma + 1 : begin].strip(_BLANK) else None


def places(text: bytes, items: Sequence[msgspec.Raw]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return begin and end of the items of a slice in its text."""
    lengths = np.fromiter(map(len, items), np.int64, len(items))
    if not lengths.size:
        return lengths, lengths
    found = _regular(text, lengths)
    if found is None:
        begins: list[int] = []
        at = 0
        for item in items:
            at = text.index(bytes(item), at)
            begins.append(at)
            at += memoryview(item).nbytes
        found = np.array(begins, np.int64)
    return found, found + lengths


def _regular(text: bytes, lengths: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Return where objects begin that are all parted by equally much; None when they are not."""
    lead = len(text) - len(text.lstrip(_BLANK))
    body = len(text.strip(_BLANK))
    gap, rest = divmod(body - int(lengths.sum()), max(1, lengths.size - 1))
    if rest or gap > 64:
        return None
    begins = lead + np.cumsum(lengths) - lengths + gap * np.arange(lengths.size)
    codes = np.frombuffer(text, np.uint8)
    ends = begins + lengths
    framed = (codes[begins] == ord("{")).all() and (codes[ends - 1] == ord("}")).all()
    parted = all(_BETWEEN[codes[ends[:-1] + at]].all() for at in range(gap))
    return begins if framed and parted else None


def pick(data: Mapped, begins: NDArray[np.int64], ends: NDArray[np.int64]) -> list[bytes]:
    """Return the texts of some items, which may lie anywhere in the file."""
    found: list[bytes] = []
    for at in range(0, begins.size, _AT_ONCE):
        spans = zip(begins[at : at + _AT_ONCE].tolist(), ends[at : at + _AT_ONCE].tolist(), strict=True)
        found += [data[begin:end] for begin, end in spans]
        forget(data)  # each of them brought its neighbours with it
    return found
