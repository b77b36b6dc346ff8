"""A full disk: recognised whoever met it, told to the caller in the same words, noted in the log."""

from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError

from groundwire.server.logs import logger

if TYPE_CHECKING:
    from groundwire.server.logs import RequestRecord

STATUS: Final = 507
MESSAGE: Final = "The server's disk is full and nothing was changed. Its operator has to free some space."
_ERRNOS: Final = {errno.ENOSPC, errno.EDQUOT}
_SQLITE: Final = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}
_POSTGRES: Final = "53100"  # SQLSTATE disk_full


def is_disk_full(error: BaseException) -> bool:
    """Tell whether a write failed for want of space, in the object folder or in the database."""
    if isinstance(error, DBAPIError):
        cause = error.orig
        return (
            getattr(cause, "sqlite_errorcode", None) in _SQLITE
            or getattr(cause, "sqlstate", None) == _POSTGRES
        )
    return isinstance(error, OSError) and error.errno in _ERRNOS


def log_disk_full(record: RequestRecord) -> None:
    """Note a request that was refused for want of space; the program is not at fault, so no traceback."""
    logger.error("disk full", extra={"fields": {"where": record.rpc or "request", "id": record.request_id}})
