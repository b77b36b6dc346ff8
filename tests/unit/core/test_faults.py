"""What a bad network or a bad server does to a call, over real sockets, in all three ways of sending."""

from __future__ import annotations

import json
import socket
import threading

import pytest

from groundwire._core.call import Call, TimeoutClass
from groundwire._core.errors import (
    ConnectFailed,
    InvalidArgumentError,
    NotFoundError,
    ProtocolError,
    RequestTimeout,
    StatusError,
    TransportError,
)
from groundwire._core.retry import Failure, RetryEvent, RetryPolicy


def call(**options):
    return Call("thing.list", {}, lambda: int, authenticated=False, **options)


READ = call(idempotent=True)
WRITE = call()


def cut(head: bytes):
    """Send `head` and cut the connection off."""

    def run(connection: socket.socket) -> None:
        connection.sendall(head)

    return run


def test_burst_of_503_is_retried_until_the_answer(script, talk, still, http_answer, rpc_result):
    server = script(http_answer(status="503 Busy"), http_answer(status="502 Bad"), rpc_result("7"))
    events: list[RetryEvent] = []
    got = talk(server.url, READ, settings={"retry": RetryPolicy(on_retry=events.append)})
    assert got == 7
    assert [(event.attempt, event.outcome.status, event.delay) for event in events] == [
        (1, 503, 1.0),
        (2, 502, 2.0),
    ]
    assert still.waited == [1.0, 2.0]
    assert events[0].method == "thing.list"


def test_final_error_counts_the_attempts(script, talk, http_answer):
    server = script(http_answer(status="503 Busy"))
    with pytest.raises(StatusError) as caught:
        talk(server.url, READ, settings={"retry": RetryPolicy(max_retries=3)})
    assert (caught.value.attempts, caught.value.status, len(server.requests)) == (4, 503, 4)
    assert caught.value.method == "thing.list"


def test_work_is_not_repeated_after_a_plain_503(script, talk, http_answer):
    server = script(http_answer(status="503 Busy"))
    with pytest.raises(StatusError) as caught:
        talk(server.url, WRITE, settings={"retry": RetryPolicy()})
    assert (caught.value.attempts, len(server.requests)) == (1, 1)


@pytest.mark.parametrize("status", ["429 Slow Down", "503 Busy"])
def test_work_is_repeated_when_the_server_refused_it_with_retry_after(
    script, talk, still, http_answer, rpc_result, status
):
    server = script(http_answer(status=status, retry_after="7"), rpc_result("7"))
    assert talk(server.url, WRITE, settings={"retry": RetryPolicy()}) == 7
    assert still.waited == [7.0]


def test_retry_after_is_obeyed_up_to_the_cap(script, talk, still, http_answer, rpc_result):
    server = script(http_answer(status="429 Slow", retry_after="86400"), rpc_result())
    talk(server.url, READ, settings={"retry": RetryPolicy(retry_after_cap=40)})
    assert still.waited == [40.0]


def test_hook_that_raises_ends_the_call(script, talk, http_answer):
    def stop(event: RetryEvent) -> None:
        raise KeyError(event.method)

    server = script(http_answer(status="503 Busy"))
    with pytest.raises(KeyError, match=r"thing.list"):
        talk(server.url, READ, settings={"retry": RetryPolicy(on_retry=stop)})
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "sent", [b"", b"HTTP/1.1 200 OK\r\ncontent-le", b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{"]
)
def test_cut_connection_is_retried_only_for_reading(script, talk, rpc_result, sent):
    server = script(cut(sent), rpc_result("7"))
    assert talk(server.url, READ, settings={"retry": RetryPolicy()}) == 7
    server = script(cut(sent), rpc_result("7"))
    with pytest.raises(TransportError) as caught:
        talk(server.url, WRITE, settings={"retry": RetryPolicy()})
    assert type(caught.value) is TransportError
    assert caught.value.attempts == len(server.requests) == 1
    assert "may have done the work" in str(caught.value)


def test_refused_connection_is_retried_even_for_work_and_counts(talk, still):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    events: list[RetryEvent] = []
    with pytest.raises(ConnectFailed) as caught:
        talk(
            f"http://127.0.0.1:{port}",
            WRITE,
            settings={"retry": RetryPolicy(max_retries=2, on_retry=events.append)},
        )
    assert isinstance(caught.value, ConnectionError)
    assert caught.value.attempts == 3
    assert [event.outcome.failure for event in events] == [Failure.CONNECT, Failure.CONNECT]
    assert still.waited == [1.0, 2.0]


@pytest.fixture
def stalled():
    """Answers that send something and then nothing, until the test is over."""
    release = threading.Event()

    def make(head: bytes):
        def run(connection: socket.socket) -> None:
            connection.sendall(head)
            release.wait()

        return run

    yield make
    release.set()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{",
    ],
)
def test_answer_that_stalls_ends_at_the_deadline(script, talk, stalled, sent):
    server = script(stalled(sent))
    with pytest.raises(RequestTimeout) as caught:
        talk(server.url, WRITE, timeout=0.1)
    assert isinstance(caught.value, TimeoutError)
    assert caught.value.attempts == 1
    assert "timeout argument" in str(caught.value)


def test_body_that_drips_ends_at_the_deadline(script, talk):
    """Each read is quick; only their sum is too long."""
    stop = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n")
        while not stop.wait(0.005):
            connection.sendall(b" ")

    server = script(drip)
    try:
        with pytest.raises(RequestTimeout):
            talk(server.url, WRITE, timeout=0.15)
    finally:
        stop.set()


def test_bulk_work_has_no_deadline_but_a_limit_of_silence(script, talk, stalled):
    server = script(stalled(b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{"))
    with pytest.raises(RequestTimeout, match=r"no data for 0.1 s"):
        talk(server.url, call(timeout=TimeoutClass.BULK), timeout=0.1)


def test_timeout_of_reading_is_retried(script, talk, stalled, rpc_result):
    server = script(stalled(b""), rpc_result("7"))
    assert talk(server.url, READ, timeout=0.3, settings={"retry": RetryPolicy()}) == 7


@pytest.mark.parametrize(
    "body", ["{", "nope", "[1]", '{"jsonrpc":"2.0","result":1}', '{"id":[],"result":1}', ""]
)
def test_answer_that_is_no_envelope_is_a_protocol_error(script, talk, http_answer, body):
    server = script(http_answer(body))
    with pytest.raises(ProtocolError) as caught:
        talk(server.url, READ, settings={"retry": RetryPolicy()})
    assert caught.value.path is not None
    assert caught.value.expected
    assert caught.value.status == 200
    assert len(server.requests) == 1


@pytest.mark.parametrize("value", ["null", None])
def test_missing_result_is_a_protocol_error(script, talk, http_answer, value):
    member = "" if value is None else f', "result": {value}'
    server = script(http_answer(f'{{"jsonrpc": "2.0", "id": "1"{member}}}'))
    with pytest.raises(ProtocolError, match="neither a result nor an error"):
        talk(server.url, READ)


def test_html_error_page_is_a_status_error_without_its_markup(script, talk, http_answer):
    page = "<html><body><h1>Bad Gateway</h1></body></html>"
    server = script(http_answer(page, status="502 Bad Gateway", content_type="text/html"))
    with pytest.raises(StatusError) as caught:
        talk(server.url, WRITE)
    assert str(caught.value) == "thing.list was answered with HTTP status 502."


def test_html_login_page_with_status_200_is_a_protocol_error_with_a_hint(script, talk, http_answer):
    server = script(http_answer("<html>log in</html>", content_type="text/html"))
    with pytest.raises(ProtocolError, match=r"text/html.*Check that the address"):
        talk(server.url, READ)


def test_redirect_is_not_followed_and_is_explained(script, talk, http_answer):
    server = script(http_answer(status="302 Found", location="https://elsewhere.example/login?token=abc"))
    with pytest.raises(StatusError, match=r"redirects to https://elsewhere.example/login") as caught:
        talk(server.url, READ)
    assert "abc" not in str(caught.value)
    assert len(server.requests) == 1


def test_not_found_without_envelope_has_its_own_class(script, talk, http_answer):
    server = script(http_answer("nothing here", status="404 Not Found", content_type="text/plain"))
    with pytest.raises(NotFoundError, match="nothing here") as caught:
        talk(server.url, READ)
    assert (caught.value.code, caught.value.status) == (404, 404)


def test_valid_envelope_counts_whatever_the_status(script, talk, rpc_result):
    server = script(rpc_result("7", status="404 Not Found"))
    assert talk(server.url, READ) == 7


def test_huge_body_arrives_whole(script, talk, rpc_result):
    value = json.dumps(list(range(3_000_000)))
    server = script(rpc_result(value))
    got = talk(server.url, Call("thing.list", {}, lambda: list[int], hot=True, authenticated=False))
    assert len(got) == 3_000_000
    assert got[-1] == 2_999_999


def test_chunked_body_arrives_whole(script, talk):
    def chunked(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        text = b'{"jsonrpc":"2.0","id":"1","result":7}'
        for start in range(0, len(text), 5):
            piece = text[start : start + 5]
            connection.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        connection.sendall(b"0\r\n\r\n")

    assert talk(script(chunked).url, READ) == 7


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "nonsense", "http://", "http://[::1"])
def test_address_that_is_no_url_is_an_argument_error(talk, url):
    with pytest.raises(InvalidArgumentError, match="Check the address"):
        talk(url, READ)
