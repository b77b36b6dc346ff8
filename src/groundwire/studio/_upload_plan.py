"""`UploadPlan`: which samples a folder or an annotation file holds, each with its files and its identity."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundwire._core.errors import InvalidArgumentError, MissingResourceError
from groundwire._core.transfer.model import Fetch

from ._download_plan import SIZE_ONLY, find_file
from ._names import frame_from_image_name, sample_name
from ._types import FileType
from ._upload_match import FileIndex, sequence_of
from ._upload_media import find_media, open_media

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from groundwire_api.studio.ids import DatasetID

    from ._sample import SampleData
    from ._upload_media import Archive, Folder
    from ._upload_rows import SampleTable


@dataclass(slots=True)
class PlannedSample:
    """One sample to upload.

    Attributes:
        uuid: Identity, the same whenever the same image is uploaded to the same dataset.
        image: Path of its image in the media.
        sensors: Paths of its other files, by file type.
        rows: Rows of the table that tell about it.
        annotated: Whether any of them is an annotation.
        left: File types that are to be uploaded; the server has the others.
        write: Whether anything is to be sent.
        annotate: Whether its annotations are to be sent.
    """

    uuid: str
    image: str
    sensors: Mapping[str, str]
    sequence: str | None = None
    frame: int | None = None
    group: str | None = None
    rows: Sequence[int] = ()
    annotated: bool = False
    left: set[str] = field(default_factory=set[str])
    write: bool = True
    annotate: bool = True

    @property
    def image_name(self) -> str:
        """Name of the image file, without folders."""
        return self.image.rpartition("/")[2]

    def files(self) -> dict[str, str]:
        """Return the paths of all files, by file type."""
        return {"image": self.image, **self.sensors}


class UploadPlan:
    """The samples to upload, and where their files and annotations are."""

    def __init__(
        self, media: Folder | Archive, table: SampleTable | None, samples: list[PlannedSample]
    ) -> None:
        self.media = media
        self.table = table
        self.samples = samples

    def groups(self) -> list[str]:
        """Return the names of the groups, in first-seen order."""
        return list(dict.fromkeys(sample.group for sample in self.samples if sample.group is not None))

    def pieces(self, size: int) -> Iterator[list[PlannedSample]]:
        """Split what is to be sent; samples of one sequence and group stand side by side."""
        alike: defaultdict[tuple[str | None, str | None], list[PlannedSample]] = defaultdict(list)
        for sample in self.samples:
            if sample.write:
                alike[sample.sequence, sample.group].append(sample)
        piece: list[PlannedSample] = []
        for members in alike.values():
            for sample in members:
                piece.append(sample)
                if len(piece) == size:
                    yield piece
                    piece = []
        if piece:
            yield piece

    def probes(self, existing: Mapping[str, SampleData]) -> list[Fetch]:
        """Return the requests that tell the sizes of the files that the server has."""
        found: list[Fetch] = []
        for sample in self.samples:
            listed = existing.get(sample.uuid)
            if listed is not None:
                urls = {kind: _url(listed, kind) for kind in sample.files()}
                keyed = (((sample.uuid, kind), url) for kind, url in urls.items() if url)
                # a server that knows no ranges sends everything: the promised size ends that at once
                found += [Fetch(url, size=1, headers=SIZE_ONLY, key=key) for key, url in keyed]
        return found

    def leave_out(self, existing: Mapping[str, SampleData], sizes: Mapping[object, int | None]) -> None:
        """Leave out what the server has.

        Args:
            existing: Samples of the dataset by identity, with their annotations.
            sizes: Bytes of the files that the server has, by the keys of `probes`.
        """
        for sample in self.samples:
            listed = existing.get(sample.uuid)
            if listed is None:
                continue
            local = self.media.sizes
            sample.left = {
                kind for kind, path in sample.files().items() if sizes.get((sample.uuid, kind)) != local[path]
            }
            sample.annotate = sample.annotated and not listed.annotations
            sample.write = bool(sample.left) or sample.annotate


def _url(sample: SampleData, kind: str) -> str | None:
    if kind == "image":
        return sample.image_url or None
    file = find_file(sample, FileType.from_text(kind))
    return None if file is None else file.url


def plan_upload(dataset_id: DatasetID, annotations: Path | None, images: Path | None) -> UploadPlan:
    """Find out what to upload; nothing is sent.

    Raises:
        InvalidArgumentError: Neither is given, no images are found, several images fit one sample, or the
            rows of a sample disagree on its group.
        MissingResourceError: Samples have no image.
        FormatError: The annotation file or the ZIP file cannot be read.
    """
    if annotations is None:
        if images is None:
            raise InvalidArgumentError("There is nothing to upload: pass annotations, images or both.")
        media = open_media(images)
        return UploadPlan(media, None, _identified(dataset_id, _from_folder(FileIndex(media.sizes))))
    from ._upload_rows import read_table

    table = read_table(annotations)
    media = open_media(find_media(annotations) if images is None else images)
    return UploadPlan(media, table, _identified(dataset_id, _from_table(table, FileIndex(media.sizes))))


def _from_folder(index: FileIndex) -> list[PlannedSample]:
    samples: list[PlannedSample] = []
    for path in index.images:
        sample = PlannedSample("", path, index.sensors(path), sequence_of(path))
        if sample.sequence is not None:
            plain = f"{sample_name(sample.image_name)}.image"  # without `.camera`
            sample.frame = frame_from_image_name(plain, sample.sequence)
        samples.append(sample)
    _tell_unused(index, samples)
    return samples


def _from_table(table: SampleTable, index: FileIndex) -> list[PlannedSample]:
    samples: list[PlannedSample] = []
    missing: list[str] = []
    for found in table.samples():
        path = index.image(found.name, found.frame)
        if path is None:
            missing.append(found.name if found.frame is None else f"{found.name}_{found.frame}")
            continue
        samples.append(
            PlannedSample(
                "",
                path,
                index.sensors(path),
                sequence=None if found.frame is None else found.name,
                frame=found.frame,
                group=found.group,
                rows=found.rows,
                annotated=found.annotated,
            )
        )
    if missing:
        raise MissingResourceError(
            f"{table.path}: no image found for {len(missing)} samples; the first is {missing[0]!r}.",
            data=list(missing),
            hint="Pass the folder or ZIP file that holds them; nothing was uploaded.",
        )
    return samples


def _identified(dataset_id: DatasetID, samples: list[PlannedSample]) -> list[PlannedSample]:
    """Give samples their identities and check that no two share an image."""
    images: set[str] = set()
    taken: set[str] = set()
    for sample in samples:
        if sample.image in images:
            raise InvalidArgumentError(f"Two samples of the table have the same image {sample.image!r}.")
        images.add(sample.image)
        identity = name_based(f"{dataset_id}/{sample.sequence or ''}/{sample.image_name}")
        # images of one name in different folders: the folder tells them apart
        sample.uuid = identity if identity not in taken else name_based(f"{dataset_id}//{sample.image}")
        taken.add(sample.uuid)
        sample.left = set(sample.files())
    return samples


def name_based(text: str) -> str:
    """Return the UUID that stands for a text: the start of its SHA-1, marked as version 5."""
    digest = hashlib.sha1(text.encode(), usedforsecurity=False).digest()
    return str(uuid.UUID(bytes=digest[:16], version=5))


def _tell_unused(index: FileIndex, samples: Iterable[PlannedSample]) -> None:
    unused = index.unused(path for sample in samples for path in sample.sensors.values())
    if unused:
        import logging

        logging.getLogger("groundwire").warning(
            "%d sensor files have no image of their name and are not uploaded, the first is %s",
            len(unused),
            unused[0],
        )
