"""A real server, a proxy in front of it that injects faults, and clients that go through the proxy."""

from __future__ import annotations

import contextlib
import http.client
import inspect
import io
import json
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import pytest
from PIL import Image

from groundwire._core.retry import RetryPolicy
from groundwire.studio import Annotation, AsyncClient, AsyncSample, Box2d, Client, Sample, SampleFile
from tests.unit.transfer.server import Exchange, Server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator
    from pathlib import Path

    from groundwire.server import LocalServer

QUICK = RetryPolicy(max_retries=3, base=0.001, cap=0.002)
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
_OWN = {"connection", "content-length"}


def rpc_method(exchange: Exchange) -> str:
    """Name of the call a request makes; empty for files."""
    return json.loads(exchange.body)["method"] if exchange.target == "/api" else ""


def is_file(exchange: Exchange) -> bool:
    """Whether a request is about a stored file."""
    return exchange.target.startswith("/objects/")


@dataclass
class Answer:
    """What the server behind the proxy said."""

    status: int
    headers: dict[str, str]
    body: bytes


class Proxy:
    """Passes requests on to a server; a fault may take any of them instead.

    A fault is a function of the exchange that tells whether it has answered, or broken, the request.
    """

    def __init__(self, target: str) -> None:
        self._target = urlsplit(target).netloc
        self._local = threading.local()
        self._server = Server(self._handle)
        self.fault: Callable[[Exchange], bool] = lambda _: False
        self.over = threading.Event()
        self.url = self._server.url("")

    @property
    def requests(self) -> list[Exchange]:
        return self._server.requests

    def calls(self) -> Counter[str]:
        """How often each call was made, file requests by their verb."""
        return Counter(rpc_method(one) or one.method for one in list(self.requests))

    def wait_until_left(self) -> None:
        """Wait until every client has closed its connections; what they had sent is counted then."""
        self.over.set()  # lets go of the requests that were held back
        last = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        with contextlib.suppress(OSError, http.client.HTTPException):  # a fault may cut it, which is as good
            last.request("GET", "/last")  # whoever connected before is known when this is answered
            last.getresponse().read()
        last.close()
        for thread in self._server._threads[1:]:  # the first one accepts
            thread.join(20)
            assert not thread.is_alive(), "a client holds on to its connection"

    def forget(self) -> None:
        """Count from now, without faults."""
        self.fault = lambda _: False
        self.requests.clear()

    def forward(self, exchange: Exchange) -> Answer:
        """Ask the server; its addresses then lead through the proxy, because the Host header is kept."""
        headers = {name: value for name, value in exchange.headers.items() if name not in _OWN}
        connection = http.client.HTTPConnection(self._target, timeout=60)
        try:
            connection.request(exchange.method, exchange.target, exchange.body, headers)
            answer = connection.getresponse()
            kept = {name.lower(): value for name, value in answer.getheaders()}
            body = answer.read()
        finally:
            connection.close()
        return Answer(answer.status, {n: v for n, v in kept.items() if n not in _HOP_BY_HOP}, body)

    def _handle(self, exchange: Exchange) -> None:
        if self.fault(exchange):
            return
        try:
            answer = self.forward(exchange)
        except (OSError, http.client.HTTPException):
            exchange.cut()  # the server is gone, and so is this connection
            return
        exchange.reply(answer.status, answer.body, **answer.headers)

    # --- faults ---

    def cut_after(
        self, size: int, *, times: int | None = None, when: Callable[[Exchange], bool] = is_file
    ) -> None:
        """Cut the answer of the first `times` requests of a kind after `size` bytes of its body."""
        turn = _turns(times, when)

        def fault(exchange: Exchange) -> bool:
            if not turn(exchange):
                return False
            answer = self.forward(exchange)
            exchange.start(answer.status, {**answer.headers, "content-length": str(len(answer.body))})
            exchange.send(answer.body[:size])
            exchange.cut()
            return True

        self.fault = fault

    def refuse(
        self,
        status: int,
        *,
        times: int | None = None,
        when: Callable[[Exchange], bool],
        **headers: str,
    ) -> None:
        """Answer the first `times` requests of a kind with an HTTP status, without asking the server."""
        turn = _turns(times, when)

        def fault(exchange: Exchange) -> bool:
            if turn(exchange):
                exchange.reply(status, b"busy", **headers)
                return True
            return False

        self.fault = fault

    def swallow(self, when: Callable[[Exchange], bool], *, count: int = 1, first: int = 0) -> threading.Event:
        """Never answer requests of a kind but the `first` ones; the event tells that `count` came."""
        came, lock, seen = threading.Event(), threading.Lock(), [0]

        def fault(exchange: Exchange) -> bool:
            if not when(exchange):
                return False
            with lock:
                seen[0] += 1
                if seen[0] <= first:
                    return False
                if seen[0] >= first + count:
                    came.set()
            self.over.wait(60)
            exchange.cut()
            return True

        self.fault = fault
        return came

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.over.set()
        self._server.__exit__(*error)


def _turns(times: int | None, when: Callable[[Exchange], bool]) -> Callable[[Exchange], bool]:
    lock, left = threading.Lock(), [times]

    def turn(exchange: Exchange) -> bool:
        if not when(exchange):
            return False
        with lock:
            if left[0] is None:
                return True
            left[0] -= 1
            return left[0] >= 0

    return turn


@pytest.fixture(scope="session")
def local_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """One server for all tests that leave it running; it logs as much as it can."""
    from groundwire.server import LocalServer

    with LocalServer(tmp_path_factory.mktemp("server"), log_level="debug") as server:
        yield server


@pytest.fixture(scope="session")
def token(local_server: LocalServer) -> str:
    return login(local_server.url, local_server)


def login(url: str, server: LocalServer) -> str:
    """Log in once; password hashing is slow on purpose."""
    with Client().with_memory_storage().with_url(url) as plain:
        plain.login(server.username, server.password)
        return plain.token()


@pytest.fixture
def proxy(local_server: LocalServer) -> Iterator[Proxy]:
    with Proxy(local_server.url) as running:
        yield running


@pytest.fixture(params=["sync", "asyncio"])
def mode(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def anyio_backend(request: pytest.FixtureRequest) -> str:
    wanted = request.getfixturevalue("mode") if "mode" in request.fixturenames else "asyncio"
    return "trio" if wanted == "trio" else "asyncio"


async def do(value: Any) -> Any:
    """Wait for what an async client returned; take what a sync client returned."""
    return await value if inspect.isawaitable(value) else value


@dataclass
class Studio:
    """Makes clients of one kind that go through the proxy."""

    mode: str
    url: str
    token: str = field(repr=False)
    project_id: str
    opened: list[Any] = field(default_factory=list)

    def client(self, **options: Any) -> Any:
        """A client with quick retries, unless told otherwise."""
        kind = Client if self.mode == "sync" else AsyncClient
        made = kind(**{"retry": QUICK, **options}).with_memory_storage().with_url(self.url)
        self.opened.append(made.with_token(self.token))
        return self.opened[-1]

    @property
    def sample(self) -> type[Sample | AsyncSample]:
        return Sample if self.mode == "sync" else AsyncSample

    async def close(self) -> None:
        while self.opened:
            client = self.opened.pop()
            await do(client.close() if self.mode == "sync" else client.aclose())


@pytest.fixture
async def studio(mode: str, proxy: Proxy, token: str, local_server: LocalServer) -> AsyncIterator[Studio]:
    made = Studio(mode, proxy.url, token, local_server.project_id)
    yield made
    await made.close()


@pytest.fixture
def client(proxy: Proxy, token: str) -> Iterator[Client]:
    """A sync client through the proxy."""
    with Client(retry=QUICK).with_memory_storage().with_url(proxy.url).with_token(token) as made:
        yield made


def new_dataset(client: Client, project_id: str) -> tuple[str, str]:
    dataset_id = client.create_dataset(project_id, "dataset")
    return dataset_id, client.create_annotation_set(dataset_id, "annotations")


def png(shade: int = 0, size: tuple[int, int] = (64, 64)) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", size, shade % 256).save(buffer, "PNG")
    return buffer.getvalue()


def with_padding(shade: int, size: int) -> bytes:
    """An image with bytes behind its end, `size` in all; no two shades are alike."""
    image = png(shade)
    return image + bytes([shade % 256]) * (size - len(image))


def samples_of(
    kind: type[Any], folder: Path, names: Iterable[str], content: Callable[[int], bytes] = png
) -> list[Any]:
    """Samples with one image and one annotation each."""
    folder.mkdir(exist_ok=True)
    made = []
    for number, name in enumerate(names):
        path = folder / name
        path.write_bytes(content(number))
        sample = kind()
        sample.set_image_name(name)
        sample.add_file(SampleFile("image", str(path)))
        annotation = Annotation()
        annotation.set_label("deer")
        annotation.set_box2d(Box2d(0.1, 0.2, 0.3, 0.4))
        sample.add_annotation(annotation)
        made.append(sample)
    return made


@dataclass
class Stored:
    """A dataset on the server, and what its files hold."""

    dataset_id: str
    files: dict[str, bytes]


def store(
    client: Client, project_id: str, folder: Path, count: int, content: Callable[[int], bytes] = png
) -> Stored:
    """Make a dataset of images."""
    dataset_id, set_id = new_dataset(client, project_id)
    names = [f"{number}.png" for number in range(count)]
    client.populate_samples(dataset_id, set_id, samples_of(Sample, folder, names, content))
    return Stored(dataset_id, {name: content(number) for number, name in enumerate(names)})


@pytest.fixture(scope="session")
def direct(local_server: LocalServer, token: str) -> Iterator[Client]:
    """A sync client that goes past the proxy, to prepare and to look."""
    with Client().with_memory_storage().with_url(local_server.url).with_token(token) as made:
        yield made


@pytest.fixture(scope="session")
def twelve(direct: Client, local_server: LocalServer, tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """A dataset of twelve images of 200 kB, which no test changes."""
    folder = tmp_path_factory.mktemp("twelve")
    return store(direct, local_server.project_id, folder, 12, lambda n: with_padding(n, 200_000))


@dataclass
class Script:
    """A Python program in a process of its own."""

    process: subprocess.Popen[str]

    def end(self) -> tuple[int, str, str]:
        """Wait for its end; return code, output and errors."""
        output, errors = self.process.communicate(timeout=60)
        return self.process.returncode, output, errors

    def kill(self) -> None:
        """End it without any chance to tidy up."""
        self.process.kill()
        assert self.end()[:2] == (-signal.SIGKILL, "")


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Callable[..., Script]]:
    """Start programs that talk to the server; secrets reach them by their input."""
    with contextlib.ExitStack() as stack:

        def start(code: str, *lines: str) -> Script:
            program = tmp_path / "program.py"
            program.write_text(textwrap.dedent(code))
            process = subprocess.Popen(
                [sys.executable, str(program)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            stack.callback(_end, process)
            assert process.stdin is not None
            process.stdin.write("".join(f"{line}\n" for line in lines))
            process.stdin.flush()
            return Script(process)

        yield start


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def found(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, temporary ones included."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def threads() -> set[str]:
    """Names of the product's own threads."""
    return {one.name for one in threading.enumerate() if one.name.startswith("groundwire")}


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own."""
    folder.mkdir()
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("mounting a small tmpfs needs Linux")
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    done = subprocess.run(options, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"cannot mount a small tmpfs here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
