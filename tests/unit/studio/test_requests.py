"""What goes over the wire: refresh, login and the shape of calls, with a server made of one function."""

from __future__ import annotations

import base64
import inspect
import json
import time

import httpx
import pytest

from groundwire._core.errors import NoTokenError, PermissionDeniedError, ProtocolError, TaskNotFoundError
from groundwire.studio import AnnotationType, AsyncClient, AsyncTaskInfo, Client, FileType, TaskInfo

pytestmark = pytest.mark.anyio
HOUR = 3600


def token(seconds=24 * HOUR, username="ann"):
    body = json.dumps({"server": "local", "username": username, "exp": int(time.time()) + seconds})
    return f"h.{base64.b64encode(body.encode()).decode().rstrip('=')}.s"


class Server:
    """Answers by method name; notes each call with its token."""

    def __init__(self, **answers):
        self.answers = answers
        self.calls = []

    def __call__(self, request):
        body = json.loads(request.content)
        self.calls.append((body["method"], body["params"], request.headers["authorization"]))
        answer = self.answers[body["method"].replace(".", "_")]
        if isinstance(answer, list) and answer and isinstance(answer[0], Page):
            answer = answer.pop(0)
        reply = {"jsonrpc": "2.0", "id": "999"}
        reply |= {"error": answer.args[0]} if isinstance(answer, FailureError) else {"result": answer}
        return httpx.Response(200, json=reply)

    @property
    def methods(self):
        return [method for method, _, _ in self.calls]


class Page(dict):
    """One of several answers, given one after the other."""


class FailureError(Exception):
    """An error answer."""


@pytest.fixture(params=["sync", "asyncio", "trio"])
def mode(request):
    return request.param


@pytest.fixture
def anyio_backend(mode):
    return "trio" if mode == "trio" else "asyncio"


@pytest.fixture
async def connect(mode, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    opened = []

    def make(server):
        if mode == "sync":
            client = Client(http=httpx.Client(transport=httpx.MockTransport(server)))
        else:
            client = AsyncClient(http=httpx.AsyncClient(transport=httpx.MockTransport(server)))
        opened.append(client._options.http)
        return client.with_memory_storage().with_url("http://localhost:1")

    yield make
    for http in opened:
        await do(http.close() if mode == "sync" else http.aclose())


async def do(value):
    return await value if inspect.isawaitable(value) else value


async def test_token_near_its_end_is_refreshed_first(connect):
    fresh = token()
    server = Server(auth_refresh={"token": fresh}, project_list=[])
    old = token(HOUR - 10)
    client = connect(server).with_token(old)
    await do(client.projects())
    await do(client.projects())
    assert server.calls == [
        ("auth.refresh", {"username": "ann"}, f"Bearer {old}"),
        ("project.list", None, f"Bearer {fresh}"),
        ("project.list", None, f"Bearer {fresh}"),
    ]
    assert await do(client.token()) == fresh


async def test_refresh_without_a_token_in_the_answer_leaves_the_one_in_use(connect):
    old = token(HOUR - 10)
    server = Server(auth_refresh={"token": ""})
    client = connect(server).with_token(old)
    with pytest.raises(NoTokenError, match="the present one stays in use"):
        await do(client.renew_token())
    assert await do(client.token()) == old


async def test_downloads_and_uploads_refresh_the_token_too(connect, tmp_path):
    fresh, old = token(), token(HOUR - 10)
    seen = []

    def answer(request):
        seen.append((request.method, request.url.path, request.headers["authorization"]))
        if request.url.path == "/download_model":
            return httpx.Response(200, content=b"model")
        is_upload = request.headers["content-type"].startswith("multipart/")
        reply = {"jsonrpc": "2.0", "id": "999", "result": {} if is_upload else {"token": fresh}}
        return httpx.Response(200, json=reply)

    client = connect(answer).with_token(old)
    await do(client.download_artifact(1, "a.onnx", tmp_path / "a.onnx"))
    assert [(path, key.removeprefix("Bearer ") == fresh) for _, path, key in seen] == [
        ("/api", False),
        ("/download_model", True),
    ]
    seen.clear()
    task = (TaskInfo if isinstance(client, Client) else AsyncTaskInfo)(id=1, workflow="trainer")
    await do(task.upload_data(client.with_token(old), tmp_path / "a.onnx"))
    assert [key.removeprefix("Bearer ") == fresh for *_, key in seen] == [False, True]


async def test_no_token_means_no_request(connect):
    server = Server()
    with pytest.raises(NoTokenError, match=r"project\.list needs a login"):
        await do(connect(server).projects())
    assert server.calls == []


async def test_login_without_token_in_the_answer(connect):
    server = Server(auth_login={"token": ""})
    with pytest.raises(NoTokenError, match="without a token"):
        await do(connect(server).with_login("ann", "secret"))
    assert server.calls[0][:2] == ("auth.login", {"username": "ann", "password": "secret"})


async def test_login_leaves_the_first_client_as_it_was(connect):
    server = Server(auth_login={"token": token()}, version={"version": "1"})
    first = connect(server)
    second = await do(first.with_login("ann", "secret"))
    assert (await do(first.token()), second.username, second.url) == ("", "ann", first.url)
    assert await do(second.version()) == "1"


async def test_samples_ask_for_labels_then_the_count_then_pages(connect):
    server = Server(
        label_list=[{"id": 1, "index": 4, "name": "car"}],
        samples_count={"total": 3},
        samples_list=[
            Page(
                samples=[{"id": 1, "annotations": [{"label_name": "car"}]}, {"id": 2}], continue_token="next"
            ),
            Page(samples=[{"id": 3}], continue_token=""),
        ],
    )
    client = connect(server).with_token(token())
    samples = await do(
        client.samples("ds-1", "as-2", [AnnotationType.Polygon], ["train"], [FileType.Image], version="v1")
    )
    assert [int(sample.id) for sample in samples] == [1, 2, 3]
    assert samples[0].annotations[0].label_index == 4
    assert [(method, params) for method, params, _ in server.calls] == [
        ("label.list", {"dataset_id": 1, "tag": "v1"}),
        (
            "samples.count",
            {
                "dataset_id": 1,
                "annotation_set_id": 2,
                "types": ["mask"],
                "group_names": ["train"],
                "tag": "v1",
            },
        ),
        (
            "samples.list",
            {
                "dataset_id": 1,
                "annotation_set_id": 2,
                "types": ["mask", "image", "gps", "imu"],
                "group_names": ["train"],
                "tag": "v1",
                "limit": 100,
            },
        ),
        (
            "samples.list",
            {
                "dataset_id": 1,
                "annotation_set_id": 2,
                "continue_token": "next",
                "types": ["mask", "image", "gps", "imu"],
                "group_names": ["train"],
                "tag": "v1",
                "limit": 100,
            },
        ),
    ]


async def test_empty_dataset_is_not_listed(connect):
    server = Server(label_list=[], samples_count={"total": 0})
    assert await do(connect(server).with_token(token()).samples(1)) == []
    assert server.methods == ["label.list", "samples.count"]


async def test_count_names_files_and_groups(connect):
    server = Server(samples_count={"total": 7})
    client = connect(server).with_token(token())
    assert (await do(client.samples_count(1, types=[FileType.LidarPcd]))).total == 7
    assert server.calls[0][1] == {"dataset_id": 1, "types": ["lidar.pcd"]}


async def test_page_token_that_comes_back_ends_in_an_error(connect):
    page = {"samples": [{"id": 1}], "continue_token": "same"}
    server = Server(label_list=[], samples_count={"total": 9}, samples_list=page)
    with pytest.raises(ProtocolError, match="same next page twice"):
        await do(connect(server).with_token(token()).samples(1))


async def test_dataset_is_created_by_prefixed_project_and_named_so(connect):
    server = Server(dataset_create={"id": 31}, annset_add={"id": 32})
    client = connect(server).with_token(token())
    assert await do(client.create_dataset(26, "n")) == "ds-1f"
    assert await do(client.create_annotation_set(31, "n", "d")) == "as-20"
    assert [params for _, params, _ in server.calls] == [
        {"project_id": "p-1a", "name": "n"},
        {"dataset_id": 31, "name": "n", "operator": "ann", "description": "d"},
    ]


async def test_error_codes_become_their_class(connect):
    server = Server(
        project_list=FailureError({"code": 403, "message": "no"}),
        job_stop=FailureError({"code": 101, "message": "Cannot find task"}),
    )
    client = connect(server).with_token(token())
    with pytest.raises(PermissionDeniedError):
        await do(client.projects())
    with pytest.raises(TaskNotFoundError):
        await do(client.rpc.job.stop(task_id=1))


async def test_update_dimensions_sends_at_most_500_at_once(connect):
    server = Server(samples_update_dimensions={"updated": 400})
    client = connect(server).with_token(token())
    assert await do(client.update_sample_dimensions(1, [(n, 1, 1) for n in range(501)])) == 800
    assert [len(params["samples"]) for _, params, _ in server.calls] == [500, 1]
    assert await do(client.update_sample_dimensions(1, [])) == 0
    assert len(server.calls) == 2


async def test_group_is_looked_up_before_it_is_made(connect):
    server = Server(groups_list=[{"id": 1, "name": "Train"}], groups_create=[{"id": 2, "name": "train"}])
    client = connect(server).with_token(token())
    assert await do(client.get_or_create_group(1, "train")) == 2
    assert server.calls[1][1] == {"dataset_id": 1, "group_names": ["train"], "group_splits": [0]}
    assert await do(client.get_or_create_group(1, "Train")) == 1
    assert server.methods == ["groups.list", "groups.create", "groups.list"]


async def test_annotation_set_without_dataset_is_a_protocol_error(connect):
    server = Server(annset_get={"id": 1, "name": "", "description": ""})
    with pytest.raises(ProtocolError, match="did not name the dataset"):
        await do(connect(server).with_token(token()).annotations(1))


async def test_adding_known_or_no_labels_creates_nothing(connect):
    server = Server(label_list=[{"id": 1, "index": 0, "name": "car"}], label_add2="ok")
    client = connect(server).with_token(token())
    await do(client.add_labels(1, []))
    await do(client.add_label(1, "car"))
    assert server.methods == ["label.list"]
    await do(client.add_labels(1, ["car", "bus"]))
    assert server.calls[-1][1] == {"dataset_id": 1, "labels": [{"name": "bus"}]}
