"""ADE20K scene parsing (ADEChallengeData2016) to one file of the EdgeFirst Dataset Format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundwire._core.errors import FormatError, InvalidArgumentError
from groundwire._core.progress import progress_from
from groundwire.formats._notes import Notes
from groundwire.formats.edf import write_edf
from groundwire.formats.edf_metadata import DatasetMetadata
from groundwire.formats.edf_table import build_table
from groundwire.formats.images import image_header
from groundwire.formats.masks import png_header
from groundwire.formats.staging import Stager

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from groundwire._core.progress import ProgressCallback
    from groundwire.formats.coco import Issue

_CLASS_FILE = "objectInfo150.txt"
_COLUMNS = ("Idx", "Ratio", "Train", "Val", "Name")
_FOLDERS = {"train": "training", "val": "validation"}
_SUFFIXES = frozenset({".jpg", ".jpeg"})


def ade20k_to_arrow(  # noqa: PLR0917 - the documented signature
    root: str | os.PathLike[str],
    output_path: str | os.PathLike[str],
    group: str | None = None,
    progress: ProgressCallback | None = None,
    stage_images: bool = False,
    link_images: bool = False,
    *,
    on_issue: Callable[[Issue], object] | None = None,
) -> int:
    """Convert ADE20K to one dataset file: one row per image with its label map, bytes unchanged.

    Pixel value 0 of a label map is ``unlabeled`` and ignored; value n is the n-th class of
    ``objectInfo150.txt``. A class whose first name another one has gets its first free synonym.

    Args:
        root: Folder with ``objectInfo150.txt``, ``images/`` and ``annotations/``.
        output_path: Arrow or Parquet file, by its name; replaced if it exists.
        group: ``train`` or ``val`` converts only that one.
        progress: Called with converted images and their total.
        stage_images: Copy the images into the folder beside the output that has its stem.
        link_images: Link instead of copying; has no effect without ``stage_images``.
        on_issue: Told what was changed; by default that is logged as warnings.

    Returns:
        The number of rows, one per image.

    Raises:
        FormatError: A file is missing or is not what the layout asks for; the message names it.
        InvalidArgumentError: Another group.
    """
    base, target, notes = Path(root), Path(output_path), Notes(on_issue)
    if group is not None and group not in _FOLDERS:
        raise InvalidArgumentError(f"There is no ADE20K group {group!r}; expected train or val.")
    metadata = _metadata(base / _CLASS_FILE, notes)
    scenes = [scene for name in _FOLDERS if group in (None, name) for scene in _scenes(base, name)]
    reporter = progress_from(progress, unit="images")
    reporter.start(len(scenes))
    columns: dict[str, list[Any]] = {"name": [], "group": [], "mask": [], "size": []}
    for scene in scenes:
        mask, size = scene.read()
        for column, value in zip(columns.values(), (scene.image.stem, scene.group, mask, size), strict=True):
            column.append(value)
        reporter.advance(item=scene.image.name)
    reporter.finish()
    _check_distinct(scenes)
    table = build_table(columns, metadata)
    if stage_images:
        stager = Stager(target, link=link_images)
        for scene in scenes:
            stager.add(scene.image.name, scene.image)
        stager.place()
    return write_edf(table, target)


@dataclass(frozen=True, slots=True)
class _Scene:
    image: Path
    label: Path
    group: str

    def read(self) -> tuple[bytes, tuple[int, int]]:
        """Return the label map and the size of the image, checked against each other."""
        image, data = image_header(self.image), self.label.read_bytes()
        header = png_header(data, self.label)
        if (header.colour_type, header.bit_depth) != (0, 8):
            raise FormatError(
                f"{self.label}: expected a grayscale PNG of 8 bits, found colour type {header.colour_type}, "
                f"{header.bit_depth} bits."
            )
        if header.offset is not None:
            raise FormatError(f"{self.label}: a label map covers its image, but this one has an oFFs chunk.")
        if (header.width, header.height) != (image.width, image.height):
            raise FormatError(
                f"{self.label}: is {header.width} x {header.height} pixels, "
                f"but its image {image.width} x {image.height}."
            )
        return data, (image.width, image.height)


def _scenes(base: Path, group: str) -> list[_Scene]:
    folders = (base / "images" / _FOLDERS[group], base / "annotations" / _FOLDERS[group])
    for folder in folders:
        if not folder.is_dir():
            raise FormatError(f"{folder}: there is no such folder.", hint="Name a group to convert only it.")
    images = {path.stem: path for path in folders[0].iterdir() if path.suffix.lower() in _SUFFIXES}
    labels = {path.stem: path for path in folders[1].iterdir() if path.suffix.lower() == ".png"}
    for stem in sorted(images.keys() ^ labels.keys()):
        lonely, what = (images[stem], "label map") if stem in images else (labels[stem], "image")
        raise FormatError(f"{lonely}: there is no {what} of that name.")
    return [_Scene(images[stem], labels[stem], group) for stem in sorted(images)]


def _check_distinct(scenes: list[_Scene]) -> None:
    homes: dict[str, Path] = {}
    for scene in scenes:
        if homes.setdefault(scene.image.stem, scene.image) is not scene.image:
            other = homes[scene.image.stem]
            raise FormatError(f"{scene.image}: has the name of {other}; the two would merge.")


def _metadata(path: Path, notes: Notes) -> DatasetMetadata:
    labels = ["unlabeled"]
    entries: dict[str, dict[str, Any]] = {}
    for number, names in enumerate(_class_names(path), 1):
        free = [name for name in names if name not in labels]
        label = free[0] if free else f"{names[0]} {number}"
        if label != names[0]:
            notes.add(str(path), f"class {number} is called {label!r}: {names[0]!r} is taken")
        labels.append(label)
        entries[label] = {"id": number, **({"synonyms": names} if len(names) > 1 else {})}
    return DatasetMetadata(
        labels=labels,
        category_metadata=dict(sorted(entries.items())),
        ignore_index=0,
        mask_interpretation="class_index",
    )


def _class_names(path: Path) -> list[list[str]]:
    """Return the names of each class, the usual one first."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        raise FormatError(f"{path}: there is no such file; it names the classes.") from None
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: expected text ({error}).") from error
    found: list[list[str]] = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        columns = line.split("\t")
        if len(columns) != len(_COLUMNS):
            raise FormatError(
                f"{path}, line {number}: expected 5 columns parted by tabs ({', '.join(_COLUMNS)}), "
                f"found {len(columns)}."
            )
        if columns[0].strip() != str(len(found) + 1):
            raise FormatError(
                f"{path}, line {number}: expected class id {len(found) + 1}, found {columns[0]!r}."
            )
        names = [name.strip() for name in columns[-1].split(",") if name.strip()]
        if not names:
            raise FormatError(f"{path}, line {number}: expected a name.")
        found.append(names)
    return found
