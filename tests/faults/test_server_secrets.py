"""No secret in any log, error text or process list, whatever goes wrong."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from groundwire._core.retry import RetryPolicy
from groundwire._core.timeouts import Timeouts
from groundwire.errors import GroundwireError
from groundwire.server import LocalServer
from groundwire.studio import AsyncClient, AsyncSample, Client, FileType, Sample, SampleFile
from tests.faults.conftest import Proxy, do, is_file, login, new_dataset, rpc_method, samples_of

pytestmark = pytest.mark.anyio
PASSWORD = "correct-horse-battery-staple"
WRONG = "incorrect-horse-battery"
ONCE = RetryPolicy(max_retries=1, base=0.001)
LIBRARIES = ("httpx", "httpcore", "asyncio", "anyio", "trio", "groundwire", "urllib3")


class Watch(logging.Handler):
    """Keeps every record of every logger, formatted as a program would."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def watch():
    handler, root = Watch(), logging.getLogger()
    loggers = [root, *(logging.getLogger(name) for name in LIBRARIES)]
    levels = [one.level for one in loggers]
    root.addHandler(handler)
    for one in loggers:
        one.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    data = tmp_path_factory.mktemp("secrets") / "data"
    with LocalServer(data, password=PASSWORD, log_level="debug") as running:
        yield running


@pytest.fixture(scope="module")
def token(server):
    return login(server.url, server)


@pytest.fixture
def proxy(server):
    with Proxy(server.url) as running:
        yield running


@pytest.fixture
async def client(mode, proxy, token, request):
    """A client whose files travel on httpx when it is sync, and on libcurl otherwise."""
    silent = request.node.callspec.params["fault"] == "silence"
    limits = Timeouts(rpc=0.5, bulk_idle=0.5, upload=0.5) if silent else Timeouts()
    retry = RetryPolicy(max_retries=0) if silent else ONCE
    if mode == "sync":
        with httpx.Client() as http:
            made = Client(retry=retry, timeouts=limits, http=http)
            yield made.with_memory_storage().with_url(proxy.url).with_token(token)
        return
    made = AsyncClient(retry=retry, timeouts=limits)
    async with made.with_memory_storage().with_url(proxy.url).with_token(token) as ours:
        yield ours


def echo(exchange):
    """Answer as verbose servers do: with everything they were sent."""
    said = f"{exchange.target} {exchange.headers} {exchange.body.decode('utf-8', 'replace')}"
    exchange.reply(500, said.encode())
    return True


def echo_error(exchange):
    bearer = exchange.headers.get("authorization", "")
    said = f'{{"error":{{"code":9,"message":"{bearer} password={PASSWORD} token: {bearer[7:]}"}},'
    exchange.reply(200, said.encode() + b'"id":"0","jsonrpc":"2.0"}')
    return True


def cut(exchange):
    exchange.cut()
    return True


FAULTS = {
    "echo": echo,
    "echo error": echo_error,
    "cut": cut,
    "refused": lambda exchange: exchange.reply(403, exchange.target.encode()) or True,
    "busy": lambda exchange: exchange.reply(503, b"busy") or True,
    "no answer": lambda exchange: exchange.reply(200, b"<html>") or True,
    "elsewhere": lambda exchange: exchange.reply(301, b"", location=exchange.target + "&x=1") or True,
}


async def failures(client, steps):
    """What each step raises."""
    for step in steps:
        try:
            await do(step())
        except GroundwireError as error:
            yield error


def texts(error):
    """Everything an error shows of itself, and what hangs on it."""
    yield from (str(error), repr(error), "".join(traceback.format_exception(error)))
    yield repr(vars(error))


@pytest.mark.parametrize("mode", ["sync", "asyncio"])
@pytest.mark.parametrize("fault", [*FAULTS, "silence"])
async def test_errors_and_logs_hold_no_secret(mode, client, proxy, server, token, watch, tmp_path, fault):
    sample = Sample if mode == "sync" else AsyncSample
    with Client().with_memory_storage().with_url(proxy.url).with_token(token) as direct:
        dataset_id, set_id = new_dataset(direct, server.project_id)
        made = samples_of(Sample, tmp_path / "in", ["a.png", "b.png"])
        results = direct.populate_samples(dataset_id, set_id, made)
    received = await do(client.samples(dataset_id))
    urls = [one.image_url for one in received] + [url.url for one in results for url in one.urls]
    again = samples_of(sample, tmp_path / "again", ["c.png"])
    for one in again:
        one.identify(lambda: "again")

    if fault == "silence":
        proxy.swallow(lambda _: True)
    else:
        proxy.fault = FAULTS[fault]
    seen = [
        error
        async for error in failures(
            client,
            [
                lambda: client.with_login(server.username, WRONG),
                client.projects,
                client.renew_token,
                lambda: client.create_dataset(server.project_id, "x"),
                received[0].download,
                lambda: client.download(urls[0]),
            ],
        )
    ]
    assert len(seen) >= 4  # two of them want files, which some faults spare
    if fault != "silence":  # the bulk work once more, with only the files at fault
        proxy.fault = lambda exchange: is_file(exchange) and FAULTS[fault](exchange)
    else:
        proxy.swallow(is_file)
    seen += [
        error
        async for error in failures(
            client,
            [
                lambda: client.download_dataset(dataset_id, output=str(tmp_path / "out")),
                lambda: client.populate_samples(dataset_id, set_id, again),
            ],
        )
    ]
    offered = file_targets(proxy)
    secrets = {PASSWORD, WRONG, token, token.rpartition(".")[2], *signatures([*urls, *offered])}
    assert len(secrets) > 5
    told = "\n".join([*(text for error in seen for text in texts(error)), *watch.lines])
    assert [secret for secret in secrets if secret in told] == []
    assert "groundwire DEBUG" in told


def file_targets(proxy):
    return [one.target for one in proxy.requests if is_file(one)]


def signatures(urls):
    """Values in presigned URLs that nobody can guess."""
    return {value for url in urls for _, value in parse_qsl(urlsplit(url).query) if len(value) > 15}


async def test_objects_show_no_signature(server, token, tmp_path):
    with Client().with_memory_storage().with_url(server.url).with_token(token) as client:
        dataset_id, set_id = new_dataset(client, server.project_id)
        made = samples_of(Sample, tmp_path / "in", ["a.png"])
        made[0].add_file(SampleFile("lidar.pcd", str(tmp_path / "in" / "a.png")))
        client.populate_samples(dataset_id, set_id, made)
        (one,) = client.samples(dataset_id, types=[FileType.All])
        assert one.files[0].url is not None
        shown = repr([client, one, one.files, made])
        found = signatures([one.image_url, *(file.url for file in one.files)])
        assert found
        assert [secret for secret in (*found, token, PASSWORD) if secret in shown] == []


async def test_wrong_and_altered_credentials_are_told_without_them(server, token, watch):
    client = Client(retry=ONCE).with_memory_storage().with_url(server.url)
    head, body, signature = token.split(".")
    altered = ".".join([head, body, signature[::-1]])
    seen = [
        error
        async for error in failures(
            client,
            [
                lambda: client.login(server.username, WRONG),
                lambda: client.login(PASSWORD, WRONG),
                lambda: client.with_token(altered).projects(),
                lambda: client.with_token("x" + token),
                lambda: client.with_token(token + " or so").projects(),
                lambda: client.with_url(f"http://me:{PASSWORD}@127.0.0.1:1").projects(),
            ],
        )
    ]
    assert len(seen) >= 5
    told = "\n".join([*(text for error in seen for text in texts(error)), *watch.lines])
    secrets = (WRONG, token, signature, signature[::-1], PASSWORD)
    assert [secret for secret in secrets if secret in told] == []


def test_the_server_tells_no_secret(server, token, proxy):
    """Runs last: the log holds what all tests above did."""
    key = (server.data / "secret.key").read_text(encoding="ascii").strip()
    assert len(key) > 20
    with Client(retry=ONCE).with_memory_storage().with_url(proxy.url).with_token(token) as client:
        (dataset, *_) = client.datasets(server.project_id)
        urls = [one.image_url for one in client.samples(dataset.id)]
        for url in filter(None, urls):
            altered = url[:-4] + "0000"
            for wrong in (altered, url + "0"):
                with pytest.raises(GroundwireError, match="403"):
                    client.download(wrong)
        assert urls
    assert rpc_method(proxy.requests[0]) == "dataset.list"
    secrets = [PASSWORD, WRONG, token, token.rpartition(".")[2], key, *signatures(filter(None, urls))]
    log = server.read_log()
    assert "verb=POST" in log
    assert [secret for secret in secrets if secret in log] == []
    assert "Bearer" not in log
    shown = b"".join(one.read_bytes() for one in Path("/proc").glob("[0-9]*/cmdline") if readable(one))
    shown += Path(f"/proc/{server.pid}/environ").read_bytes()
    assert b"groundwire" in shown
    assert [secret for secret in secrets if secret.encode() in shown] == []


def readable(path):
    try:
        path.read_bytes()
    except OSError:  # a process that has ended meanwhile
        return False
    return True
