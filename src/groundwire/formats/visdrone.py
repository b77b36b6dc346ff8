"""VisDrone2019 splits, images and videos, to one file of the EdgeFirst Dataset Format."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from groundwire._core.errors import FormatError, InvalidArgumentError
from groundwire._core.progress import progress_from
from groundwire.formats._notes import Notes
from groundwire.formats.edf import write_edf
from groundwire.formats.edf_metadata import DatasetMetadata
from groundwire.formats.edf_table import build_table
from groundwire.formats.snap import boxes_to_fractions
from groundwire.formats.staging import Stager
from groundwire.formats.visdrone_read import EXCLUDED, IGNORED, Frame, Split, read_split

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from groundwire._core.progress import Progress, ProgressCallback
    from groundwire.formats.coco import Issue
    from groundwire.formats.visdrone_read import Box

LABELS = (
    "pedestrian",
    "people",
    "bicycle",
    "car",
    "van",
    "truck",
    "tricycle",
    "awning-tricycle",
    "bus",
    "motor",
)


def visdrone_to_arrow(  # noqa: PLR0917 - the documented signature
    split_dirs: Sequence[str | os.PathLike[str]],
    output_path: str | os.PathLike[str],
    group: str | None = None,
    progress: ProgressCallback | None = None,
    stage_images: bool = False,
    link_images: bool = False,
    keep_ignored: bool = False,
    *,
    on_issue: Callable[[Issue], object] | None = None,
) -> int:
    """Convert VisDrone splits to one dataset file; image and video splits may be mixed.

    An image split has ``annotations/*.txt`` and ``images/``, a video split ``annotations/<sequence>.txt`` and
    ``sequences/<sequence>/<frame>.jpg``. Images without boxes become rows without annotation.

    Args:
        split_dirs: Folders of the splits, converted in this order.
        output_path: Arrow or Parquet file, by its name; replaced if it exists.
        group: Group of every row; by default the end of each folder's name: ``-train``, ``-val``,
            ``-test-dev`` or ``-test-challenge``.
        progress: Called with converted images and their total.
        stage_images: Copy the images into the folder beside the output that has its stem.
        link_images: Link instead of copying; has no effect without ``stage_images``.
        keep_ignored: Keep ignored regions and objects of other classes, as unlabelled rows marked
            ``ignore`` or ``exclude``.
        on_issue: Told what was left out or looks wrong; by default that is logged as warnings.

    Returns:
        The number of rows: boxes plus images without any.

    Raises:
        FormatError: A folder is no split, a line or image cannot be read (the message names file and line),
            or two splits hold the same image.
        InvalidArgumentError: No folders.
    """
    if isinstance(split_dirs, (str, bytes)):
        raise InvalidArgumentError("split_dirs: expected a list of folders, found one text.")
    folders = [Path(folder) for folder in split_dirs]
    if not folders:
        raise InvalidArgumentError("No VisDrone split folders given.")
    notes, target = Notes(on_issue), Path(output_path)
    splits = [read_split(folder, group, notes) for folder in folders]
    _check_distinct(splits)
    reporter = progress_from(progress, unit="images")
    reporter.start(sum(len(split.frames) for split in splits))
    rows = _Rows(keep_ignored=keep_ignored)
    for split in splits:
        rows.add(split, reporter, notes)
    reporter.finish()
    table = build_table(rows.columns(), metadata())
    if stage_images:
        _stage(splits, Stager(target, link=link_images))
    return write_edf(table, target)


def metadata() -> DatasetMetadata:
    """Return the file-level metadata of every converted VisDrone file."""
    return DatasetMetadata(
        labels=list(LABELS),
        category_metadata={name: {"id": LABELS.index(name)} for name in sorted(LABELS)},
    )


def _check_distinct(splits: list[Split]) -> None:
    homes: dict[tuple[str, int | None], Path] = {}
    for split in splits:
        for frame in split.frames:
            home = homes.setdefault((frame.name, frame.number), split.folder)
            if home is not split.folder:
                raise FormatError(f"{frame.image}: {home} has an image of that name too; they would merge.")


def _stage(splits: list[Split], stager: Stager) -> None:
    for split in splits:
        for frame in split.frames:
            if not stager.add(frame.staged_name, frame.image):
                raise FormatError(f"{frame.image}: another image would be staged as {frame.staged_name}.")
    stager.place()


class _Rows:
    """Collects rows; boxes stay in pixels until all are there."""

    def __init__(self, *, keep_ignored: bool) -> None:
        self._keep_ignored = keep_ignored
        self._rows: list[tuple[Frame, str, tuple[int, int], Box | None]] = []

    def add(self, split: Split, progress: Progress, notes: Notes) -> None:
        """Add the rows of one split in the order of the reference: boxes as listed, then empty frames."""
        sizes: dict[Frame, tuple[int, int]] = {}
        for frame in split.frames:
            sizes[frame] = frame.size()
            progress.advance(item=frame.image.name)
        odd = 0
        dropped: Counter[str] = Counter()
        for frames, boxes in split.parts():
            filled: set[Frame] = set()
            for box in boxes:
                odd += box.score != (0 if box.category in (IGNORED, EXCLUDED) else 1)
                if box.category in (IGNORED, EXCLUDED) and not self._keep_ignored:
                    dropped["ignored regions" if box.category == IGNORED else "objects of other classes"] += 1
                    continue
                filled.add(box.frame)
                self._rows.append((box.frame, split.group, sizes[box.frame], box))
            self._rows += [
                (frame, split.group, sizes[frame], None) for frame in frames if frame not in filled
            ]
        where = str(split.folder)
        notes.counted(where, odd, "boxes have a score that does not suit their class; it is not stored")
        for what, count in dropped.items():
            notes.counted(where, count, f"{what} left out; keep_ignored keeps them")

    def columns(self) -> dict[str, Sequence[Any]]:
        """Return the columns as ``build_table`` takes them."""
        boxes = [box for *_, box in self._rows]
        labelled = [
            None if box is None or not 0 < box.category < EXCLUDED else box.category - 1 for box in boxes
        ]
        ignore = [True if box is not None and box.category == IGNORED else None for box in boxes]
        return {
            "name": [frame.name for frame, *_ in self._rows],
            "frame": [frame.number for frame, *_ in self._rows],
            "object_id": [None if box is None else box.object_id for box in boxes],
            "label": [None if index is None else LABELS[index] for index in labelled],
            "label_index": labelled,
            "group": [group for _, group, *_ in self._rows],
            "box2d": cast("Sequence[Any]", self._boxes()),
            "size": [size for _, _, size, _ in self._rows],
            "ignore": ignore,
            "exclude": [True if box is not None and box.category == EXCLUDED else None for box in boxes],
            "iscrowd": ignore,
            "truncation": [None if box is None else box.truncation for box in boxes],
            "occlusion": [None if box is None else box.occlusion for box in boxes],
        }

    def _boxes(self) -> np.ndarray[Any, np.dtype[np.float32]]:
        missing = (float("nan"),) * 4
        pixels = np.array(
            [missing if box is None else box.pixels for *_, box in self._rows], dtype=np.float64
        )
        sizes = np.array([size for _, _, size, _ in self._rows], dtype=np.float64)
        return boxes_to_fractions(pixels.reshape(-1, 4), sizes.reshape(-1, 2))
