"""What goes over the wire, what hooks see, and who owns the HTTP client."""

from __future__ import annotations

import inspect
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import anyio
import anyio.lowlevel
import httpx
import pytest

import groundwire
from groundwire._core.auth import TokenSource
from groundwire._core.bound import ClientRef, Model
from groundwire._core.call import Call, FilePart, HttpRoute
from groundwire._core.errors import ConfigurationError, NoTokenError, PermissionDeniedError, StorageError
from groundwire._core.jsonrpc import JsonRpcProtocol
from groundwire._core.retry import RetryPolicy
from groundwire._core.transport import AsyncHooks, AsyncTransport, Hooks, Transport

if TYPE_CHECKING:
    import socket

PING = Call("ping", None, lambda: int, authenticated=False)
SECRET_CALL = Call(
    "auth.login", {"username": "u", "password": "hunter2"}, lambda: int, sensitive=frozenset({"password"})
)
UPLOAD = HttpRoute("POST", "/api?method=data.upload", body="multipart", reply="envelope")


def test_request_is_exactly_what_the_protocol_says(script, talk, rpc_result):
    server = script(rpc_result())
    talk(
        f"{server.url}/",
        Call("thing.get", {"b": 1, "a": None}, lambda: int),
        settings={"token": TokenSource("t0k")},
    )
    (request,) = server.requests
    assert request.line == "POST /api HTTP/1.1"
    assert request.body == b'{"id":0,"jsonrpc":"2.0","method":"thing.get","params":{"b":1,"a":null}}'
    assert {name.lower(): value for name, value in request.headers} == {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": f"Groundwire/{groundwire.__version__}",
        "accept": "application/json",
        "content-type": "application/json",
        "authorization": "Bearer t0k",
        "content-length": str(len(request.body)),
    }


def test_call_without_params_sends_null_and_an_empty_bearer(script, talk, rpc_result):
    server = script(rpc_result())
    talk(server.url, PING)
    assert server.requests[0].body == b'{"id":0,"jsonrpc":"2.0","method":"ping","params":null}'
    assert server.requests[0].header("authorization") == "Bearer"


def test_user_agent_and_further_headers_may_be_set(script, talk, rpc_result):
    server = script(rpc_result())
    talk(server.url, PING, settings={"headers": {"User-Agent": "Mine/1", "X-Trace": "7", "Accept": "no"}})
    request = server.requests[0]
    assert (request.header("user-agent"), request.header("x-trace")) == ("Mine/1", "7")
    assert request.header("accept") == "application/json"


def test_base_path_is_kept(script, talk, rpc_result):
    server = script(rpc_result())
    talk(f"{server.url}/prefix/", PING)
    assert server.requests[0].line == "POST /prefix/api HTTP/1.1"


def test_call_that_needs_a_token_is_not_sent_without_one(script, talk, rpc_result):
    server = script(rpc_result())
    with pytest.raises(NoTokenError, match=r"thing.get needs a login"):
        talk(server.url, Call("thing.get", {}, lambda: int), settings={"token": TokenSource()})
    assert server.requests == []


def test_multipart_has_its_parts_in_order_and_files_streamed(script, talk, rpc_result, tmp_path):
    path = tmp_path / "weights.bin"
    path.write_bytes(b"w" * 600_000)
    files = (FilePart("file", "artifacts/ü.bin", path), FilePart("file", "b", b"xy", "text/plain"))
    call = Call("data.upload", {"task_id": 7, "folder": "é"}, lambda: int, http=UPLOAD, files=files)
    server = script(rpc_result())
    seen: list[tuple[int, int | None]] = []
    talk(server.url, call, on_upload=lambda *numbers: seen.append(numbers), timeout=30)
    (request,) = server.requests
    assert request.line == "POST /api?method=data.upload HTTP/1.1"
    boundary = request.header("content-type").removeprefix("multipart/form-data; boundary=")
    parts = request.body.split(f"--{boundary}".encode())
    assert parts[1] == b'\r\nContent-Disposition: form-data; name="task_id"\r\n\r\n7\r\n'
    assert parts[2] == '\r\nContent-Disposition: form-data; name="folder"\r\n\r\né\r\n'.encode()
    head = '\r\nContent-Disposition: form-data; name="file"; filename="artifacts/ü.bin"\r\n\r\n'
    assert parts[3] == head.encode() + b"w" * 600_000 + b"\r\n"
    assert parts[4].endswith(b'filename="b"\r\nContent-Type: text/plain\r\n\r\nxy\r\n')
    assert parts[5] == b"--\r\n"
    size = int(request.header("content-length"))
    assert size == len(request.body)
    assert seen[-1] == (size, size)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_multipart_is_sent_whole_again_when_it_is_retried(script, talk, http_answer, rpc_result, tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"content")
    call = Call("data.upload", {}, lambda: int, http=UPLOAD, files=(FilePart("file", "f", path),))
    server = script(http_answer(status="503 Busy", retry_after="1"), rpc_result())
    talk(server.url, call, settings={"retry": RetryPolicy()})
    assert [b"content" in request.body for request in server.requests] == [True, True]


def test_upload_of_a_missing_file_is_a_storage_error_before_anything_is_sent(
    script, talk, rpc_result, tmp_path
):
    call = Call(
        "data.upload", {}, lambda: int, http=UPLOAD, files=(FilePart("file", "f", tmp_path / "none"),)
    )
    server = script(rpc_result())
    with pytest.raises(StorageError, match="none cannot be uploaded"):
        talk(server.url, call)
    assert server.requests == []


def test_listener_that_raises_ends_an_upload_unchanged(script, talk, rpc_result):
    class StopError(Exception):
        pass

    def stop(done: int, total: int | None) -> None:
        raise StopError

    call = Call("data.upload", {}, lambda: int, http=UPLOAD, files=(FilePart("file", "f", b"x"),))
    with pytest.raises(StopError):
        talk(script(rpc_result()).url, call, on_upload=stop)


def test_routed_get_percent_encodes_its_query(script, talk, http_answer):
    route = HttpRoute(
        "GET", "/download_model", query=("training_session_id", "file"), body="none", reply="bytes"
    )
    call = Call("download_model", {"training_session_id": 5, "file": "m p&q/é.pt"}, lambda: bytes, http=route)
    server = script(http_answer(b"\x00\x01", content_type="application/octet-stream"))
    assert talk(server.url, call) == b"\x00\x01"
    expected = "GET /download_model?training_session_id=5&file=m%20p%26q%2F%C3%A9.pt HTTP/1.1"
    assert server.requests[0].line == expected


class Thing(Model):
    id: int
    inner: Thing | None = None


def test_answer_is_bound_to_the_client_with_nested_objects(script, talk, rpc_result):
    client = object()
    server = script(rpc_result('[{"id":1,"inner":{"id":2}}]'))
    got = talk(server.url, Call("thing.list", {}, lambda: list[Thing]), ref=ClientRef(client))
    assert got[0]._client() is client
    assert got[0].inner._client() is client


def test_error_envelope_becomes_its_class_and_carries_everything(script, talk, http_answer):
    from groundwire._core.errormap import ErrorMap

    protocol = JsonRpcProtocol(ErrorMap(codes={401: PermissionDeniedError}))
    body = '{"jsonrpc":"2.0","id":"1","error":{"code":401,"message":"no, token=abc"}}'
    server = script(http_answer(body, x_request_id="r-1"))
    with pytest.raises(PermissionDeniedError) as caught:
        talk(server.url, PING, settings={"protocol": protocol, "retry": RetryPolicy()})
    error = caught.value
    assert (error.method, error.code, error.status, error.request_id, error.attempts) == (
        "ping",
        401,
        200,
        "r-1",
        1,
    )
    assert error.server_message == "no, token=[redacted]"
    assert len(server.requests) == 1


def test_log_tells_method_and_status_and_no_secret(script, talk, rpc_result, caplog):
    server = script(rpc_result())
    with caplog.at_level(logging.DEBUG, logger="groundwire"):
        talk(server.url, SECRET_CALL, settings={"token": TokenSource("s3cret.to.ken")})
    (record,) = [r for r in caplog.records if r.name == "groundwire"]
    assert record.getMessage().startswith("auth.login: 200 in ")
    assert record.getMessage().endswith("(attempt 1)")
    assert "hunter2" not in caplog.text
    assert "s3cret" not in caplog.text


def test_reprs_hold_no_secret():
    transport = Transport(
        "http://127.0.0.1:1", protocol=JsonRpcProtocol(), token=TokenSource("s3cret.to.ken")
    )
    wire = JsonRpcProtocol().build(SECRET_CALL, "http://127.0.0.1:1", "s3cret.to.ken")
    text = f"{transport!r}{transport.token!r}{wire!r}{SECRET_CALL!r}{transport._conversation!r}"
    assert "s3cret" not in text
    assert "hunter2" not in text
    assert "auth.login" in text


def test_hooks_run_before_authenticated_calls_only():
    seen: list[str] = []
    hooks = Hooks(before_send=lambda call: seen.append(call.method))
    http = httpx.Client(transport=httpx.MockTransport(lambda _request: httpx.Response(200, json=OK)))
    with (
        http,
        Transport(
            "http://h", protocol=JsonRpcProtocol(), token=TokenSource("t"), http=http, hooks=hooks
        ) as t,
    ):
        t.send(PING)
        t.send(Call("a", None, lambda: int))
        t.send(Call("b", None, lambda: int), prepare=False)
    assert seen == ["a"]


OK = {"jsonrpc": "2.0", "id": "1", "result": 1}


@pytest.mark.anyio
async def test_async_hooks_are_awaited():
    seen: list[str] = []

    async def before(call) -> None:
        await anyio.lowlevel.checkpoint()
        seen.append(call.method)

    http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _request: httpx.Response(200, json=OK)))
    async with (
        http,
        AsyncTransport(
            "http://h",
            protocol=JsonRpcProtocol(),
            token=TokenSource("t"),
            http=http,
            hooks=AsyncHooks(before_send=before),
        ) as transport,
    ):
        assert await transport.send(Call("a", None, lambda: int)) == 1
    assert seen == ["a"]


@pytest.mark.parametrize("renews", [True, False])
def test_call_is_sent_once_more_after_401_when_the_hook_found_a_new_token(renews):
    tokens = TokenSource("old")
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return httpx.Response(200 if seen[-1] == "Bearer new" else 401, json=OK)

    def renew(call: Call[object]) -> bool:
        if renews:
            tokens.set("new")
        return renews

    http = httpx.Client(transport=httpx.MockTransport(answer))
    hooks = Hooks(unauthorised=renew)
    with (
        http,
        Transport("http://h", protocol=JsonRpcProtocol(), token=tokens, http=http, hooks=hooks) as transport,
    ):
        transport.send(Call("a", None, lambda: int))
    assert seen == (["Bearer old", "Bearer new"] if renews else ["Bearer old"])


def test_client_handed_in_is_used_with_its_headers_and_never_closed():
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["x-gateway"] == "g"
        return httpx.Response(200, json=OK)

    http = httpx.Client(transport=httpx.MockTransport(answer), headers={"x-gateway": "g"})
    transport = Transport("http://h", protocol=JsonRpcProtocol(), http=http)
    assert transport.send(PING) == 1
    transport.close()
    assert not http.is_closed
    http.close()
    with pytest.raises(ConfigurationError, match="HTTP client is closed"):
        Transport("http://h", protocol=JsonRpcProtocol(), http=http).send(PING)


def test_derived_transports_share_connections_until_the_last_is_closed(script, rpc_result):
    server = script(rpc_result())
    first = Transport(server.url, protocol=JsonRpcProtocol(), token=TokenSource("one"))
    second = first.derive(token=TokenSource("two"), headers={"x-a": "b"})
    first.send(PING)
    first.close()
    first.close()
    second.send(PING)
    assert [r.header("authorization") for r in server.requests] == ["Bearer one", "Bearer two"]
    assert second.headers == {"x-a": "b"}
    with pytest.raises(ConfigurationError, match="closed"):
        first.send(PING)
    second.close()
    with pytest.raises(ConfigurationError, match="closed"):
        second.send(PING)


def test_constructor_opens_nothing():
    transport = Transport("http://127.0.0.1:1", protocol=JsonRpcProtocol())
    assert transport._pool._client is None
    transport.close()


def test_many_threads_share_one_transport(script, rpc_result):
    server = script(rpc_result("3"))
    with Transport(server.url, protocol=JsonRpcProtocol()) as transport, ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: transport.send(PING), range(64))) == {3}
    assert len(server.requests) == 64


@pytest.mark.anyio
async def test_cancelled_task_leaves_the_transport_usable(script, rpc_result):
    waiting = threading.Event()

    def hang(connection: socket.socket) -> None:
        waiting.set()
        connection.recv(1)  # returns when the client hangs up

    server = script(hang, rpc_result("5"))
    async with AsyncTransport(server.url, protocol=JsonRpcProtocol()) as transport:
        async with anyio.create_task_group() as group:
            group.start_soon(transport.send, PING)
            await anyio.to_thread.run_sync(waiting.wait)
            group.cancel_scope.cancel()
        assert await transport.send(PING) == 5


def test_strict_transport_refuses_unknown_fields(script, talk, rpc_result):
    from groundwire._core.errors import ProtocolError

    server = script(rpc_result('{"id":1,"inner":{"id":2,"surprise":1}}'))
    call = Call("thing.get", {}, lambda: Thing)
    assert talk(server.url, call).id == 1
    with pytest.raises(ProtocolError, match=r"\$\.inner\.surprise") as caught:
        talk(server.url, call, settings={"strict": True})
    assert caught.value.attempts == 1


def test_sync_and_async_have_the_same_surface():
    def surface(kind: type) -> dict[str, object]:
        return {
            name: [
                (p.name, p.kind, str(p.default), str(p.annotation).replace("Async", ""))
                for p in inspect.signature(member).parameters.values()
            ]
            if callable(member)
            else "property"
            for name, member in inspect.getmembers(kind)
            if not name.startswith("_")
        }

    assert surface(Transport) == surface(AsyncTransport)
    assert {"send", "stream", "close", "derive", "base_url"} <= set(surface(Transport))
    for cls, hooks in ((Transport, Hooks), (AsyncTransport, AsyncHooks)):
        assert "hooks" in inspect.signature(cls).parameters
        assert hooks.__struct_fields__ == Hooks.__struct_fields__
