"""Downloads through a call: into a file, started over when cut, errors told apart from files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from groundwire._core.call import Call, HttpRoute, TimeoutClass
from groundwire._core.errors import NotFoundError, RpcError, StorageError, TransportError
from groundwire._core.retry import RetryPolicy

if TYPE_CHECKING:
    import socket

DOWNLOAD = Call(
    "data.download",
    {"file": "x"},
    lambda: bytes,
    http=HttpRoute("POST", "/api", reply="bytes"),
    timeout=TimeoutClass.BULK,
    idempotent=True,
)


def test_download_goes_to_the_file_and_reports_bytes(script, talk, http_answer):
    content = bytes(range(256)) * 4000
    server = script(http_answer(content, content_type="application/octet-stream"))
    sink, seen = io.BytesIO(), []
    assert talk(server.url, DOWNLOAD, sink, lambda *n: seen.append(n), method="stream") == len(content)
    assert sink.getvalue() == content
    assert seen[-1] == (len(content), len(content))
    assert server.requests[0].header("accept") == "*/*"
    assert (
        server.requests[0].body == b'{"id":0,"jsonrpc":"2.0","method":"data.download","params":{"file":"x"}}'
    )


def test_cut_download_starts_over_without_leftovers(script, talk, http_answer):
    def cut(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\nhalf of")

    server = script(cut, http_answer(b"whole", content_type="text/plain"))
    sink = io.BytesIO(b"kept")
    sink.seek(4)
    assert talk(server.url, DOWNLOAD, sink, method="stream", settings={"retry": RetryPolicy()}) == 5
    assert sink.getvalue() == b"keptwhole"


def test_cut_download_into_a_pipe_is_not_repeated(script, talk, http_answer):
    class Pipe(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            return len(data)

    def cut(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\nhalf of")

    server = script(cut, http_answer(b"whole"))
    with pytest.raises(TransportError):
        talk(server.url, DOWNLOAD, Pipe(), method="stream", settings={"retry": RetryPolicy()})
    assert len(server.requests) == 1


def test_json_file_is_a_file_and_json_error_is_an_error(script, talk, http_answer):
    server = script(http_answer('{"jsonrpc": "2.0", "result": 1}'))
    sink, seen = io.BytesIO(), []
    assert talk(server.url, DOWNLOAD, sink, lambda *n: seen.append(n), method="stream") == 31
    assert seen == [(31, 31)]
    server = script(http_answer('{"jsonrpc":"2.0","id":"1","error":{"code":101,"message":"not there"}}'))
    sink = io.BytesIO()
    with pytest.raises(RpcError, match="not there") as caught:
        talk(server.url, DOWNLOAD, sink, method="stream")
    assert caught.value.code == 101
    assert sink.getvalue() == b""


def test_long_json_file_is_not_held_in_memory_to_the_end(script, talk, http_answer):
    content = b"[" + b"1," * 1_500_000 + b"1]"
    server = script(http_answer(content))
    sink, seen = io.BytesIO(), []
    talk(server.url, DOWNLOAD, sink, lambda *n: seen.append(n), method="stream")
    assert sink.getvalue() == content
    assert len(seen) > 1


def test_failed_download_leaves_the_file_untouched(script, talk, http_answer):
    server = script(http_answer("gone", status="404 Not Found", content_type="text/plain"))
    sink = io.BytesIO()
    with pytest.raises(NotFoundError, match="gone"):
        talk(server.url, DOWNLOAD, sink, method="stream")
    assert sink.getvalue() == b""


# httpx nests asynchronous generators and closes only the outer one; trio tells about the inner one.
@pytest.mark.filterwarnings("ignore:Async generator:ResourceWarning")
def test_full_disk_is_a_storage_error(script, talk, http_answer):
    class Full(io.BytesIO):
        name = "/disk/file"

        def write(self, data) -> int:
            raise OSError(28, "No space left on device")

    server = script(http_answer(b"x" * 10, content_type="text/plain"))
    with pytest.raises(StorageError, match="/disk/file cannot be written after 0 bytes: No space left"):
        talk(server.url, DOWNLOAD, Full(), method="stream")
