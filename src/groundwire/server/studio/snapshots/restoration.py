"""The job that makes a dataset of a snapshot; until it has ended, nobody sees the dataset."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select, update

from groundwire._core.errors import FormatError, GroundwireError
from groundwire.server.context import Context
from groundwire.server.errors import RpcFailure
from groundwire.server.jobs.kinds import job
from groundwire.server.jobs.work import JobFailure
from groundwire.server.store.snapshot_tables import snapshot_files
from groundwire.server.store.tables import annotation_sets, datasets, labels
from groundwire.server.studio import access, arrivals, grouping, labelling, populate, values
from groundwire.server.studio.sampletext import sample_texts
from groundwire.server.studio.snapshots import building, removal
from groundwire.server.studio.snapshots.extractors import Extraction, Need, extractors
from groundwire.server.studio.snapshots.matching import FileIndex
from groundwire.server.studio.snapshots.naming import IMAGE
from groundwire.server.studio.snapshots.sources import open_source
from groundwire.server.studio.snapshots.tablereader import TableReader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundwire.server.context import Services
    from groundwire.server.jobs.work import Work
    from groundwire.server.studio.sampletext import SampleText
    from groundwire.server.studio.snapshots.sources import Source
    from groundwire.server.studio.snapshots.tablereader import ReadSample

_NUMBER = re.compile(r"samples\[(\d+)\]")
_STAGES = {"annotations": "Read the annotation file", "samples": "Store samples and their files"}


class Restore(msgspec.Struct):
    """What the job is about."""

    organization_id: int
    user_id: int
    username: str
    snapshot_id: int
    dataset_id: int
    annotation_set_id: int
    task_id: int
    table: str | None
    needs: list[Need]
    described: bool
    fps: int = 1
    topics: list[str] = []
    label_names: list[str] = []


def abandon(services: Services, payload: bytes) -> None:
    """Remove the unfinished dataset."""
    asked = msgspec.json.decode(payload, type=Restore)
    building.discard(services, asked.dataset_id, asked.task_id)


@job(removal.RESTORE, abandon=abandon)
def restore(work: Work) -> None:
    """Fill the dataset, then let it appear. Begun again, it stores the same once more over what is there."""
    asked = msgspec.json.decode(work.payload, type=Restore)
    work.stages(_STAGES)
    with work.services.db.read() as connection:
        query = select(snapshot_files.c.path, snapshot_files.c.object_key)
        rows = connection.execute(query.where(snapshot_files.c.snapshot_id == asked.snapshot_id))
        files = {row.path: row.object_key for row in rows}
    if asked.table is not None:
        _Restoration(work, asked).run(files, asked.table)
    for need in asked.needs:
        extraction = Extraction(
            asked.snapshot_id,
            files,
            asked.dataset_id,
            asked.annotation_set_id,
            asked.topics,
            asked.label_names,
            asked.fps,
        )
        extractors.find(need).extract(work, extraction)
    with work.finishing() as connection:
        building.publish(connection, asked.dataset_id, asked.task_id)
    removal.remove_files(work.services.db, work.services.objects, asked.snapshot_id)


class _Restoration:
    """Stores what an annotation file describes."""

    def __init__(self, work: Work, asked: Restore) -> None:
        self._work, self._asked = work, asked
        services = work.services
        self._ctx = Context(
            asked.user_id,
            asked.username,
            asked.organization_id,
            services.db,
            services.objects,
            "",
            services.settings,
            services.auth,
        )
        self._missing = self._skipped = 0

    def run(self, files: Mapping[str, str], table: str) -> None:
        """Store everything.

        Raises:
            JobFailure: A file of the snapshot cannot be used; the message names it.
        """
        settings = self._ctx.settings
        with tempfile.TemporaryDirectory(dir=self._work.scratch) as folder:
            path = Path(folder) / table.rpartition("/")[2].encode()[-200:].decode("utf-8", "replace")
            try:
                self._fetch(files, table, path)
                reader = TableReader(path)
                self._work.report("annotations", 1, 1, f"{reader.samples} samples")
                self._prepare(reader)
                others = {name: key for name, key in files.items() if name != table}
                with open_source(self._ctx.objects, others, settings.max_object) as source:
                    self._store_all(reader, source)
            except RpcFailure as failure:
                raise JobFailure(f"{table}: {failure.message}") from failure
            except GroundwireError as error:
                text = str(error).replace(f"{path}: ", "")  # where the copy lies is nobody's business
                raise JobFailure(f"{table}: {text}") from error

    def _fetch(self, files: Mapping[str, str], table: str, path: Path) -> None:
        source = self._ctx.objects.open(files[table]) if table in files else None
        if source is None:
            raise JobFailure(f"The file {table!r} of the snapshot is gone.")
        with source, path.open("wb") as target:
            shutil.copyfileobj(source, target)

    def _prepare(self, reader: TableReader) -> None:
        """Create labels and groups first, used or not: those that ask for an index get it."""
        facts, wanted = reader.facts, reader.labels()
        for name in wanted:
            values.name(name, "label")
        if facts is not None:
            values.name(facts.annotation_set, "annotation_set")
            for text in (facts.annotation_set_description, facts.description):
                values.text(text, "description")
            for name in facts.groups:
                values.name(name, "group")
        with self._ctx.db.write() as connection:
            change = access.change(connection, self._ctx, self._asked.dataset_id, building=self._work.task_id)
            ids = labelling.ensure(connection, change, wanted, strict=False)
            if facts is None:
                return
            grouping.ensure(connection, change, facts.groups)
            for label in facts.labels:
                if label.color is not None:
                    where = labels.c.id == ids[label.name]
                    connection.execute(update(labels).where(where).values(color=label.color))
            named = {"name": facts.annotation_set, "description": facts.annotation_set_description}
            mine = annotation_sets.c.id == self._asked.annotation_set_id
            connection.execute(update(annotation_sets).where(mine).values(named))
            if not self._asked.described:
                mine = datasets.c.id == self._asked.dataset_id
                connection.execute(update(datasets).where(mine).values(description=facts.description))

    def _store_all(self, reader: TableReader, source: Source) -> None:
        index = FileIndex(source.paths)
        done = 0
        for batch in reader.batches():
            places = [self._locate(sample, index) for sample in batch]
            self._store(batch, places, source)
            done += len(batch)
            self._work.report("samples", min(done, reader.samples - 1), reader.samples)
        self._work.report("samples", 1, 1, self._told(done))

    def _locate(self, sample: ReadSample, index: FileIndex) -> dict[str, str]:
        """Find the files of a sample and name them in it; return their places by type."""
        members, foreign = sample.members, "uuid" not in sample.members
        wanted = {kind: place for kind, (_, place) in sample.files.items() if place}
        places = {kind: path for kind, place in wanted.items() if (path := index.at(place))}
        if foreign or places.keys() < wanted.keys():  # somebody may have put the files elsewhere
            found = index.of_sample(sample.stem, sample.sequence)
            places = {kind: path for kind, path in found.items() if foreign or kind in wanted} | places
        names = {kind: name for kind, (name, _) in sample.files.items()}
        names |= {kind: path.rpartition("/")[2] for kind, path in places.items() if kind not in names}
        if names:
            members["files"] = names
        if foreign:
            self._identify(sample, names)
            self._missing += IMAGE not in places
        self._skipped += sample.skipped
        return places

    def _identify(self, sample: ReadSample, names: Mapping[str, str]) -> None:
        """Give a sample of a foreign file the same identity whenever the job is begun again."""
        members, own = sample.members, f"ds-{self._asked.dataset_id:x}"
        members["uuid"] = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{own}/{sample.sequence}/{sample.stem}"))
        members["image_name"] = names.get(IMAGE, sample.stem)
        if "sequence_name" in members:
            digest = hashlib.sha1(f"{own}/{members['sequence_name']}".encode()).digest()  # noqa: S324  (no secret)
            members["sequence_uuid"] = str(uuid.UUID(bytes=digest[:16], version=5))

    def _store(
        self, batch: Sequence[ReadSample], places: Sequence[Mapping[str, str]], source: Source
    ) -> None:
        """Store samples, then their files."""
        sent = _texts(batch)
        with self._ctx.db.write() as connection:
            change = access.change(connection, self._ctx, self._asked.dataset_id, building=self._work.task_id)
            stored = populate.store(connection, change, self._asked.annotation_set_id, sent)
        for key in stored.dropped:
            self._ctx.objects.delete(key)
        for text, files in zip(sent, places, strict=True):
            for kind, place in files.items():
                source.copy(place, stored.keys[stored.ids[text.uuid], kind], self._work.check)
        unsized = {stored.ids[text.uuid] for text in sent if text.width is None and text.height is None}
        with self._ctx.db.read() as connection:
            _, found = arrivals.files_of(self._ctx, connection, list(stored.ids.values()), unsized)
        found.save(self._ctx)

    def _told(self, done: int) -> str:
        told = [f"{done} samples"]
        if self._missing:
            told.append(f"{self._missing} without an image in the snapshot")
        if self._skipped:
            told.append(f"{self._skipped} masks left out: only labelled masks of one bit become outlines")
        return ", ".join(told)


def _texts(batch: Sequence[ReadSample]) -> list[SampleText]:
    """Check samples as those that clients send are checked.

    Raises:
        FormatError: Something cannot be stored; the message names the sample.
    """
    texts: list[bytes] = []
    for sample in batch:
        annotations = msgspec.Raw(f"[{','.join(sample.annotations)}]".encode())
        texts.append(msgspec.json.encode({**sample.members, "annotations": annotations}))
    try:
        return sample_texts(msgspec.Raw(b"[" + b",".join(texts) + b"]"), annotated=True)
    except RpcFailure as failure:
        number = _NUMBER.search(failure.message)
        named = f"Sample {batch[int(number[1])].stem!r}: " if number else ""
        raise FormatError(f"{named}{failure.message}") from failure
