"""Files of samples: upload, interruption, names, collisions, resumption."""

from __future__ import annotations

import anyio
import pytest

from groundwire._core.errors import MissingResourceError, TransferError
from groundwire.studio import AsyncClient, FileType, SampleFile

from .conftest import do, image_bytes, with_image

pytestmark = pytest.mark.anyio

PNG, JPEG = image_bytes("PNG"), image_bytes("JPEG")


def found(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def upload(studio, folder, samples):
    dataset_id, set_id = await studio.dataset()
    await do(studio.client.populate_samples(dataset_id, set_id, samples))
    return dataset_id


async def test_uploaded_files_come_back_with_progress_in_both_directions(studio, tmp_path):
    samples = [
        with_image(studio.boxed(f"{n}.png"), tmp_path / "in", f"{n}.png", image_bytes(shade=n))
        for n in range(4)
    ]
    dataset_id, set_id = await studio.dataset()
    events = []
    await do(studio.client.populate_samples(dataset_id, set_id, samples, lambda *event: events.append(event)))
    assert events == [(n, 4, None) for n in (1, 2, 3, 4)]
    events.clear()
    dataset = await do(studio.client.dataset(dataset_id))
    await do(dataset.download(str(tmp_path / "out"), progress=lambda *event: events.append(event)))
    assert events == [(4, 4, None)] + [(n, 4, "Downloading") for n in range(5)]
    assert found(tmp_path / "out") == {f"{n}.png": image_bytes(shade=n) for n in range(4)}
    (first, *_) = await do(dataset.samples())
    assert await do(first.download()) == image_bytes(shade=0)
    assert await do(first.download(FileType.LidarPcd)) is None
    assert await do(studio.client.download(first.image_url)) == image_bytes(shade=0)


async def test_interrupted_upload_is_completed_without_doubles(studio, tmp_path):
    samples = [
        with_image(studio.boxed(f"{n}.png"), tmp_path / "in", f"{n}.png", image_bytes(shade=n))
        for n in range(12)
    ]
    dataset_id, set_id = await studio.dataset()

    class StopError(Exception):
        pass

    def stop(done, total):
        if done == 2:
            raise StopError

    with pytest.raises(StopError):
        await do(studio.client.populate_samples(dataset_id, set_id, samples, stop))
    identities = [sample.uuid for sample in samples]
    assert all(identities)
    await do(studio.client.populate_samples(dataset_id, set_id, samples))
    received = await do(studio.client.samples(dataset_id, set_id))
    assert [sample.uuid for sample in received] == identities
    assert [len(sample.annotations) for sample in received] == [1] * 12
    await do(studio.client.download_dataset(dataset_id, output=str(tmp_path / "out")))
    assert found(tmp_path / "out") == {f"{n}.png": image_bytes(shade=n) for n in range(12)}


async def test_names_follow_sequence_frame_and_content(studio, tmp_path):
    def sample(image, content, sequence=None, frame=None):
        made = studio.boxed(image)
        made.set_sequence_name(sequence)
        made.set_frame_number(frame)
        folder = tmp_path / f"in-{image.replace('/', '-')}-{sequence}-{frame}"
        return with_image(made, folder, image.rpartition("/")[2], content)

    cases = [
        sample("plain.png", PNG),
        sample("wrong.png", JPEG),
        sample("noext", JPEG),
        sample("cam.camera.jpeg", JPEG),
        sample("seq_007.jpg", JPEG, "seq", 7),
        sample("other.camera.jpeg", JPEG, "seq", 8),
        sample("noframe.png", PNG, "walk"),
    ]
    cases[4].add_file(SampleFile("lidar.pcd", str(_write(tmp_path / "points.pcd", b"points"))))
    dataset_id = await upload(studio, tmp_path, cases)
    types = [FileType.Image, FileType.LidarPcd]
    await do(studio.client.download_dataset(dataset_id, [], types, str(tmp_path / "tree")))
    assert found(tmp_path / "tree") == {
        "plain.png": PNG,
        "wrong.png.jpg": JPEG,
        "noext.jpg": JPEG,
        "cam.camera.jpeg": JPEG,
        "seq/seq_007.jpg": JPEG,
        "seq/seq_007.lidar.pcd": b"points",
        "seq/seq_8.camera.jpeg": JPEG,
        "walk/noframe.png": PNG,
    }
    await do(studio.client.download_dataset(dataset_id, [], types, str(tmp_path / "flat"), True))
    assert set(found(tmp_path / "flat")) == {
        "plain.png", "wrong.png.jpg", "noext.jpg", "cam.camera.jpeg", "seq_007.jpg",
        "seq_007.lidar.pcd", "seq_8.camera.jpeg", "walk_noframe.png",
    }  # fmt: skip


def _write(path, content):
    path.write_bytes(content)
    return path


async def test_second_run_keeps_whole_files_and_repairs_others(studio, tmp_path):
    samples = [
        with_image(studio.boxed(f"{n}.png"), tmp_path / "in", f"{n}.png", image_bytes(shade=n))
        for n in range(3)
    ]
    dataset_id = await upload(studio, tmp_path, samples)
    out = tmp_path / "out"
    await do(studio.client.download_dataset(dataset_id, output=str(out)))
    before = {path.name: path.stat().st_ino for path in out.iterdir()}
    (out / "1.png").write_bytes(b"short")
    (out / "2.png").unlink()
    events = []
    await do(
        studio.client.download_dataset(
            dataset_id, output=str(out), progress=lambda *event: events.append(event)
        )
    )
    assert found(out) == {f"{n}.png": image_bytes(shade=n) for n in range(3)}
    assert (out / "0.png").stat().st_ino == before["0.png"]
    assert events[-1] == (3, 3, "Downloading")


async def test_files_of_one_name_are_reported_and_the_first_is_kept(studio, tmp_path):
    samples = [
        with_image(studio.boxed("same.png"), tmp_path / f"in{n}", "same.png", image_bytes(shade=n))
        for n in range(2)
    ]
    samples.append(with_image(studio.boxed("own.png"), tmp_path / "in3", "own.png", PNG))
    dataset_id = await upload(studio, tmp_path, samples)
    with pytest.raises(TransferError, match="1 files were left out"):
        await do(studio.client.download_dataset(dataset_id, output=str(tmp_path / "out")))
    files = found(tmp_path / "out")
    assert set(files) == {"same.png", "own.png"}
    assert files["same.png"] in (image_bytes(shade=0), image_bytes(shade=1))


async def test_images_that_are_not_offered_are_named_after_all_else_was_fetched(studio, tmp_path):
    samples = [
        studio.boxed("never-sent.png"),
        with_image(studio.boxed("there.png"), tmp_path / "in", "there.png", PNG),
    ]
    dataset_id = await upload(studio, tmp_path, samples)
    (lost, _) = await do(studio.client.samples(dataset_id))
    if lost.image_url is not None:
        pytest.skip("this server offers a URL for every image name")
    with pytest.raises(MissingResourceError, match=r"image 'never-sent\.png': the server sent no URL"):
        await do(studio.client.download_dataset(dataset_id, output=str(tmp_path / "out")))
    assert found(tmp_path / "out") == {"there.png": PNG}
    await do(studio.client.download_dataset(dataset_id, output=str(tmp_path / "out"), allow_missing=True))
    with pytest.raises(MissingResourceError):
        await do(lost.download())


async def test_upload_that_fails_names_the_file_and_leaves_the_rest_repeatable(studio, tmp_path):
    sample = with_image(studio.boxed("a.png"), tmp_path / "in", "a.png", PNG)
    dataset_id, set_id = await studio.dataset()
    (tmp_path / "in" / "a.png").chmod(0o644)
    broken = SampleFile("lidar.pcd", str(tmp_path / "in" / "missing.pcd"))
    sample.add_file(broken)
    await do(studio.client.populate_samples(dataset_id, set_id, [sample]))
    (received,) = await do(studio.client.samples(dataset_id, types=[FileType.All]))
    assert await do(received.download()) == PNG


async def test_cancelled_download_leaves_no_half_written_file(studio, mode, tmp_path, monkeypatch):
    if mode == "sync":
        pytest.skip("only tasks can be cancelled")
    samples = [
        with_image(studio.boxed(f"{n}.png"), tmp_path / "in", f"{n}.png", image_bytes(shade=n % 256))
        for n in range(300)
    ]
    dataset_id = await upload(studio, tmp_path, samples)
    token = await studio.client.token()
    monkeypatch.setenv("MAX_TASKS", "1")
    with anyio.CancelScope() as scope:

        def stop(done, total, status):
            if status == "Downloading" and done == 3:
                scope.cancel()

        async with (
            AsyncClient().with_memory_storage().with_url(studio.server.url).with_token(token) as client
        ):
            await client.download_dataset(dataset_id, output=str(tmp_path / "out"), progress=stop)
    assert scope.cancelled_caught
    files = found(tmp_path / "out")
    assert 3 <= len(files) < 300
    shades = {name: int(name.partition(".")[0]) % 256 for name in files}
    assert files == {name: image_bytes(shade=shade) for name, shade in shades.items()}


async def test_error_in_the_progress_callback_surfaces_unchanged(studio, tmp_path):
    samples = [with_image(studio.boxed("a.png"), tmp_path / "in", "a.png", PNG)]
    dataset_id = await upload(studio, tmp_path, samples)

    def fail(done, total):
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        await do(studio.client.samples(dataset_id, progress=fail))
    with pytest.raises(LookupError, match="mine"):
        await do(studio.client.download_dataset(dataset_id, output=str(tmp_path / "out"), progress=fail))
