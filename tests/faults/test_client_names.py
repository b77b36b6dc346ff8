"""Names that want to lead elsewhere, in both directions, and ids of somebody else's."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from groundwire.errors import (
    InvalidArgumentError,
    MissingResourceError,
    NotFoundError,
    RpcError,
    TransferError,
)
from groundwire.studio import Annotation, Client, FileType, Sample, SampleFile
from tests.faults.conftest import QUICK, found, new_dataset, png, rpc_method, samples_of, store

EVIL = [
    "../../evil",
    "..",
    ".",
    "/etc/groundwire-evil",
    "/",
    "C:\\evil.png",
    "..\\..\\evil.png",
    "\\\\host\\share\\evil",
    "a\0b.png",
    "n" * 5000,
    "é" * 200 + ".png",
    "",
    "  ",
    "CON",
    "nul.png",
    "~/evil",
    "$HOME/evil",
    "evil/",
    "%2e%2e%2fevil",
    ".hidden",
    "line\nbreak.png",
    "right\u202eleft.png",
]


def tree(folder):
    return {path for path in folder.rglob("*") if path.name != "server.log"}


@pytest.fixture(scope="module")
def stored(direct, local_server, tmp_path_factory):
    return store(direct, local_server.project_id, tmp_path_factory.mktemp("stored"), len(EVIL))


def rename(proxy, *members, frame=None):
    """Let the server name its samples as it likes."""

    def fault(exchange):
        if rpc_method(exchange) != "samples.list":
            return False
        answer = proxy.forward(exchange)
        reply = json.loads(answer.body)
        for sample, name in zip(reply["result"]["samples"], EVIL, strict=True):
            sample.update(dict.fromkeys(members, name))
            if frame is not None:
                sample["frame_number"] = frame
            sample["sensors"] = [*(sample.get("sensors") or []), {"lidar.pcd": "cG9pbnRz"}]
        exchange.reply(200, json.dumps(reply).encode())
        return True

    proxy.fault = fault


def refusal(client, stored, target, flatten):
    """Download everything; return what is raised because of names that coincide."""
    types = [FileType.Image, FileType.LidarPcd]
    try:
        client.download_dataset(stored.dataset_id, [], types, str(target), flatten)
    except TransferError as error:
        return error
    return None


@pytest.mark.parametrize("flatten", [False, True], ids=["folders", "flat"])
@pytest.mark.parametrize(
    ("members", "frame"),
    [
        (["image_name"], None),
        (["sequence_name"], None),
        (["image_name", "sequence_name"], None),
        (["image_name", "sequence_name"], 7),
    ],
    ids=["image", "sequence", "both", "frames"],
)
def test_names_of_a_malicious_server_stay_in_the_folder(
    proxy, client, stored, tmp_path, members, frame, flatten
):
    target = tmp_path / "a" / "b" / "c" / "out"
    target.mkdir(parents=True)
    before = tree(tmp_path)
    rename(proxy, *members, frame=frame)
    error = refusal(client, stored, target, flatten)
    if error is not None:  # hostile names may coincide, and that is all that may go wrong
        assert "same name" in str(error)
        reasons = [str(one.error) for one in error.results if one.error is not None]
        assert all("belongs to another sample" in reason for reason in reasons)
    made = tree(tmp_path) - before
    assert made
    assert all(path.resolve().is_relative_to(target) for path in made)
    assert all(path.is_file() or path.parent == target for path in made)
    assert not [path for path in made if path.name.endswith(".part")]
    assert set(found(target).values()) <= {*stored.files.values(), b"points"}
    assert not Path("/etc/groundwire-evil").exists()


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/x", "//etc/hostname", "gopher://x"])
def test_addresses_of_a_malicious_server_are_not_followed(proxy, client, stored, tmp_path, url):
    def fault(exchange):
        if rpc_method(exchange) != "samples.list":
            return False
        reply = json.loads(proxy.forward(exchange).body)
        for sample in reply["result"]["samples"]:
            sample["image_url"] = url
        exchange.reply(200, json.dumps(reply).encode())
        return True

    proxy.fault = fault
    with pytest.raises((MissingResourceError, TransferError)):
        client.download_dataset(stored.dataset_id, output=str(tmp_path / "out"))
    assert found(tmp_path) == {}
    with pytest.raises(InvalidArgumentError):
        client.download(url)


def test_a_redirect_to_a_local_file_is_not_followed(proxy, client, stored, tmp_path):
    proxy.refuse(302, when=lambda one: one.method == "GET", location="file:///etc/hostname")
    with pytest.raises(TransferError, match="not an absolute http or https URL"):
        client.download_dataset(stored.dataset_id, output=str(tmp_path / "out"))
    assert found(tmp_path) == {}


@pytest.mark.parametrize("number", range(len(EVIL)))
def test_file_names_sent_to_the_server_are_only_names(local_server, client, proxy, tmp_path, number):
    name, data = EVIL[number], local_server.data
    dataset_id, set_id = new_dataset(client, local_server.project_id)

    def fault(exchange):
        """Send another name than the client does, and give the client its own back."""
        if rpc_method(exchange) != "samples.populate2":
            return False
        call = json.loads(exchange.body)
        call["params"]["samples"][0]["files"] = {"image": name}
        call["params"]["samples"][0]["image_name"] = name
        exchange.body = json.dumps(call).encode()
        answer = proxy.forward(exchange)
        reply = json.loads(answer.body)
        for sample in reply.get("result", []):
            for offered in sample["urls"]:
                offered["filename"] = "a.png"
        exchange.reply(200, json.dumps(reply).encode())
        return True

    proxy.fault = fault
    samples = samples_of(Sample, tmp_path / "in", ["a.png"])
    Path(os.environ["XDG_STATE_HOME"], "groundwire", "uploads").mkdir(parents=True)  # the client's own
    outside = tree(data.parent) - tree(data)
    if "\0" in name:
        with pytest.raises(RpcError, match="files"):
            client.populate_samples(dataset_id, set_id, samples)
        assert client.samples_count(dataset_id).total == 0
        return
    client.populate_samples(dataset_id, set_id, samples)
    assert tree(data.parent) - tree(data) == outside
    client.download_dataset(dataset_id, output=str(tmp_path / "d" / "out"))
    assert list(found(tmp_path / "d").values()) == [png()]
    assert len(found(tmp_path / "d" / "out")) == 1


@pytest.mark.parametrize("number", range(len(EVIL)))
def test_a_path_that_is_no_file_is_sent_as_a_name_and_nothing_is_uploaded(
    local_server, client, proxy, number
):
    dataset_id, set_id = new_dataset(client, local_server.project_id)
    sample = Sample()
    sample.add_file(SampleFile("image", EVIL[number]))
    if "\0" in EVIL[number]:
        with pytest.raises(RpcError, match="files"):
            client.populate_samples(dataset_id, set_id, [sample])
    else:
        client.populate_samples(dataset_id, set_id, [sample])
    assert proxy.calls()["PUT"] == 0


@pytest.mark.parametrize(
    "name", ["..png", "-rf", "a b+c%2F&#?.png", "ü" * 120, "x" * 251 + ".png"], ids=ascii
)
def test_local_files_of_any_name_make_the_round_trip(local_server, client, tmp_path, name):
    dataset_id, set_id = new_dataset(client, local_server.project_id)
    client.populate_samples(dataset_id, set_id, samples_of(Sample, tmp_path / "in", [name]))
    client.download_dataset(dataset_id, output=str(tmp_path / "out"))
    (content,) = found(tmp_path / "out").values()
    assert content == png()


# --- ids of another organisation ---


@pytest.fixture(scope="module")
def stranger(local_server):
    local_server.add_user("mallory", "correct horse battery", "Elsewhere")
    plain = Client(retry=QUICK).with_memory_storage().with_url(local_server.url)
    with plain, plain.with_login("mallory", "correct horse battery") as made:
        yield made


CALLS = {
    "project": lambda client, ids: client.project(ids["project"]),
    "datasets": lambda client, ids: client.datasets(ids["project"]),
    "create_dataset": lambda client, ids: client.create_dataset(ids["project"], "x"),
    "dataset": lambda client, ids: client.dataset(ids["dataset"]),
    "labels": lambda client, ids: client.labels(ids["dataset"]),
    "samples": lambda client, ids: client.samples(ids["dataset"]),
    "download": lambda client, ids: client.download_dataset(ids["dataset"], output=ids["folder"]),
    "populate": lambda client, ids: client.populate_samples(ids["dataset"], ids["set"], [labelled()]),
    "annotations": lambda client, ids: client.annotations(ids["set"]),
    "delete_dataset": lambda client, ids: client.delete_dataset(ids["dataset"]),
    "delete_annotation_set": lambda client, ids: client.delete_annotation_set(ids["set"]),
}


def labelled():
    sample, annotation = Sample(), Annotation()
    annotation.set_label("theirs")
    sample.add_annotation(annotation)
    return sample


@pytest.mark.parametrize("call", CALLS)
def test_ids_of_others_are_as_unknown_ones(direct, stranger, local_server, stored, tmp_path, call):
    set_id = direct.create_annotation_set(stored.dataset_id, call)
    folder = str(tmp_path / "out")
    theirs = {"project": local_server.project_id, "dataset": stored.dataset_id, "set": set_id}
    unknown = {"project": "p-ffffff", "dataset": "ds-ffffff", "set": "as-ffffff"}
    told = []
    for ids in (theirs, unknown):
        with pytest.raises(NotFoundError) as caught:
            CALLS[call](stranger, ids | {"folder": folder})
        text = str(caught.value)
        for name in ids.values():
            text = text.replace(name, "…")
        told.append((type(caught.value), caught.value.code, text))
    assert told[0] == told[1]
    assert not Path(folder).exists()
    assert direct.samples_count(stored.dataset_id).total == len(EVIL)
    assert [one.name for one in direct.labels(stored.dataset_id)] == ["deer"]


def test_the_identity_of_somebody_elses_sample_is_just_a_name(direct, stranger, stored, tmp_path):
    (first, *_) = direct.samples(stored.dataset_id)
    dataset_id, set_id = new_dataset(stranger, stranger.projects()[0].id)
    (mine,) = samples_of(Sample, tmp_path / "in", ["0.png"], lambda _: b"theirs")
    mine.identify(lambda: first.uuid)
    stranger.populate_samples(dataset_id, set_id, [mine])
    (made,) = stranger.samples(dataset_id)
    assert made.uuid == first.uuid
    assert made.id != first.id
    assert first.download() == stored.files["0.png"]
    with pytest.raises(NotFoundError):
        stranger.delete_samples(stored.dataset_id, [first.id])
    assert first.download() == stored.files["0.png"]
