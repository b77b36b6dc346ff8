"""COCO to EdgeFirst Arrow files and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from groundwire._core.errors import FormatError
from groundwire._core.progress import progress_from
from groundwire.formats._collector import collector_paused
from groundwire.formats.coco_discover import load_coco
from groundwire.formats.coco_read import check_categories
from groundwire.formats.coco_to_edf import Rows, build_coco_table
from groundwire.formats.coco_write import write_coco
from groundwire.formats.edf import read_edf, write_edf
from groundwire.formats.edf_to_coco import table_to_document

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from groundwire._core.progress import ProgressCallback
    from groundwire.formats._arrow import ArrowTable
    from groundwire.formats.coco import CocoDocument


def coco_to_arrow(
    coco_path: str | os.PathLike[str],
    output_path: str | os.PathLike[str],
    include_masks: bool = True,
    group: str | None = None,
    progress: ProgressCallback | None = None,
) -> int:
    """Convert a COCO file, or a folder with one document per split, to one Arrow file.

    What the format has no column for (file names, ids, exact numbers, info, licences, unknown keys …) goes
    into columns and metadata whose names start with ``coco_``; other readers ignore them. ``arrow_to_coco``
    uses them.

    Args:
        coco_path: COCO file or folder, see ``discover_coco``.
        output_path: Arrow file; replaced if it exists.
        include_masks: False leaves out polygons and masks.
        group: Group of every row; otherwise the split of each document.
        progress: Called with converted images and their total.

    Returns:
        The number of rows: annotations plus images without any.

    Raises:
        FormatError: The input cannot be read, or the folder holds several unrelated datasets.
    """
    plan = load_coco(coco_path)
    if len(plan.datasets) != 1:
        raise FormatError(
            f"{coco_path}: expected one dataset, found {len(plan.datasets)}: {plan.reason}",
            hint="Convert each document on its own.",
        )
    parts = plan.datasets[0].parts
    with collector_paused():
        documents = [(part.load(), part.group if group is None else group) for part in parts]
        table = documents_to_table(documents, include_masks=include_masks, progress=progress)
        return write_edf(table, output_path)


def documents_to_table(
    documents: Sequence[tuple[CocoDocument, str | None]],
    *,
    include_masks: bool = True,
    progress: ProgressCallback | None = None,
) -> ArrowTable:
    """Convert COCO documents, each with the group of its images, to one table.

    Raises:
        FormatError: The documents contradict each other on categories.
    """
    check_categories(*(document for document, _ in documents))
    reporter = progress_from(progress, unit="images")
    reporter.start(sum(len(document.images) for document, _ in documents))
    rows = Rows(include_masks=include_masks, names=_file_names(documents))
    for document, group in documents:
        rows.add_document(document, group, reporter)
    reporter.finish()
    return build_coco_table(rows)


def _file_names(documents: Sequence[tuple[CocoDocument, str | None]]) -> list[str]:
    return [image.file_name for document, _ in documents for image in document.images]


def arrow_to_coco(
    arrow_path: str | os.PathLike[str],
    output_path: str | os.PathLike[str],
    include_masks: bool = True,
    groups: Sequence[str] = (),
    progress: ProgressCallback | None = None,
) -> int:
    """Convert an Arrow file to one COCO document.

    Rows without a label and rows marked ``exclude`` have no place in COCO and are left out. Sources written
    by ``coco_to_arrow`` come back with their file names, ids, numbers and unknown keys.

    Args:
        arrow_path: Arrow file of any schema version.
        output_path: COCO file; replaced if it exists.
        include_masks: False leaves out polygons and masks.
        groups: Only rows of these groups; empty for all.
        progress: Called with converted rows and their total.

    Returns:
        The number of annotations.

    Raises:
        FormatError: Not a dataset file, or an annotated image has no size.
    """
    table = read_edf(arrow_path)
    reporter = progress_from(progress, unit="rows")
    with collector_paused():
        document = table_to_document(
            table, include_masks=include_masks, groups=groups, progress=reporter, path=Path(arrow_path)
        )
        return write_coco(document, output_path)
