"""The log: one line per event, as text or JSON, on standard error; never a secret in it."""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from groundwire._core.redact import redact_text

if TYPE_CHECKING:
    from groundwire.server.settings import LogFormat

logger = logging.getLogger("groundwire.server")
_LONGEST_PATH = 200


@dataclass(slots=True)
class RequestRecord:
    """What the log tells of one request. Parameters, tokens and query strings have no place here.

    Attributes:
        verb: HTTP method.
        path: Path as received, without the query.
        request_id: Also sent back as `X-Request-Id`.
        rpc: RPC method, empty for other requests; only names this server knows.
        status: HTTP status; 0 if the client left before the answer.
        code: RPC error code; 0 for success.
        user_id: Caller; 0 without a token.
        organization_id: Organisation of the caller.
        received: Bytes of the request body.
        sent: Bytes of the response body.
    """

    verb: str
    path: str
    request_id: str
    rpc: str = ""
    status: int = 0
    code: int = 0
    user_id: int = 0
    organization_id: int = 0
    received: int = 0
    sent: int = 0
    started: float = field(default_factory=time.perf_counter)

    def fields(self) -> dict[str, str | int | float]:
        """Return what is known, in the order of the log line."""
        told: dict[str, str | int | float] = {"verb": self.verb, "path": self.path[:_LONGEST_PATH]}
        if self.rpc:
            told["rpc"] = self.rpc
        told["status"] = self.status
        if self.code:
            told["code"] = self.code
        told["ms"] = round((time.perf_counter() - self.started) * 1000, 3)
        if self.user_id:
            told["user"], told["org"] = self.user_id, self.organization_id
        told |= {"in": self.received, "out": self.sent, "id": self.request_id}
        return told


def log_request(record: RequestRecord) -> None:
    """Write the line of a finished request."""
    if logger.isEnabledFor(logging.INFO):
        # Made by hand: `logger.info` would look for the caller's file and line, longer than all the rest.
        event = logging.LogRecord(logger.name, logging.INFO, "", 0, "request", (), None)
        event.fields = record.fields()
        logger.handle(event)


def log_failure(record: RequestRecord, what: str) -> str:
    """Log the exception being handled with its traceback, and return the error id to tell the caller."""
    error_id = secrets.token_hex(6)
    logger.exception(  # noqa: LOG004  (called from handlers)
        "error", extra={"fields": {"error": error_id, "where": what, "id": record.request_id}}
    )
    return error_id


class TextFormatter(logging.Formatter):
    """`time LEVEL event key=value …`, with the traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one event."""
        line = f"{_time(record)} {record.levelname} {_message(record)}"
        line += "".join(f" {key}={value}" for key, value in _fields(record).items())
        trace = _trace(self, record)
        return f"{line}\n{trace}" if trace else line


class JsonFormatter(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one event."""
        event: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "event": _message(record),
            **_fields(record),
        }
        trace = _trace(self, record)
        if trace:
            event["traceback"] = trace
        return json.dumps(event, separators=(",", ":"))


def configure_logging(log_format: LogFormat, level: str, stream: TextIO | None = None) -> None:
    """Send this process's log to `stream`, standard error by default; called by the program only."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if log_format == "json" else TextFormatter())
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # not in our lines
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logger.setLevel(level.upper())


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _message(record: logging.LogRecord) -> str:
    # Messages of other libraries may quote what they were given.
    return record.msg if record.name == logger.name and not record.args else redact_text(record.getMessage())


def _fields(record: logging.LogRecord) -> dict[str, object]:
    return getattr(record, "fields", {})


def _trace(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    return redact_text(formatter.formatException(record.exc_info)) if record.exc_info else ""
