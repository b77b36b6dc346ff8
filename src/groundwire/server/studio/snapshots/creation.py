"""The job that freezes a dataset: an annotation file and a ZIP file with the files of the samples."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import insert, select, update

from groundwire.server.jobs.kinds import job
from groundwire.server.jobs.work import JobFailure
from groundwire.server.store.columns import now
from groundwire.server.store.snapshot_tables import snapshot_files, snapshots
from groundwire.server.store.tables import datasets
from groundwire.server.studio.snapshots import archive, rows, uploads
from groundwire.server.studio.snapshots.columns import safe, stem_of
from groundwire.server.studio.snapshots.frozen import Frozen
from groundwire.server.studio.snapshots.naming import Entries
from groundwire.server.studio.snapshots.tablewriter import DatasetFacts, TableWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire.server.context import Services
    from groundwire.server.jobs.work import Work

KIND = "snapshots.create"
_STAGES = {
    "annotations": "Read the dataset and write its annotations",
    "files": "Copy the files of the samples",
}


class Create(msgspec.Struct):
    """What the job is about."""

    organization_id: int
    snapshot_id: int
    dataset_id: int
    annotation_set_id: int
    serial: int


def abandon(services: Services, payload: bytes) -> None:
    """Remove what was written; the snapshot stays, as failed."""
    asked = msgspec.json.decode(payload, type=Create)
    services.objects.delete_prefix(rows.prefix(asked.organization_id, asked.snapshot_id))
    with services.db.write() as connection:
        rows.set_status(connection, asked.snapshot_id, rows.FAILED)


@job(KIND, abandon=abandon)
def create(work: Work) -> None:
    """Write both files, then let them appear at once."""
    asked = msgspec.json.decode(work.payload, type=Create)
    services = work.services
    services.objects.delete_prefix(rows.prefix(asked.organization_id, asked.snapshot_id))
    work.stages(_STAGES)
    with tempfile.TemporaryDirectory(dir=work.scratch) as folder:
        table = Path(folder) / "annotations.arrow"
        name, files = _write_table(work, asked, table)
        written = [_store_table(work, asked, f"{name}.arrow", table)]
    written.append(_store_files(work, asked, f"{name}.zip", files))
    with work.finishing() as connection:
        if connection.execute(select(datasets.c.id).where(datasets.c.id == asked.dataset_id)).first() is None:
            raise JobFailure("The dataset was purged while its files were copied.")
        alive = update(snapshots).where(snapshots.c.id == asked.snapshot_id, snapshots.c.deleted.is_(None))
        if not connection.execute(alive.values(status=rows.AVAILABLE)).rowcount:
            raise JobFailure("The snapshot was deleted in the meantime.")
        connection.execute(insert(snapshot_files), written)


def _write_table(work: Work, asked: Create, path: Path) -> tuple[str, list[tuple[str, str]]]:
    """Write the annotation file.

    Returns:
        What the files of the snapshot are called, and object key and place in the ZIP file of each file.
    """
    writer, entries = TableWriter(), Entries()
    files: list[tuple[str, str]] = []
    objects = work.services.objects
    with work.services.db.read() as connection:  # one view of the dataset, whatever happens meanwhile
        frozen = Frozen(connection, asked.dataset_id, asked.annotation_set_id, asked.serial)
        facts = _facts(frozen)
        for sample in frozen.samples():
            work.check()
            members = msgspec.json.decode(sample.text)
            there = {kind: one for kind, one in sample.files.items() if objects.stat(one[1]) is not None}
            placed = entries.place(members, {kind: name for kind, (name, _) in there.items()})
            files += [(key, placed[kind]) for kind, (_, key) in there.items()]
            writer.add(sample, stem_of(members), placed)
    writer.write(facts, path)
    work.report("annotations", 1, 1, f"{len(writer.sample_texts)} rows")
    return safe(facts.name), files


def _facts(frozen: Frozen) -> DatasetFacts:
    this = datasets.c.id == frozen.dataset_id
    dataset = frozen.connection.execute(select(datasets).where(this)).first()
    annotation_set = frozen.annotation_set()
    if dataset is None or annotation_set is None:
        raise JobFailure("The dataset or its annotation set was removed in the meantime.")
    return DatasetFacts(
        name=dataset.name,
        description=dataset.description,
        annotation_set=annotation_set.name,
        annotation_set_description=annotation_set.description,
        labels=list(frozen.labels().values()),
        groups=list(frozen.groups().values()),
    )


def _store_table(work: Work, asked: Create, path: str, table: Path) -> dict[str, object]:
    row = uploads.new_file(asked.organization_id, asked.snapshot_id, path, table.stat().st_size)
    work.services.objects.write(str(row["object_key"]), table)
    return row | {"completed": now()}


def _store_files(work: Work, asked: Create, path: str, files: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Write the ZIP file."""
    objects = work.services.objects
    upload = objects.begin()
    try:
        with archive.writing(upload) as target:
            for number, (key, entry) in enumerate(files):
                info, source = objects.stat(key), objects.open(key)
                if info is not None and source is not None:
                    with source:
                        target.add(entry, source, info.size, work.check)
                work.report("files", number, len(files))
        row = uploads.new_file(asked.organization_id, asked.snapshot_id, path, upload.written)
        upload.commit(str(row["object_key"]))
    finally:
        upload.abort()
    work.report("files", 1, 1, f"{len(files)} files")
    return row | {"completed": now()}
