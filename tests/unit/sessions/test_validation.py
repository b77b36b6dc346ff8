"""Validation sessions: what is asked, and what comes of the answers."""

from __future__ import annotations

import json
import math

import httpx
import pytest

from groundwire._core.errors import InvalidArgumentError, NotFoundError, PermissionDeniedError, StorageError
from groundwire.studio import (
    AnnotationSetID,
    Parameter,
    Task,
    TrainingSessionID,
    ValidationSession,
    ValidationSessionID,
)

from .conftest import Failure, do, example

pytestmark = pytest.mark.anyio


@pytest.fixture
async def session(client, server):
    found = await do(client.validation_session(6))
    server.calls.clear()
    return found


async def test_sessions_of_a_project(client, server):
    project = await do(client.project(1))
    server.calls.clear()
    found = await do(client.validation_sessions("p-1"))
    assert [one.id.value for one in found] == [one["id"] for one in example("validate.session.list")]
    again = await do(project.validation_sessions())
    assert [one.id for one in again] == [one.id for one in await do(client.validation_sessions(project.id))]
    with pytest.warns(DeprecationWarning, match=r"Project\.validation_sessions\(client"):
        await do(project.validation_sessions(client))
    assert (
        server.calls
        == [("validate.session.list", {"project_id": 1})]
        + [("validate.session.list", {"project_id": int(project.id)})] * 3
    )


async def test_session_has_the_documented_attributes(client, server):
    told = example("validate.session.get")
    told["params"] = {
        "model_params": {"validation": {"iou": 0.5, "nms": True}},
        "validate_params": {"model": "m.onnx"},
    }
    server.answers["validate.session.get"] = told
    session = await do(client.validation_session("v-6"))
    assert server.calls == [("validate.session.get", {"validate_session_id": 6})]
    assert session.id == ValidationSessionID(told["id"])
    assert session.training_session_id == TrainingSessionID(told["training_session_id"])
    assert session.annotation_set_id == AnnotationSetID(told["gt_annotation_set_id"])
    assert session.name == told["docker_task"]["name"]
    assert type(session.task) is Task
    assert {name: value.to_pyobject() for name, value in session.params.items()} == {
        "iou": 0.5,
        "nms": True,
        "model": "m.onnx",
    }
    assert all(type(value) is Parameter for value in session.params.values())


@pytest.mark.parametrize("model_params", [{}, {"validation": None}, {"validation": {}}])
async def test_validator_without_parameters(model_params):
    told = example("validate.session.get")
    told["params"] = {"model_params": model_params, "validate_params": {"model": "m"}}
    assert [*ValidationSession.model_validate(told).params] == ["model"]


async def test_missing_session(client, server):
    server.answers["validate.session.get"] = Failure(101)
    with pytest.raises(NotFoundError):
        await do(client.validation_session(1))


async def test_update_asks_for_the_session_again(client, server):
    await do(client.update_validation_session("v-6", "new"))
    assert server.calls == [
        ("validate.session.update", {"validate_session_id": 6, "name": "new"}),
        ("validate.session.get", {"validate_session_id": 6}),
    ]
    with pytest.raises(InvalidArgumentError, match="new name or a new description"):
        await do(client.update_validation_session(6))
    assert len(server.calls) == 2


async def test_sessions_are_deleted_at_once(client, server):
    await do(client.delete_validation_sessions(["v-6", 7]))
    assert server.calls == [("validate.session.delete", {"session_ids": [6, 7]})]


async def test_metrics(session, client, server):
    server.answers["validate.session.metrics"] = '{"map": 0.5}'
    assert (await do(session.metrics()))["map"] == 0.5
    with pytest.warns(DeprecationWarning, match=r"ValidationSession\.metrics\(client"):
        assert (await do(session.metrics(client)))["map"] == 0.5
    await do(session.set_metrics({"map": Parameter.real(0.75)}))
    with pytest.warns(DeprecationWarning, match=r"ValidationSession\.set_metrics\(client"):
        await do(session.set_metrics(client, {"map": 1}))
    with (
        pytest.warns(DeprecationWarning, match="set_metrics"),
        pytest.raises(TypeError, match="requires metrics after the client"),
    ):
        await do(session.set_metrics(client))
    ident = {"validate_session_id": int(session.id)}
    assert server.calls == [
        ("validate.session.metrics", sent)
        for sent in (ident, ident, {**ident, "metrics": {"map": 0.75}}, {**ident, "metrics": {"map": 1}})
    ]


async def test_files_of_the_training_session(session, client, server):
    for path in ("download_model", "download_checkpoint"):
        server.answers[path] = httpx.Response(200, content=b"w")
    training = int(session.training_session_id)
    await do(session.artifacts())
    with pytest.warns(DeprecationWarning, match=r"ValidationSession\.artifacts\(client"):
        await do(session.artifacts(client))
    assert server.calls == [("trainer.get_artifacts", {"training_session_id": training})] * 2
    assert await do(session.download_artifact("m p&q/x")) == b"w"
    assert await do(session.download_checkpoint("m p&q/x")) == b"w"
    assert [str(request.url).partition("?")[2] for request in server.requests[-2:]] == [
        f"training_session_id={training}&file=m%20p%26q%2Fx",
        f"folder=checkpoints&training_session_id={training}&file=m%20p%26q%2Fx",
    ]


@pytest.mark.parametrize("platform", [{"schema_version": 1, "cpu": ["a", None]}, "schema_version: 1\n"])
async def test_platform_is_sent_as_given(session, server, platform):
    await do(session.set_platform(platform))
    assert server.calls == [
        ("validate.session.set_platform", {"validate_session_id": int(session.id), "platform": platform})
    ]


@pytest.mark.parametrize(
    ("platform", "error"),
    [
        ([1], TypeError),
        (None, TypeError),
        ({"a": object()}, TypeError),
        ({"a": math.nan}, ValueError),
        ({"a": [math.inf]}, ValueError),
    ],
)
async def test_unusable_platform_is_not_sent(session, server, platform, error):
    with pytest.raises(error, match=r"dict or text|sent as JSON"):
        await do(session.set_platform(platform))
    assert server.calls == []


async def test_data_list(session, client, server):
    assert await do(session.data_list(client)) == example("val.data.list")
    assert await do(session.data_list(None)) == example("val.data.list")
    assert server.calls == [("val.data.list", {"session_id": int(session.id)})] * 2


async def test_data_is_uploaded(session, client, server, tmp_path):
    (tmp_path / "a.bin").write_bytes(b"aaa")
    (tmp_path / "b.txt").write_bytes(b"bb")
    seen = []
    files = [("x/a", tmp_path / "a.bin"), ("b", str(tmp_path / "b.txt"))]
    await do(session.upload_data(client, files, "plots", lambda *told: seen.append(told)))
    await do(session.upload_data(client, [], ""))
    ident = ("session_id", "", None, str(int(session.id)))
    assert server.calls == [
        (
            "val.data.upload",
            [ident, ("folder", "", None, "plots"), ("file", "x/a", None, "aaa"), ("file", "b", None, "bb")],
        ),
        ("val.data.upload", [ident]),
    ]
    assert seen[0] == (0, 5, None)
    assert seen[-1] == (5, 5, None)
    assert all(0 <= done <= total == 5 for done, total, _ in seen)


async def test_upload_of_a_missing_file_sends_nothing(session, client, server, tmp_path):
    with pytest.raises(StorageError, match="not an existing file"):
        await do(session.upload_data(client, [("a", tmp_path / "none")]))
    assert server.calls == []


@pytest.mark.parametrize("kind", ["application/octet-stream", "application/json"])
async def test_data_is_downloaded(session, client, server, tmp_path, kind):
    content = json.dumps({"jsonrpc": "is a word here", "n": [1] * 50}).encode()
    server.answers["val.data.download"] = httpx.Response(200, content=content, headers={"content-type": kind})
    seen = []
    target = tmp_path / "deep" / "er" / "file"
    await do(session.download_data(client, "plots/a.json", target, lambda *told: seen.append(told)))
    assert target.read_bytes() == content
    assert seen[-1] == (len(content), len(content), None)
    assert server.calls == [
        ("val.data.download", {"session_id": int(session.id), "filename": "plots/a.json"})
    ]


async def test_refused_download_leaves_nothing(session, client, server, tmp_path):
    server.answers["val.data.download"] = Failure(403)
    with pytest.raises(PermissionDeniedError):
        await do(session.download_data(client, "a", tmp_path / "new" / "a"))
    assert not (tmp_path / "new" / "a").exists()
