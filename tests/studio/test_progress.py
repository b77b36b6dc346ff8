"""Progress of every operation: its unit, phases and total, for both forms of callback."""

from __future__ import annotations

import io
import json
from itertools import groupby, pairwise
from typing import NamedTuple

import pytest

from groundwire.progress import terminal_bar
from groundwire.studio import arrow_to_coco, coco_to_arrow

from .conftest import do, image_bytes, with_image

pytestmark = pytest.mark.anyio

SAMPLES = 3
BODY = bytes(range(256)) * 2000


class Work(NamedTuple):
    """Everything the operations need."""

    studio: object
    dataset: str
    annotation_set: str
    fresh: str
    fresh_set: str
    bare: str
    folder: object
    session: object
    task: object
    validation: object
    snapshot: object

    @property
    def client(self):
        return self.studio.client

    def samples(self):
        """Return new samples, each with an image."""
        names = [f"new {number}.png" for number in range(SAMPLES)]
        return [
            with_image(self.studio.boxed(name), self.folder / "new", name, image_bytes()) for name in names
        ]


@pytest.fixture
async def work(studio, tmp_path):
    client, project = studio.client, studio.server.project_id
    dataset, annotation_set = await studio.dataset()
    samples = [
        with_image(studio.boxed(f"{n}.png"), tmp_path / "in", f"{n}.png", image_bytes())
        for n in range(SAMPLES)
    ]
    await do(client.populate_samples(dataset, annotation_set, samples))
    fresh, fresh_set = await studio.dataset("fresh")
    bare, _ = await studio.dataset("images whose size nobody knows")
    await do(client.populate_samples_with_concurrency(bare, [studio.boxed("a.png"), studio.boxed("b.png")]))
    (tmp_path / "body.bin").write_bytes(BODY)
    (tmp_path / "files").mkdir()
    for name in ("one.arrow", "two.zip"):
        (tmp_path / "files" / name).write_bytes(BODY)
    (experiment, *_) = await do(client.experiments(project))
    started = await do(
        client.start_training_session(
            project,
            "run",
            experiment.id,
            "detection",
            dataset,
            annotation_set,
            tag_name="first",
            is_local=True,
        )
    )
    session = await do(client.training_session(started.session_id))
    await do(session.upload_artifact("body.bin", tmp_path / "body.bin"))
    await do(session.upload_checkpoint("body.bin", tmp_path / "body.bin"))
    checked = await do(
        client.start_validation_session(
            project,
            "check",
            session.id,
            "body.bin",
            "detection",
            is_local=True,
            dataset_id=dataset,
            annotation_set_id=annotation_set,
        )
    )
    validation = await do(client.validation_session(checked.session_id))
    await do(validation.upload_data(client, [("body.bin", tmp_path / "body.bin")]))
    task = await do(client.task_info(started.task_id))
    await do(task.upload_data(client, tmp_path / "body.bin"))
    snapshot = await do(client.create_snapshot(str(tmp_path / "files")))
    return Work(
        studio, dataset, annotation_set, fresh, fresh_set, bare, tmp_path, session, task, validation, snapshot
    )


class Case(NamedTuple):
    """One operation: how it is called, and the last state of each of its phases."""

    run: object
    last: dict[str | None, int]


def populated(work, progress):
    return work.client.populate_samples(work.fresh, work.fresh_set, work.samples(), progress)


def populated_by_two(work, progress):
    return work.client.populate_samples_with_concurrency(
        work.fresh, work.samples(), progress=progress, concurrency=2
    )


def out(work, name):
    return str(work.folder / "out" / name)


FILE, FILES = {None: len(BODY)}, {None: 2 * len(BODY)}
COUNTED = {None: SAMPLES}
CASES = {
    "samples": Case(lambda w, p: w.client.samples(w.dataset, progress=p), COUNTED),
    "sample_names": Case(lambda w, p: w.client.sample_names(w.dataset, progress=p), COUNTED),
    "annotations": Case(lambda w, p: w.client.annotations(w.annotation_set, progress=p), COUNTED),
    "samples_dataframe": Case(lambda w, p: w.client.samples_dataframe(w.dataset, progress=p), COUNTED),
    "download_dataset": Case(
        lambda w, p: w.client.download_dataset(w.dataset, output=out(w, "images"), progress=p),
        COUNTED | {"Downloading": SAMPLES},
    ),
    "populate_samples": Case(populated, COUNTED),
    "populate_samples_with_concurrency": Case(populated_by_two, COUNTED),
    "upload_dataset": Case(
        lambda w, p: w.client.upload_dataset(w.fresh, images=w.folder / "in", progress=p), COUNTED
    ),
    "backfill_sample_dimensions": Case(
        lambda w, p: w.client.backfill_sample_dimensions(w.bare, p), {"Computing dimensions": 2}
    ),
    "create_snapshot": Case(lambda w, p: w.client.create_snapshot(str(w.folder / "files"), p), FILES),
    "create_snapshot_edgefirst_format": Case(
        lambda w, p: w.client.create_snapshot_edgefirst_format(
            str(w.folder / "files" / "one.arrow"), str(w.folder / "files" / "two.zip"), progress=p
        ),
        FILES,
    ),
    "download_snapshot": Case(
        lambda w, p: w.client.download_snapshot(w.snapshot.id, out(w, "snapshot"), p), FILES
    ),
    "download_artifact": Case(
        lambda w, p: w.client.download_artifact(w.session.id, "body.bin", out(w, "artifact"), p), FILE
    ),
    "download_checkpoint": Case(
        lambda w, p: w.client.download_checkpoint(w.session.id, "body.bin", out(w, "checkpoint"), p), FILE
    ),
    "TaskInfo.upload_data": Case(
        lambda w, p: w.task.upload_data(w.client, w.folder / "body.bin", progress=p), FILE
    ),
    "TaskInfo.download_data": Case(
        lambda w, p: w.task.download_data(w.client, "body.bin", out(w, "task"), progress=p), FILE
    ),
    "ValidationSession.upload_data": Case(
        lambda w, p: w.validation.upload_data(w.client, [("again", w.folder / "body.bin")], progress=p), FILE
    ),
    "ValidationSession.download_data": Case(
        lambda w, p: w.validation.download_data(w.client, "body.bin", out(w, "validation"), p), FILE
    ),
}


def ended(told):
    """Return the total of each phase, in order; an end that is not the total is no end."""
    last = {}
    for done, total, phase in told:
        last[phase] = total if done == total else None
    return last


def check(told):
    """Check that phases do not mix, and that numbers only grow within each."""
    assert len(list(groupby(told, key=lambda event: event[2]))) == len({phase for *_, phase in told})
    for _, events in groupby(told, key=lambda event: event[2]):
        for before, after in pairwise(events):
            assert before != after
            assert before[0] <= after[0] <= after[1]


async def test_every_operation_tells_what_it_does(work):
    for name, case in CASES.items():
        told: list[tuple[int, int, str | None]] = []
        await do(case.run(work, lambda *event, told=told: told.append(event)))
        assert ended(told) == case.last, name
        check(told)


async def test_a_callback_of_two_numbers_is_told_the_same(work):
    for name, case in CASES.items():
        told: list[tuple[int, int]] = []
        await do(case.run(work, of_two(told)))
        assert [*case.last.values()][-1:] * 2 == [*told[-1]], name


def of_two(told):
    return lambda done, total: told.append((done, total))


async def test_what_a_callback_raises_ends_the_operation_and_comes_out_unchanged(work):
    class OwnError(Exception):
        pass

    def refuse(*_):
        raise OwnError

    for case in CASES.values():
        with pytest.raises(OwnError):
            await do(case.run(work, refuse))


async def test_a_ready_made_bar_fits_every_operation(work):
    for case in CASES.values():
        text = io.StringIO()
        await do(case.run(work, terminal_bar("work", file=text)))
        assert "(100 %)" in text.getvalue().splitlines()[-1]


def test_converters_tell_images_and_rows(tmp_path):
    picture = {"file_name": "a.png", "width": 4, "height": 4}
    box = {"category_id": 1, "bbox": [1, 1, 2, 2], "area": 4, "iscrowd": 0}
    document = {
        "images": [{"id": number, **picture, "file_name": f"{number}.png"} for number in range(3)],
        "annotations": [{"id": number, "image_id": number % 3, **box} for number in range(5)],
        "categories": [{"id": 1, "name": "x"}],
    }
    (tmp_path / "a.json").write_text(json.dumps(document))
    images, rows = [], []
    coco_to_arrow(tmp_path / "a.json", tmp_path / "a.arrow", progress=lambda *event: images.append(event))
    arrow_to_coco(tmp_path / "a.arrow", tmp_path / "b.json", progress=lambda *event: rows.append(event))
    assert (ended(images), ended(rows)) == ({None: 3}, {None: 5})
    check(images)
    check(rows)
