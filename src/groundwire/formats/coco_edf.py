"""COCO to EdgeFirst files and back."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire._core.errors import FormatError
from groundwire._core.progress import progress_from
from groundwire.formats._collector import collector_paused
from groundwire.formats._containers import PARQUET_SUFFIX, write_parts
from groundwire.formats._files import replacing
from groundwire.formats._notes import Notes
from groundwire.formats._second import Second, scratch_folder, second_beside, wanted
from groundwire.formats.coco_discover import load_coco, single_part
from groundwire.formats.coco_encode import Options
from groundwire.formats.coco_fields import Reader
from groundwire.formats.coco_read import check_categories
from groundwire.formats.coco_source import CocoSource, open_source, source_of
from groundwire.formats.coco_stage import plan_images
from groundwire.formats.coco_to_edf import ONE_BATCH, TableMaker
from groundwire.formats.coco_zip import unpacked
from groundwire.formats.edf import read_edf, write_edf
from groundwire.formats.edf_to_coco import write_document

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from groundwire._core.progress import Progress, ProgressCallback
    from groundwire.formats._arrow import ArrowTable
    from groundwire.formats.coco import CocoDocument, Issue
    from groundwire.formats.coco_discover import CocoPart
    from groundwire.formats.staging import Stager

Sources = list[tuple[CocoSource, str | None]]

_MANY_BYTES = 2**23  # of input from which on a second process pays


def coco_to_arrow(  # noqa: PLR0917 - the documented signature
    coco_path: str | os.PathLike[str],
    output_path: str | os.PathLike[str],
    include_masks: bool = True,
    group: str | None = None,
    progress: ProgressCallback | None = None,
    images_dir: str | os.PathLike[str] | None = None,
    link_images: bool = False,
    rle_to_polygon: bool = False,
    *,
    plain: bool = False,
    processes: int | None = None,
    on_issue: Callable[[Issue], object] | None = None,
) -> int:
    """Convert a COCO file, or a folder or ZIP archive with one document per split, to one dataset file.

    What the format has no column for (file names, ids, exact numbers, info, licences, unknown keys …) goes
    into columns and metadata whose names start with ``coco_``; other readers ignore them. ``arrow_to_coco``
    uses them.

    Args:
        coco_path: COCO file, folder (see ``discover_coco``) or ZIP archive; an archive counts as the folder
            it was made of.
        output_path: Arrow or Parquet file, by its name; replaced if it exists.
        include_masks: False leaves out polygons and masks.
        group: Group of every row; otherwise the split of each document.
        progress: Called with converted images and their total.
        images_dir: Copy the images from this folder into the one beside the output that has its stem.
        link_images: Link the images instead of copying; has no effect without ``images_dir``.
        rle_to_polygon: Store run lengths as outlines along pixel edges instead of as masks.
        plain: Write only the columns of the format; what they cannot hold is dropped.
        processes: 1 or 2; by default a second process helps with large files where a core is free. The
            result is the same.
        on_issue: Told what was read in spite of its form, left out or not found; by default that is logged as
            warnings.

    Returns:
        The number of rows: annotations plus images without any.

    Raises:
        FormatError: The input cannot be read, the folder holds several unrelated datasets, a file name leads
            outside ``images_dir``, or an image would replace another file.
        FileNotFoundError: There is no such file or folder.
    """
    target, notes = Path(output_path), Notes(on_issue)
    with ExitStack() as stack:
        place = stack.enter_context(unpacked(Path(coco_path)))
        stack.enter_context(collector_paused())
        parts = _parts(place, Path(coco_path))
        helped = wanted(processes, worthwhile=sum(part.path.stat().st_size for part in parts) > _MANY_BYTES)
        second = stack.enter_context(second_beside(target, "coco_to_edf")) if helped else None
        sources: Sources = []
        for part in parts:
            reader = Reader(part.path)
            sources.append((_opened(part.path, reader), part.group if group is None else group))
            notes.forward(reader.issues)
        options = Options(masks=include_masks, outline=rle_to_polygon, plain=plain)
        maker = _maker(sources, options, notes)
        if second is not None:
            second.prepare(maker.encoder)
        staged = None
        if images_dir is not None:
            images = [(part, *source) for part, source in zip(parts, sources, strict=True)]
            staged = plan_images(images, Path(images_dir), place, target, link=link_images, notes=notes)
        return _written(maker, target, staged, progress_from(progress, unit="images"), second)


def _written(
    maker: TableMaker, target: Path, staged: Stager | None, progress: Progress, second: Second | None
) -> int:
    """Write the table of ``maker``, in one batch unless it is large, after its images are in place."""
    if maker.rows <= ONE_BATCH:
        table = maker.table(progress, second)
        if staged is not None:
            staged.place()
        return write_edf(table, target)
    with scratch_folder(target) as scratch, replacing(target) as temporary:
        parts = maker.batches(progress, second, scratch)
        rows = write_parts(parts, temporary, parquet=target.suffix == PARQUET_SUFFIX)
        if staged is not None:
            staged.place()
        return rows


def _parts(place: Path, named: Path) -> tuple[CocoPart, ...]:
    if place.is_file():
        return (single_part(place),)
    plan = load_coco(place)
    if len(plan.datasets) != 1:
        raise FormatError(
            f"{named}: expected one dataset, found {len(plan.datasets)}: {plan.reason}",
            hint="Convert each document on its own.",
        )
    return plan.datasets[0].parts


def _opened(path: Path, reader: Reader) -> CocoSource:
    try:
        return open_source(path, reader)
    except FormatError:
        load_coco(path)  # says better what a file is that is no COCO document
        raise


def documents_to_table(
    documents: Sequence[tuple[CocoDocument, str | None]],
    *,
    include_masks: bool = True,
    progress: ProgressCallback | None = None,
    on_issue: Callable[[Issue], object] | None = None,
) -> ArrowTable:
    """Convert COCO documents in memory, each with the group of its images, to one table.

    Raises:
        FormatError: The documents contradict each other on categories.
    """
    sources: Sources = [(source_of(document), group) for document, group in documents]
    maker = _maker(sources, Options(masks=include_masks), Notes(on_issue))
    return maker.table(progress_from(progress, unit="images"))


def _maker(sources: Sources, options: Options, notes: Notes) -> TableMaker:
    check_categories(*(source for source, _ in sources))
    return TableMaker(sources, options, notes)


def arrow_to_coco(
    arrow_path: str | os.PathLike[str],
    output_path: str | os.PathLike[str],
    include_masks: bool = True,
    groups: Sequence[str] = (),
    progress: ProgressCallback | None = None,
    *,
    pretty: bool = False,
    processes: int | None = None,
    on_issue: Callable[[Issue], object] | None = None,
) -> int:
    """Convert a dataset file to one COCO document.

    Rows without a label and rows marked ``exclude`` have no place in COCO and are left out. Sources written
    by ``coco_to_arrow`` come back with their file names, ids, numbers and unknown keys.

    Args:
        arrow_path: Arrow or Parquet file of any schema version.
        output_path: COCO file; replaced if it exists.
        include_masks: False leaves out polygons and masks.
        groups: Only rows of these groups; empty for all.
        progress: Called with converted rows and their total.
        pretty: Indent the JSON.
        processes: 1 or 2; by default a second process helps with large files where a core is free. The
            result is the same.
        on_issue: Told what was left out; by default that is logged as warnings.

    Returns:
        The number of annotations.

    Raises:
        FormatError: Not a dataset file, or an annotated image has no size.
        FileNotFoundError: There is no such file.
    """
    source, target = Path(arrow_path), Path(output_path)
    with ExitStack() as stack:
        stack.enter_context(collector_paused())
        helped = wanted(processes, worthwhile=source.stat().st_size > _MANY_BYTES)
        second = stack.enter_context(second_beside(target, "edf_to_coco")) if helped else None
        return write_document(
            read_edf(source),
            source,
            target,
            include_masks=include_masks,
            pretty=pretty,
            groups=frozenset(groups),
            progress=progress_from(progress, unit="rows"),
            notes=Notes(on_issue),
            second=second,
        )
