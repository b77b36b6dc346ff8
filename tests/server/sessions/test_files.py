"""Files of training sessions, validation sessions and tasks: names are labels, contents come back whole."""

from __future__ import annotations

import json

import pytest

from tests.server.sessions.conftest import post_form, raw

BODY = bytes(range(256)) * 5000
BAD_NAMES = ["../x", "a/../../x", "/etc/x", "a//b", "./x", "..", "a\\b", "x" * 2000]


def objects(server) -> int:
    return sum(path.is_file() for path in (server.data / "objects").rglob("*"))


def test_artifacts_are_listed_and_downloaded(mine, run) -> None:
    run.upload(
        ("artifacts/b.onnx", BODY),
        ("artifacts/a é&.TFLITE", b"a"),
        ("checkpoints/last.pt", b"c"),
        ("metrics/m.json", '{"é": 1}'.encode()),
    )
    assert mine("trainer.get_artifacts", training_session_id=run.session) == [
        {"name": "a é&.TFLITE", "modelType": "tflite"},
        {"name": "b.onnx", "modelType": "onnx"},
    ]
    where = {"training_session_id": str(run.session)}
    model = mine.http.get(f"{mine.url}/download_model", params={**where, "file": "b.onnx"})
    assert model.content == BODY
    model = mine.http.get(f"{mine.url}/download_model", params={**where, "file": "a é&.TFLITE"})
    assert model.content == b"a"
    checkpoint = mine.http.get(
        f"{mine.url}/download_checkpoint", params={**where, "folder": "checkpoints", "file": "last.pt"}
    )
    assert checkpoint.content == b"c"
    text = mine("trainer.download.file", session_id=run.session, file_path="metrics/m.json")
    assert json.loads(text) == {"é": 1}


def test_a_file_sent_again_replaces_the_old_one(mine, run, local_server) -> None:
    run.upload(("artifacts/a.pt", b"old"))
    before = objects(local_server)
    run.upload(("artifacts/a.pt", b"new"))
    assert objects(local_server) == before
    where = {"training_session_id": run.session, "file": "a.pt"}
    assert mine.http.get(f"{mine.url}/download_model", params=where).content == b"new"
    assert len(mine("trainer.get_artifacts", training_session_id=run.session)) == 1


def test_missing_files_are_named(mine, run) -> None:
    where = {"training_session_id": run.session}
    reply = mine.http.get(f"{mine.url}/download_model", params={**where, "file": "no.pt"})
    assert (reply.status_code, "no.pt" in reply.text) == (404, True)
    assert mine.http.get(f"{mine.url}/download_model", params=where).status_code == 400
    assert mine.http.get(f"{mine.url}/download_model", params={"file": "x"}).status_code == 400
    other = {**where, "folder": "artifacts", "file": "x"}
    assert mine.http.get(f"{mine.url}/download_checkpoint", params=other).status_code == 400
    assert mine.fails("trainer.download.file", session_id=run.session, file_path="no").code == 101
    assert mine.fails("trainer.download.file", session_id=run.session, file_path="a\0").code == 101


def test_bytes_that_are_no_text_are_not_sent_as_text(mine, run) -> None:
    run.upload(("logs/x.bin", b"\xff\xfe"))
    failure = mine.fails("trainer.download.file", session_id=run.session, file_path="logs/x.bin")
    assert failure.code == 3
    assert "UTF-8" in failure.message


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_lead_out_of_a_folder_store_nothing(mine, run, local_server, name) -> None:
    before = objects(local_server)
    fields = {"params": json.dumps({"session_id": run.session})}
    files = [("good.txt", b"x"), (name, b"x")]
    assert post_form(mine, "trainer.upload.files", fields, files, check=False)["code"] == 3
    assert objects(local_server) == before
    assert mine.fails("trainer.download.file", session_id=run.session, file_path="good.txt").code == 101


@pytest.mark.parametrize("sent", ["", "{}", "[]", "no json", '{"session_id": "x"}', '{"session_id": -1}'])
def test_a_form_without_a_session_is_refused(mine, sent) -> None:
    assert post_form(mine, "trainer.upload.files", {"params": sent}, check=False)["code"] == 3


def test_a_form_without_parameters_is_refused(mine) -> None:
    failure = post_form(mine, "trainer.upload.files", {"other": "x"}, check=False)
    assert (failure["code"], "'params'" in failure["message"]) == (3, True)


def test_validation_files_come_back_under_their_paths(mine, run) -> None:
    session = run.validate()["val_session_id"]
    which = {"session_id": str(session)}
    assert isinstance(post_form(mine, "val.data.upload", which), str)
    assert mine("val.data.list", session_id=session) == []
    post_form(mine, "val.data.upload", which, [("z.json", b"{}"), ("plots/a.png", BODY)])
    post_form(mine, "val.data.upload", {**which, "folder": "traces/day"}, [("t.json", b"[1]")])
    assert mine("val.data.list", session_id=session) == ["plots/a.png", "traces/day/t.json", "z.json"]
    assert raw(mine, "val.data.download", session_id=session, filename="plots/a.png").content == BODY
    assert raw(mine, "val.data.download", session_id=session, filename="z.json").content == b"{}"
    missing = raw(mine, "val.data.download", session_id=session, filename="no").json()
    assert missing["error"]["code"] == 101


@pytest.mark.parametrize("sent", ["", "x", "-1", "1.5", "t-1", "9" * 40])
def test_ids_of_forms_that_are_none_are_refused(mine, sent) -> None:
    failure = post_form(mine, "val.data.upload", {"session_id": sent}, check=False)
    assert (failure["code"], "session_id" in failure["message"]) == (3, True)


def test_areas_of_one_task_do_not_mix(mine, run) -> None:
    run.upload(("artifacts/a.pt", b"x"))
    post_form(mine, "task.data.upload", {"task_id": str(run.task)}, [("b.txt", b"y")])
    assert mine("task.data.list", task_id=run.task)["data"] == {"": ["b.txt"]}
    assert mine.fails("trainer.download.file", session_id=run.session, file_path="b.txt").code == 101
