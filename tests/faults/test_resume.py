"""A client that is killed on its way: the same call in a new process completes, and does nothing twice."""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path

import pytest

from groundwire.studio import Sample
from tests.faults.conftest import (
    found,
    is_file,
    new_dataset,
    png,
    rpc_method,
    samples_of,
)

PART = 100 << 20
COUNT = 2000

PROGRAM = """
    import sys
    from pathlib import Path
    import anyio
    from groundwire.studio import *

    url, token, mode, job, target, folder = (sys.stdin.readline().strip() for _ in range(6))

    def samples(kind):
        for path in sorted(Path(folder).iterdir()):
            sample = kind()
            sample.set_image_name(path.name)
            sample.set_group("train" if int(path.stem) % 2 else None)
            sample.add_file(SampleFile("image", str(path)))
            annotation = Annotation()
            annotation.set_label("deer")
            annotation.set_box2d(Box2d(0.1, 0.2, 0.3, 0.4))
            sample.add_annotation(annotation)
            yield sample

    def start(client, kind):
        client = client.with_memory_storage().with_url(url).with_token(token)
        if job == "create":
            return client.create_snapshot(folder)
        if job == "fetch":
            return client.download_snapshot(target, folder)
        if job == "download":
            return client.download_dataset(target, output=folder)
        return client.populate_samples(*target.split(), list(samples(kind)))

    async def main():
        await start(AsyncClient(), AsyncSample)

    if mode == "sync":
        start(Client(), Sample)
    else:
        anyio.run(main, backend=mode)
    print("done")
"""


@pytest.fixture
def run(script, proxy, token, mode):
    """Start one call in a process of its own."""

    def start(job, target, folder):
        return script(PROGRAM, proxy.url, token, mode, job, target, str(folder))

    return start


def complete(program):
    assert program.end() == (0, "done\n", "")


def killed(program, proxy):
    """Kill a program, and wait until the proxy has noticed."""
    program.kill()
    proxy.wait_until_left()


def journal():
    """Lines of the only journal there is."""
    (path,) = Path(os.environ["XDG_STATE_HOME"]).rglob("*.journal")
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def journals():
    return list(Path(os.environ["XDG_STATE_HOME"]).rglob("*.journal"))


def puts(proxy):
    return [one for one in list(proxy.requests) if one.method == "PUT"]


def size(folder):
    """Bytes below a folder that is being written to."""
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size
    return total


def snapshots_called(direct, name):
    return [one for one in direct.snapshots() if one.description == name]


def test_a_snapshot_in_parts_goes_on_with_the_part_that_is_missing(
    run, proxy, direct, tmp_path, monkeypatch, mode
):
    name = f"drive-{mode}.mcap"
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(PART)  # takes no room
        file.seek(PART - 5)
        file.write(b"first" + b"second" * 100)
    monkeypatch.setenv("MAX_UPLOAD_TASKS", "1")
    came = proxy.swallow(lambda one: one.method == "PUT", first=1)
    program = run("create", "", path)
    assert came.wait(60), program.end()
    killed(program, proxy)
    (unfinished,) = snapshots_called(direct, name)
    assert unfinished.status != "available"
    proxy.forget()
    complete(run("create", "", path))
    assert [len(one.body) for one in puts(proxy)] == [600]
    (finished,) = snapshots_called(direct, name)
    assert (finished.id, finished.status) == (unfinished.id, "available")
    direct.download_snapshot(finished.id, tmp_path / "out")
    with (tmp_path / "out" / name).open("rb") as file:
        assert file.seek(0, os.SEEK_END) == PART + 600
        file.seek(PART - 5)
        assert file.read() == b"first" + b"second" * 100
    assert journals() == []


def test_a_snapshot_of_many_files_goes_on_with_the_files_that_are_missing(run, proxy, direct, tmp_path, mode):
    folder = tmp_path / f"folder-{mode}"
    folder.mkdir()
    for number in range(150):
        (folder / f"{number}.bin").write_bytes(b"%d" % number * (number % 7))
    sizes = sum(bool(one.stat().st_size) for one in folder.iterdir())
    came = proxy.swallow(lambda one: one.method == "PUT", first=90)
    program = run("create", "", folder)
    assert came.wait(60), program.end()
    killed(program, proxy)
    noted = sum(line[0] == "part" for line in journal()[1:])
    assert 90 - 8 <= noted <= 90
    proxy.forget()
    complete(run("create", "", folder))
    assert len(puts(proxy)) == sizes - noted
    (made,) = snapshots_called(direct, folder.name)
    direct.download_snapshot(made.id, tmp_path / "out")
    assert found(tmp_path / "out") == found(folder)


def answered_to_nobody(proxy, call):
    """Let the server do one kind of call, whose answers never arrive."""
    arrived = proxy.swallow(lambda one: rpc_method(one) == call)
    silent = proxy.fault

    def fault(exchange):
        if rpc_method(exchange) == call:
            assert proxy.forward(exchange).status == 200
        return silent(exchange)

    proxy.fault = fault
    return arrived


@pytest.mark.parametrize(
    ("mode", "call"),
    [("sync", "snapshots.complete_multipart_upload"), ("asyncio", "snapshots.update")],
)
def test_a_snapshot_whose_client_is_killed_while_the_server_works_is_completed(
    run, proxy, direct, tmp_path, call
):
    folder = tmp_path / f"killed in {call}"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.bin").write_bytes(b"%d" % number)
    arrived = answered_to_nobody(proxy, call)
    program = run("create", "", folder)
    assert arrived.wait(60), program.end()
    killed(program, proxy)
    proxy.forget()
    complete(run("create", "", folder))
    assert puts(proxy) == []
    (made,) = snapshots_called(direct, folder.name)
    direct.download_snapshot(made.id, tmp_path / "out")
    assert found(tmp_path / "out") == found(folder)


@pytest.mark.parametrize("mode", ["sync"])
def test_two_processes_that_upload_the_same_do_not_disturb_each_other(run, proxy, direct, tmp_path):
    folder = tmp_path / "shared"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.bin").write_bytes(b"%d" % number)
    # as many parts as are sent at once, so all of them are of the first one
    first = proxy.swallow(lambda one: one.method == "PUT" and proxy.calls()["PUT"] <= 8, count=8)
    one = run("create", "", folder)
    assert first.wait(60), one.end()  # it holds its journal now
    complete(run("create", "", folder))
    (pending, made) = sorted(
        snapshots_called(direct, "shared"), key=lambda snapshot: snapshot.status, reverse=True
    )
    assert (pending.status, made.status) == ("pending", "available")
    proxy.fault = lambda _: False
    proxy.over.set()  # the first one's parts are cut, and sent again
    complete(one)
    for snapshot in snapshots_called(direct, "shared"):
        direct.download_snapshot(snapshot.id, tmp_path / str(snapshot.id))
        assert found(tmp_path / str(snapshot.id)) == found(folder)
    assert journals() == []


def test_a_snapshot_download_goes_on_within_a_file(run, proxy, direct, tmp_path, mode):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "big").write_bytes(os.urandom(3_000_000))
    (folder / "small").write_bytes(b"small")
    made = direct.create_snapshot(folder)
    out = tmp_path / "out"

    def stop_halfway(exchange):
        if exchange.method != "GET" or "-big" not in exchange.target or "range" in exchange.headers:
            return False
        answer = proxy.forward(exchange)
        exchange.start(200, {**answer.headers, "content-length": str(len(answer.body))})
        exchange.send(answer.body[:2_000_000])
        proxy.over.wait(60)
        exchange.cut()
        return True

    proxy.fault = stop_halfway
    program = run("fetch", str(made.id), out)
    deadline = time.monotonic() + 60
    while size(out) < 1_000_000 and time.monotonic() < deadline:
        assert program.process.poll() is None
    killed(program, proxy)
    assert "big" not in found(out)
    (arrived,) = (len(body) for key, body in found(out).items() if key.endswith(".part"))
    assert arrived >= 1_000_000
    small_was_there = "small" in found(out)
    proxy.forget()
    complete(run("fetch", str(made.id), out))
    assert found(out) == found(folder)
    gets = [one for one in proxy.requests if is_file(one) and one.headers.get("range") != "bytes=0-0"]
    asked = sorted(one.headers.get("range", "whole") for one in gets)
    assert asked == [f"bytes={arrived}-"] + ["whole"] * (not small_was_there)


def test_an_upload_of_samples_makes_none_twice_and_sends_only_files_that_are_missing(
    run, proxy, direct, local_server, tmp_path
):
    target = new_dataset(direct, local_server.project_id)
    samples_of(Sample, tmp_path / "in", [f"{number}.png" for number in range(COUNT)], content)
    came = proxy.swallow(is_file, first=1200)
    program = run("populate", " ".join(target), tmp_path / "in")
    assert came.wait(60), program.end()
    killed(program, proxy)
    noted = len(journal()) - 1
    assert 1200 - 128 <= noted <= 1200
    proxy.forget()
    complete(run("populate", " ".join(target), tmp_path / "in"))
    assert len(puts(proxy)) == COUNT - noted
    received = direct.samples(*target)
    assert len({one.uuid for one in received}) == len({one.image_name for one in received}) == COUNT
    assert len(received) == COUNT
    assert {len(one.annotations) for one in received} == {1}
    assert [label.name for label in direct.labels(target[0])] == ["deer"]
    direct.download_dataset(target[0], output=str(tmp_path / "out"))
    assert found(tmp_path / "out") == {f"{n}.png": content(n) for n in range(COUNT)}
    assert journals() == []


def content(number):
    return png(number, (8, 8)) + b"%d" % number


@pytest.mark.parametrize(("mode", "call"), [("sync", "samples.populate2"), ("asyncio", "label.add2")])
def test_an_upload_that_is_killed_while_the_server_works_makes_nothing_twice(
    run, proxy, direct, local_server, tmp_path, call
):
    target = new_dataset(direct, local_server.project_id)
    samples_of(Sample, tmp_path / "in", [f"{number}.png" for number in range(4)])
    arrived = answered_to_nobody(proxy, call)
    program = run("populate", " ".join(target), tmp_path / "in")
    assert arrived.wait(60), program.end()
    killed(program, proxy)
    proxy.forget()
    complete(run("populate", " ".join(target), tmp_path / "in"))
    received = direct.samples(*target)
    assert sorted(one.image_name for one in received) == [f"{number}.png" for number in range(4)]
    assert [len(one.annotations) for one in received] == [1] * 4
    assert [label.name for label in direct.labels(target[0])] == ["deer"]


@pytest.mark.parametrize("mode", ["sync"])
def test_a_call_repeated_after_it_ended_makes_new_samples_as_documented(
    run, proxy, direct, local_server, tmp_path
):
    target = new_dataset(direct, local_server.project_id)
    samples_of(Sample, tmp_path / "in", ["1.png", "2.png"])
    for _ in range(2):
        complete(run("populate", " ".join(target), tmp_path / "in"))
    assert sorted(one.image_name for one in direct.samples(*target)) == ["1.png", "1.png", "2.png", "2.png"]


@pytest.mark.parametrize("mode", ["sync"])
def test_a_file_changed_since_is_sent_again(run, proxy, direct, local_server, tmp_path):
    target = new_dataset(direct, local_server.project_id)
    samples_of(Sample, tmp_path / "in", [f"{number}.png" for number in range(4)])
    came = proxy.swallow(is_file, first=3)
    program = run("populate", " ".join(target), tmp_path / "in")
    assert came.wait(60), program.end()
    killed(program, proxy)
    for number in range(4):
        (tmp_path / "in" / f"{number}.png").write_bytes(png(100 + number))
    proxy.forget()
    complete(run("populate", " ".join(target), tmp_path / "in"))
    assert len(puts(proxy)) == len(direct.samples(*target)) == 4
    direct.download_dataset(target[0], output=str(tmp_path / "out"))
    assert found(tmp_path / "out") == {f"{number}.png": png(100 + number) for number in range(4)}


def test_a_dataset_download_fetches_only_files_that_are_missing(run, proxy, twelve, tmp_path):
    out = tmp_path / "out"
    came = proxy.swallow(is_file, first=5)
    program = run("download", twelve.dataset_id, out)
    assert came.wait(60), program.end()
    killed(program, proxy)
    whole = {key: body for key, body in found(out).items() if not key.endswith(".part")}
    assert whole.items() <= twelve.files.items()
    proxy.forget()
    complete(run("download", twelve.dataset_id, out))
    assert {key: body for key, body in found(out).items() if not key.endswith(".part")} == twelve.files
    gets = [one for one in proxy.requests if is_file(one) and one.headers.get("range") != "bytes=0-0"]
    assert len(gets) == 12 - len(whole)
