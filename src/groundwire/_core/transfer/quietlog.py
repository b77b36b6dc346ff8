"""`quiet_log`: the HTTP library's own log shows our transfers without the queries that sign them."""

from __future__ import annotations

import contextlib
import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

import httpx

from groundwire._core.transfer.urls import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["quiet_log"]

_OURS: Final = ContextVar("groundwire_transfer", default=False)


class _Shortener(logging.Filter):
    """Lets every record pass; addresses of our own requests lose their query."""

    def filter(self, record: logging.LogRecord) -> bool:
        if _OURS.get() and isinstance(record.args, tuple):
            record.args = tuple(
                shown(str(value)) if isinstance(value, httpx.URL) else value for value in record.args
            )
        return True


_SHORTENER: Final = _Shortener()


@contextlib.contextmanager
def quiet_log() -> Iterator[None]:
    """Shorten the addresses that the library logs in this thread for the length of the block."""
    logging.getLogger("httpx").addFilter(_SHORTENER)  # does nothing when it is there
    before = _OURS.set(True)
    try:
        yield
    finally:
        _OURS.reset(before)
