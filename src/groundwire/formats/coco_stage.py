"""Find the images of COCO documents and plan where they go beside the annotation file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from groundwire.formats.coco_discover import folder_names
from groundwire.formats.coco_images import ImageLookup, image_folders
from groundwire.formats.names import with_groups
from groundwire.formats.staging import Stager

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire.formats._notes import Notes
    from groundwire.formats.coco_discover import CocoPart
    from groundwire.formats.coco_source import CocoSource

_SHOWN = 5


def plan_images(
    parts: Sequence[tuple[CocoPart, CocoSource, str | None]],
    images_dir: Path,
    place: Path,
    target: Path,
    *,
    link: bool,
    notes: Notes,
) -> Stager:
    """Look up every image below ``images_dir``; those that are not there are noted.

    An image keeps its base name. Images that would share one keep their folders as well, and images of
    several groups that share a whole name go to a folder of their group.

    Raises:
        FormatError: A file name leads outside ``images_dir``.
    """
    stager = Stager(target, link=link)
    file_names = [(image.file_name, group) for _, source, group in parts for image in source.images]
    places = iter(with_groups(file_names))
    bases = Counter(PurePosixPath(name).name for name, _ in file_names)
    missing: list[str] = []
    for part, document, _ in parts:
        lookup = _lookup(part, images_dir, place)
        for image, name in zip(document.images, places, strict=False):
            source = lookup.find(image)
            base = PurePosixPath(image.file_name).name
            if source is None:
                missing.append(image.file_name or f"(image {image.id} without a name)")
            elif not stager.add(base if bases[base] == 1 else name, source):
                notes.add(image.file_name, f"not staged: {source} has the name of another image")
    shown = ", ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
    notes.counted(str(images_dir), len(missing), f"images not found: {shown}")
    return stager


def _lookup(part: CocoPart, images_dir: Path, place: Path) -> ImageLookup:
    """Return the folders to try: those of the usual layout when the dataset's own folder is given."""
    if images_dir.resolve() != place.resolve():
        return ImageLookup((images_dir,))
    found = image_folders(images_dir, part.path, folder_names(part.path))
    return ImageLookup(tuple(dict.fromkeys((*found.folders, images_dir))))
