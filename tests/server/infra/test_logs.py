"""Log lines: structured, one per event, without secrets."""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING

import pytest

from groundwire.server.logs import RequestRecord, configure_logging, log_failure, log_request, logger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundwire.server.settings import LogFormat

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzZXJ2ZXIiOiJ0ZXN0In0.c2lnbmF0dXJl"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level, logger.level
    yield
    root.handlers[:], level, own = before
    root.setLevel(level)
    logger.setLevel(own)


def logged(log_format: LogFormat, level: str = "info") -> io.StringIO:
    stream = io.StringIO()
    configure_logging(log_format, level, stream)
    return stream


def record() -> RequestRecord:
    return RequestRecord(
        "POST",
        "/api",
        "r1",
        rpc="org.get",
        status=200,
        code=101,
        user_id=4,
        organization_id=2,
        received=10,
        sent=20,
    )


def test_json_lines_hold_every_field() -> None:
    stream = logged("json")
    log_request(record())
    event = json.loads(stream.getvalue())
    assert event.pop("ms") >= 0
    assert event.pop("time").endswith("Z")
    assert event == {
        "level": "info", "event": "request", "verb": "POST", "path": "/api", "rpc": "org.get", "status": 200,
        "code": 101, "user": 4, "org": 2, "in": 10, "out": 20, "id": "r1",
    }  # fmt: skip


def test_text_lines_read_as_key_value_pairs() -> None:
    stream = logged("text")
    log_request(record())
    line = stream.getvalue()
    assert "INFO request verb=POST path=/api rpc=org.get status=200 code=101 ms=" in line
    assert line.endswith("user=4 org=2 in=10 out=20 id=r1\n")


def test_requests_are_silent_above_info() -> None:
    stream = logged("text", "warning")
    log_request(record())
    assert stream.getvalue() == ""


def test_long_paths_are_cut() -> None:
    stream = logged("text")
    log_request(RequestRecord("GET", "/" + "a" * 10_000, "r1"))
    assert len(stream.getvalue()) < 400


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_tracebacks_are_logged_without_the_secrets_they_quote(log_format: LogFormat) -> None:
    stream = logged(log_format)
    try:
        raise ValueError(  # noqa: TRY301  (an exception to log)
            f"password=hunter2 url http://x/objects/a?signature=abcdef token {JWT}"
        )
    except ValueError:
        error_id = log_failure(record(), "org.get")
    told = stream.getvalue()
    assert error_id in told
    assert "ValueError" in told
    for secret in ("hunter2", "abcdef", JWT):
        assert secret not in told


def test_messages_of_libraries_are_redacted() -> None:
    stream = logged("text")
    logging.getLogger("uvicorn.error").warning("bad request %s", f"/x?token={JWT}")
    assert "bad request" in stream.getvalue()
    assert JWT not in stream.getvalue()
