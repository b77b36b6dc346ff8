"""Decide what a folder of COCO files is: one dataset with groups, or several datasets; and say why."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire._core.errors import FormatError
from groundwire.formats.coco_images import ImageLookup, image_folders
from groundwire.formats.coco_read import check_categories, read_coco, read_results
from groundwire.formats.coco_results import attach_results
from groundwire.formats.coco_sniff import Kind, Sniffed, sniff

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from groundwire.formats.coco import CocoAnnotation, CocoDocument

_PREFIXES = ("instances_", "person_keypoints_", "keypoints_", "captions_", "panoptic_", "stuff_", "lvis_v1_")
_SPLITS = frozenset(
    {"train", "val", "valid", "validation", "test", "test-dev", "test-challenge", "dev", "trainval"}
)
_ROBOFLOW = "_annotations.coco.json"


@dataclass(frozen=True, slots=True)
class CocoDetections:
    """A results list that belongs to a document."""

    name: str
    path: Path

    def load(self) -> list[CocoAnnotation]:
        """Read the detections."""
        return read_results(self.path)


@dataclass(frozen=True, slots=True)
class CocoPart:
    """One document of a dataset.

    Attributes:
        path: The COCO file.
        group: Split it stands for, e.g. ``train``; None when the dataset has no splits.
        images: Where its images are looked for.
        detections: Results lists that belong to it.
    """

    path: Path
    group: str | None
    images: ImageLookup
    detections: tuple[CocoDetections, ...] = ()

    def load(self) -> CocoDocument:
        """Read the document."""
        return read_coco(self.path)


@dataclass(frozen=True, slots=True)
class CocoDataset:
    """One dataset: one document, or one per split."""

    name: str
    parts: tuple[CocoPart, ...]


@dataclass(frozen=True, slots=True)
class CocoPlan:
    """What a file or folder was taken for.

    Attributes:
        root: The file or folder.
        datasets: In order of their names.
        reason: One sentence: the chosen layout and why.
        notes: One sentence per results list and per file that was left out.
    """

    root: Path
    datasets: tuple[CocoDataset, ...]
    reason: str
    notes: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        lines = [f"{self.root}: {self.reason}"]
        for dataset in self.datasets:
            parts = [
                f"{part.path.name} (group {part.group})" if part.group else part.path.name
                for part in dataset.parts
            ]
            lines.append(f"  dataset {dataset.name}: {', '.join(parts)}")
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])


def load_coco(path: str | os.PathLike[str]) -> CocoPlan:
    """Return what there is to load at a COCO file or folder; a file is one dataset of one document.

    Raises:
        FormatError: Nothing usable is there; the message says what was found instead.
        FileNotFoundError: There is no such file or folder.
    """
    source = Path(path)
    if source.is_dir():
        return discover_coco(source)
    found = sniff(source)
    if found.kind is not Kind.DOCUMENT:
        raise FormatError(f"{source}: expected a COCO document, found {found.what}.")
    datasets = (CocoDataset(source.stem, (single_part(source),)),)
    return CocoPlan(source, datasets, "a single COCO document, so one dataset.")


def single_part(path: Path) -> CocoPart:
    """Return a document that is a dataset of its own; it is not looked into."""
    root = path.parent.parent if path.parent.name == "annotations" else path.parent
    return CocoPart(path, None, image_folders(root, path, folder_names(path)))


def discover_coco(folder: str | os.PathLike[str]) -> CocoPlan:
    """Decide the layout of a folder with COCO files.

    Looked at are the JSON files in the folder itself, in ``annotations/`` and, named
    ``_annotations.coco.json``, in its direct sub-folders. Documents that stand for different splits of one
    class list form one dataset with one group per split; otherwise every document is a dataset of its own.
    A results list joins the document whose images and categories it names; among several, the one with the
    longest common beginning of the file name.

    Raises:
        FormatError: No COCO document is there; the message lists what was.
        FileNotFoundError: There is no such folder.
    """
    root = Path(folder)
    if not root.is_dir():
        raise FileNotFoundError(f"{root} is not a folder.")
    found = [sniff(path) for path in _json_files(root)]
    notes = [f"left out {item.path.name}: {item.what}." for item in found if item.kind is Kind.OTHER]
    documents, doubles = _one_per_split([item for item in found if item.kind is Kind.DOCUMENT])
    notes += doubles
    if not documents:
        listed = "; ".join(f"{item.path.name} is {item.what}" for item in found) or "no JSON files"
        raise FormatError(
            f"{root}: expected COCO documents in the folder or in annotations/, found {listed}.",
            hint="A COCO document is a JSON object with 'images', 'annotations' and 'categories'.",
        )
    attached, remarks = attach_results([item for item in found if item.kind is Kind.RESULTS], documents)
    groups, reason = _layout(documents)
    parts = {
        item.path: _part(root, item, groups.get(item.path), attached.get(item.path, [])) for item in documents
    }
    if groups:
        datasets: tuple[CocoDataset, ...] = (CocoDataset(root.resolve().name, tuple(parts.values())),)
    else:
        datasets = tuple(CocoDataset(path.stem, (part,)) for path, part in parts.items())
    return CocoPlan(root, datasets, reason, (*notes, *remarks))


def _part(root: Path, item: Sniffed, group: str | None, results: Sequence[Path]) -> CocoPart:
    names = folder_names(item.path) if group else []
    detections = tuple(CocoDetections(path.stem, path) for path in results)
    return CocoPart(item.path, group, image_folders(root, item.path, names), detections)


def _json_files(root: Path) -> list[Path]:
    places = [root / "annotations", root]
    files = [
        path for place in places if place.is_dir() for path in sorted(place.glob("*.json")) if path.is_file()
    ]
    return files + sorted(root.glob(f"*/{_ROBOFLOW}"))


def split_of(path: Path) -> str | None:
    """Return the split a file's name stands for, or None: ``instances_val2017.json`` stands for ``val``."""
    if path.name == _ROBOFLOW:
        return path.parent.name
    stem = _without_prefix(path.stem)
    name = stem.rstrip("0123456789").rstrip("_-.") or stem
    return name if stem != path.stem or name.lower() in _SPLITS else None


def _without_prefix(stem: str) -> str:
    return next((stem.removeprefix(prefix) for prefix in _PREFIXES if stem.startswith(prefix)), stem)


def folder_names(path: Path) -> list[str]:
    """Return what the image folder of a split's document may be called, most specific first."""
    split = split_of(path)
    return [] if split is None else list(dict.fromkeys([_without_prefix(path.stem), split]))


def _one_per_split(documents: list[Sniffed]) -> tuple[list[Sniffed], list[str]]:
    """Of several kinds of annotation for one split (instances, keypoints …) keep one, instances if there."""
    chosen: dict[str, Sniffed] = {}
    notes: list[str] = []
    for item in sorted(documents, key=lambda item: not item.path.stem.startswith("instances_")):
        split = split_of(item.path)
        kept = chosen.setdefault(split or str(item.path), item)
        if kept is not item and kept.image_ids == item.image_ids:
            notes.append(
                f"left out {item.path.name}: it describes the images of {kept.path.name} in another way."
            )
        elif kept is not item:
            chosen[str(item.path)] = item
    return sorted(chosen.values(), key=lambda item: item.path), notes


def _layout(documents: list[Sniffed]) -> tuple[dict[Path, str], str]:
    """Return the group of each document, empty when each is a dataset of its own, and the reason."""
    count = len(documents)
    splits = [split_of(item.path) for item in documents]
    if None in splits:
        if count == 1:
            return {}, "one COCO document, so one dataset."
        plain = next(item.path.name for item, split in zip(documents, splits, strict=True) if split is None)
        return {}, (
            f"{count} unrelated COCO documents ({plain} does not name a split such as train or val), "
            "so one dataset per document."
        )
    if len(set(splits)) < count:
        return {}, f"{count} COCO documents, two of which name the same split, so one dataset per document."
    try:
        check_categories(*(item.categories_document() for item in documents))
    except FormatError as error:
        return (
            {},
            f"{count} splits that disagree on categories ({error.message}), so one dataset per document.",
        )
    names = [split for split in splits if split is not None]
    reason = (
        "the usual COCO folder, one document per split with one class list, "
        f"so one dataset with {_groups(names)}."
    )
    return {item.path: name for item, name in zip(documents, names, strict=True)}, reason


def _groups(names: list[str]) -> str:
    return (
        f"the group {names[0]}" if len(names) == 1 else f"the groups {', '.join(names[:-1])} and {names[-1]}"
    )
