"""The RPC endpoint: who may call what, where it runs, and what a failure looks like."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import anyio.to_thread
import httpx
import msgspec
import pytest

from groundwire._core.dispatch import Route
from groundwire.server.app import assemble
from groundwire.server.errors import RpcFailure, not_found
from groundwire.server.methods import NoParams
from groundwire.server.registry import Entry, Registry
from groundwire.server.replies import BytesReply, ObjectReply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire.server.context import Context, Services
    from groundwire.server.multipart import Form

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class EchoParams(msgspec.Struct):
    text: str


def route(name: str, params: type = NoParams, *, authenticated: bool = True) -> Route:
    return Route(name, "test", lambda: params, lambda: dict, authenticated=authenticated)


ROUTES = {
    r.method: r
    for r in (
        route("echo", EchoParams),
        route("open", authenticated=False),
        route("thread"),
        route("bulk"),
        route("broken"),
        route("nothing"),
        route("refuse"),
        route("file"),
        route("bytes"),
        route("planned"),
    )
}


def thread_name(_ctx: Context, _p: object) -> str:
    return threading.current_thread().name


def broken(_ctx: Context, _p: object) -> object:
    raise ZeroDivisionError("the secret recipe")


def refuse(_ctx: Context, _p: object) -> object:
    raise not_found("dataset", "ds-1")


def upload(ctx: Context, form: Form) -> object:
    for number, file in enumerate(form.files):
        file.store(f"form/{number}")
    return {
        "fields": form.fields,
        "files": [[f.field, f.filename, f.content_type, f.size] for f in form.files],
        "user": ctx.username,
    }


def download(ctx: Context, query: Mapping[str, str]) -> object:
    if query.get("file") == "secret":
        raise RpcFailure(403, "not yours")
    if query.get("file") == "boom":
        raise ZeroDivisionError
    if query.get("file") == "missing":
        raise not_found("file", "missing")
    return ObjectReply("form/0", filename=query.get("file"))


class Harness:
    def __init__(self, services: Services) -> None:
        self.services = services
        self.registry = Registry()
        for name, function, bulk in (
            ("echo", lambda ctx, p: {"text": p.text, "user": ctx.username, "base": ctx.base_url}, False),
            ("open", lambda ctx, _p: {"user": ctx.username, "org": ctx.organization_id}, False),
            ("thread", thread_name, False),
            ("bulk", thread_name, True),
            ("broken", broken, False),
            ("nothing", lambda _ctx, _p: None, False),
            ("refuse", refuse, False),
            ("file", lambda _ctx, _p: ObjectReply("form/0"), False),
            ("bytes", lambda _ctx, _p: BytesReply(b"raw", "text/x-test", "ż.txt"), False),
        ):
            self.registry.calls[name] = Entry(function, bulk)
        self.registry.forms["form.upload"] = upload
        self.registry.queries["/download"] = download
        self.token = services.auth._signer.issue(user_id=1, username="ada", organization_id=1, epoch=0)
        self.rebuild()

    def rebuild(self) -> None:
        transport = httpx.ASGITransport(app=assemble(self.services, ROUTES, self.registry))
        self.http = httpx.AsyncClient(transport=transport, base_url="http://server:1234")

    async def call(self, method: str, params: object = None, token: str | None = None, **headers: str) -> Any:
        body = {"id": 5, "jsonrpc": "2.0", "method": method, "params": params}
        bearer = self.token if token is None else token
        answer = await self.http.post(
            "/api", json=body, headers={"authorization": f"Bearer {bearer}", **headers}
        )
        assert answer.status_code == 200
        return answer.json()

    async def form(self, **kwargs: Any) -> Any:
        headers = {"authorization": f"Bearer {self.token}", **kwargs.pop("headers", {})}
        return await self.http.post("/api", params={"method": "form.upload"}, headers=headers, **kwargs)


@pytest.fixture
def harness(services: Services) -> Harness:
    return Harness(services)


async def test_a_call_reaches_its_handler_with_caller_and_parameters(harness: Harness) -> None:
    answer = await harness.call("echo", {"text": "hi"})
    assert answer == {
        "jsonrpc": "2.0",
        "id": "5",
        "result": {"text": "hi", "user": "ada", "base": "http://server:1234"},
    }


async def test_calls_marked_open_need_no_token_and_ignore_bad_ones(harness: Harness) -> None:
    for token in ("", "garbage", harness.token):
        assert (await harness.call("open", token=token))["result"] == {"user": "", "org": 0}


@pytest.mark.parametrize("token", ["", "garbage", "a.b.c"])
async def test_calls_without_a_valid_token_are_401(harness: Harness, token: str) -> None:
    answer = await harness.call("echo", {"text": "hi"}, token=token)
    assert answer["error"]["code"] == 401
    assert "result" not in answer


async def test_basic_credentials_are_not_a_token(harness: Harness) -> None:
    answer = await harness.call("echo", {"text": "hi"}, authorization="Basic " + harness.token)
    assert answer["error"]["code"] == 401


async def test_unknown_and_unimplemented_methods_say_so(harness: Harness) -> None:
    assert (await harness.call("no.such"))["error"] == {"code": -32601, "message": "Invalid Method: no.such"}
    error = (await harness.call("planned"))["error"]
    assert error == {"code": -32601, "message": "planned is not implemented by this server."}


async def test_bad_parameters_name_the_field(harness: Harness) -> None:
    assert (await harness.call("echo", {}))["error"] == {"code": 3, "message": "Missing parameter 'text'."}


async def test_failures_of_handlers_keep_code_and_message(harness: Harness) -> None:
    assert (await harness.call("refuse"))["error"] == {"code": 101, "message": "Cannot find dataset ds-1."}


@pytest.mark.parametrize("method", ["broken", "nothing"])
async def test_faults_are_answered_with_an_id_found_in_the_log(
    harness: Harness, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    with caplog.at_level(logging.INFO, "groundwire.server"):
        error = (await harness.call(method))["error"]
    assert error["code"] == 10
    assert "recipe" not in error["message"]
    logged = next(record for record in caplog.records if record.exc_info)
    assert logged.fields["error"] in error["message"]  # type: ignore[attr-defined]


async def test_short_calls_run_inline_and_bulk_calls_in_a_worker(harness: Harness) -> None:
    here = threading.current_thread().name
    assert (await harness.call("thread"))["result"] == here
    assert (await harness.call("bulk"))["result"] != here


async def test_large_bodies_are_handled_in_a_worker(harness: Harness) -> None:
    assert (await harness.call("thread", {"padding": "x" * 300_000}))[
        "result"
    ] != threading.current_thread().name


async def test_calls_leave_the_event_loop_while_another_thread_writes(harness: Harness) -> None:
    writing, finish = threading.Event(), threading.Event()

    def hold() -> None:
        with harness.services.db.write():
            writing.set()
            finish.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    writing.wait()
    try:
        assert (await harness.call("thread"))["result"] != threading.current_thread().name
    finally:
        finish.set()
        holder.join()


async def test_other_http_methods_are_405(harness: Harness) -> None:
    for verb in ("GET", "PUT", "DELETE"):
        answer = await harness.http.request(verb, "/api")
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_bodies_over_the_limit_are_413_with_an_envelope(services: Services) -> None:
    small = Harness(replace(services, settings=replace(services.settings, max_body=1000)))
    for content in (b"x" * 1001, _pieces(11)):
        answer = await small.http.post(
            "/api", content=content, headers={"authorization": f"Bearer {small.token}"}
        )
        assert answer.status_code == 413
        assert answer.json()["error"]["code"] == 413


async def _pieces(count: int) -> Any:
    for _ in range(count):
        yield b"x" * 100


async def test_large_bodies_are_read_only_from_known_callers(harness: Harness) -> None:
    for content in (b"x" * 1_100_000, _pieces(11_000)):
        answer = await harness.http.post("/api", content=content)
        assert answer.json()["error"]["code"] == 401


async def test_short_bodies_of_unannounced_length_are_read_from_anyone(harness: Harness) -> None:
    async def body() -> Any:
        yield b'{"id":0,"jsonrpc":"2.0",'
        yield b'"method":"open"}'

    assert (await harness.http.post("/api", content=body())).json()["result"] == {"user": "", "org": 0}


async def test_calls_of_strangers_do_not_take_the_threads_of_others(harness: Harness) -> None:
    started, finish = threading.Semaphore(0), threading.Event()

    def hang(_ctx: object, _p: object) -> str:
        started.release()
        finish.wait()
        return "done"

    harness.registry.calls["open"] = Entry(hang, bulk=True)
    harness.rebuild()
    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(harness.call, "open")
        await anyio.to_thread.run_sync(started.acquire)
        assert (await harness.call("bulk"))["result"].startswith("AnyIO worker")
        finish.set()


async def test_answers_carry_a_request_id(harness: Harness) -> None:
    answer = await harness.http.get("/health", headers={"x-request-id": "abc-1"})
    assert answer.headers["x-request-id"] == "abc-1"
    answer = await harness.http.get("/health", headers={"x-request-id": "no spaces, no commas"})
    assert answer.headers["x-request-id"].isalnum()


@pytest.mark.parametrize(
    ("host", "base"),
    [
        ("example.org", "http://example.org"),
        ("[::1]:80", "http://[::1]:80"),
        ("evil.org/path?", "http://server:1234"),
        ("a b", "http://server:1234"),
        ("x" * 300, "http://server:1234"),
        ('"><script>', "http://server:1234"),
    ],
)
async def test_base_url_comes_from_a_sane_host_header(harness: Harness, host: str, base: str) -> None:
    assert (await harness.call("echo", {"text": ""}, host=host))["result"]["base"] == base


async def test_public_url_overrides_the_host_header(services: Services) -> None:
    harness = Harness(
        replace(services, settings=replace(services.settings, public_url="https://gw.example/x/"))
    )
    assert (await harness.call("echo", {"text": ""}))["result"]["base"] == "https://gw.example/x"


async def test_multipart_upload_streams_fields_and_files(harness: Harness) -> None:
    files = [("file", ("dir/ż ó.bin", b"y" * 3_000_000)), ("file", ("b.txt", b"", "text/plain"))]
    answer = (await harness.form(data={"task_id": "7", "folder": "ł"}, files=files)).json()
    assert answer["result"] == {
        "fields": {"task_id": "7", "folder": "ł"},
        "files": [
            ["file", "dir/ż ó.bin", "application/octet-stream", 3_000_000],
            ["file", "b.txt", "text/plain", 0],
        ],
        "user": "ada",
    }
    assert answer["id"] == "999"
    assert harness.services.objects.read("form/0") == b"y" * 3_000_000


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b"garbage",
        b"--x\r\n\r\nno headers\r\n--x--",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nhalf',
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nhalf a file',
        b"--x\r\nA: " + b"b" * 100_000,
    ],
)
async def test_malformed_multipart_is_explained_and_leaves_nothing(harness: Harness, body: bytes) -> None:
    answer = await harness.form(content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.json()["error"]["code"] == 3
    assert "multipart" in answer.json()["error"]["message"] or "form" in answer.json()["error"]["message"]
    root = harness.services.settings.objects_folder
    assert [path for path in root.rglob("*") if path.is_file() and path.suffix != ".lock"] == []


async def test_multipart_needs_a_known_method_a_token_and_a_boundary(harness: Harness) -> None:
    files = {"file": b"x"}
    answer = await harness.http.post("/api?method=echo", files=files)
    assert answer.json()["error"]["code"] == -32601
    answer = await harness.http.post("/api?method=form.upload", files=files)
    assert answer.json()["error"]["code"] == 401
    answer = await harness.form(content=b"--x--", headers={"content-type": "multipart/form-data"})
    assert answer.json()["error"]["code"] == -32700


async def test_multipart_over_the_limit_is_413(services: Services) -> None:
    small = Harness(replace(services, settings=replace(services.settings, max_object=1000)))
    answer = await small.form(files={"file": b"x" * 2000})
    assert answer.json()["error"]["code"] == 413


async def test_handlers_may_answer_with_bytes_or_objects(harness: Harness) -> None:
    harness.services.objects.write("form/0", b"\x89PNG\r\n\x1a\n...")
    headers = {"authorization": f"Bearer {harness.token}"}
    body = {"id": 0, "jsonrpc": "2.0", "method": "bytes"}
    answer = await harness.http.post("/api", json=body, headers=headers)
    assert (answer.content, answer.headers["content-type"]) == (b"raw", "text/x-test")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%C5%BC.txt"
    answer = await harness.http.post("/api", json=body | {"method": "file"}, headers=headers)
    assert (answer.content[:4], answer.headers["content-type"]) == (b"\x89PNG", "image/png")


async def test_download_addresses_answer_with_http_statuses(harness: Harness) -> None:
    harness.services.objects.write("form/0", b"0123456789")
    headers = {"authorization": f"Bearer {harness.token}"}
    assert (await harness.http.get("/download")).status_code == 401
    answer = await harness.http.get(
        "/download", params={"file": "m p&q"}, headers=headers | {"range": "bytes=2-3"}
    )
    assert (answer.status_code, answer.content) == (206, b"23")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''m%20p%26q"
    for name, status in (("secret", 403), ("missing", 404), ("boom", 500)):
        answer = await harness.http.get("/download", params={"file": name}, headers=headers)
        assert answer.status_code == status
    assert (await harness.http.post("/download", headers=headers)).status_code == 405


async def test_health_tells_version_and_schema(harness: Harness) -> None:
    answer = (await harness.http.get("/health")).json()
    assert (answer["status"], answer["database"]) == ("ok", "ok")
    assert answer["schema"]


async def test_health_is_503_when_the_database_is_gone(
    harness: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    from groundwire.server import health

    def fail(_db: object) -> str:
        raise OperationalError("SELECT", {}, OSError("gone"))

    monkeypatch.setattr(health, "revision", fail)
    answer = await harness.http.get("/health")
    assert (answer.status_code, answer.json()["database"]) == (503, "unavailable")


async def test_other_addresses_are_404(harness: Harness) -> None:
    for path in ("/", "/nope", "/api/", "/objectsx", "/..%2f..%2fetc/passwd"):
        assert (await harness.http.get(path)).status_code == 404


async def test_log_has_one_line_per_request_and_no_secret(
    harness: Harness, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "groundwire.server"):
        await harness.call("echo", {"text": "my private text"})
        await harness.call("password=hunter2")
        await harness.http.get("/nope?token=abc")
    fields = [record.fields for record in caplog.records if record.message == "request"]  # type: ignore[attr-defined]
    assert [(f["path"], f.get("rpc"), f["status"], f.get("code")) for f in fields] == [
        ("/api", "echo", 200, None),
        ("/api", "unknown", 200, -32601),
        ("/nope", None, 404, None),
    ]
    assert fields[0]["user"] == 1
    told = json.dumps(fields)
    for secret in ("private", "hunter2", "abc", harness.token):
        assert secret not in told
