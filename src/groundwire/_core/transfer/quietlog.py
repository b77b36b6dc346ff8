"""`quiet_log`: the HTTP library's own log shows our transfers without the signatures in their addresses."""

from __future__ import annotations

import contextlib
import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from groundwire._core.redact import redact_text
from groundwire._core.transfer.urls import shown

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["quiet_log"]

_OURS: Final = ContextVar("groundwire_transfer", default=False)


_LOGGERS: Final = ("httpx", "httpcore.http11")


class _Redactor(logging.Filter):
    """Lets every record pass; those about our own requests lose their secrets."""

    def filter(self, record: logging.LogRecord) -> bool:
        if _OURS.get():
            record.msg = redact_text(str(record.msg))  # which quotes headers, such as `Location`
            if isinstance(record.args, tuple):
                record.args = tuple(_told(value) for value in record.args)
        return True


def _told(value: object) -> object:
    text = str(value)
    return shown(text) if "://" in text else value


_REDACTOR: Final = _Redactor()


@contextlib.contextmanager
def quiet_log() -> Generator[None]:
    """Keep secrets out of what the library logs in this thread for the length of the block."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_REDACTOR)  # does nothing when it is there
    before = _OURS.set(True)
    try:
        yield
    finally:
        _OURS.reset(before)
