"""The files of a VisDrone2019 split: frames, and the boxes listed for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from groundwire._core.errors import FormatError
from groundwire.formats.images import image_header

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from groundwire.formats._notes import Notes

IGNORED, EXCLUDED = 0, 11  # object categories of ignored regions and of "others"
_SUFFIXES = frozenset({".jpg", ".jpeg", ".png"})
_GROUPS = ("train", "val", "test-dev", "test-challenge")
_FIELDS = ("left", "top", "width", "height", "score", "category", "truncation", "occlusion")
_LIMITS = {"score": 1, "category": EXCLUDED, "truncation": 1, "occlusion": 2}
_MOST = 2**32 - 1


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One image: its sample name, its number in a sequence or None, and its file."""

    name: str
    number: int | None
    image: Path

    @property
    def staged_name(self) -> str:
        """Where the image goes below the image folder of the dataset."""
        if self.number is None:
            return self.image.name
        return f"{self.name}/{self.name}_{self.number}.camera.jpeg"

    def size(self) -> tuple[int, int]:
        """Return width and height in pixels, from the header of the file."""
        header = image_header(self.image)
        return header.width, header.height


class Box(NamedTuple):
    """One line of an annotation file; lengths in pixels."""

    frame: Frame
    object_id: str | None
    pixels: tuple[int, int, int, int]
    score: int
    category: int
    truncation: int
    occlusion: int


@dataclass(frozen=True, slots=True)
class Split:
    """One split.

    Attributes:
        folder: Where it lies.
        group: The group of its rows.
        frames: All images in order.
        sections: Frames and boxes that belong together: one image, or one sequence.
    """

    folder: Path
    group: str
    frames: list[Frame]
    sections: list[tuple[list[Frame], list[Box]]]

    def parts(self) -> Iterator[tuple[list[Frame], list[Box]]]:
        """Go through the sections in order."""
        yield from self.sections


def read_split(folder: Path, group: str | None, notes: Notes) -> Split:
    """Read all annotation files of a split.

    Raises:
        FormatError: Not a split, no group can be told from its name, or a line that cannot be read.
    """
    annotations = folder / "annotations"
    if not annotations.is_dir():
        raise FormatError(f"{folder} is not a VisDrone split: expected a folder 'annotations' in it.")
    name = group if group is not None else _group_of(folder)
    if (folder / "images").is_dir():
        sections = list(_image_sections(folder, annotations, notes))
    elif (folder / "sequences").is_dir():
        sections = list(_sequence_sections(folder, annotations, notes))
    else:
        raise FormatError(
            f"{folder} is not a VisDrone split: expected a folder 'images' or 'sequences' in it."
        )
    frames = [frame for members, _ in sections for frame in members]
    return Split(folder, name, frames, sections)


def _group_of(folder: Path) -> str:
    name = folder.resolve().name
    found = next((group for group in _GROUPS if name.endswith(f"-{group}")), None)
    if found is None:
        endings = ", ".join(f"-{group}" for group in _GROUPS)
        raise FormatError(f"{folder}: the name ends in none of {endings}, so name the group.")
    return found


def _image_sections(folder: Path, annotations: Path, notes: Notes) -> Iterator[tuple[list[Frame], list[Box]]]:
    images = _images(folder / "images")
    for image in images:
        frame = Frame(image.stem, None, image)
        text = annotations / f"{image.stem}.txt"
        if not text.is_file():
            notes.add(str(folder), f"no annotation file for {image.name}")
        boxes = [_box(frame, None, fields) for fields in _lines(text, _FIELDS)] if text.is_file() else []
        yield [frame], boxes
    stems = {image.stem for image in images}
    orphans = sum(path.stem not in stems for path in annotations.glob("*.txt"))
    notes.counted(str(folder), orphans, "annotation files have no image")


def _sequence_sections(
    folder: Path, annotations: Path, notes: Notes
) -> Iterator[tuple[list[Frame], list[Box]]]:
    names = {path.name for path in (folder / "sequences").iterdir() if path.is_dir()}
    for name in sorted(names):
        numbered = {
            int(image.stem): Frame(name, int(image.stem), image)
            for image in _images(folder / "sequences" / name)
            if image.stem.isascii() and image.stem.isdigit() and int(image.stem) <= _MOST
        }
        frames = [numbered[number] for number in sorted(numbered)]
        text = annotations / f"{name}.txt"
        if text.is_file():
            yield frames, _sequence_boxes(text, numbered, notes)
        else:
            notes.add(str(folder), f"no annotation file for sequence {name}")
            yield frames, []
    orphans = sum(path.stem not in names for path in annotations.glob("*.txt"))
    notes.counted(str(folder), orphans, "annotation files have no sequence")


def _sequence_boxes(text: Path, frames: dict[int, Frame], notes: Notes) -> list[Box]:
    boxes: list[Box] = []
    missing: dict[int, int] = {}
    for number, target, *fields in _lines(text, ("frame", "target", *_FIELDS)):
        if number in frames:
            boxes.append(_box(frames[number], f"{text.stem}/{target}", fields))
        else:
            missing[number] = missing.get(number, 0) + 1
    shown = ", ".join(str(number) for number in sorted(missing)[:10])
    notes.counted(str(text), sum(missing.values()), f"rows for frames without an image ({shown}); left out")
    return boxes


def _images(folder: Path) -> list[Path]:
    found = [path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file()]
    return sorted(found, key=lambda path: path.name.encode("utf-8", "surrogateescape"))


def _box(frame: Frame, object_id: str | None, fields: list[int]) -> Box:
    left, top, width, height, score, category, truncation, occlusion = fields
    return Box(frame, object_id, (left, top, width, height), score, category, truncation, occlusion)


def _lines(path: Path, names: tuple[str, ...]) -> Iterator[list[int]]:
    """Read lines of whole numbers; blank lines are skipped, spaces and commas at the end are allowed."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: expected text ({error}).") from error
    for number, line in enumerate(text.splitlines(), 1):
        parts = [part.strip() for part in line.rstrip(", \t").split(",")]
        if parts == [""]:
            continue
        where = f"{path}, line {number} ({line!r})"
        if len(parts) != len(names):
            raise FormatError(f"{where}: expected {len(names)} fields, found {len(parts)}.")
        yield [_field(where, name, part) for name, part in zip(names, parts, strict=True)]


def _field(where: str, name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise FormatError(f"{where}: {name}: expected a whole number of at least 0, found {text!r}.")
    value, most = int(text), _LIMITS.get(name, _MOST)
    if value > most:
        raise FormatError(f"{where}: {name}: expected at most {most}, found {value}.")
    return value
