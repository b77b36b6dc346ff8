"""What is to be sent: the documents of one dataset with their image files, and what was found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundwire._core.errors import FormatError
from groundwire.demo.wire import wire_names
from groundwire.formats.images import image_header

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire.formats.coco import CocoAnnotation, CocoDocument, CocoImage
    from groundwire.formats.coco_discover import CocoDataset, CocoPart


@dataclass(frozen=True, slots=True)
class SourceImage:
    """One image of a document: its name on the server, its file if there is one, and its size in pixels."""

    image: CocoImage
    wire: str
    file: Path | None
    size: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document of the dataset."""

    part: CocoPart
    document: CocoDocument
    images: list[SourceImage]
    detections: dict[str, list[CocoAnnotation]]

    def wire_by_id(self) -> dict[int, str]:
        """Image id to name on the server."""
        return {item.image.id: item.wire for item in self.images}


@dataclass(frozen=True, slots=True)
class Source:
    """One dataset."""

    name: str
    documents: list[SourceDocument]
    notes: list[str] = field(default_factory=list[str])

    @property
    def images(self) -> list[SourceImage]:
        """All images."""
        return [image for document in self.documents for image in document.images]

    @property
    def missing(self) -> list[SourceImage]:
        """Images without a file."""
        return [image for image in self.images if image.file is None]

    def categories(self) -> dict[str, int]:
        """Category name to id, over all documents."""
        return {c.name: c.id for document in self.documents for c in document.document.categories}


def load_source(dataset: CocoDataset) -> Source:
    """Read the documents of a dataset and look for their images.

    Raises:
        FormatError: A document cannot be read, or two of its images share an id or a file name.
    """
    loaded = [(part, part.load()) for part in dataset.parts]
    notes: list[str] = []
    for part, document in loaded:
        notes += [f"{part.path.name}: {issue}" for issue in document.issues]
        _check_unique(part, document)
    names = iter(
        wire_names([(part.group, _name(image)) for part, document in loaded for image in document.images])
    )
    documents: list[SourceDocument] = []
    for part, document in loaded:
        images = [_source_image(part, image, next(names), notes) for image in document.images]
        detections = {item.name: item.load() for item in part.detections}
        documents.append(SourceDocument(part, document, images, detections))
    return Source(dataset.name, documents, notes)


def _check_unique(part: CocoPart, document: CocoDocument) -> None:
    for what, values in (
        ("id", [str(image.id) for image in document.images]),
        ("file name", [_name(image) for image in document.images]),
    ):
        seen: set[str] = set()
        for value in values:
            if value in seen:
                raise FormatError(
                    f"{part.path}: two images have the {what} {value!r}; one dataset cannot hold both."
                )
            seen.add(value)


def _name(image: CocoImage) -> str:
    return image.file_name or f"image-{image.id}"


def _source_image(part: CocoPart, image: CocoImage, wire: str, notes: list[str]) -> SourceImage:
    try:
        file = part.images.find(image)
    except FormatError as error:
        notes.append(f"{part.path.name}: {error.message}")
        file = None
    size = None if image.width is None or image.height is None else (image.width, image.height)
    if file is not None:
        header = image_header(file)
        if size is None:
            size = (header.width, header.height)
        elif size != (header.width, header.height):
            notes.append(
                f"{file.name} is {header.width} x {header.height}, the document says {size[0]} x {size[1]}"
            )
    return SourceImage(image, wire, file, size)
