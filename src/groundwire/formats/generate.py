"""A dataset file without annotations for a folder of images."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundwire._core.errors import FormatError
from groundwire._core.progress import progress_from
from groundwire.formats._notes import Notes
from groundwire.formats.edf import write_edf
from groundwire.formats.edf_metadata import DatasetMetadata
from groundwire.formats.edf_table import build_table
from groundwire.formats.images import image_header
from groundwire.formats.sample_files import CAMERA_SUFFIXES, camera_images, camera_suffix, split_frame

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Sequence

    from groundwire._core.progress import ProgressCallback
    from groundwire.formats.coco import Issue


@dataclass(frozen=True, slots=True)
class _Image:
    """One image: its path, the path without its suffix, and the rank of the suffix."""

    path: str
    stem: str
    rank: int

    @property
    def base(self) -> str:
        return self.stem.rpartition("/")[2]


def generate_arrow(
    folder: str | os.PathLike[str],
    output: str | os.PathLike[str],
    detect_sequences: bool = False,
    *,
    group: str | None = None,
    sizes: bool = False,
    progress: ProgressCallback | None = None,
    on_issue: Callable[[Issue], object] | None = None,
) -> int:
    """Write a dataset file with one row per camera image below a folder.

    Names are those of the files without extension and ``.camera``; images of several folders that would
    share one keep their folders. Files of other sensors belong to the images beside them and get no rows.

    Args:
        folder: Searched recursively for ``.jpg``, ``.jpeg`` and ``.png`` in any case.
        output: Arrow or Parquet file, by its name; replaced if it exists.
        detect_sequences: Take ``name_12.jpg`` for frame 12 of the sequence ``name``.
        group: Group of every row.
        sizes: Also read the size of each image.
        progress: Called with images and their total.
        on_issue: Told about images left out because the sample has a better one; by default that is logged.

    Returns:
        The number of rows.

    Raises:
        FormatError: No images, or (with ``sizes``) one that cannot be read.
        FileNotFoundError: There is no such folder.
    """
    root = Path(folder)
    if not root.is_dir():
        raise FileNotFoundError(f"{root}: there is no such folder.")
    images = [_image(path) for path in camera_images(root)]
    if not images:
        raise FormatError(f"{root}: no images (.jpg, .jpeg, .png) in the folder or below it.")
    samples = _named(_distinct(images, Notes(on_issue)), detect_sequences=detect_sequences)
    reporter = progress_from(progress, unit="images")
    reporter.start(len(samples))
    rows: list[tuple[int, int] | None] = []
    for image, *_ in samples:
        header = image_header(root / image.path) if sizes else None
        rows.append((header.width, header.height) if header else None)
        reporter.advance(item=image.path)
    reporter.finish()
    columns: dict[str, Sequence[Any]] = {
        "name": [name for _, name, _ in samples],
        "frame": [frame for *_, frame in samples],
        "group": [group] * len(samples),
        "size": rows,
    }
    return write_edf(build_table(columns, DatasetMetadata()), Path(output))


def _image(path: str) -> _Image:
    suffix = camera_suffix(path.rpartition("/")[2]) or ""
    return _Image(path, path.removesuffix(suffix), CAMERA_SUFFIXES.index(suffix.lower()))


def _distinct(images: Iterable[_Image], notes: Notes) -> list[_Image]:
    """Keep one image per path without suffix: the one a reader would take."""
    best: dict[str, _Image] = {}
    for image in sorted(images, key=lambda image: (image.stem, image.rank, image.path)):
        kept = best.setdefault(image.stem, image)
        if kept is not image:
            notes.add(image.path, f"left out: {kept.path} is the image of that sample")
    return list(best.values())


def _named(images: list[_Image], *, detect_sequences: bool) -> list[tuple[_Image, str, int | None]]:
    """Name each image; those that would share a name and frame keep their folders and have no frame."""
    short: list[tuple[str, int | None]] = [
        (detect_sequences and split_frame(image.base)) or (image.base, None) for image in images
    ]
    counts = Counter(short)
    named: list[tuple[_Image, str, int | None]] = []
    for image, (name, frame) in zip(images, short, strict=True):
        alone = counts[name, frame] == 1
        named.append((image, name, frame) if alone else (image, image.stem, None))
    return sorted(named, key=lambda item: (item[1], -1 if item[2] is None else item[2]))
