"""Snapshots: made from files and from datasets, downloaded, restored, deleted."""

from __future__ import annotations

from groundwire.errors import (
    NotFoundError,
    PermissionDeniedError,
    RpcError,
    StorageError,
)
from tests.studio.every.table import case
from tests.studio.every.world import UNKNOWN

FILES = {"a.txt": b"one", "deep/b.txt": b"two"}


def folder(w):
    made = w.tmp / "uploaded"
    for name, body in FILES.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return made


def uploaded(w):
    """A snapshot of plain files."""
    return w.client.create_snapshot(folder(w))


def frozen(w):
    """A snapshot of the dataset, finished."""
    made = w.api(
        "snapshots.create",
        description="frozen",
        dataset_id=w.data.id,
        annotation_set_id=w.data.annotation_set,
    )
    w.finished(made["task_id"])
    return made.get("id", made.get("snapshot_id"))


def contents(root) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def stored(w, snapshot_id) -> dict[str, bytes]:
    urls = w.api("snapshots.create_download_url", snapshot_id=snapshot_id)
    return {name: w.api.http.get(url).content for name, url in urls.items()}


@case("Client.create_snapshot", StorageError, lambda w: w.client.create_snapshot(w.tmp / "nothing"))
def _(w):
    made = uploaded(w)
    assert made.status == "available"
    assert stored(w, int(made.id)) == FILES


@case(
    "Client.create_snapshot_edgefirst_format",
    StorageError,
    lambda w: w.client.create_snapshot_edgefirst_format(w.tmp / "no.arrow", w.tmp / "no.zip"),
)
def _(w):
    arrow, archive = w.file("x.arrow", b"table"), w.file("x.zip", b"archive")
    made = w.client.create_snapshot_edgefirst_format(arrow, archive, "both")
    assert (made.status, made.description) == ("available", "both")
    assert stored(w, int(made.id)) == {"x.arrow": b"table", "x.zip": b"archive"}


@case(
    "Client.create_snapshot_from_dataset",
    NotFoundError,
    lambda w: w.client.create_snapshot_from_dataset(UNKNOWN, "x", 1),
)
def _(w):
    made = w.client.create_snapshot_from_dataset(w.data.id, "frozen")
    w.finished(int(made.task_id))
    assert w.api("snapshots.get", snapshot_id=int(made.id))["status"] == "available"
    assert sorted(name.rpartition(".")[2] for name in stored(w, int(made.id))) == ["arrow", "zip"]


@case("Client.snapshots", PermissionDeniedError, lambda w: w.stranger.snapshots())
def _(w):
    made = uploaded(w)
    assert made.id in {one.id for one in w.client.snapshots()}


@case("Client.snapshot", NotFoundError, lambda w: w.client.snapshot(UNKNOWN))
def _(w):
    made = uploaded(w)
    assert w.client.snapshot(made.id).description == made.description


@case("Client.delete_snapshot", NotFoundError, lambda w: w.client.delete_snapshot(UNKNOWN))
def _(w):
    made = uploaded(w)
    w.client.delete_snapshot(made.id)
    assert w.api.fails("snapshots.get", snapshot_id=int(made.id)).code == 101


@case(
    "Snapshot.delete",
    PermissionDeniedError,
    lambda w: w.expelled(lambda client: client.snapshot(uploaded(w).id)).delete(),
)
def _(w):
    made = uploaded(w)
    made.delete()
    assert w.api.fails("snapshots.get", snapshot_id=int(made.id)).code == 101


@case(
    "Client.download_snapshot",
    NotFoundError,
    lambda w: w.client.download_snapshot(UNKNOWN, w.tmp / "got"),
)
def _(w):
    w.client.download_snapshot(uploaded(w).id, w.tmp / "got")
    assert contents(w.tmp / "got") == FILES


def gone(w):
    made = uploaded(w)
    w.api("snapshots.delete", snapshot_id=int(made.id))
    return made


@case("Snapshot.download", NotFoundError, lambda w: gone(w).download(w.tmp / "got"))
def _(w):
    uploaded(w).download(w.tmp / "got")
    assert contents(w.tmp / "got") == FILES


def restored(w, result) -> None:
    w.finished(int(result.task_id))
    copy = w.api(
        "samples.list", dataset_id=int(result.dataset_id), annotation_set_id=int(result.annotation_set_id)
    )
    assert [one["image_name"] for one in copy["samples"]] == ["a.png", "b.png"]
    assert [one["annotations"][0]["label_name"] for one in copy["samples"]] == ["deer", "fox"]


@case(
    "Client.restore_snapshot",
    RpcError,
    lambda w: w.client.restore_snapshot(w.project, frozen(w), [], ["deer"], False),
)
def _(w):
    restored(w, w.client.restore_snapshot(w.project, frozen(w), [], [], False, "copy", "text"))


@case("Snapshot.restore", NotFoundError, lambda w: uploaded(w).restore(UNKNOWN, [], [], False))
def _(w):
    restored(w, w.client.snapshot(frozen(w)).restore(w.project, [], [], False))
